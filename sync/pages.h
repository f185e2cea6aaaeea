#pragma once
// What the server's answers hold, read defensively: a record that cannot be read is named and left out, an answer that
// contradicts itself is refused whole. Pure; runs on the decoder's thread.

#include "desk/cursor.h"
#include "desk/entity.h"
#include "store/writer.h"

#include <QByteArray>
#include <QJsonObject>
#include <QLatin1StringView>
#include <QList>
#include <QString>
#include <QStringList>

#include <optional>

namespace syncing
{

/// A record that could not be read.
struct BadRow {
    QString kind;
    QString id;
    qint64 seq = 0; ///< its place in the feed; 0 = not known, it cannot be asked for again
    QString path;   ///< what was wrong: ticket.assignee: expected string

    bool operator==(const BadRow&) const = default;
};

/// Lines of the feed, by page or by frame.
struct FeedPage {
    qint64 arrived = 0; ///< desk::steadyNow() at which it reached this machine
    QString error;      ///< empty = fine
    desk::Cursor from;
    desk::Cursor to;
    bool more = false;
    QList<desk::Change> changes;
    QList<BadRow> bad;
};

/// Entities of any kind with the key of the next page; `next` empty = the end.
struct EntityPage {
    QString error;
    QList<desk::Entity> entities;
    QList<BadRow> bad;
    QString next;
};

struct BootstrapPage {
    QString error;
    store::Bootstrap bootstrap;
    QList<BadRow> bad;
};

/// The answer to an operation.
struct Receipt {
    QString error;
    QString id;
    qint64 seq = 0;
    QList<desk::Entity> effects;
    QList<BadRow> bad;
};

/// What a desk says of an operation that was to be taken back. Without an error and a receipt's id: it was not executed
/// and never will be.
struct Settlement {
    QString error;
    Receipt receipt;
};

/// The words of `capabilities`; none = a server of the first version.
QStringList readCapabilities(const QJsonObject& object);
/// As text, or as the number that it was on desks before there were words; nullopt for anything else.
std::optional<desk::Cursor> readCursor(const QJsonValue& value);
FeedPage readFeed(const QJsonObject& object);
FeedPage readFeed(const QByteArray& bytes);
/// `expected`: the field that this answer must have. An answer to something else would look like an empty last page.
EntityPage readEntities(const QByteArray& bytes, QLatin1StringView expected);
BootstrapPage readBootstrap(const QByteArray& bytes);
Receipt readReceipt(const QByteArray& bytes);
Settlement readSettlement(const QByteArray& bytes);
/// `messages` of a stale refusal; unreadable ones are left out.
QList<desk::Message> readMessages(const QByteArray& bytes);

/// Parts of at most `most` lines that may be stored with the cursor between them: lines of one seq stay together.
struct FeedSlice {
    QList<desk::Change> changes;
    desk::Cursor cursor;
};
QList<FeedSlice> sliced(const FeedPage& page, qsizetype most);

} // namespace syncing
