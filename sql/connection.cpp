#include "sql/connection.h"

#include "sql/fault_plan.h"
#include "sql/statement_cache.h"
#include "sql/transaction.h"

namespace sql
{

using namespace Qt::StringLiterals;

Connection::Connection()
    : m_cache(std::make_shared<StatementCache>())
{
}

Connection::~Connection() = default;

Statement Connection::prepare(const QString& sql)
{
    if (std::unique_ptr<StatementDriver> cached = m_cache->take(sql))
        return {std::move(cached), m_cache};
    if (m_faults) [[unlikely]]
        m_faults->onCall(FaultPlan::Call::Prepare, sql);
    std::unique_ptr<StatementDriver> made = compile(sql);
    made->source = sql;
    return {std::move(made), m_cache};
}

void Connection::executeScript(const QString& sql)
{
    if (m_faults) [[unlikely]]
        m_faults->onCall(FaultPlan::Call::Script, sql);
    runScript(sql);
}

qint64 Connection::bulkInsert(const QString& table, const QStringList& columns, const QList<Values>& rows)
{
    for (const Values& row : rows) {
        if (row.size() != columns.size())
            throw Failure(ErrorKind::Other,
                          u"a row of %1 values for %2 columns of %3"_s.arg(row.size()).arg(columns.size()).arg(table));
    }
    if (rows.isEmpty() || columns.isEmpty())
        return 0;
    if (m_faults) [[unlikely]]
        m_faults->onCall(FaultPlan::Call::Bulk, table);
    if (inTransaction())
        return runBulkInsert(table, columns, rows);
    Transaction transaction(*this);
    const qint64 count = runBulkInsert(table, columns, rows);
    transaction.commit();
    return count;
}

void Connection::setFaultPlan(std::shared_ptr<FaultPlan> plan)
{
    m_faults = std::move(plan);
}

void Connection::clearStatementCache()
{
    m_cache->clear();
}

void Connection::setPatient(bool) {}

Patience::Patience(Connection& connection)
    : m_connection(connection)
{
    if (connection.m_patiences == 0)
        connection.setPatient(true);
    ++connection.m_patiences;
}

Patience::~Patience()
{
    if (--m_connection.m_patiences > 0)
        return;
    try {
        m_connection.setPatient(false);
    } catch (const Failure&) {
        return; // a spoiled transaction or a lost line: only the server's own limit stays the longer one
    }
}

} // namespace sql
