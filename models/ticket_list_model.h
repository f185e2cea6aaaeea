#pragma once
// The ticket list: a sorted array of keys, row contents from a small window cache (docs/architecture.md "List").

#include "desk/filter.h"
#include "desk/ticket.h"
#include "desk/view.h"
#include "store/change_set.h"
#include "store/keys.h"

#include <QAbstractTableModel>
#include <QCache>
#include <QList>
#include <QSet>
#include <QTimer>

#include <optional>

namespace models
{

class DeskSession;

class TicketListModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Role {
        TicketIdRole = Qt::UserRole + 1, ///< QString
        DraftRole,                       ///< bool: an unsent draft exists (THR-5)
        PendingRole,                     ///< bool: actions of this ticket wait in the outbox, more than read marks
        UndecidedRole                    ///< bool: one of them was not done and needs the agent (BEY-3)
    };

    explicit TicketListModel(DeskSession& session, QObject* parent = nullptr);

    /// Shows a view with a status laid on top (VIEW-3; nullopt = the view's own) and a sort order. The first screen is
    /// there when it returns; the rest of the keys streams in, one page per event-loop turn.
    void show(const desk::View& view, std::optional<desk::Status> status, desk::Sort sort);
    const desk::View& view() const { return m_view; }

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;

    /// The row's ticket, from the window cache or one indexed read; nullptr when it has just gone. Valid until the
    /// next call of this function or turn of the event loop.
    const desk::Ticket* ticket(int row) const;
    int rowOf(const desk::TicketId& id) const; ///< -1 when not listed
    bool hasDraft(const desk::TicketId& id) const;
    bool loading() const { return m_streaming; }
    /// The file could not be read: that no row is here says nothing about the desk. show() or retry() tries again.
    bool failed() const { return m_failed; }
    void retry();

    /// BEY-6: while held, content changes show but rows neither move, appear nor go; release applies what has gathered.
    void hold();
    void release();
    bool held() const { return m_held; }
    int waiting() const { return int(m_pending.size()); } ///< row changes held back

Q_SIGNALS:
    void loadingChanged();
    void waitingChanged(int rows);

private:
    void take(const store::ChangeSet& changes);
    void gather(const QList<store::TicketChange>& changes);
    void apply(const QList<store::TicketChange>& changes);
    void showContents(const QList<store::TicketChange>& changes);
    void takeRowsOut(QList<int> rows);
    void moveRow(int from, const store::ListKey& to);
    void insertKeys(QList<store::ListKey> keys);
    QList<int> rowsOf(const QList<store::TicketChange>& changes) const;
    bool belongs(const store::TicketChange& change, desk::Instant now) const;
    bool isLoaded(const store::ListKey& key) const;
    void streamMore();
    void reload();
    void setStreaming(bool streaming);
    void beUncertain();
    void recheckTime();
    void planCrossing();
    void refreshMarks(const store::ChangeSet& changes);
    void contentsChanged(int row);
    int position(const store::ListKey& key) const;
    int find(const store::ListKey& key) const;

    DeskSession& m_session;
    desk::View m_view;
    desk::Filter m_filter;
    std::optional<desk::Status> m_status;
    desk::Sort m_sort = desk::Sort::Newest;
    QList<store::ListKey> m_keys;           ///< in order of the list
    std::optional<store::ListKey> m_cursor; ///< where the next page begins
    mutable QCache<qint64, desk::Ticket> m_window;
    QList<store::TicketChange> m_pending;
    QSet<QString> m_drafts, m_outboxTickets, m_undecided;
    QTimer m_stream, m_crossing;
    desk::Instant m_checked; ///< membership by time is right up to here
    quint64 m_reads = 0;     ///< pages read so far, and how many of them the worker's news has caught up with
    quint64 m_settled = 0;
    bool m_streaming = false;
    bool m_failed = false;
    bool m_held = false;
};

/// VIEW-3: the view's filter with its own status condition replaced by `status`; nullopt = the view's own.
desk::Filter withStatus(const desk::Filter& filter, std::optional<desk::Status> status);

} // namespace models
