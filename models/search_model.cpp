#include "models/search_model.h"

#include "models/desk_session.h"
#include "models/moments.h"

#include <QLocale>

#include <algorithm>

namespace models
{

namespace
{
constexpr int kMostLocalHits = 50;

bool isSameHit(const store::SearchHit& a, const store::SearchHit& b)
{
    return a.kind == b.kind && a.ticket == b.ticket && a.profile == b.profile && a.order == b.order;
}
} // namespace

SearchModel::SearchModel(DeskSession& session, QObject* parent)
    : QAbstractTableModel(parent)
    , m_session(session)
    , m_thread(session.worker().path())
    , m_desk(session)
{
    connect(&m_desk, &DeskSearch::found, this, &SearchModel::searchAgain);
    connect(&m_desk, &DeskSearch::stateChanged, this, &SearchModel::deskStateChanged);
}

SearchModel::~SearchModel()
{
    m_thread.cancel();
}

void SearchModel::setQuery(const QString& text)
{
    const QString asked = text.trimmed();
    if (asked == m_query)
        return;
    const bool was = searching();
    m_query = asked;
    m_trouble.clear();
    m_again = 0;
    if (asked.isEmpty()) {
        m_thread.cancel();
        m_token = 0;
        showHits({});
    } else {
        m_token = ask();
    }
    m_desk.setQuestion(asked);
    if (was != searching())
        Q_EMIT searchingChanged();
    if (asked.isEmpty())
        Q_EMIT finished();
}

quint64 SearchModel::ask()
{
    return m_thread.ask({m_query, kMostLocalHits}, this,
                        [this](const store::SearchResult& result) { answered(result); });
}

void SearchModel::searchAgain()
{
    if (searching()) // the first answer is still under way: there are no rows that could move
        m_token = ask();
    else
        m_again = ask();
    Q_EMIT deskStateChanged();
}

void SearchModel::joined(const store::SearchResult& result)
{
    m_again = 0;
    if (result.error.isEmpty()) {
        m_more = result.more;
        addHits(result.hits, !result.more);
    }
    Q_EMIT deskStateChanged();
}

void SearchModel::answered(const store::SearchResult& result)
{
    if (m_again != 0 && result.token == m_again)
        return joined(result);
    if (result.token != m_token)
        return; // an answer to what was typed before
    m_token = 0;
    m_trouble = result.error;
    m_more = result.more;
    if (result.nanoseconds > 0 && result.error.isEmpty())
        m_session.searchTook(result.nanoseconds);
    if (result.error.isEmpty())
        showHits(result.hits);
    Q_EMIT searchingChanged();
    Q_EMIT finished();
}

/// Old hits stay until the new ones are there: no flicker while one types.
void SearchModel::showHits(const QList<store::SearchHit>& hits)
{
    const int old = int(m_hits.size());
    const int fresh = int(hits.size());
    const int kept = std::min(old, fresh);
    if (fresh < old) {
        beginRemoveRows({}, fresh, old - 1);
        m_hits.resize(fresh);
        endRemoveRows();
    }
    for (int row = 0; row < kept; ++row)
        m_hits[row] = hits.at(row);
    if (kept > 0)
        Q_EMIT dataChanged(index(0, 0), index(kept - 1, 0));
    if (fresh > old) {
        beginInsertRows({}, old, fresh - 1);
        m_hits = hits;
        endInsertRows();
    }
}

/// What is shown keeps its place, further hits come below. `all`: what is not among them matches no more.
void SearchModel::addHits(const QList<store::SearchHit>& hits, bool all)
{
    QList<store::SearchHit> added = hits;
    for (int row = int(m_hits.size()) - 1; row >= 0; --row) {
        const auto same = std::find_if(added.begin(), added.end(),
                                       [&](const store::SearchHit& hit) { return isSameHit(hit, m_hits.at(row)); });
        if (same != added.end()) {
            m_hits[row] = *same;
            added.erase(same);
        } else if (all) {
            beginRemoveRows({}, row, row);
            m_hits.removeAt(row);
            endRemoveRows();
        }
    }
    if (!m_hits.isEmpty())
        Q_EMIT dataChanged(index(0, 0), index(int(m_hits.size()) - 1, 0));
    if (added.isEmpty())
        return;
    beginInsertRows({}, int(m_hits.size()), int(m_hits.size() + added.size()) - 1);
    m_hits += added;
    endInsertRows();
}

int SearchModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(m_hits.size());
}

int SearchModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : 1;
}

QVariant SearchModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const store::SearchHit& hit = m_hits.at(index.row());
    switch (role) {
    case Qt::DisplayRole:
        return hit.title;
    case Qt::AccessibleTextRole:
        return tr("%1, %2: %3").arg(hit.title, dateAndTime(hit.at), hit.excerpt);
    case TicketIdRole:
        return hit.ticket.value();
    case ExcerptRole:
        return hit.excerpt;
    case MarksRole:
        return hit.marks;
    case AtRole:
        return hit.at.ms;
    case KindRole:
        return int(hit.kind);
    default:
        return {};
    }
}

} // namespace models
