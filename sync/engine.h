#pragma once
// Keeps one desk's file equal to the server and empties its outbox. Lives on the store's worker thread.

#include "desk/ids.h"
#include "desk/instant.h"
#include "desk/message.h"
#include "desk/people.h"
#include "store/sync_state.h"

#include <QList>
#include <QString>
#include <QUrl>

#include <functional>
#include <memory>

class QObject;

namespace store
{
class Worker;
}

namespace syncing
{

class Credentials;
class Timers;

/// Another agent on the same ticket (THR-9).
struct Presence {
    desk::AgentId agent;
    QString name;
    bool typing = false;
};

/// What the engine tells, each called in the thread of the context given to Engine::listen.
struct EngineEvents {
    std::function<void(const store::SyncState&)> state;
    std::function<void(const desk::TicketId&, const QList<Presence>&)> presence;
    std::function<void(const desk::TicketId&, bool typing)> customerTyping;
};

struct EngineOptions {
    QUrl server; ///< http://127.0.0.1:PORT or https://desk.example
    qint64 requestTimeout = 30'000;
    bool history = true;      ///< fetch the past in the background
    Timers* timers = nullptr; ///< tests hand in their own; used on the worker's thread
};

/// Thread-safe facade; the work happens on the worker's thread.
class Engine
{
public:
    Engine(store::Worker& worker, Credentials& credentials, const desk::Clock& clock, EngineOptions options);
    ~Engine();

    void listen(QObject* context, EngineEvents events);
    void start();
    void stop();
    /// Try now (the agent asks, the network came back, the machine woke).
    void wake();
    /// The agent asks for everything anew, now or once the line is there; drafts and outbox stay (DESK-6).
    void loadAnew();
    /// A new address of the same desk (the embedded server was restarted on another port).
    void setServer(const QUrl& server);
    /// An outbox row may be ready: called after each submit.
    void outboxChanged();

    /// Older messages of a thread from the server; they arrive by ChangeSet. `done(error)` in the thread of `context`.
    void fetchThread(const desk::TicketId& ticket, QObject* context, std::function<void(const QString& error)> done);
    void fetchProfile(const desk::ProfileId& profile, QObject* context, std::function<void(const QString& error)> done);
    /// Downloads to `path` (atomically); resumes. `done(error)`.
    void fetchAttachment(const desk::Attachment& attachment, const QString& path, QObject* context,
                         std::function<void(const QString& error)> done);
    /// Asks the desk's own search for `words` (THR-11); what it finds arrives by ChangeSet. `done(error, more)`: `more`
    /// = the desk has further hits than the `limit` that were brought.
    void search(const QString& words, int limit, QObject* context,
                std::function<void(const QString& error, bool more)> done);
    /// `done(error, secret)`: the one-time word that the agent chooses a password with. Asked once, never by itself
    /// again.
    using SecretDone = std::function<void(const QString& error, const QString& secret)>;
    void invite(const QString& name, const QString& email, desk::Role role, QObject* context, SecretDone done);
    void resetPassword(const desk::AgentId& agent, QObject* context, SecretDone done);
    void setViewing(const desk::TicketId& ticket); ///< empty id: none
    void setTyping(const desk::TicketId& ticket, bool typing);

private:
    class Private;
    std::shared_ptr<Private> d;
};

} // namespace syncing
