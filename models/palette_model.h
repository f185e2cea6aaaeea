#pragma once
// The command palette (Ctrl+K): commands, views, tickets, customers, macros, in one ranked list (BEY-9).

#include "desk/ids.h"
#include "store/search.h"

#include <QAbstractListModel>
#include <QList>
#include <QString>

namespace models
{

class DeskSession;

/// A command that exists in the program; `key` is shown.
struct Command {
    QString id; ///< stable: ticket.close, go.inbox ...
    QString title;
    QString icon;
    QString key; ///< native text of its shortcut
    bool enabled = true;
};

class PaletteModel : public QAbstractListModel
{
    Q_OBJECT

public:
    enum class Kind { Command, View, Ticket, Number, Customer, Macro }; ///< Number: a ticket that is not here yet
    enum Role { KindRole = Qt::UserRole + 1, IdRole, IconRole, KeyRole, DetailRole, EnabledRole };

    PaletteModel(DeskSession& session, QObject* parent = nullptr);

    void setCommands(const QList<Command>& commands);
    /// Ranks commands, views and macros at once (prefix, word start, subsequence); tickets and customers follow from
    /// the search thread. `#123` names a ticket; one that is not here stands there by its number alone.
    void setQuery(const QString& text);

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;

private:
    struct Row {
        Kind kind = Kind::Command;
        QString id, title, detail, icon, key;
        bool enabled = true;
        int rank = 0;
    };
    void rankLocal();
    void askSearch();
    void found(const store::SearchResult& result);
    void add(QList<Row>& rows, Row row) const;
    QList<Row> ticketByNumber() const;
    void showRows(const QList<Row>& rows);

    DeskSession& m_session;
    store::SearchThread m_thread;
    QList<Command> m_commands;
    QList<Row> m_local; ///< commands, views, macros and a ticket by its number
    QList<Row> m_found; ///< from the search thread
    QList<Row> m_rows;
    QString m_query;
    quint64 m_token = 0;
};

} // namespace models
