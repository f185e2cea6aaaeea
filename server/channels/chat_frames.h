#pragma once
// What the desk says to a visitor's page, as bytes (docs/protocol.md "Web chat").

#include "server/rules/chat_history.h"

#include <QByteArray>

namespace server::channels
{

QByteArray welcomeFrame(const rules::ChatWelcome& welcome);
/// Older messages: what was asked for with `before`.
QByteArray historyFrame(const QString& before, const rules::ChatPage& page);
QByteArray messageFrame(const rules::ChatMessage& message);
QByteArray ackFrame(const QString& client, const QString& message);
QByteArray typingFrame(bool typing);
QByteArray closedFrame();
/// `client` where a message was refused.
QByteArray errorFrame(const QString& code, const QString& detail, const QString& client = {});

} // namespace server::channels
