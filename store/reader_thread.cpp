// Threads as pages (THR-1): only what is known to be whole is shown as whole.
#include "sql/transaction.h"
#include "store/history.h"
#include "store/message_rows.h"
#include "store/reader.h"

#include <algorithm>

namespace store
{

using namespace Qt::StringLiterals;

ThreadPage Reader::thread(const desk::TicketId& ticket, std::optional<MessageKey> before, int limit)
{
    sql::Transaction snapshot(db(), {sql::Transaction::Access::Read, false});
    const ThreadFloor floor = store::threadFloor(db(), ticket);
    const qint64 below = before ? before->value : std::numeric_limits<qint64>::max();
    const qint64 from = floor.floor ? floor.floor->value : 0;

    ThreadPage page;
    static const QString sql =
        u"SELECT %1 FROM message WHERE ticket = ? AND key < ? AND key >= ? ORDER BY key DESC LIMIT ?"_s.arg(
            messageColumns());
    sql::Statement rows = db().query(sql, ticket.value(), below, from, qint64(limit) + 1);
    bool more = false;
    while (rows.next()) {
        if (page.messages.size() == limit) {
            more = true;
            break;
        }
        MessageRow row = messageFrom(rows);
        page.messages += ThreadMessage{row.key, std::move(row.message)};
    }
    std::reverse(page.messages.begin(), page.messages.end());
    page.complete = !more && floor.complete;
    page.needsServer = !more && !floor.complete;
    return page;
}

desk::MessageId Reader::threadFloor(const desk::TicketId& ticket)
{
    const ThreadFloor floor = store::threadFloor(db(), ticket);
    if (!floor.floor)
        return {};
    const auto id = db().value<QString>(
        u"SELECT id FROM message WHERE ticket = ? AND key >= ? AND id NOT LIKE 'op:%' ORDER BY key LIMIT 1"_s,
        ticket.value(), floor.floor->value);
    return desk::MessageId(id.value_or(QString()));
}

QList<ThreadMessage> Reader::messages(const QList<MessageKey>& keys)
{
    QList<ThreadMessage> list;
    for (MessageKey key : keys) {
        if (auto row = findMessage(db(), key))
            list += ThreadMessage{row->key, std::move(row->message)};
    }
    return list;
}

} // namespace store
