#include "store/message_rows.h"

#include "store/free_key.h"
#include "store/json_text.h"

#include <algorithm>

namespace store
{

using namespace Qt::StringLiterals;

namespace
{
// Enumerations are stored by number: ten million rows; their order in desk/ never changes, new values go to the end.
template<class E>
E enumOf(qint64 number, E last)
{
    return number >= 0 && number <= qint64(last) ? E(number) : E(0);
}

const QString& insertSql()
{
    static const QString sql =
        u"INSERT INTO message (key, id, rev, gen, ticket, kind, direction, channel, author_kind, author, author_name, "
        "at, text, html, delivery, failure, attachments, operation, event_kind, event_from, event_to, "
        "place) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"_s;
    return sql;
}

const QString& updateSql()
{
    static const QString sql =
        u"UPDATE message SET id = ?, rev = ?, gen = ?, ticket = ?, kind = ?, direction = ?, channel = ?, "
        "author_kind = ?, author = ?, author_name = ?, at = ?, text = ?, html = ?, delivery = ?, failure = ?, "
        "attachments = ?, operation = ?, event_kind = ?, event_from = ?, event_to = ?, place = ? WHERE key = ?"_s;
    return sql;
}

sql::Values valuesOf(const desk::Message& m, sql::Value text, sql::Value html, qint64 generation)
{
    return {m.id.value(),
            m.rev,
            generation,
            m.ticket.value(),
            int(m.kind),
            int(m.direction),
            int(m.channel),
            int(m.authorKind),
            m.author.value(),
            m.authorName,
            m.at.ms,
            std::move(text),
            std::move(html),
            int(m.delivery),
            m.failure,
            attachmentsText(m.attachments),
            m.operation.value(),
            m.eventKind,
            m.eventFrom,
            m.eventTo,
            m.place};
}

desk::Message placed(desk::Message message)
{
    message.place = isUnsent(message) ? 0 : standingPlace(message);
    return message;
}

qint64 firstKeyOf(const desk::Message& message)
{
    return isUnsent(message) ? firstKeyOfUnsent() : store::firstKeyOf(message.place);
}

} // namespace

QString searchText(const desk::Message& message)
{
    if (message.kind == desk::MessageKind::Event)
        return {};
    QString text = message.text;
    for (const desk::Attachment& attachment : message.attachments)
        text += u'\n' + attachment.name;
    return text;
}

QString messageColumns()
{
    return u"message.key, message.id, message.rev, message.ticket, kind, direction, message.channel, author_kind, "
           "author, author_name, at, %1, %2, delivery, failure, attachments, operation, event_kind, "
           "event_from, event_to, place"_s.arg(unpackedColumn(u"message.text"_s), unpackedColumn(u"html"_s));
}

MessageRow messageFrom(const sql::Statement& row)
{
    int column = 0;
    const auto number = [&] { return row.integer(column++); };
    const auto text = [&] { return row.text(column++); };

    MessageRow result;
    result.key.value = number();
    desk::Message& message = result.message;
    message.id = desk::MessageId(text());
    message.rev = number();
    message.ticket = desk::TicketId(text());
    message.kind = enumOf(number(), desk::MessageKind::Event);
    message.direction = enumOf(number(), desk::Direction::Outbound);
    message.channel = enumOf(number(), desk::Channel::WhatsApp);
    message.authorKind = enumOf(number(), desk::AuthorKind::System);
    message.author = desk::AgentId(text());
    message.authorName = text();
    message.at.ms = number();
    message.text = text();
    message.html = text();
    message.delivery = enumOf(number(), desk::Delivery::Unconfirmed);
    message.failure = text();
    message.attachments = attachmentsFrom(row.bytes(column++));
    message.operation = desk::OperationId(text());
    message.eventKind = text();
    message.eventFrom = text();
    message.eventTo = text();
    message.place = number();
    if (message.place == 0 && !isUnsent(message)) // from before there were places: its key is what there is
        message.place = placeOf(result.key.value);
    return result;
}

std::optional<MessageRow> findMessage(sql::Connection& db, const desk::MessageId& id)
{
    static const QString sql = u"SELECT %1 FROM message WHERE id = ?"_s.arg(messageColumns());
    sql::Statement rows = db.query(sql, id.value());
    if (!rows.next())
        return std::nullopt;
    return messageFrom(rows);
}

std::optional<MessageRow> findMessage(sql::Connection& db, MessageKey key)
{
    static const QString sql = u"SELECT %1 FROM message WHERE key = ?"_s.arg(messageColumns());
    sql::Statement rows = db.query(sql, key.value);
    if (!rows.next())
        return std::nullopt;
    return messageFrom(rows);
}

desk::MessageId optimisticId(const desk::OperationId& id)
{
    return desk::MessageId(u"op:"_s + id.value());
}

qint64 standingPlace(const desk::Message& message)
{
    return message.place > 0 ? message.place : std::max<qint64>(message.at.ms, 1);
}

bool isUnsent(const desk::Message& message)
{
    return message.id.value().startsWith(u"op:");
}

sql::Value MessageWriter::cell(const QString& text)
{
    return packer ? packer->pack(db, text) : sql::Value(text);
}

void MessageWriter::insert(const desk::Message& fresh)
{
    const desk::Message message = placed(fresh);
    const MessageKey key{freeKeyNear(db, u"message"_s, firstKeyOf(message), message.id.value())};
    db.execute(insertSql(), key.value, valuesOf(message, cell(message.text), cell(message.html), generation));
    index.add(Indexed::Message, key.value, searchText(message));
    changes.added(message.ticket, key);
}

void MessageWriter::replace(const MessageRow& old, const desk::Message& fresh)
{
    const desk::Message message = placed(fresh);
    if (placeOf(old.key.value) != placeOf(firstKeyOf(message)) || old.message.ticket != message.ticket) {
        remove(old);
        insert(message);
        return;
    }
    db.execute(updateSql(), valuesOf(message, cell(message.text), cell(message.html), generation), old.key.value);
    const QString before = searchText(old.message);
    const QString after = searchText(message);
    if (before != after) {
        index.remove(Indexed::Message, old.key.value, before);
        index.add(Indexed::Message, old.key.value, after);
    }
    if (old.message != message)
        changes.updated(message.ticket, old.key);
}

void MessageWriter::remove(const MessageRow& old)
{
    db.execute(u"DELETE FROM message WHERE key = ?"_s, old.key.value);
    index.remove(Indexed::Message, old.key.value, searchText(old.message));
    changes.removed(old.message.ticket, old.key);
}

} // namespace store
