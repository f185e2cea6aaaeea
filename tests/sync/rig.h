#pragma once
// Both sides in one test: a fake desk, the client's store with its engine, and a clock that the test moves.

#include "sql/fault_plan.h"
#include "store/reader.h"
#include "store/worker.h"
#include "sync/credentials.h"
#include "sync/engine.h"
#include "tests/sync/fake_desk.h"
#include "tests/sync/fake_time.h"

#include <QTemporaryDir>

#include <memory>
#include <mutex>

/// Tokens in memory; the test may change them while the engine runs.
class FakeCredentials final : public syncing::Credentials
{
public:
    void load(QObject* context, std::function<void(const syncing::Tokens&)> done) override;
    void save(const syncing::Tokens& tokens) override { set(tokens); }
    void clear() override { set({}); }
    void set(const syncing::Tokens& tokens);
    syncing::Tokens get() const;

private:
    mutable std::mutex m_mutex;
    syncing::Tokens m_tokens{QStringLiteral("token-0"), QStringLiteral("refresh-0")};
};

class Rig
{
public:
    explicit Rig(bool history = true);
    ~Rig();

    FakeTime time;
    FakeDesk desk{time.atTheDesk()};
    FakeCredentials credentials;
    QObject context;
    store::SyncState state;
    QList<store::SyncState> states;
    QList<QPair<desk::TicketId, QList<syncing::Presence>>> presence;
    QList<bool> customerTyping;
    bool history;
    std::shared_ptr<sql::FaultPlan> faults; ///< of the worker's database, from the engine's start on

    /// Opens the file and starts the engine.
    void start();
    /// Ends the engine at once, as a kill would; the file stays. `worker` too when asked.
    void stop(bool worker = true);
    store::Worker& worker() { return *m_worker; }
    syncing::Engine& engine() { return *m_engine; }
    QString path() const { return m_dir.filePath(QStringLiteral("desk.sqlite")); }
    QString file(const QString& name) const { return m_dir.filePath(name); }

    /// Runs both sides, moving the time whenever nothing more happens, until `done` or twenty seconds are over.
    bool until(const std::function<bool()>& done, bool moveTime = true);
    /// Both sides are equal and nothing waits.
    bool converged();
    bool untilConverged();
    /// Why converged() is false.
    QString difference();
    bool isLive() const { return state.link == store::Link::Live && state.caughtUp.isSet(); }

    desk::Operation submit(desk::Operation operation, const QList<desk::DraftFile>& files = {}, qint64 hold = 0);
    static desk::Operation operation(desk::OperationKind kind, const desk::TicketId& ticket);
    desk::Operation note(const desk::TicketId& ticket, const QString& text);
    desk::Operation reply(const desk::TicketId& ticket, const QString& text, const desk::MessageId& seen = {});
    /// From now on the worker's database calls go through the plan.
    void plan(std::shared_ptr<sql::FaultPlan> plan);
    /// Runs a job of an agent and waits for it.
    QString run(const store::Worker::Job& job);

    std::optional<desk::Ticket> ticket(const desk::TicketId& id);
    QList<desk::Message> thread(const desk::TicketId& id);
    QList<store::OutboxRow> outbox();
    store::Reader& reader();

private:
    /// A millisecond for both sides; true if neither did anything in it, nor can before the time moves.
    bool round();

    QTemporaryDir m_dir;
    std::unique_ptr<store::Worker> m_worker;
    std::unique_ptr<syncing::Engine> m_engine;
    std::unique_ptr<store::Reader> m_reader;
};
