#include "models/ticket_list_model.h"

#include "models/desk_session.h"
#include "models/list_key.h"
#include "models/words.h"

#include <algorithm>

namespace models
{

using store::ListKey;
using store::TicketChange;
using store::TicketKey;

namespace
{

constexpr int kFirstScreen = 60;
constexpr int kStreamPage = 2000;
constexpr int kWindow = 512;   ///< tickets whose contents are kept
constexpr int kReadAhead = 24; ///< rows read with the one that is asked for
constexpr int kReadBehind = 8;

/// Who only reads has nothing under way that a mark in the list should tell of.
bool isReadMark(desk::OperationKind kind)
{
    return kind == desk::OperationKind::MarkRead || kind == desk::OperationKind::MarkUnread;
}

} // namespace

TicketListModel::TicketListModel(DeskSession& session, QObject* parent)
    : QAbstractTableModel(parent)
    , m_session(session)
    , m_window(kWindow)
{
    m_stream.setInterval(0);
    m_crossing.setSingleShot(true);
    m_crossing.setTimerType(Qt::CoarseTimer);
    connect(&m_stream, &QTimer::timeout, this, &TicketListModel::streamMore);
    connect(&m_crossing, &QTimer::timeout, this, &TicketListModel::recheckTime);
    connect(&session, &DeskSession::changed, this, &TicketListModel::take);
    store::ChangeSet all;
    all.everything = true;
    refreshMarks(all);
}

void TicketListModel::show(const desk::View& view, std::optional<desk::Status> status, desk::Sort sort)
{
    m_view = view;
    m_status = status;
    m_sort = sort;
    m_filter = withStatus(view.filter, status);
    reload();
}

void TicketListModel::retry()
{
    reload();
}

void TicketListModel::reload()
{
    const int waited = waiting();
    beginResetModel();
    m_keys.clear();
    m_pending.clear();
    m_window.clear();
    m_cursor.reset();
    m_checked = m_session.clock().now();
    const auto keys = m_session.read(std::optional<QList<ListKey>>(), [this](store::Reader& reader) {
        return std::optional(reader.list(m_filter, m_sort, m_checked, std::nullopt, kFirstScreen));
    });
    m_failed = !keys;
    m_keys = keys.value_or(QList<ListKey>());
    if (!m_keys.isEmpty())
        m_cursor = m_keys.last();
    endResetModel();
    beUncertain();
    setStreaming(m_keys.size() == kFirstScreen);
    planCrossing();
    if (waited > 0)
        Q_EMIT waitingChanged(0);
}

void TicketListModel::streamMore()
{
    // A read that fails ends the streaming: the rows that are here stay usable.
    const QList<ListKey> page = m_session.read(QList<ListKey>(), [this](store::Reader& reader) {
        return reader.list(m_filter, m_sort, m_checked, m_cursor, kStreamPage);
    });
    if (!page.isEmpty()) {
        m_cursor = page.last();
        const int first = int(m_keys.size());
        beginInsertRows({}, first, first + int(page.size()) - 1);
        m_keys += page;
        endInsertRows();
        beUncertain();
    }
    if (page.size() < kStreamPage)
        setStreaming(false);
}

void TicketListModel::setStreaming(bool streaming)
{
    if (streaming)
        m_stream.start();
    else
        m_stream.stop();
    if (m_streaming == streaming)
        return;
    m_streaming = streaming;
    Q_EMIT loadingChanged();
}

/// The reader may have seen commits whose news are still on their way. Until the worker has passed this point a row is
/// looked for by its key alone, because its place may be newer than the news say.
void TicketListModel::beUncertain()
{
    ++m_reads;
    m_session.worker().run(
        store::Worker::Urgency::Agent, [](store::Writer&) { return store::ChangeSet(); }, this,
        [this, reads = m_reads](const QString&) { m_settled = std::max(m_settled, reads); });
}

int TicketListModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(m_keys.size());
}

int TicketListModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : 1;
}

