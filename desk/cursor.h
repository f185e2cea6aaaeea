#pragma once
// How far a reader has followed the desk's feed (docs/protocol.md "Feed", DESK-6).

#include <QString>
#include <QStringView>

#include <optional>
#include <utility>

namespace desk
{

/// A seq and the word of the epoch under which it was given: after a way back in time (a restored backup) the same seq
/// means other contents, and the word tells. Without a word: from before there were words, or 0, the beginning.
struct Cursor {
    QString word;
    qint64 seq = 0;

    Cursor() = default;
    Cursor(qint64 number)
        : seq(number)
    {
    }
    Cursor(QString epoch, qint64 number)
        : word(std::move(epoch))
        , seq(number)
    {
    }
    bool operator==(const Cursor&) const = default;
};

/// `WORD-SEQ`, or the number alone.
QString cursorText(const Cursor& cursor);
/// nullopt for what is no cursor.
std::optional<Cursor> cursorFrom(QStringView text);

} // namespace desk
