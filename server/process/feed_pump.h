#pragma once
// Carries committed changes from the database to whoever listens, in order and without gaps.

#include "server/store/database.h"
#include "server/store/feed.h"

#include <atomic>
#include <chrono>
#include <functional>
#include <memory>
#include <thread>

namespace sql
{
class PostgresConnection;
}

namespace server::process
{

/// One thread with a connection of its own. On PostgreSQL it also hears of the commits of other processes, and carries
/// what processes tell each other beside the feed.
class FeedPump
{
public:
    struct Listener {
        std::function<void(const store::FeedEnd&)> startAt;
        std::function<void(store::Store&, const store::SharedPage&)> page;
        std::function<void()> tick; ///< about every second
        /// The desk's feed is another one than before (a restored backup): what was told may be wrong, go on from here.
        std::function<void(const store::FeedEnd&)> restart;
        /// What the other processes should hear, asked after wake(), at most ten times a second and last at the end;
        /// what no line can carry now is dropped.
        std::function<QList<QByteArray>(store::Store&)> outgoing;
        std::function<void()> connected;                 ///< there is a new line to the others
        std::function<void(const QByteArray&)> incoming; ///< what another process said
    };

    FeedPump(std::shared_ptr<store::Database> database, Listener listener);
    ~FeedPump();
    FeedPump(const FeedPump&) = delete;
    FeedPump& operator=(const FeedPump&) = delete;

    /// A fault when the database cannot be read.
    store::Result<store::Done> start();
    void stop();
    /// Any thread: something may have been committed.
    void wake();

private:
    void run();
    bool drain();
    bool startAnew();
    void report(const store::Fault& fault);
    int exchange();
    void say(const QList<QByteArray>& payloads);
    bool hear();
    void wait(int milliseconds);
    void listenToOthers();
    void probeOthers();
    void loseOthers(const char* why);

    std::shared_ptr<store::Database> m_database;
    Listener m_listener;
    std::unique_ptr<store::Store> m_store;
    std::unique_ptr<sql::PostgresConnection> m_notices;
    std::chrono::steady_clock::time_point m_nextExchange;
    std::chrono::steady_clock::time_point m_nextProbe;
    bool m_isAlone = false; ///< it was said that there is no line to the others
    std::thread m_thread;
    std::atomic<bool> m_stopping{false};
    int m_event = -1;
    desk::Cursor m_cursor;
    QString m_reported; ///< the failure that goes on
};

} // namespace server::process
