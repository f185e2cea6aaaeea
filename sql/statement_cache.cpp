#include "sql/statement_cache.h"

namespace sql
{

std::unique_ptr<StatementDriver> StatementCache::take(const QString& sql)
{
    const auto found = m_bySql.constFind(sql);
    if (found == m_bySql.cend())
        return nullptr;
    const Entries::iterator entry = *found;
    m_bySql.erase(found);
    std::unique_ptr<StatementDriver> statement = std::move(*entry);
    m_entries.erase(entry);
    return statement;
}

void StatementCache::give(std::unique_ptr<StatementDriver> statement)
{
    if (m_bySql.contains(statement->source))
        return;
    const QString sql = statement->source;
    m_entries.push_front(std::move(statement));
    m_bySql.insert(sql, m_entries.begin());
    if (m_entries.size() <= capacity)
        return;
    m_bySql.remove(m_entries.back()->source);
    m_entries.pop_back();
}

void StatementCache::clear()
{
    m_bySql.clear();
    m_entries.clear();
}

} // namespace sql
