#include "models/thread_model.h"

#include "models/desk_session.h"
#include "models/remote.h"
#include "models/words.h"
#include "store/message_rows.h"

#include <QSet>

#include <algorithm>

namespace models
{

using store::MessageKey;
using store::ThreadMessage;

namespace
{

constexpr int kPage = 50; // THR-1

/// Nullopt when the file cannot be read.
std::optional<store::ThreadPage> pageOf(DeskSession& session, const desk::TicketId& ticket,
                                        std::optional<MessageKey> before, int limit)
{
    return session.read(std::optional<store::ThreadPage>(),
                        [&](store::Reader& reader) { return std::optional(reader.thread(ticket, before, limit)); });
}

/// A re-keyed message is the same one: the server gave it its id, or another time.
bool isSameMessage(const desk::Message& a, const desk::Message& b)
{
    if (!a.operation.isEmpty() && a.kind == b.kind)
        return a.operation == b.operation;
    return a.id == b.id;
}

} // namespace

ThreadModel::ThreadModel(DeskSession& session, QObject* parent)
    : QAbstractListModel(parent)
    , m_session(session)
{
    connect(&session, &DeskSession::changed, this, &ThreadModel::take);
}

void ThreadModel::open(const desk::TicketId& ticket)
{
    ++m_opening;
    beginResetModel();
    m_ticket = ticket;
    m_messages.clear();
    m_complete = true;
    m_needsServer = false;
    m_fetching = false;
    m_failed = false;
    m_trouble.clear();
    if (!ticket.isEmpty()) {
        const auto page = pageOf(m_session, ticket, std::nullopt, kPage);
        m_failed = !page;
        m_messages = page ? page->messages : QList<ThreadMessage>();
        m_complete = page && page->complete;
        m_needsServer = page && page->needsServer;
        if (m_failed)
            m_trouble = tr("The messages of this ticket cannot be read on this computer. They are safe with the desk.");
    }
    endResetModel();
    if (Remote* remote = m_session.remote())
        remote->setViewing(ticket);
    Q_EMIT opened();
    Q_EMIT olderChanged();
    if (m_needsServer && m_messages.size() < kPage)
        fetchOlder();
}

int ThreadModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(m_messages.size());
}

QVariant ThreadModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const ThreadMessage& row = m_messages.at(index.row());
    switch (role) {
    case Qt::DisplayRole:
    case Qt::AccessibleTextRole:
        return spokenMessage(row.message);
    case KeyRole:
        return row.key.value;
    case KindRole:
        return int(row.message.kind);
    case DirectionRole:
        return int(row.message.direction);
    case TextRole:
        return row.message.text;
    case AtRole:
        return row.message.at.ms;
    default:
        return {};
    }
}

void ThreadModel::loadOlder()
{
    if (m_complete || m_fetching || m_ticket.isEmpty())
        return;
    if (m_failed)
        return open(desk::TicketId(m_ticket));
    if (prependFromFile())
        Q_EMIT olderChanged();
    else if (m_needsServer)
        fetchOlder();
}

/// True when the screen has something new to say: rows, or that there are none.
bool ThreadModel::prependFromFile()
{
    const auto before = m_messages.isEmpty() ? std::nullopt : std::optional(m_messages.first().key);
    const auto page = pageOf(m_session, m_ticket, before, kPage);
    m_trouble = page ? QString() : tr("They cannot be read on this computer; they are safe with the desk.");
    if (!page)
        return true;
    m_complete = page->complete;
    m_needsServer = page->needsServer;
    if (page->messages.isEmpty())
        return m_complete;
    beginInsertRows({}, 0, int(page->messages.size()) - 1);
    m_messages = page->messages + m_messages;
    endInsertRows();
    return true;
}

void ThreadModel::fetchOlder()
{
    Remote* remote = m_session.remote();
    if (!remote) {
        m_trouble = tr("Older messages are on the server only, and there is no connection to it.");
        Q_EMIT olderChanged();
        return;
    }
    m_fetching = true;
    m_trouble.clear();
    Q_EMIT olderChanged();
    remote->fetchThread(m_ticket, this, [this, opening = m_opening](const QString& error) { fetched(opening, error); });
}

