#include "models/palette_model.h"

#include "desk/ticket_number.h"
#include "models/desk_session.h"
#include "models/fuzzy_rank.h"

#include <QSet>

#include <algorithm>

namespace models
{

using namespace Qt::StringLiterals;

namespace
{
constexpr int kMostLocal = 50;
constexpr int kMostFound = 20;
constexpr qsizetype kSearchFrom = 2; ///< characters

QString spoken(QString title, const QString& detail, const QString& key)
{
    for (const QString& part : {detail, key}) {
        if (!part.isEmpty())
            title += u", "_s + part;
    }
    return title;
}
} // namespace

PaletteModel::PaletteModel(DeskSession& session, QObject* parent)
    : QAbstractListModel(parent)
    , m_session(session)
    , m_thread(session.worker().path())
{
}

void PaletteModel::setCommands(const QList<Command>& commands)
{
    m_commands = commands;
    rankLocal();
    showRows(m_local + m_found);
}

void PaletteModel::setQuery(const QString& text)
{
    m_query = text.trimmed();
    m_found.clear();
    rankLocal();
    showRows(m_local);
    askSearch();
}

int PaletteModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

QVariant PaletteModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const Row& row = m_rows.at(index.row());
    switch (role) {
    case Qt::DisplayRole:
        return row.title;
    case Qt::AccessibleTextRole:
        return spoken(row.title, row.detail, row.key);
    case KindRole:
        return int(row.kind);
    case IdRole:
        return row.id;
    case IconRole:
        return row.icon;
    case KeyRole:
        return row.key;
    case DetailRole:
        return row.detail;
    case EnabledRole:
        return row.enabled;
    default:
        return {};
    }
}

void PaletteModel::add(QList<Row>& rows, Row row) const
{
    row.rank = fuzzyRank(m_query, row.title);
    if (row.rank >= 0)
        rows.append(std::move(row));
}

/// `#123`, or a bare number where the ticket is here.
QList<PaletteModel::Row> PaletteModel::ticketByNumber() const
{
    const desk::TicketNumber asked = desk::ticketNumberOf(m_query);
    const qint64 number = asked.number;
    if (number == 0)
        return {};
    const auto ticket = m_session.read(std::optional<desk::Ticket>(), [&](store::Reader& reader) {
        const auto id = reader.byNumber(number);
        return id ? reader.ticket(*id) : std::nullopt;
    });
    // Bare digits may be anything; behind a # they are a ticket, and the desk is asked for it when it is chosen.
    if (!ticket && (!asked.named || m_session.syncState().historyComplete))
        return {};
    if (!ticket)
        return {{Kind::Number,
                 QString::number(number),
                 tr("Open ticket #%1").arg(number),
                 tr("Not on this computer; the desk is asked"),
                 u"ticket"_s,
                 {}}};
    return {{Kind::Ticket,
             ticket->id.value(),
             tr("#%1 %2").arg(number).arg(ticket->subject),
             ticket->requesterName,
             desk::toString(ticket->channel),
             {}}};
}

void PaletteModel::rankLocal()
{
    QList<Row> rows;
    for (const Command& command : std::as_const(m_commands))
        add(rows, {Kind::Command, command.id, command.title, {}, command.icon, command.key, command.enabled});
    for (const desk::View& view : m_session.views())
        add(rows, {Kind::View, view.id.value(), view.name, tr("View"), view.icon, {}});
    for (const desk::Macro& macro : m_session.macros())
        add(rows, {Kind::Macro, macro.id.value(), macro.name, macro.category, u"macro"_s, {}});
    // Stable: equal ranks stay in the order of commands, views, macros.
    std::stable_sort(rows.begin(), rows.end(), [](const Row& a, const Row& b) { return a.rank > b.rank; });
    if (rows.size() > kMostLocal)
        rows.resize(kMostLocal);
    m_local = ticketByNumber() + rows;
}

void PaletteModel::askSearch()
{
    if (m_query.size() < kSearchFrom) {
        m_token = 0;
        return m_thread.cancel();
    }
    m_token = m_thread.ask({m_query, kMostFound}, this, [this](const store::SearchResult& result) { found(result); });
}

/// Found ones stand below the others: what the agent is about to choose does not move.
void PaletteModel::found(const store::SearchResult& result)
{
    if (result.token != m_token || !result.error.isEmpty())
        return;
    QSet<QString> listed;
    for (const Row& row : std::as_const(m_local)) {
        if (row.kind == Kind::Ticket)
            listed.insert(row.id);
    }
    for (const store::SearchHit& hit : result.hits) {
        if (hit.kind == store::SearchHit::Kind::Profile) {
            m_found.append({Kind::Customer, hit.profile.value(), hit.title, hit.excerpt, u"person"_s, {}});
        } else if (!hit.ticket.isEmpty() && !listed.contains(hit.ticket.value())) {
            listed.insert(hit.ticket.value());
            m_found.append({Kind::Ticket, hit.ticket.value(), hit.title, hit.excerpt, u"ticket"_s, {}});
        }
    }
    showRows(m_local + m_found);
}

void PaletteModel::showRows(const QList<Row>& rows)
{
    const int old = int(m_rows.size());
    const int fresh = int(rows.size());
    const int kept = std::min(old, fresh);
    if (fresh < old) {
        beginRemoveRows({}, fresh, old - 1);
        m_rows.resize(fresh);
        endRemoveRows();
    }
    for (int row = 0; row < kept; ++row)
        m_rows[row] = rows.at(row);
    if (kept > 0)
        Q_EMIT dataChanged(index(0), index(kept - 1));
    if (fresh > old) {
        beginInsertRows({}, old, fresh - 1);
        m_rows = rows;
        endInsertRows();
    }
}

} // namespace models
