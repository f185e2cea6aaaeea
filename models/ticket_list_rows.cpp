// How changes of tickets become ranges of rows: which row is meant, and what is inserted, moved and removed.

#include "models/desk_session.h"
#include "models/list_key.h"
#include "models/ticket_list_model.h"

#include <algorithm>
#include <utility>

namespace models
{

using store::ListKey;
using store::TicketChange;
using store::TicketKey;

/// The row of each change, -1 = not listed.
QList<int> TicketListModel::rowsOf(const QList<TicketChange>& changes) const
{
    QList<int> rows;
    QHash<TicketKey, qsizetype> missing;
    for (const TicketChange& change : changes) {
        int row = change.before ? find(listKey(*change.before, change.key, m_sort)) : -1;
        if (row < 0 && change.after)
            row = find(listKey(*change.after, change.key, m_sort));
        if (row < 0)
            missing.insert(change.key, rows.size());
        rows.append(row);
    }
    const bool certain = m_settled == m_reads && !m_held;
    if (certain || missing.isEmpty())
        return rows;
    for (qsizetype i = 0; i < m_keys.size(); ++i) {
        const auto place = missing.constFind(m_keys.at(i).key);
        if (place != missing.constEnd())
            rows[*place] = int(i);
    }
    return rows;
}

bool TicketListModel::belongs(const TicketChange& change, desk::Instant now) const
{
    return change.after && desk::matches(m_filter, *change.after, now) &&
           isLoaded(listKey(*change.after, change.key, m_sort));
}

/// What comes after the cursor is still to be streamed.
bool TicketListModel::isLoaded(const ListKey& key) const
{
    return !m_streaming || (m_cursor && !store::standsAbove(*m_cursor, key, m_sort));
}

void TicketListModel::apply(const QList<TicketChange>& changes)
{
    struct Move {
        ListKey from, to;
    };
    const desk::Instant now = m_session.clock().now();
    const QList<int> rows = rowsOf(changes);
    QList<int> gone;
    QList<Move> moved;
    QList<ListKey> fresh;
    for (qsizetype i = 0; i < changes.size(); ++i) {
        const TicketChange& change = changes.at(i);
        const int row = rows.at(i);
        if (!change.after)
            m_window.remove(change.key.value);
        if (!belongs(change, now)) {
            if (row >= 0)
                gone.append(row);
            continue;
        }
        const ListKey key = listKey(*change.after, change.key, m_sort);
        if (row < 0)
            fresh.append(key);
        else if (m_keys.at(row) == key)
            contentsChanged(row);
        else if (find(key) >= 0) // a page that was read ahead of the news has brought it to its new place
            gone.append(row);
        else
            moved.append({m_keys.at(row), key});
    }
    // From here on rows shift: the moves name their rows by key.
    takeRowsOut(gone);
    for (const Move& move : std::as_const(moved))
        moveRow(find(move.from), move.to);
    insertKeys(fresh);
}

void TicketListModel::contentsChanged(int row)
{
    Q_EMIT dataChanged(index(row, 0), index(row, 0));
}

void TicketListModel::takeRowsOut(QList<int> rows)
{
    std::sort(rows.begin(), rows.end(), std::greater<>());
    for (qsizetype i = 0; i < rows.size();) {
        const int last = rows.at(i);
        int first = last;
        while (++i < rows.size() && rows.at(i) == first - 1)
            --first;
        beginRemoveRows({}, first, last);
        m_keys.remove(first, last - first + 1);
        endRemoveRows();
    }
}

void TicketListModel::moveRow(int from, const ListKey& to)
{
    if (from < 0)
        return;
    int target = position(to);
    if (target > from)
        --target;
    if (target == from) {
        m_keys[from] = to;
        contentsChanged(from);
        return;
    }
    beginMoveRows({}, from, from, {}, target > from ? target + 1 : target);
    m_keys.move(from, target);
    m_keys[target] = to;
    endMoveRows();
    contentsChanged(target);
}

/// Neighbours go in together: a page of a first sync is a few ranges, not thousands of rows.
void TicketListModel::insertKeys(QList<ListKey> keys)
{
    const auto isAbove = above(m_sort);
    std::sort(keys.begin(), keys.end(), isAbove);
    for (qsizetype i = 0; i < keys.size();) {
        const int row = position(keys.at(i));
        qsizetype end = i + 1;
        while (end < keys.size() && (row == m_keys.size() || isAbove(keys.at(end), m_keys.at(row))))
            ++end;
        const qsizetype count = end - i;
        beginInsertRows({}, row, row + int(count) - 1);
        m_keys.insert(row, count, ListKey());
        std::copy(keys.begin() + i, keys.begin() + end, m_keys.begin() + row);
        endInsertRows();
        i = end;
    }
}

int TicketListModel::position(const ListKey& key) const
{
    return int(std::lower_bound(m_keys.begin(), m_keys.end(), key, above(m_sort)) - m_keys.begin());
}

int TicketListModel::find(const ListKey& key) const
{
    const int row = position(key);
    return row < m_keys.size() && m_keys.at(row) == key ? row : -1;
}

} // namespace models
