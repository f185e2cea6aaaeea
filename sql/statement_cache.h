#pragma once

#include "sql/statement.h"

#include <QHash>

#include <list>

namespace sql
{

/// The compiled statements of one connection that nobody is using, newest first.
class StatementCache
{
public:
    static constexpr std::size_t capacity = 200;

    /// Removes and returns the statement for this SQL; null when there is none.
    std::unique_ptr<StatementDriver> take(const QString& sql);
    /// Keeps a reset statement; drops the one that was unused for longest when full, or this one when it is a double.
    void give(std::unique_ptr<StatementDriver> statement);
    void clear();

private:
    using Entries = std::list<std::unique_ptr<StatementDriver>>;
    Entries m_entries;
    QHash<QString, Entries::iterator> m_bySql;
};

} // namespace sql