QVariant TicketListModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const bool known = role == Qt::DisplayRole || role == Qt::AccessibleTextRole || role == TicketIdRole ||
                       role == DraftRole || role == PendingRole || role == UndecidedRole;
    const desk::Ticket* ticket = known ? this->ticket(index.row()) : nullptr;
    if (!ticket)
        return {};
    switch (role) {
    case Qt::DisplayRole:
        return ticket->subject.isEmpty() ? ticket->snippet : ticket->subject;
    case Qt::AccessibleTextRole:
        return spokenTicket(*ticket, hasDraft(ticket->id), m_outboxTickets.contains(ticket->id.value()),
                            m_undecided.contains(ticket->id.value()));
    case TicketIdRole:
        return ticket->id.value();
    case DraftRole:
        return hasDraft(ticket->id);
    case UndecidedRole:
        return m_undecided.contains(ticket->id.value());
    default:
        return m_outboxTickets.contains(ticket->id.value());
    }
}

const desk::Ticket* TicketListModel::ticket(int row) const
{
    if (row < 0 || row >= m_keys.size())
        return nullptr;
    const TicketKey key = m_keys.at(row).key;
    if (const desk::Ticket* known = m_window.object(key.value))
        return known;
    const int first = std::max(0, row - kReadBehind);
    const int end = std::min(int(m_keys.size()), row + kReadAhead);
    QList<TicketKey> wanted;
    for (int i = first; i < end; ++i) {
        if (!m_window.contains(m_keys.at(i).key.value))
            wanted.append(m_keys.at(i).key);
    }
    m_session.read(false, [&](store::Reader& reader) {
        for (const TicketKey each : std::as_const(wanted)) {
            if (const std::optional<desk::Ticket> read = reader.ticket(each))
                m_window.insert(each.value, new desk::Ticket(*read));
        }
        return true;
    });
    return m_window.object(key.value);
}

int TicketListModel::rowOf(const desk::TicketId& id) const
{
    const auto key =
        m_session.read(std::optional<TicketKey>(), [&](store::Reader& reader) { return reader.keyOf(id); });
    if (!key)
        return -1;
    const auto ticket =
        m_session.read(std::optional<desk::Ticket>(), [&](store::Reader& reader) { return reader.ticket(*key); });
    const int expected = ticket ? find(listKey(*ticket, *key, m_sort)) : -1;
    if (expected >= 0)
        return expected;
    // The list may be behind the file (held, or the news is on its way).
    const auto row = std::find_if(m_keys.begin(), m_keys.end(), [&](const ListKey& each) { return each.key == *key; });
    return row == m_keys.end() ? -1 : int(row - m_keys.begin());
}

bool TicketListModel::hasDraft(const desk::TicketId& id) const
{
    return m_drafts.contains(id.value());
}

void TicketListModel::hold()
{
    m_held = true;
}

void TicketListModel::release()
{
    m_held = false;
    if (m_pending.isEmpty())
        return;
    const QList<TicketChange> gathered = std::exchange(m_pending, {});
    apply(gathered);
    Q_EMIT waitingChanged(0);
}

void TicketListModel::take(const store::ChangeSet& changes)
{
    if (changes.everything && m_checked.isSet()) {
        refreshMarks(changes);
        return reload();
    }
    if (m_checked.isSet()) {
        showContents(changes.tickets);
        if (m_held)
            gather(changes.tickets);
        else
            apply(changes.tickets);
        if (changes.crossed.contains(m_view.id))
            recheckTime();
        else if (!changes.tickets.isEmpty())
            planCrossing();
    }
    refreshMarks(changes);
}

