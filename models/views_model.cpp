#include "models/views_model.h"

#include "models/desk_session.h"

#include <algorithm>

namespace models
{

using namespace Qt::StringLiterals;

namespace
{

constexpr int kRecountDelay = 1000; ///< milliseconds of quiet before teams and labels are counted

desk::View filtered(const QString& id, const QString& name, const QString& icon, desk::Field field,
                    const QString& value)
{
    desk::View view;
    view.id = desk::ViewId(id);
    view.name = name;
    view.icon = icon;
    view.filter = desk::Filter::all({desk::Filter::is(field, value),
                                     desk::Filter::is(desk::Field::Status, desk::toString(desk::Status::Open)),
                                     desk::Filter::is(desk::Field::Spam, u"false"_s)});
    return view;
}

bool isChannel(const desk::View& view)
{
    return view.id.value().startsWith("channel-"_L1);
}

desk::Filter andUnread(const desk::Filter& filter)
{
    return desk::Filter::all({filter, desk::Filter::is(desk::Field::Unread, u"true"_s)});
}

} // namespace

ViewsModel::ViewsModel(DeskSession& session, QObject* parent)
    : QAbstractListModel(parent)
    , m_session(session)
    , m_counter(session.worker().path())
{
    m_recount.setSingleShot(true);
    m_recount.setInterval(kRecountDelay);
    connect(&m_recount, &QTimer::timeout, this, &ViewsModel::countAnew);
    connect(&session, &DeskSession::changed, this, &ViewsModel::take);
    rebuild();
}

int ViewsModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

QVariant ViewsModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const Row& row = m_rows.at(index.row());
    switch (role) {
    case Qt::DisplayRole:
        return row.view.name;
    case Qt::ToolTipRole:
        return row.view.description;
    case Qt::AccessibleTextRole:
        if (row.heading || row.count < 0)
            return row.view.name;
        return tr("%1, %n ticket(s)", nullptr, int(std::min<qint64>(row.count, INT_MAX))).arg(row.view.name);
    case IdRole:
        return row.view.id.value();
    case HeadingRole:
        return row.heading;
    case IconRole:
        return row.view.icon;
    case CountRole:
        return row.count;
    case UnreadRole:
        return row.unread;
    case ExactRole:
        return row.exact;
    default:
        return {};
    }
}

Qt::ItemFlags ViewsModel::flags(const QModelIndex& index) const
{
    if (!index.isValid())
        return Qt::NoItemFlags;
    if (m_rows.at(index.row()).heading)
        return Qt::ItemNeverHasChildren;
    return Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemNeverHasChildren;
}

std::optional<desk::View> ViewsModel::view(const QModelIndex& index) const
{
    if (!index.isValid() || index.row() >= m_rows.size() || m_rows.at(index.row()).heading)
        return std::nullopt;
    return m_rows.at(index.row()).view;
}

QModelIndex ViewsModel::indexOf(const desk::ViewId& id) const
{
    for (int row = 0; row < m_rows.size(); ++row) {
        if (!m_rows.at(row).heading && m_rows.at(row).view.id == id)
            return index(row);
    }
    return {};
}

qint64 ViewsModel::myUnread() const
{
    return m_myUnread;
}

/// The rows as the desk's tables want them, without counts.
QList<ViewsModel::Row> ViewsModel::wanted() const
{
    QList<Row> main, channels, custom, teams, labels;
    for (const desk::View& view : m_session.views()) {
        QList<Row>& section = view.sharing != desk::Sharing::BuiltIn ? custom : isChannel(view) ? channels : main;
        section.append({false, view});
    }
    for (const desk::Team& team : m_session.teams()) {
        Row row{false,
                filtered(u"team-"_s + team.id.value(), team.name, u"team"_s, desk::Field::Team, team.id.value())};
        row.registered = false;
        teams.append(row);
    }
    for (const desk::Label& label : m_session.labels()) {
        Row row{false,
                filtered(u"label-"_s + label.id.value(), label.name, u"label"_s, desk::Field::Label, label.id.value())};
        row.registered = false;
        labels.append(row);
    }
    QList<Row> rows = main;
    const auto add = [&rows](const QString& id, const QString& name, const QList<Row>& section) {
        if (section.isEmpty())
            return;
        desk::View heading;
        heading.id = desk::ViewId(u"heading-"_s + id);
        heading.name = name;
        rows.append({true, heading});
        rows += section;
    };
    add(u"channels"_s, tr("Channels"), channels);
    add(u"views"_s, tr("Views"), custom);
    add(u"labels"_s, tr("Labels"), labels);
    add(u"teams"_s, tr("Teams"), teams);
    return rows;
}

/// Turns the rows into the wanted ones by ranges, so that the selected view stays selected.
void ViewsModel::rebuild()
{
    const QList<Row> rows = wanted();
    const auto find = [](const QList<Row>& in, const desk::ViewId& id, int from) {
        for (int i = from; i < in.size(); ++i) {
            if (in.at(i).view.id == id)
                return i;
        }
        return -1;
    };
    for (int row = int(m_rows.size()) - 1; row >= 0; --row) {
        if (find(rows, m_rows.at(row).view.id, 0) >= 0)
            continue;
        beginRemoveRows({}, row, row);
        m_rows.removeAt(row);
        endRemoveRows();
    }
    for (int row = 0; row < rows.size(); ++row) {
        const int at = find(m_rows, rows.at(row).view.id, row);
        if (at < 0) {
            beginInsertRows({}, row, row);
            m_rows.insert(row, rows.at(row));
            endInsertRows();
            continue;
        }
        if (at != row) {
            beginMoveRows({}, at, at, {}, row);
            m_rows.move(at, row);
            endMoveRows();
        }
        if (m_rows.at(row).view != rows.at(row).view) {
            m_rows[row].view = rows.at(row).view;
            Q_EMIT dataChanged(index(row), index(row));
        }
    }
    refreshCounts();
    // The scans of teams and labels wait until the first paint is over.
    const bool missing = std::any_of(m_rows.begin(), m_rows.end(),
                                     [](const Row& row) { return !row.heading && !row.registered && row.count < 0; });
    if (missing)
        m_recount.start();
}

