#pragma once
// Both sides of one desk in one process: a real server, a real client's store and engine, one clock that the test
// moves; what a script does there is written down, and the end is held against it.

#include "store/reader.h"
#include "store/worker.h"
#include "sync/engine.h"
#include "tests/faults/served_desk.h"
#include "tests/sync/rig.h"

#include <QRandomGenerator>
#include <QTemporaryDir>

#include <memory>

namespace faults
{

class World
{
public:
    explicit World(quint32 seed, sql::Engine engine = sql::Engine::Sqlite);
    ~World();

    /// Starts server and client and waits until the desk's tickets are at the client.
    [[nodiscard]] bool begin();

    FakeTime time;
    ServedDesk desk;
    QRandomGenerator random;

    // --- the client ---
    void startClient();
    /// Ends it at once, as a kill would; its files stay.
    void endClient();
    store::Worker& worker() { return *m_worker; }
    syncing::Engine& engine() { return *m_engine; }
    /// Of the file that is there now: a damaged one may have been put aside.
    store::Reader& reader();
    QString clientFile() const { return m_folder.filePath(QStringLiteral("desk-%1.db").arg(m_client)); }
    /// The next client is a new colleague's: it knows nothing yet, nor whose drafts lie elsewhere.
    void newcomer()
    {
        ++m_client;
        m_drafts.clear();
    }
    /// Sets the client's clock to `ms` from the desk's, which stays.
    void moveClientClock(qint64 ms);
    /// Ends the server, does `between`, starts it again, and tells the client where it is.
    void restartServer(const std::function<void()>& between = {});
    /// What the script was promised before this moment may be gone from the server with the past that was lost, and
    /// what waits may be parked: its ticket may be another one now.
    void pastIsLost();

    // --- the script ---
    /// One thing that an agent, a colleague or a customer does, by chance; both sides then work for a while or not.
    void step();
    /// Runs both sides, moving the time whenever nothing more happens, until `done` or the patience is over.
    bool until(const std::function<bool()>& done, bool moveTime = true);
    /// Nothing goes on at this moment; the time does not move.
    void settle();

    /// A reply that the agent takes back again, at whatever point it is; true if it could be written.
    bool submitReply(const QString& text, desk::Operation* written);
    void takeBack(const desk::OperationId& operation);
    /// From now on the end is held against this one too.
    void promise(const desk::Operation& operation);
    /// Where the words of an agent stand now: on the desk, in the outbox, in a draft; each counted.
    int placesOf(const desk::OperationId& operation, const QString& text);

    /// Lets both sides come to rest and says what is wrong then; empty = all promises are kept.
    QString violation();

private:
    struct Promise {
        desk::Operation operation;
        bool mayBeGone = false;
    };
    bool round();
    bool isAtRest();
    bool looksAtRest();
    QString threadViolation(const desk::TicketId& ticket);
    QString promiseViolation();
    QString draftViolation();
    QString run(const store::Worker::Job& job);
    void submit(desk::Operation operation);
    void saveDraft(const desk::TicketId& ticket);
    std::optional<desk::Ticket> anyTicket();
    QString words(const QString& what);

    const quint32 m_seed;
    const sql::Engine m_engineOfDesk;
    int m_said = 0;
    int m_client = 0;
    quint64 m_readerFile = 0;
    QTemporaryDir m_folder;
    QObject m_context;
    FakeCredentials m_credentials;
    store::SyncState m_state;
    qint64 m_clockAway = 0; ///< ms from the desk's
    int m_states = 0;
    std::unique_ptr<store::Worker> m_worker;
    std::unique_ptr<syncing::Engine> m_engine;
    std::unique_ptr<store::Reader> m_reader;
    QList<Promise> m_promises;
    bool m_mayPark = false;
    QHash<desk::TicketId, desk::Draft> m_drafts;
};

} // namespace faults
