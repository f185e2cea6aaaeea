#pragma once
// Messages that strangers may send and that cost a text engine most: what any part of the window is held against.

#include <QList>
#include <QString>

namespace test
{

/// Either text or html is set.
struct HostileMessage {
    const char* name;
    QString text;
    QString html;
};

/// The kept set, each within what the desk takes: 64 kB of text, 1 MB of HTML.
QList<HostileMessage> hostileMessages();

/// True if `text` has emoji: a text document shapes them slowly.
bool isEmoji(const QString& text);

} // namespace test
