#pragma once
// Messages as rows, keyed by their place in the thread (TKT-13), with their words in the full-text index.

#include "desk/message.h"
#include "store/changes.h"
#include "store/packed_text.h"
#include "store/text_index.h"

#include <optional>

namespace store
{

struct MessageRow {
    MessageKey key;
    desk::Message message;
};

QString messageColumns();
MessageRow messageFrom(const sql::Statement& row);

std::optional<MessageRow> findMessage(sql::Connection& db, const desk::MessageId& id);
std::optional<MessageRow> findMessage(sql::Connection& db, MessageKey key);

/// What a search looks through: the text and the names of the files. Event lines are not words of anybody.
QString searchText(const desk::Message& message);

/// The id of the row that shows an operation before the server has answered.
desk::MessageId optimisticId(const desk::OperationId& id);
/// Where a message of the desk stands in its thread. A desk of before there were places tells none: its time, as it
/// was.
qint64 standingPlace(const desk::Message& message);
/// Whether it is such a row: it stands at the end of its thread until the server has given its message a place.
bool isUnsent(const desk::Message& message);

/// Everything a change of the messages touches inside one transaction.
struct MessageWriter {
    sql::Connection& db;
    TextIndex& index;
    Changes& changes;
    TextPacker* packer = nullptr; ///< null: nothing is packed, as in a file that is being upgraded
    qint64 generation = 0;

    void insert(const desk::Message& message);
    /// A newer version of a row; moves it to another key when it stands elsewhere.
    void replace(const MessageRow& old, const desk::Message& message);
    void remove(const MessageRow& old);

private:
    sql::Value cell(const QString& text);
};

} // namespace store
