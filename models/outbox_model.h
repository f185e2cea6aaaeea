#pragma once
// The outbox that one can look into (BEY-2).

#include "store/change_set.h"
#include "store/outbox_row.h"

#include <QAbstractTableModel>
#include <QHash>
#include <QList>

namespace models
{

class DeskSession;

class OutboxModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { What, TicketColumn, Text, State, Since, ColumnCount };

    explicit OutboxModel(DeskSession& session, QObject* parent = nullptr);

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

    const store::OutboxRow& row(int row) const { return m_rows.at(row); }
    int waiting() const; ///< rows not yet with the server
    int parked() const;  ///< rows that need the agent
    int inDoubt() const; ///< of the waiting ones: sent at least once, and nobody here knows whether it arrived
    int uploads() const; ///< files of waiting rows that are not with the server yet

Q_SIGNALS:
    void countsChanged();

private:
    void take(const store::ChangeSet& changes);
    void read();
    void readTitles(const QList<store::OutboxRow>& rows);
    void remove(int row);
    QString stateText(const store::OutboxRow& row) const;

    DeskSession& m_session;
    QList<store::OutboxRow> m_rows;
    QHash<QString, QString> m_titles; ///< by ticket id
};

} // namespace models