void ViewsModel::take(const store::ChangeSet& changes)
{
    if (changes.everything || changes.views || changes.labels || changes.people)
        rebuild();
    else if (!changes.tickets.isEmpty() || !changes.crossed.isEmpty())
        refreshCounts();
    followChanges(changes.tickets);
    if (!changes.everything && !changes.swept)
        return;
    m_disturbed = true; // a cache that is new, or new in parts, is counted whole
    m_recount.start();
}

/// The store's counters: one small read.
void ViewsModel::refreshCounts()
{
    const QList<store::ViewCount> counts =
        m_session.read(QList<store::ViewCount>(), [](store::Reader& reader) { return reader.counts(); });
    for (const store::ViewCount& count : counts) {
        const QModelIndex at = indexOf(count.view);
        if (!at.isValid())
            continue;
        Row& row = m_rows[at.row()];
        if (row.count != count.count || row.unread != count.unread || row.exact != count.exact) {
            row.count = count.count;
            row.unread = count.unread;
            row.exact = count.exact;
            Q_EMIT dataChanged(at, at, {CountRole, UnreadRole, ExactRole, Qt::AccessibleTextRole});
        }
        if (count.view.value() == "my-inbox"_L1)
            setMyUnread(count.unread);
    }
}

/// Teams and labels: after minus before, no reads.
void ViewsModel::followChanges(const QList<store::TicketChange>& changes)
{
    if (changes.isEmpty())
        return;
    m_disturbed = true;
    if (m_recount.isActive())
        m_recount.start(); // counted again when it is quiet; until then the differences are followed
    const desk::Instant now = m_session.clock().now();
    for (int i = 0; i < m_rows.size(); ++i) {
        Row& row = m_rows[i];
        if (row.heading || row.registered || row.count < 0)
            continue;
        qint64 count = 0, unread = 0;
        for (const store::TicketChange& change : changes) {
            const bool was = change.before && desk::matches(row.view.filter, *change.before, now);
            const bool is = change.after && desk::matches(row.view.filter, *change.after, now);
            count += int(is) - int(was);
            unread += int(is && change.after->unread) - int(was && change.before->unread);
        }
        if (count == 0 && unread == 0)
            continue;
        row.count = std::max<qint64>(0, row.count + count);
        row.unread = std::max<qint64>(0, row.unread + unread);
        Q_EMIT dataChanged(index(i), index(i), {CountRole, UnreadRole, Qt::AccessibleTextRole});
    }
}

/// A scan a view, on a thread of its own. Changes during the scan make its answer doubtful: it is repeated when quiet.
void ViewsModel::countAnew()
{
    m_recount.stop();
    m_disturbed = false;
    m_counter.clear();
    const quint64 round = ++m_round;
    QList<desk::View> views;
    for (const Row& row : std::as_const(m_rows)) {
        if (!row.heading && !row.registered)
            views.append(row.view);
    }
    if (views.isEmpty())
        return;
    const desk::Mailbox answers(this);
    const desk::Instant now = m_session.clock().now();
    m_counter.post([this, answers, views, now, round](store::Reader* reader) {
        if (!reader)
            return;
        QHash<desk::ViewId, store::ViewCount> counts;
        try {
            for (const desk::View& view : views) {
                counts.insert(view.id, {view.id, reader->count(view.filter, now),
                                        reader->count(andUnread(view.filter), now), true});
            }
        } catch (const sql::Failure&) {
            return; // the counts stay as they are; the next round tries again
        }
        answers.post([this, round, counts] { counted(round, counts); });
    });
}

void ViewsModel::counted(quint64 round, const QHash<desk::ViewId, store::ViewCount>& counts)
{
    if (round != m_round)
        return;
    // The worker's news up to now are in before this answer: then it is known whether anything came in between.
    m_session.worker().run(
        store::Worker::Urgency::Agent, [](store::Writer&) { return store::ChangeSet(); }, this,
        [this, round, counts](const QString&) {
            if (round != m_round)
                return;
            for (int i = 0; i < m_rows.size(); ++i) {
                const auto count = counts.constFind(m_rows.at(i).view.id);
                if (count == counts.constEnd() || (m_disturbed && m_rows.at(i).count >= 0))
                    continue;
                m_rows[i].count = count->count;
                m_rows[i].unread = count->unread;
                m_rows[i].exact = !m_disturbed;
                Q_EMIT dataChanged(index(i), index(i), {CountRole, UnreadRole, ExactRole, Qt::AccessibleTextRole});
            }
            if (m_disturbed)
                m_recount.start();
        });
}

void ViewsModel::setMyUnread(qint64 unread)
{
    if (m_myUnread == unread)
        return;
    m_myUnread = unread;
    Q_EMIT myUnreadChanged(unread);
}

} // namespace models
