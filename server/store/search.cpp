#include "server/store/marks.h"
#include "server/store/page_budget.h"
#include "server/store/reading.h"

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

} // namespace

Result<SearchPage> search(Store& store, const desk::AgentId& agent, const QString& text, const QString& before,
                          int limit)
{
    return store.read([&](sql::Connection& sql) -> Result<SearchPage> {
        const QStringList words = sql::tokens(QStringView(text).left(1000)).mid(0, kMostWords);
        if (words.isEmpty())
            return SearchPage{};
        const qint64 start = before.isEmpty() ? std::numeric_limits<qint64>::max() : numberOf(before);
        if (start == 0)
            return Fault{FaultKind::Invalid, u"bad-key"_s,
                         QCoreApplication::translate("server::store::Reading", "The page key cannot be read."), 0};
        const int size = std::clamp(limit, 1, 100);
        QList<qint64> ids = matchingIds(sql, words, start, size + 1);
        SearchPage page;
        if (ids.size() > size) {
            ids.removeLast();
            page.next = QString::number(ids.last());
        }
        QList<desk::Ticket> tickets;
        PageBudget budget;
        for (qint64 id : std::as_const(ids)) {
            const auto message = findMessage(sql, id);
            const auto ticket = message ? findTicket(sql, keyOf(message->ticket)) : std::nullopt;
            if (!ticket)
                continue;
            if (!budget.take(weightOf(*message))) {
                page.next = page.hits.last().message.id.value();
                break;
            }
            page.hits.append({*message, *ticket});
            tickets.append(*ticket);
        }
        applyMarks(sql, agent, tickets);
        for (qsizetype i = 0; i < tickets.size(); ++i)
            page.hits[i].ticket = tickets[i];
        return page;
    });
}

} // namespace server::store
