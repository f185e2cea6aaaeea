#pragma once
// The screens' side of one desk: its reader, its change sets, its clock, its small tables. Lives on the UI thread;
// every model takes one and none outlives it.

#include "desk/capability.h"
#include "desk/instant.h"
#include "desk/macro.h"
#include "desk/people.h"
#include "desk/steady.h"
#include "desk/view.h"
#include "models/presence.h"
#include "sql/error.h"
#include "store/change_set.h"
#include "store/reader.h"
#include "store/sync_state.h"
#include "store/worker.h"

#include <QHash>
#include <QObject>
#include <QTimer>

namespace models
{

class Remote;

class DeskSession : public QObject
{
    Q_OBJECT

public:
    /// The worker must have been started (its file exists). `remote` may be null in tests.
    DeskSession(store::Worker& worker, Remote* remote, const desk::Clock& clock, QString dataFolder,
                QObject* parent = nullptr);
    ~DeskSession() override;

    /// What is measured as it happens: reads of this thread, searches of theirs, and from the arrival of a frame or
    /// page to its ChangeSet here (BEY-11).
    enum class Measure { Read, Search, FrameLag, PageLag };
    Q_ENUM(Measure)

    store::Reader& reader() { return m_reader; }
    /// `read(reader)`, or `fallback` and readFailed() when the database refuses: no exception leaves an event handler.
    template<class T, class Read>
    T read(T fallback, const Read& read)
    {
        const qint64 began = desk::steadyNow();
        try {
            T result = read(m_reader);
            readWorks(began);
            return result;
        } catch (const sql::Failure& failure) {
            report(failure);
            return fallback;
        }
    }
    store::Worker& worker() { return m_worker; }
    Remote* remote() const { return m_remote; }
    const desk::Clock& clock() const { return m_clock; }
    const QString& dataFolder() const { return m_dataFolder; } ///< where drafts' files are copied to

    // Small tables, kept in memory and refreshed before changed() is emitted.
    const desk::Agent& me() const { return m_me; }
    const QList<desk::Agent>& agents() const { return m_agents; }
    const QList<desk::Team>& teams() const { return m_teams; }
    const QList<desk::Label>& labels() const { return m_labels; }
    const QList<desk::Macro>& macros() const { return m_macros; }
    const QList<desk::View>& views() const { return m_views; }
    /// Everything that waits or needs the agent, in order of position: read once a change, for all that show of it.
    const QList<store::OutboxRow>& outbox() const { return m_outbox; }
    /// What the desk's server could do when it was last spoken to. What it lacks is not offered, with a word why.
    bool can(desk::Capability capability);
    QString agentName(const desk::AgentId& id) const; ///< empty id: empty; unknown: tr("Former agent")
    QString teamName(const desk::TeamId& id) const;
    QString labelName(const desk::LabelId& id) const;

    const store::SyncState& syncState() const { return m_syncState; }
    QList<OtherAgent> presence(const desk::TicketId& ticket) const;
    bool customerTyping(const desk::TicketId& ticket) const; ///< ends by itself a minute after the last word of it

    // Fed by app/ from the engine.
    void setSyncState(const store::SyncState& state);
    void setPresence(const desk::TicketId& ticket, const QList<OtherAgent>& agents);
    void setCustomerTyping(const desk::TicketId& ticket, bool typing);
    /// A search was answered; from the model that asked.
    void searchTook(qint64 nanoseconds) { Q_EMIT measured(Measure::Search, nanoseconds); }

Q_SIGNALS:
    /// Also from inside a paint: a receiver that changes the screen does so later.
    void measured(models::DeskSession::Measure what, qint64 nanoseconds);
    /// After each commit, once; the reader sees at least this state.
    void changed(const store::ChangeSet& changes);
    void syncStateChanged();
    void presenceChanged(const desk::TicketId& ticket);
    /// The local file could not be read; what was on screen stays. `reason` is a sentence.
    void readFailed(const QString& reason);
    void readRecovered(); ///< the first read that works again

private:
    void take(const store::ChangeSet& changes);
    void refreshTables(const store::ChangeSet& changes);
    void report(const sql::Failure& failure);
    void readWorks(qint64 began);
    void endTyping();

    store::Worker& m_worker;
    Remote* m_remote;
    const desk::Clock& m_clock;
    QString m_dataFolder;
    store::Reader m_reader;
    desk::Agent m_me;
    QList<desk::Agent> m_agents;
    QList<desk::Team> m_teams;
    QList<desk::Label> m_labels;
    QList<desk::Macro> m_macros;
    QList<desk::View> m_views;
    QList<store::OutboxRow> m_outbox;
    QHash<QString, QString> m_agentNames, m_teamNames, m_labelNames;
    store::SyncState m_syncState;
    QHash<desk::TicketId, QList<OtherAgent>> m_presence;
    QHash<desk::TicketId, desk::Instant> m_typing; ///< since when; its end may be lost on the way
    QTimer m_typingEnds;
    bool m_readFailing = false;
};

} // namespace models
