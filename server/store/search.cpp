#include "server/store/marks.h"
#include "server/store/page_budget.h"
#include "server/store/reading.h"
#include "server/store/rows.h"

#include "desk/ticket_number.h"
#include "sql/tokenizer.h"

#include <QCoreApplication>

#include <algorithm>
#include <limits>

namespace server::store
{

using namespace Qt::StringLiterals;

namespace
{

constexpr qsizetype kMostWords = 20;

/// `word word last*` in the words of the engine; the tokens are letters and digits only.
QString matchExpression(sql::Engine engine, const QStringList& words)
{
    QStringList parts;
    for (const QString& word : words)
        parts.append(engine == sql::Engine::Sqlite ? u'"' + word + u'"' : u'\'' + word + u'\'');
    parts.last() += engine == sql::Engine::Sqlite ? u"*"_s : u":*"_s;
    return parts.join(engine == sql::Engine::Sqlite ? u" AND "_s : u" & "_s);
}

QString searchSql(sql::Engine engine)
{
    if (engine == sql::Engine::Sqlite)
        return u"SELECT rowid FROM message_search WHERE message_search MATCH ? AND rowid < ? "
               "ORDER BY rowid DESC LIMIT ?"_s;
    return u"SELECT id FROM message_search WHERE body @@ CAST(? AS tsquery) AND id < ? ORDER BY id DESC LIMIT ?"_s;
}

QList<qint64> matchingIds(sql::Connection& sql, const QStringList& words, qint64 before, int limit)
{
    QList<qint64> ids;
    auto rows = sql.query(searchSql(sql.engine()), matchExpression(sql.engine(), words), before, limit);
    while (rows.next())
        ids.append(rows.integer(0));
    return ids;
}

/// What was asked for: words, and perhaps one ticket by its number.
struct Question {
    QStringList words;
    qint64 number = 0; ///< 0 = none
};

Question questionOf(QStringView text)
{
    const QString asked = text.left(1000).toString().simplified();
    const QStringList pieces = asked.split(u' ');
    Question question;
    QStringList rest;
    for (const QString& piece : pieces) {
        const auto [number, named] = desk::ticketNumberOf(piece);
        if (number > 0 && (named || pieces.size() == 1)) // digits beside other words are one of them
            question.number = number;
        else
            rest.append(piece);
    }
    question.words = sql::tokens(rest.join(u' ')).mid(0, kMostWords);
    if (question.words.isEmpty()) // a number with nothing beside it is also looked for in what people wrote
        question.words = sql::tokens(asked).mid(0, kMostWords);
    return question;
}

/// The ticket with its latest message. A ticket bears the number of its row (insertTicket), so no further index is
/// needed to find it by.
std::optional<SearchHit> hitOfNumber(sql::Connection& sql, qint64 number)
{
    const auto ticket = number > 0 ? findTicket(sql, number) : std::nullopt;
    if (!ticket || ticket->number != number)
        return std::nullopt;
    return SearchHit{findMessage(sql, keyOf(ticket->lastMessage)), *ticket};
}

/// Appends messages with the words, older than `start`, until `size` hits or the budget are used up.
void addMatches(sql::Connection& sql, const QStringList& words, qint64 start, int size, PageBudget budget,
                SearchPage& page)
{
    const qsizetype room = size - page.hits.size();
    const std::optional<desk::Message> shown = page.hits.isEmpty() ? std::nullopt : page.hits.first().message;
    QList<qint64> ids = matchingIds(sql, words, start, int(room) + 1);
    bool more = ids.size() > room;
    qint64 last = start;
    for (qint64 id : ids.mid(0, room)) {
        const auto message = findMessage(sql, id);
        const auto ticket = message ? findTicket(sql, keyOf(message->ticket)) : std::nullopt;
        if (ticket && !(shown && shown->id == message->id)) {
            if (!budget.take(weightOf(*message))) {
                more = true;
                break;
            }
            page.hits.append({message, *ticket});
        }
        last = id;
    }
    if (more)
        page.next = QString::number(last);
}

} // namespace

Result<SearchPage> search(Store& store, const desk::AgentId& agent, const QString& text, const QString& before,
                          int limit)
{
    return store.read([&](sql::Connection& sql) -> Result<SearchPage> {
        const Question question = questionOf(text);
        if (question.words.isEmpty())
            return SearchPage{};
        const qint64 start = before.isEmpty() ? std::numeric_limits<qint64>::max() : numberOf(before);
        if (start == 0)
            return Fault{FaultKind::Invalid, u"bad-key"_s,
                         QCoreApplication::translate("server::store::Reading", "The page key cannot be read."), 0};
        SearchPage page;
        PageBudget budget;
        const auto named = before.isEmpty() ? hitOfNumber(sql, question.number) : std::nullopt;
        if (named) {
            budget.take(named->message ? weightOf(*named->message) : kRowBytes);
            page.hits.append(*named);
        }
        addMatches(sql, question.words, start, std::clamp(limit, 1, 100), budget, page);
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
