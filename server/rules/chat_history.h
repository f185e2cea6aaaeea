#pragma once
// What a visitor has said and heard so far, page by page (CHAT-3).

#include "server/rules/chat.h"

namespace server::rules
{

inline constexpr int kChatPage = 50;

/// The session's messages before this one, of all its conversations, the latest kChatPage of them; empty `before` =
/// from the end. Nothing for a session that the desk does not know, and for a message that is not the session's.
store::Result<ChatPage> chatHistory(store::Store& store, const QString& session, const QString& before);

/// The same inside a read of the caller's; may throw sql::Failure.
ChatPage chatHistory(sql::Connection& sql, qint64 profile, const QString& before);

} // namespace server::rules
