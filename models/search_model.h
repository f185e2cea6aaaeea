#pragma once
// Results of a search as one types (THR-11).

#include "models/desk_search.h"
#include "store/search.h"

#include <QAbstractTableModel>
#include <QList>
#include <QString>

namespace models
{

class DeskSession;

class SearchModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Role { TicketIdRole = Qt::UserRole + 1, ExcerptRole, MarksRole, AtRole, KindRole };

    explicit SearchModel(DeskSession& session, QObject* parent = nullptr);
    ~SearchModel() override;

    /// Searches what is here, and then the desk for what is not (desk_search.h). Rows that the desk adds come below the
    /// others: no row moves.
    void setQuery(const QString& text);
    const QString& query() const { return m_query; }
    bool searching() const { return m_token != 0; }
    const QString& trouble() const { return m_trouble; }
    bool more() const { return m_more || m_desk.more(); } ///< there are hits beyond those shown
    /// How far the search on the desk is; Asking until its hits are among the rows.
    DeskSearch::State deskState() const { return m_again != 0 ? DeskSearch::State::Asking : m_desk.state(); }
    const QString& deskTrouble() const { return m_desk.trouble(); } ///< in DeskSearch::State::Failed

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    const store::SearchHit& hit(int row) const { return m_hits.at(row); }

Q_SIGNALS:
    void searchingChanged();
    void finished();
    void deskStateChanged(); ///< or rows have come from the desk

private:
    quint64 ask();
    void searchAgain();
    void joined(const store::SearchResult& result);
    void addHits(const QList<store::SearchHit>& hits, bool all);
    void answered(const store::SearchResult& result);
    void showHits(const QList<store::SearchHit>& hits);

    DeskSession& m_session;
    store::SearchThread m_thread;
    QString m_query;
    quint64 m_token = 0;
    quint64 m_again = 0; ///< of the search for what the desk has brought
    QList<store::SearchHit> m_hits;
    QString m_trouble;
    bool m_more = false;
    DeskSearch m_desk;
};

} // namespace models
