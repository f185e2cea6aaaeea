#include "store/counts.h"

#include "store/crossing.h"
#include "store/desk_rows.h"
#include "store/ticket_filter.h"

#include <QSet>

#include <algorithm>

namespace store
{

using namespace Qt::StringLiterals;

namespace
{
QString filterText(const desk::Filter& filter)
{
    return QString::fromUtf8(jsonText(filter).bytes);
}

// Where time has moved more tickets than this, a count is cheaper than judging them.
constexpr int kMostCrossed = 1000;
} // namespace

std::optional<desk::Agent> signedInAgent(sql::Connection& db)
{
    const QString text = setting(db, u"me"_s);
    if (text.isEmpty())
        return std::nullopt;
    return fromJsonText<desk::Agent>(text.toUtf8());
}

QList<desk::View> allViews(sql::Connection& db)
{
    const auto me = signedInAgent(db);
    QList<desk::View> stored = deskRows<desk::View>(db, desk::EntityKind::View);
    std::sort(stored.begin(), stored.end(), [](const desk::View& a, const desk::View& b) {
        return std::tuple(a.position, a.name, a.id.value()) < std::tuple(b.position, b.name, b.id.value());
    });
    return (me ? desk::builtInViews(me->id) : QList<desk::View>()) + stored;
}

void Counts::load(sql::Connection& db)
{
    if (m_loaded)
        return;
    m_views.clear();
    for (const desk::View& view : allViews(db)) {
        sql::Statement rows = db.query(u"SELECT counted_at, crosses FROM counter WHERE view = ?"_s, view.id.value());
        if (rows.next())
            m_views +=
                Entry{view.id, view.filter, desk::dependsOnTime(view.filter), {rows.integer(0)}, {rows.integer(1)}};
    }
    m_loaded = true;
}

void Counts::registerViews(sql::Connection& db, const HistoryState& history, desk::Instant now)
{
    const QList<desk::View> views = allViews(db);
    QSet<QString> ids;
    for (const desk::View& view : views) {
        ids.insert(view.id.value());
        const QString text = filterText(view.filter);
        if (db.value<QString>(u"SELECT filter FROM counter WHERE view = ?"_s, view.id.value()) == text)
            continue;
        db.execute(u"INSERT OR REPLACE INTO counter (view, filter, count, unread, server, exact, counted_at, crosses) "
                   "VALUES (?, ?, 0, 0, NULL, 0, 0, 0)"_s,
                   view.id.value(), text);
        Entry entry{view.id, view.filter, desk::dependsOnTime(view.filter), {}, {}};
        count(db, entry, now);
    }
    QStringList gone;
    {
        sql::Statement rows = db.query(u"SELECT view FROM counter"_s);
        while (rows.next()) {
            if (!ids.contains(rows.text(0)))
                gone += rows.text(0);
        }
    }
    for (const QString& id : gone)
        db.execute(u"DELETE FROM counter WHERE view = ?"_s, id);
    invalidate();
    updateExact(db, history);
}

void Counts::count(sql::Connection& db, Entry& entry, desk::Instant now)
{
    const sql::Where where = whereOf(entry.filter, now);
    qint64 count = 0;
    qint64 unread = 0;
    {
        sql::Statement rows =
            db.query(u"SELECT count(*), COALESCE(sum(unread), 0) FROM ticket WHERE "_s + where.sql, where.args);
        rows.next();
        count = rows.integer(0);
        unread = rows.integer(1);
    }
    entry.countedAt = now;
    entry.crosses = entry.byTime ? firstCrossing(db, entry.filter, now) : desk::Instant();
    db.execute(u"UPDATE counter SET server = server + ?1 - count, count = ?1, unread = ?2, counted_at = ?3, "
               "crosses = ?4 WHERE view = ?5"_s,
               count, unread, now.ms, entry.crosses.ms, entry.id.value());
}

Counts::Delta Counts::deltaOf(const Entry& entry, const Changes& changes)
{
    Delta delta;
    delta.crosses = entry.crosses;
    for (const Changes::Touched& touched : changes.tickets()) {
        const auto& [key, before, after] = touched.change;
        const bool was = before && desk::matches(entry.filter, *before, entry.countedAt);
        const bool is = after && desk::matches(entry.filter, *after, entry.countedAt);
        delta.count += int(is) - int(was);
        delta.unread += int(is && after->unread) - int(was && before->unread);
        if (!touched.past)
            delta.server += int(is) - int(was);
        if (entry.byTime && after)
            delta.crosses = earlier(delta.crosses, desk::nextCrossing(entry.filter, *after, entry.countedAt));
    }
    return delta;
}

void Counts::apply(sql::Connection& db, const Changes& changes)
{
    if (changes.tickets().isEmpty())
        return;
    load(db);
    for (Entry& entry : m_views) {
        const Delta delta = deltaOf(entry, changes);
        if (delta.count == 0 && delta.unread == 0 && delta.server == 0 && delta.crosses == entry.crosses)
            continue;
        entry.crosses = delta.crosses;
        db.execute(u"UPDATE counter SET count = count + ?, unread = unread + ?, server = server + ?, crosses = ? "
                   "WHERE view = ?"_s,
                   delta.count, delta.unread, delta.server, delta.crosses.ms, entry.id.value());
    }
}

void Counts::setServerCounts(sql::Connection& db, const QHash<QString, qint64>& counts)
{
    for (auto [view, count] : counts.asKeyValueRange())
        db.execute(u"UPDATE counter SET server = ? WHERE view = ?"_s, count, view);
}

void Counts::updateExact(sql::Connection& db, const HistoryState& history)
{
    load(db);
    for (const Entry& entry : m_views) {
        const bool exact = history.ticketsDone || (history.activeDone && onlyActive(entry.filter));
        db.execute(u"UPDATE counter SET exact = ?1 WHERE view = ?2 AND exact <> ?1"_s, exact, entry.id.value());
    }
}

/// By what crossed since the last figures; false where that is too much.
bool Counts::moveOn(sql::Connection& db, Entry& entry, desk::Instant now)
{
    const QList<TicketRow> crossed = crossedTickets(db, entry.filter, entry.countedAt, now, kMostCrossed);
    if (crossed.size() >= kMostCrossed)
        return false;
    qint64 count = 0;
    qint64 unread = 0;
    for (const TicketRow& row : crossed) {
        const int was = int(desk::matches(entry.filter, row.ticket, entry.countedAt));
        const int is = int(desk::matches(entry.filter, row.ticket, now));
        count += is - was;
        unread += row.ticket.unread ? is - was : 0;
    }
    entry.countedAt = now;
    entry.crosses = firstCrossing(db, entry.filter, now);
    db.execute(u"UPDATE counter SET server = server + ?1, count = count + ?1, unread = unread + ?2, counted_at = ?3, "
               "crosses = ?4 WHERE view = ?5"_s,
               count, unread, now.ms, entry.crosses.ms, entry.id.value());
    return true;
}

std::optional<desk::ViewId> Counts::cross(sql::Connection& db, desk::Instant now)
{
    load(db);
    for (Entry& entry : m_views) {
        if (!entry.crosses.isSet() || entry.crosses > now)
            continue;
        if (!moveOn(db, entry, now))
            count(db, entry, now);
        return entry.id;
    }
    return std::nullopt;
}

desk::Instant Counts::nextCrossing(sql::Connection& db)
{
    return {db.value<qint64>(u"SELECT min(crosses) FROM counter WHERE crosses > 0"_s).value_or(0)};
}

} // namespace store
