#include "store/text_index.h"

#include "sql/tokenizer.h"

#include <algorithm>
#include <array>
#include <utility>

namespace store
{

using namespace Qt::StringLiterals;

namespace
{
// A longer text is found by its beginning; nobody searches for word 20,001 of a log file that was pasted into a chat.
constexpr qsizetype kIndexedCharacters = 200'000;
constexpr int kMergePages = 64;
constexpr qsizetype kTermsTogether = 32; ///< a statement of its own costs a term more than its row does

QString addTermsSql(qsizetype count)
{
    return u"INSERT INTO term (term, df) VALUES %1 ON CONFLICT (term) DO UPDATE SET df = df + excluded.df"_s.arg(
        QStringList(count, u"(?, ?)"_s).join(u','));
}

struct TextSql {
    QString add;
    QString remove;
};

const TextSql& sqlOf(Indexed what)
{
    static const auto make = [](Indexed table) {
        const QString name = tableOf(table);
        return TextSql{u"INSERT INTO %1 (rowid, text) VALUES (?, ?)"_s.arg(name),
                       u"INSERT INTO %1 (%1, rowid, text) VALUES ('delete', ?, ?)"_s.arg(name)};
    };
    static const std::array all{make(Indexed::Message), make(Indexed::Ticket), make(Indexed::Profile)};
    return all[std::size_t(what)];
}

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
    m_db.execute(step > 0 ? sqlOf(what).add : sqlOf(what).remove, key, words.join(u' '));
    ++m_text;
    for (const QString& word : words) {
        Term& term = m_terms[word];
        if (std::exchange(term.lastText, m_text) != m_text)
            term.change += step;
    }
}

void TextIndex::flush()
{
    static const QString alone = addTermsSql(1);
    static const QString together = addTermsSql(kTermsTogether);
    QStringList more;
    for (auto [word, term] : m_terms.asKeyValueRange()) {
        if (term.change > 0)
            more.append(word);
        if (term.change >= 0)
            continue;
        m_db.execute(u"UPDATE term SET df = df + ? WHERE term = ?"_s, term.change, word);
        m_db.execute(u"DELETE FROM term WHERE term = ? AND df <= 0"_s, word);
    }
    std::sort(more.begin(), more.end()); // the order of their table, which then is walked once
    qsizetype at = 0;
    for (; at + kTermsTogether <= more.size(); at += kTermsTogether)
        addTerms(together, more.mid(at, kTermsTogether));
    for (; at < more.size(); ++at)
        addTerms(alone, more.mid(at, 1));
    m_terms.clear();
}

void TextIndex::addTerms(const QString& sql, const QStringList& terms)
{
    sql::Values values;
    values.reserve(2 * terms.size());
    for (const QString& term : terms)
        values << term << m_terms.value(term).change;
    m_db.execute(sql, values);
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
