#pragma once
// One ticket's thread, oldest first, opened with its latest 50 messages (THR-1); older ones are put in front.

#include "desk/ids.h"
#include "desk/message.h"
#include "store/change_set.h"
#include "store/reader.h"

#include <QAbstractListModel>
#include <QList>

namespace models
{

class DeskSession;

class ThreadModel : public QAbstractListModel
{
    Q_OBJECT

public:
    enum Role { KeyRole = Qt::UserRole + 1, KindRole, DirectionRole, TextRole, AtRole };

    explicit ThreadModel(DeskSession& session, QObject* parent = nullptr);

    /// Empty id: nothing. Tells the server which ticket is being viewed (THR-9).
    void open(const desk::TicketId& ticket);
    const desk::TicketId& ticketId() const { return m_ticket; }

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override; ///< DisplayRole: what a screen reader says
    const store::ThreadMessage& at(int row) const { return m_messages.at(row); }

    bool hasOlder() const { return !m_complete; }
    bool fetchingOlder() const { return m_fetching; }
    /// Puts up to 50 older messages in front: from the file at once, else from the server.
    void loadOlder();
    /// True for what the desk has: everything but what has not left yet. Notes and event lines have their place in a
    /// thread too, so whoever sees one of them has come past what stands above.
    static bool isWithDesk(const desk::Message& message);
    /// The file could not be read when the ticket was opened: loadOlder() opens it again.
    bool failed() const { return m_failed; }
    /// Why messages could not be loaded; empty = no trouble.
    const QString& trouble() const { return m_trouble; }

Q_SIGNALS:
    void opened();
    void olderChanged();

private:
    void take(const store::ChangeSet& changes);
    void apply(const store::ThreadChange& change);
    void resync();
    void place(const store::ThreadMessage& message);
    void replace(int row, const store::ThreadMessage& message);
    void removeKey(store::MessageKey key);
    int lowerBound(store::MessageKey key) const;
    int rowOf(store::MessageKey key) const;
    bool isListed(store::MessageKey key) const;
    bool prependFromFile();
    void fetchOlder();
    void fetched(quint64 opening, const QString& error);

    DeskSession& m_session;
    desk::TicketId m_ticket;
    QList<store::ThreadMessage> m_messages;
    bool m_complete = true;
    bool m_needsServer = false;
    quint64 m_opening = 0; ///< an answer for an earlier opening is dropped
    bool m_fetching = false;
    bool m_failed = false;
    QString m_trouble;
};

} // namespace models
