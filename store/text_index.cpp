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
constexpr qsizetype kSettledTogether = 2000;
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

void TextIndex::change(Indexed what, qint64 key, const QString& content, int step)
{
    if (key < floor(what))
        return;
    const QStringList words = sql::indexedWords(QStringView(content).left(kIndexedCharacters));
    if (words.isEmpty())
        return;
    m_db.execute(step > 0 ? sqlOf(what).add : sqlOf(what).remove, key, words.join(u' '));
    const int text = ++m_held.texts;
    for (const QString& word : words) {
        HeldTerms::Term& term = m_held.terms[word];
        if (std::exchange(term.lastText, text) == text)
            continue;
        term.change += step;
        // What was deleted shall not be offered any more; what is only more frequent can wait.
        if ((step < 0 || !term.isWritten) && !std::exchange(term.isTouched, true))
            m_touched.append(word);
    }
}

void TextIndex::flush()
{
    QList<QPair<QString, int>> more;
    for (const QString& word : std::exchange(m_touched, {})) {
        HeldTerms::Term& term = m_held.terms[word];
        term.isTouched = false;
        const int change = std::exchange(term.change, 0);
        if (change > 0) {
            more.append({word, change});
            if (!std::exchange(term.isWritten, true))
                m_held.order.enqueue(word);
            continue;
        }
        m_held.terms.remove(word);
        if (change < 0)
            lower(word, change);
    }
    while (m_held.order.size() > m_mostHeld) {
        const QString word = m_held.order.dequeue();
        if (const int change = m_held.terms.take(word).change)
            more.append({word, change});
    }
    addTerms(std::move(more));
}

void TextIndex::settleSome()
{
    m_mostHeld = std::max<qsizetype>(0, m_held.order.size() - kSettledTogether);
}

void TextIndex::addTerms(QList<QPair<QString, int>> terms)
{
    static const QString alone = addTermsSql(1);
    static const QString together = addTermsSql(kTermsTogether);
    std::sort(terms.begin(), terms.end()); // the order of their table, which then is walked once
    for (qsizetype at = 0; at < terms.size();) {
        const qsizetype count = terms.size() - at < kTermsTogether ? 1 : kTermsTogether;
        sql::Values values;
        values.reserve(2 * count);
        for (const auto& [word, change] : terms.mid(at, count))
            values << word << change;
        m_db.execute(count == 1 ? alone : together, values);
        at += count;
    }
}

/// A word goes with its last text; the index says which that is, since a kill may have lost a part of the count.
void TextIndex::lower(const QString& word, int change)
{
    m_db.execute(u"UPDATE term SET df = df + ? WHERE term = ?"_s, change, word);
    const qint64 left = m_db.value<qint64>(u"SELECT df FROM term WHERE term = ?"_s, word).value_or(1);
    const auto isIn = [&](Indexed what) {
        const QString table = tableOf(what);
        return m_db.value<qint64>(u"SELECT 1 FROM %1 WHERE %1 MATCH ? LIMIT 1"_s.arg(table), u'"' + word + u'"')
            .has_value();
    };
    if (left > 0 || isIn(Indexed::Message) || isIn(Indexed::Ticket) || isIn(Indexed::Profile))
        return;
    m_db.execute(u"DELETE FROM term WHERE term = ?"_s, word);
}

bool mergeStep(sql::Connection& db)
{
    for (const Indexed what : kAllIndexed) {
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
