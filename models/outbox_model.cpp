#include "models/outbox_model.h"

#include "models/desk_session.h"
#include "models/moments.h"
#include "models/words.h"

#include <QHash>
#include <QLocale>

#include <algorithm>

namespace models
{

namespace
{

bool isSameRow(const store::OutboxRow& a, const store::OutboxRow& b)
{
    return a.state == b.state && a.attempts == b.attempts && a.notBefore == b.notBefore && a.reason == b.reason &&
           a.reasonCode == b.reasonCode && a.inDoubt == b.inDoubt && a.receiptSeq == b.receiptSeq &&
           a.operation == b.operation && a.files == b.files && a.newer == b.newer;
}

/// A number alone may be another customer's ticket after the desk was restored (DESK-6).
QString ticketKey(const desk::Operation& operation)
{
    return operation.ticket.value() + u'/' + QString::number(operation.ticketCreated.ms);
}

} // namespace

OutboxModel::OutboxModel(DeskSession& session, QObject* parent)
    : QAbstractTableModel(parent)
    , m_session(session)
{
    connect(&session, &DeskSession::changed, this, &OutboxModel::take);
    read();
}

int OutboxModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

int OutboxModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QString OutboxModel::stateText(const store::OutboxRow& row) const
{
    switch (row.state) {
    case store::OutboxState::Held:
        return tr("Can be undone");
    case store::OutboxState::Queued:
        if (row.inDoubt)
            return tr("May have been sent already: %1").arg(row.reason);
        return row.reason.isEmpty() ? tr("Waiting") : tr("Waiting: %1").arg(row.reason);
    case store::OutboxState::Sending:
        return tr("Sending");
    case store::OutboxState::Parked:
        return tr("Needs you: %1").arg(row.reason);
    case store::OutboxState::TakingBack:
        return row.reason.isEmpty() ? tr("Taking back, as soon as the desk says whether it was sent")
                                    : tr("Taking back, as soon as the desk can be asked: %1").arg(row.reason);
    case store::OutboxState::Acknowledged:
        return tr("Sent");
    }
    return {};
}

QVariant OutboxModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const store::OutboxRow& row = m_rows.at(index.row());
    if (role == Qt::AccessibleTextRole && index.column() == Text && row.operation.text.isEmpty())
        return tr("No text"); // a cell without a name is met as nothing at all
    if (role != Qt::DisplayRole && role != Qt::ToolTipRole)
        return {};
    switch (index.column()) {
    case What:
        return operationName(row.operation.kind);
    case TicketColumn:
        return m_titles.value(ticketKey(row.operation));
    case Text:
        return role == Qt::ToolTipRole ? row.operation.text : row.operation.text.simplified();
    case State:
        return stateText(row);
    case Since:
        return dateAndTime(row.created);
    default:
        return {};
    }
}

QVariant OutboxModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case What:
        return tr("Action");
    case TicketColumn:
        return tr("Ticket");
    case Text:
        return tr("Text");
    case State:
        return tr("State");
    case Since:
        return tr("Since");
    default:
        return {};
    }
}

int OutboxModel::waiting() const
{
    return int(std::count_if(m_rows.begin(), m_rows.end(), [](const store::OutboxRow& row) {
        return row.state != store::OutboxState::Parked && row.state != store::OutboxState::Acknowledged;
    }));
}

int OutboxModel::parked() const
{
    return int(std::count_if(m_rows.begin(), m_rows.end(),
                             [](const store::OutboxRow& row) { return row.state == store::OutboxState::Parked; }));
}

int OutboxModel::inDoubt() const
{
    return int(std::count_if(m_rows.begin(), m_rows.end(), [](const store::OutboxRow& row) {
        return row.state != store::OutboxState::Parked && row.state != store::OutboxState::Acknowledged &&
               store::mayHaveGone(row);
    }));
}

int OutboxModel::uploads() const
{
    qsizetype files = 0;
    for (const store::OutboxRow& row : m_rows)
        if (row.state != store::OutboxState::Parked)
            files += row.files.size();
    return int(files);
}

void OutboxModel::take(const store::ChangeSet& changes)
{
    if (changes.outbox || changes.everything)
        read();
}

/// Both lists are in order of position, so one pass finds what came, went and changed.
void OutboxModel::read()
{
    const QList<store::OutboxRow>& fresh = m_session.outbox();
    readTitles(fresh);
    int row = 0;
    for (const store::OutboxRow& wanted : fresh) {
        while (row < m_rows.size() && m_rows.at(row).position < wanted.position)
            remove(row);
        if (row == m_rows.size() || m_rows.at(row).position != wanted.position) {
            beginInsertRows({}, row, row);
            m_rows.insert(row, wanted);
            endInsertRows();
        } else if (!isSameRow(m_rows.at(row), wanted)) {
            m_rows[row] = wanted;
            Q_EMIT dataChanged(index(row, 0), index(row, ColumnCount - 1));
        }
        ++row;
    }
    while (row < m_rows.size())
        remove(int(m_rows.size()) - 1);
    Q_EMIT countsChanged();
}

void OutboxModel::remove(int row)
{
    beginRemoveRows({}, row, row);
    m_rows.removeAt(row);
    endRemoveRows();
}

void OutboxModel::readTitles(const QList<store::OutboxRow>& rows)
{
    QHash<QString, QString> titles;
    for (const store::OutboxRow& row : rows) {
        const QString id = ticketKey(row.operation);
        if (titles.contains(id))
            continue;
        const auto ticket = m_session.read(std::optional<desk::Ticket>(),
                                           [&](store::Reader& reader) { return reader.ticket(row.operation.ticket); });
        const desk::Instant meant = row.operation.ticketCreated;
        const bool isMeant = ticket && (!meant.isSet() || meant == ticket->created);
        titles.insert(id, isMeant ? tr("#%1 %2").arg(ticket->number).arg(ticket->requesterName) : QString());
    }
    m_titles = titles;
}

} // namespace models
