#include "store/text_index.h"

#include "sql/tokenizer.h"

#include <QSet>

namespace store
{

using namespace Qt::StringLiterals;

namespace
{
// A longer text is found by its beginning; nobody searches for word 20,001 of a log file that was pasted into a chat.
constexpr qsizetype kIndexedCharacters = 200'000;
constexpr int kMergePages = 64;

} // namespace

QString tableOf(Indexed what)
{
    switch (what) {
    case Indexed::Message:
        return u"message_fts"_s;
    case Indexed::Ticket:
        return u"ticket_fts"_s;
    case Indexed::Profile:
        return u"profile_fts"_s;
    }
    return {};
}

void TextIndex::add(Indexed what, qint64 key, const QString& text)
{
    change(what, key, text, 1);
}

void TextIndex::remove(Indexed what, qint64 key, const QString& text)
{
    change(what, key, text, -1);
}

void TextIndex::change(Indexed what, qint64 key, const QString& text, int step)
{
    const QStringList words = sql::tokens(QStringView(text).left(kIndexedCharacters));
    if (words.isEmpty())
        return;
    const QString table = tableOf(what);
    const QString folded = words.join(u' ');
    if (step > 0)
        m_db.execute(u"INSERT INTO %1 (rowid, text) VALUES (?, ?)"_s.arg(table), key, folded);
    else
        m_db.execute(u"INSERT INTO %1 (%1, rowid, text) VALUES ('delete', ?, ?)"_s.arg(table), key, folded);
    for (const QString& word : QSet<QString>(words.begin(), words.end()))
        m_terms[word] += step;
}

void TextIndex::flush()
{
    for (auto [term, change] : m_terms.asKeyValueRange()) {
        if (change > 0)
            m_db.execute(u"INSERT INTO term (term, df) VALUES (?, ?) "
                         "ON CONFLICT (term) DO UPDATE SET df = df + excluded.df"_s,
                         term, change);
        if (change >= 0)
            continue;
        m_db.execute(u"UPDATE term SET df = df + ? WHERE term = ?"_s, change, term);
        m_db.execute(u"DELETE FROM term WHERE term = ? AND df <= 0"_s, term);
    }
    m_terms.clear();
}

bool mergeStep(sql::Connection& db)
{
    for (Indexed what : {Indexed::Message, Indexed::Ticket, Indexed::Profile}) {
        const QString table = tableOf(what);
        const qint64 before = db.value<qint64>(u"SELECT total_changes()"_s).value_or(0);
        db.execute(u"INSERT INTO %1 (%1, rank) VALUES ('merge', %2)"_s.arg(table).arg(kMergePages));
        // The documented sign: a step that merged nothing adds fewer than two changes.
        if (db.value<qint64>(u"SELECT total_changes()"_s).value_or(0) - before >= 2)
            return true;
    }
    return false;
}

} // namespace store