void ThreadModel::fetched(quint64 opening, const QString& error)
{
    if (opening != m_opening)
        return;
    m_fetching = false;
    m_trouble = error;
    if (error.isEmpty())
        prependFromFile();
    Q_EMIT olderChanged();
}

bool ThreadModel::isWithDesk(const desk::Message& message)
{
    return !store::isUnsent(message);
}

void ThreadModel::take(const store::ChangeSet& changes)
{
    if (m_ticket.isEmpty())
        return;
    if (changes.everything || changes.swept)
        return resync();
    for (const store::ThreadChange& change : changes.threads) {
        if (change.ticket == m_ticket)
            apply(change);
    }
}

/// After a snapshot replaced the file's rows: what is on screen is compared with what is there now.
void ThreadModel::resync()
{
    const int limit = std::max(kPage, int(m_messages.size()));
    const auto page = pageOf(m_session, m_ticket, std::nullopt, limit);
    if (!page)
        return; // what is on screen stays
    QSet<MessageKey> there;
    store::ThreadChange change;
    for (const ThreadMessage& message : page->messages) {
        there.insert(message.key);
        (rowOf(message.key) < 0 ? change.added : change.updated).append(message.key);
    }
    for (const ThreadMessage& message : std::as_const(m_messages)) {
        if (!there.contains(message.key))
            change.removed.append(message.key);
    }
    m_complete = true; // every row of the page belongs here, also one older than those on screen
    apply(change);
    m_complete = page->complete;
    m_needsServer = page->needsServer;
    Q_EMIT olderChanged();
}

void ThreadModel::apply(const store::ThreadChange& change)
{
    const QList<ThreadMessage> fresh = m_session.read(
        QList<ThreadMessage>(), [&](store::Reader& reader) { return reader.messages(change.added + change.updated); });
    QSet<MessageKey> placed;
    // First the re-keyed ones: a queued message that the server confirmed moves, it does not vanish and come back.
    for (const MessageKey old : change.removed) {
        const int row = rowOf(old);
        const auto successor = row < 0 ? fresh.end() : std::find_if(fresh.begin(), fresh.end(), [&](const auto& each) {
            return rowOf(each.key) < 0 && isSameMessage(each.message, m_messages.at(row).message);
        });
        if (successor == fresh.end()) {
            removeKey(old);
            continue;
        }
        replace(row, *successor);
        placed.insert(successor->key);
    }
    for (const ThreadMessage& message : fresh) {
        if (!placed.contains(message.key))
            place(message);
    }
}

/// Rows older than the first one on screen come with loadOlder(), in order and without a hole.
bool ThreadModel::isListed(MessageKey key) const
{
    return m_complete || m_messages.isEmpty() || m_messages.first().key < key;
}

void ThreadModel::place(const ThreadMessage& message)
{
    const int known = rowOf(message.key);
    if (known >= 0) {
        replace(known, message);
        return;
    }
    if (!isListed(message.key))
        return;
    const int row = lowerBound(message.key);
    beginInsertRows({}, row, row);
    m_messages.insert(row, message);
    endInsertRows();
}

void ThreadModel::replace(int row, const ThreadMessage& message)
{
    const int above = lowerBound(message.key);
    const int target = above > row ? above - 1 : above;
    if (target != row) {
        beginMoveRows({}, row, row, {}, target > row ? target + 1 : target);
        m_messages.move(row, target);
        m_messages[target] = message;
        endMoveRows();
    } else {
        m_messages[row] = message;
    }
    Q_EMIT dataChanged(index(target), index(target));
}

void ThreadModel::removeKey(MessageKey key)
{
    const int row = rowOf(key);
    if (row < 0)
        return;
    beginRemoveRows({}, row, row);
    m_messages.removeAt(row);
    endRemoveRows();
}

int ThreadModel::lowerBound(MessageKey key) const
{
    const auto place = std::lower_bound(m_messages.begin(), m_messages.end(), key,
                                        [](const ThreadMessage& row, MessageKey wanted) { return row.key < wanted; });
    return int(place - m_messages.begin());
}

int ThreadModel::rowOf(MessageKey key) const
{
    const int row = lowerBound(key);
    return row < m_messages.size() && m_messages.at(row).key == key ? row : -1;
}

} // namespace models
