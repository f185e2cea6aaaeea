#include "store/history.h"

#include "store/desk_rows.h"
#include "store/free_key.h"
#include "store/message_rows.h"

#include <QJsonObject>

#include <algorithm>

namespace store
{

using namespace Qt::StringLiterals;

namespace
{
// The server keeps its own as long; an older page can no longer be on its way.
constexpr qint64 kTombstoneLife = 90 * desk::kDay;

std::optional<qint64> messagesFloor(sql::Connection& db)
{
    const QString text = setting(db, u"messages-floor"_s);
    return text.isEmpty() ? std::nullopt : std::optional(text.toLongLong());
}
} // namespace

HistoryState readHistory(sql::Connection& db)
{
    const QJsonObject object = QJsonDocument::fromJson(setting(db, u"history"_s).toUtf8()).object();
    HistoryState state;
    state.activeDone = object[u"activeDone"_s].toBool();
    state.activeNext = object[u"activeNext"_s].toString();
    state.ticketsDone = object[u"ticketsDone"_s].toBool();
    state.ticketsNext = object[u"ticketsNext"_s].toString();
    state.messagesDone = object[u"messagesDone"_s].toBool();
    state.messagesNext = object[u"messagesNext"_s].toString();
    state.messagesTotal = object[u"messagesTotal"_s].toInteger();
    state.messagesCame = object[u"messagesCame"_s].toInteger();
    return state;
}

void writeHistory(sql::Connection& db, const HistoryState& state)
{
    const QJsonObject object{{u"activeDone"_s, state.activeDone},       {u"activeNext"_s, state.activeNext},
                             {u"ticketsDone"_s, state.ticketsDone},     {u"ticketsNext"_s, state.ticketsNext},
                             {u"messagesDone"_s, state.messagesDone},   {u"messagesNext"_s, state.messagesNext},
                             {u"messagesTotal"_s, state.messagesTotal}, {u"messagesCame"_s, state.messagesCame}};
    putSetting(db, u"history"_s, QString::fromUtf8(QJsonDocument(object).toJson(QJsonDocument::Compact)));
}

ThreadFloor threadFloor(sql::Connection& db, const desk::TicketId& ticket)
{
    ThreadFloor result;
    {
        sql::Statement rows = db.query(u"SELECT floor, complete FROM thread_range WHERE ticket = ?"_s, ticket.value());
        if (rows.next()) {
            result.floor = MessageKey{rows.integer(0)};
            result.complete = rows.get<bool>(1);
        }
    }
    if (readHistory(db).messagesDone)
        result.complete = true;
    if (const auto common = messagesFloor(db); common && (!result.floor || result.floor->value > *common))
        result.floor = MessageKey{*common};
    if (result.complete)
        result.floor = MessageKey{0};
    return result;
}

void extendThread(sql::Connection& db, const desk::TicketId& ticket, const QList<desk::Message>& page, bool older)
{
    qint64 floor = firstKeyOfUnsent();
    for (const desk::Message& message : page)
        floor = std::min(floor, firstKeyOf(standingPlace(message)));
    db.execute(u"INSERT INTO thread_range (ticket, floor, complete) VALUES (?, ?, ?) ON CONFLICT (ticket) DO UPDATE "
               "SET floor = min(floor, excluded.floor), complete = max(complete, excluded.complete)"_s,
               ticket.value(), floor, !older);
}

void lowerMessagesFloor(sql::Connection& db, qint64 newestKeyOfPage)
{
    const auto before = messagesFloor(db);
    if (!before || newestKeyOfPage < *before)
        putSetting(db, u"messages-floor"_s, QString::number(newestKeyOfPage));
}

void forgetRanges(sql::Connection& db)
{
    db.execute(u"DELETE FROM thread_range"_s);
    db.execute(u"DELETE FROM setting WHERE name = 'messages-floor'"_s);
}

void bury(sql::Connection& db, desk::EntityKind kind, const QString& id, qint64 seq, desk::Instant now)
{
    db.execute(u"INSERT OR REPLACE INTO tombstone (kind, id, seq, at) VALUES (?, ?, ?, ?)"_s, desk::toString(kind), id,
               seq, now.ms);
}

bool isBuried(sql::Connection& db, desk::EntityKind kind, const QString& id, qint64 rev)
{
    const QString name = desk::toString(kind);
    const auto seq = db.value<qint64>(u"SELECT seq FROM tombstone WHERE kind = ? AND id = ?"_s, name, id);
    if (!seq)
        return false;
    if (rev <= *seq)
        return true;
    db.execute(u"DELETE FROM tombstone WHERE kind = ? AND id = ?"_s, name, id);
    return false;
}

void dropOldTombstones(sql::Connection& db, desk::Instant now)
{
    db.execute(u"DELETE FROM tombstone WHERE at < ?"_s, now.ms - kTombstoneLife);
}

} // namespace store
