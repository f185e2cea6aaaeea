#include "server/rules/chat_history.h"

#include "server/store/rows.h"

#include <limits>

namespace server::rules
{

using namespace Qt::StringLiterals;

ChatPage chatHistory(sql::Connection& sql, qint64 profile, const QString& before)
{
    ChatPage page;
    if (profile == 0)
        return page;
    // The sum keeps both engines from walking all of the desk's messages by their ids: a visitor's are few.
    static const QString query =
        u"SELECT %1 FROM messages WHERE ticket IN (SELECT id FROM tickets WHERE requester = ? AND channel = 'webchat') "
        "AND kind = 'message' AND id < ? ORDER BY id + 0 DESC LIMIT ?"_s.arg(store::messageColumns());
    const qint64 end = before.isEmpty() ? std::numeric_limits<qint64>::max() : store::numberOf(before);
    auto rows = sql.query(query, profile, end, kChatPage + 1);
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