/// Nets what comes while held: a row's first `before` and last `after`.
void TicketListModel::gather(const QList<TicketChange>& changes)
{
    if (changes.isEmpty())
        return;
    QHash<TicketKey, qsizetype> known;
    for (qsizetype i = 0; i < m_pending.size(); ++i)
        known.insert(m_pending.at(i).key, i);
    for (const TicketChange& change : changes) {
        const auto place = known.constFind(change.key);
        if (place != known.constEnd()) {
            m_pending[*place].after = change.after;
            continue;
        }
        known.insert(change.key, m_pending.size());
        m_pending.append(change);
    }
    Q_EMIT waitingChanged(waiting());
}

/// Contents are shown at once, held or not; a ticket that has gone keeps its last ones until its row goes.
void TicketListModel::showContents(const QList<TicketChange>& changes)
{
    for (const TicketChange& change : changes) {
        if (!change.after || !m_window.contains(change.key.value))
            continue;
        m_window.insert(change.key.value, new desk::Ticket(*change.after));
    }
    if (!m_held)
        return;
    for (const int row : rowsOf(changes)) {
        if (row >= 0)
            contentsChanged(row);
    }
}

/// Views with an age in them: those tickets whose age was reached since the last look are judged anew.
void TicketListModel::recheckTime()
{
    const desk::Instant now = m_session.clock().now();
    const QList<TicketChange> changes = m_session.read(
        QList<TicketChange>(), [&](store::Reader& reader) { return reader.crossed(m_filter, m_checked, now); });
    m_checked = now;
    beUncertain();
    if (m_held)
        gather(changes);
    else
        apply(changes);
    planCrossing();
}

void TicketListModel::planCrossing()
{
    m_crossing.stop();
    if (!desk::dependsOnTime(m_filter))
        return;
    const desk::Instant next = m_session.read(
        desk::Instant(), [this](store::Reader& reader) { return reader.nextCrossing(m_filter, m_checked); });
    if (!next.isSet())
        return;
    const qint64 wait = std::clamp<qint64>(next - m_session.clock().now(), desk::kSecond, desk::kDay);
    m_crossing.start(std::chrono::milliseconds(wait));
}

void TicketListModel::refreshMarks(const store::ChangeSet& changes)
{
    const QSet<QString> drafts = m_drafts;
    const QSet<QString> outbox = m_outboxTickets;
    const QSet<QString> undecided = m_undecided;
    if (changes.everything || changes.swept || !changes.drafts.isEmpty()) {
        m_drafts.clear();
        const auto rows = m_session.read(QList<desk::Draft>(), [](store::Reader& reader) { return reader.drafts(); });
        for (const desk::Draft& draft : rows)
            m_drafts.insert(draft.ticket.value());
    }
    if (changes.everything || changes.outbox) {
        m_outboxTickets.clear();
        m_undecided.clear();
        for (const store::OutboxRow& row : m_session.outbox()) {
            if (!isReadMark(row.operation.kind))
                m_outboxTickets.insert(row.operation.ticket.value());
            if (row.state == store::OutboxState::Parked)
                m_undecided.insert(row.operation.ticket.value());
        }
    }
    const QSet<QString> touched = (m_drafts - drafts) + (drafts - m_drafts) + (m_outboxTickets - outbox) +
                                  (outbox - m_outboxTickets) + (m_undecided - undecided) + (undecided - m_undecided);
    for (const QString& id : touched) {
        if (const int row = rowOf(desk::TicketId(id)); row >= 0)
            contentsChanged(row);
    }
}

desk::Filter withStatus(const desk::Filter& filter, std::optional<desk::Status> status)
{
    using desk::Filter;
    if (!status)
        return filter;
    const auto isStatus = [](const Filter& each) {
        return each.kind == Filter::Kind::Condition && each.condition.field == desk::Field::Status;
    };
    const Filter wanted = Filter::is(desk::Field::Status, desk::toString(*status));
    if (isStatus(filter))
        return wanted;
    if (filter.kind != Filter::Kind::All)
        return Filter::all({filter, wanted});
    QList<Filter> parts;
    for (const Filter& child : filter.children) {
        if (!isStatus(child))
            parts.append(child);
    }
    parts.append(wanted);
    return Filter::all(parts);
}

} // namespace models
