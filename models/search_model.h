#pragma once
// Results of a search as one types (THR-11).

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

    void setQuery(const QString& text);
    const QString& query() const { return m_query; }
    bool searching() const { return m_token != 0; }
    const QString& trouble() const { return m_trouble; }
    bool more() const { return m_more; } ///< there are hits beyond those shown

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    const store::SearchHit& hit(int row) const { return m_hits.at(row); }

Q_SIGNALS:
    void searchingChanged();
    void finished();

private:
    void answered(const store::SearchResult& result);
    void showHits(const QList<store::SearchHit>& hits);

    DeskSession& m_session;
    store::SearchThread m_thread;
    QString m_query;
    quint64 m_token = 0;
    QList<store::SearchHit> m_hits;
    QString m_trouble;
    bool m_more = false;
};

} // namespace models
