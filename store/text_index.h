#pragma once
// What is searchable: three full-text tables over folded words, and the dictionary that completes a half-typed word.

#include "sql/connection.h"
#include "store/keys.h"

#include <QHash>
#include <QString>

namespace store
{

enum class Indexed { Message, Ticket, Profile };

/// Keeps the indexes inside one transaction. flush() writes the dictionary's sums once, before the commit.
class TextIndex
{
public:
    explicit TextIndex(sql::Connection& db)
        : m_db(db)
    {
    }

    void add(Indexed what, qint64 key, const QString& text);
    /// `text` must be what was added: the tables keep no texts of their own.
    void remove(Indexed what, qint64 key, const QString& text);
    void flush();

private:
    void change(Indexed what, qint64 key, const QString& text, int step);

    sql::Connection& m_db;
    QHash<QString, int> m_terms;
};

/// Name of the full-text table.
QString tableOf(Indexed what);

/// One bounded step of merging; true while there is more to merge. Takes a few milliseconds.
bool mergeStep(sql::Connection& db);

} // namespace store
