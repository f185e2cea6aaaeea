#pragma once
// Messages as rows, keyed by the time of their receipt, with their words in the full-text index.

#include "desk/message.h"
#include "store/changes.h"
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

/// Everything a change of the messages touches inside one transaction.
struct MessageWriter {
    sql::Connection& db;
    TextIndex& index;
    Changes& changes;
    desk::Instant now;
    qint64 generation = 0;

    void insert(const desk::Message& message, desk::Instant sortedAt);
    /// A newer version of a row; moves it to another key when its time changed.
    void replace(const MessageRow& old, const desk::Message& message);
    void remove(const MessageRow& old);
};

} // namespace store
