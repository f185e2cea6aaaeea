#pragma once
// What is searchable: three full-text tables over folded words, and the dictionary that completes a half-typed word.

#include "sql/connection.h"
#include "store/keys.h"

#include <QHash>
#include <QStringList>

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
    struct Term {
        int change = 0;   ///< of the number of texts with it
        int lastText = 0; ///< that has been counted
    };

    void change(Indexed what, qint64 key, const QString& text, int step);
    void addTerms(const QString& sql, const QStringList& terms);

    sql::Connection& m_db;
    QHash<QString, Term> m_terms;
    int m_text = 0; ///< counts the texts that came and went
};

/// Name of the full-text table.
QString tableOf(Indexed what);

/// One bounded step of merging; true while there is more to merge. Takes a few milliseconds.
bool mergeStep(sql::Connection& db);

} // namespace store
