#include "server/store/marks.h"
#include "server/store/page_budget.h"
#include "server/store/reading.h"
#include "server/store/rows.h"
#include "server/store/writing.h"

#include "sql/question.h"

#include <QCoreApplication>

#include <algorithm>
#include <limits>

namespace server::store
{

using namespace Qt::StringLiterals;

namespace
{

constexpr int kMostOfOneTicket = 2000; ///< messages of the ticket that is named
constexpr int kMostLookedAt = 2000;    ///< matches of one page whose words are compared one by one

/// The question in the words of the engine; the tokens are letters and digits only. Neither index knows where a word
/// stands: words in an order are asked for one by one, and compared afterwards.
QString matchExpression(sql::Engine engine, const sql::Question& question)
{
    const bool isSqlite = engine == sql::Engine::Sqlite;
    const sql::ExpressionWords words = isSqlite ? sql::ExpressionWords{} : sql::ExpressionWords{u" & "_s, u" | "_s};
    const auto run = [&](const sql::WordRun& each) {
        QStringList parts;
        for (const QString& word : each.words)
            parts.append(isSqlite ? u'"' + word + u'"' : u'\'' + word + u'\'');
        if (each.open)
            parts.last() += isSqlite ? u"*"_s : u":*"_s;
        return parts.size() == 1 ? parts.first() : u'(' + parts.join(words.all) + u')';
    };
    return sql::expressionOf(question, run, words);
}

QString searchSql(sql::Engine engine)
{
    if (engine == sql::Engine::Sqlite)
        return u"SELECT rowid FROM message_search WHERE message_search MATCH ? AND rowid < ? "
               "ORDER BY rowid DESC LIMIT ?"_s;
    return u"SELECT id FROM message_search WHERE body @@ CAST(? AS tsquery) AND id < ? ORDER BY id DESC LIMIT ?"_s;
}

QList<qint64> matchingIds(sql::Connection& sql, const sql::Question& question, qint64 before, int limit)
{
    QList<qint64> ids;
    auto rows = sql.query(searchSql(sql.engine()), matchExpression(sql.engine(), question), before, limit);
    while (rows.next())
        ids.append(rows.integer(0));
    return ids;
}

/// The ticket that is named, with its latest message, or with the one that holds what was typed beside its number. A
/// ticket bears the number of its row (insertTicket), so no further index is needed to find it by.
std::optional<SearchHit> hitOfNumber(sql::Connection& sql, const sql::Question& question)
{
    const auto ticket = question.number > 0 ? findTicket(sql, question.number) : std::nullopt;
    if (!ticket || ticket->number != question.number)
        return std::nullopt;
    const auto meetsTheRest = [&](const QStringList& words) {
        return sql::isMetBy(question, words, question.numberAt);
    };
    if (meetsTheRest(searchWords(ticket->subject + u'\n' + ticket->requesterName)))
        return SearchHit{findMessage(sql, keyOf(ticket->lastMessage)), *ticket};
    QList<qint64> ids;
    {
        auto rows = sql.query(u"SELECT id FROM messages WHERE ticket = ? ORDER BY place DESC, id DESC LIMIT ?"_s,
                              question.number, kMostOfOneTicket);
        while (rows.next())
            ids.append(rows.integer(0));
    }
    for (const qint64 id : ids) {
        const auto message = findMessage(sql, id);
        if (message && message->kind != desk::MessageKind::Event && meetsTheRest(searchWords(message->text)))
            return SearchHit{message, *ticket};
    }
    return std::nullopt;
}

/// Appends messages that the question means, older than `start`, until `size` hits or the budget are used up.
void addMatches(sql::Connection& sql, const sql::Question& question, qint64 start, int size, PageBudget budget,
                SearchPage& page)
{
    const bool isCompared = sql::asksForOrder(question);
    const std::optional<desk::Message> shown = page.hits.isEmpty() ? std::nullopt : page.hits.first().message;
    qint64 last = start;
    for (int looked = 0; looked < kMostLookedAt;) {
        const int wanted = isCompared ? size : std::max(1, int(size - page.hits.size()));
        const QList<qint64> ids = matchingIds(sql, question, last, wanted + 1);
        for (const qint64 id : ids.mid(0, wanted)) {
            const auto message = findMessage(sql, id);
            const auto ticket = message ? findTicket(sql, keyOf(message->ticket)) : std::nullopt;
            const bool isMeant = ticket && !(shown && shown->id == message->id) &&
                                 (!isCompared || sql::isMetBy(question, searchWords(message->text)));
            if (isMeant && (page.hits.size() == size || !budget.take(weightOf(*message)))) {
                page.next = QString::number(last);
                return;
            }
            if (isMeant)
                page.hits.append({message, *ticket});
            last = id;
        }
        if (ids.size() <= wanted)
            return;
        looked += wanted;
    }
    page.next = QString::number(last);
}

} // namespace

Result<SearchPage> search(Store& store, const desk::AgentId& agent, const QString& text, const QString& before,
                          int limit)
{
    return store.read([&](sql::Connection& sql) -> Result<SearchPage> {
        const sql::Question question = sql::questionOf(sql::piecesOf(text));
        if (question.isEmpty())
            return SearchPage{};
        const qint64 start = before.isEmpty() ? std::numeric_limits<qint64>::max() : numberOf(before);
        if (start == 0)
            return Fault{FaultKind::Invalid, u"bad-key"_s,
                         QCoreApplication::translate("server::store::Reading", "The page key cannot be read."), 0};
        SearchPage page;
        PageBudget budget;
        const auto named = before.isEmpty() ? hitOfNumber(sql, question) : std::nullopt;
        if (named) {
            budget.take(named->message ? weightOf(*named->message) : kRowBytes);
            page.hits.append(*named);
        }
        addMatches(sql, question, start, std::clamp(limit, 1, 100), budget, page);
        QList<desk::Ticket> tickets;
        for (const SearchHit& hit : std::as_const(page.hits))
            tickets.append(hit.ticket);
        applyMarks(sql, agent, tickets);
        for (qsizetype i = 0; i < tickets.size(); ++i)
            page.hits[i].ticket = tickets[i];
        return page;
    });
}

} // namespace server::store
