#include "server/rules/chat_history.h"

#include "server/store/rows.h"
#include "server/store/thread_order.h"

#include <limits>
#include <optional>

namespace server::rules
{

using namespace Qt::StringLiterals;

namespace
{

const auto kOfVisitor = u"ticket IN (SELECT id FROM tickets WHERE requester = ? AND channel = 'webchat')"_s;

/// Where a page ends: before this; the greatest of all where it is the latest one.
struct End {
    qint64 ticket = std::numeric_limits<qint64>::max();
    store::Standing standing;
};

std::optional<End> endAt(sql::Connection& sql, qint64 profile, qint64 message)
{
    auto rows = sql.query(u"SELECT ticket, place FROM messages WHERE id = ? AND "_s + kOfVisitor, message, profile);
    if (!rows.next())
        return std::nullopt;
    return End{rows.integer(0), {rows.integer(1), message}};
}

} // namespace

ChatPage chatHistory(sql::Connection& sql, qint64 profile, const QString& before)
{
    ChatPage page;
    if (profile == 0)
        return page;
    const auto end = before.isEmpty() ? std::optional(End{}) : endAt(sql, profile, store::numberOf(before));
    if (!end)
        return page;
    // The sum keeps both engines from walking all of the desk's messages in this order: a visitor's are few.
    static const QString query =
        u"SELECT %1 FROM messages WHERE %2 AND kind = 'message' AND (ticket + 0, place, id) < "
        "(CAST(? AS BIGINT), CAST(? AS BIGINT), CAST(? AS BIGINT)) "
        "ORDER BY ticket + 0 DESC, place DESC, id DESC LIMIT ?"_s.arg(store::messageColumns(), kOfVisitor);
    auto rows = sql.query(query, profile, end->ticket, end->standing.place, end->standing.id, kChatPage + 1);
    for (int row = 0; rows.next(); ++row) {
        page.more = row == kChatPage;
        if (page.more)
            continue;
        if (const auto message = forVisitor(store::readMessage(rows)))
            page.messages.prepend(*message);
    }
    return page;
}

store::Result<ChatPage> chatHistory(store::Store& store, const QString& session, const QString& before)
{
    return store.read([&](sql::Connection& sql) {
        const auto profile =
            sql.value<qint64>(u"SELECT profile FROM chat_sessions WHERE id = ?"_s, chatSessionKey(session));
        return chatHistory(sql, profile.value_or(0), before);
    });
}

} // namespace server::rules
