#include "sql/statement.h"

#include "sql/error.h"
#include "sql/statement_cache.h"

namespace sql
{

using namespace Qt::StringLiterals;

Statement::Statement(std::unique_ptr<StatementDriver> driver, std::weak_ptr<StatementCache> home)
    : m_driver(std::move(driver))
    , m_home(std::move(home))
{
}

Statement& Statement::operator=(Statement&& other) noexcept
{
    std::swap(m_driver, other.m_driver);
    std::swap(m_home, other.m_home);
    return *this;
}

Statement::~Statement()
{
    if (!m_driver)
        return;
    m_driver->reset();
    if (const std::shared_ptr<StatementCache> home = m_home.lock())
        home->give(std::move(m_driver));
}

bool Statement::next()
{
    if (m_driver->step())
        return true;
    m_driver->reset();
    return false;
}

void Statement::reset() noexcept
{
    m_driver->reset();
}

void Statement::checkRoom(int index) const
{
    if (index >= m_driver->parameterCount())
        throw Failure(ErrorKind::Other, u"more arguments than the statement has places"_s, m_driver->source);
}

void Statement::checkBound(int count) const
{
    if (count != m_driver->parameterCount())
        throw Failure(ErrorKind::Other, u"fewer arguments than the statement has places"_s, m_driver->source);
}

qint64 Statement::runToEnd()
{
    while (m_driver->step()) {
    }
    const qint64 rows = m_driver->affectedRows();
    m_driver->reset();
    return rows;
}

} // namespace sql
