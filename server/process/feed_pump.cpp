#include "server/process/feed_pump.h"

#include "sql/error.h"
#include "sql/postgres_connection.h"

#include <QtGlobal>

#include <array>
#include <poll.h>
#include <sys/eventfd.h>
#include <unistd.h>

namespace server::process
{

namespace
{
constexpr int kTick = 1000;
constexpr std::chrono::milliseconds kExchangeEvery{100};
} // namespace

FeedPump::FeedPump(std::shared_ptr<store::Database> database, Listener listener)
    : m_database(std::move(database))
    , m_listener(std::move(listener))
    , m_event(eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK))
{
}

FeedPump::~FeedPump()
{
    stop();
    close(m_event);
}

store::Result<store::Done> FeedPump::start()
{
    auto opened = m_database->connect();
    if (!opened)
        return opened.fault();
    m_store = std::move(opened).value();
    const auto newest = store::feedEnd(*m_store);
    if (!newest)
        return newest.fault();
    m_cursor = newest->cursor;
    m_database->handedOut(m_cursor.seq);
    m_listener.startAt(*newest);
    m_thread = std::thread([this] { run(); });
    return store::Done{};
}

void FeedPump::stop()
{
    m_stopping = true;
    wake();
    if (m_thread.joinable())
        m_thread.join();
}

void FeedPump::wake()
{
    const quint64 one = 1;
    if (write(m_event, &one, sizeof one) < 0)
        return; // full counter: the pump is awake already
}

void FeedPump::listenToOthers()
{
    if (m_database->engine() != sql::Engine::Postgres || (m_notices && m_notices->isAlive()))
        return;
    try {
        m_notices = m_database->connectToPostgres();
        m_notices->listen(QString::fromLatin1(store::kChangesChannel));
        m_notices->listen(QString::fromLatin1(store::kPresenceChannel));
        m_nextProbe = std::chrono::steady_clock::now() + m_database->options().limits.probeEvery;
        m_isAlone = false;
        m_listener.connected();
    } catch (const sql::Failure& failure) {
        // Tried again at the next tick; until then commits of this process and the tick serve.
        loseOthers(failure.what());
    }
}

/// Nothing that comes is also what a deaf line says: it is asked.
void FeedPump::probeOthers()
{
    const auto now = std::chrono::steady_clock::now();
    if (!m_notices || now < m_nextProbe)
        return;
    try {
        m_notices->probe();
        m_nextProbe = now + m_database->options().limits.probeEvery;
    } catch (const sql::Failure& failure) {
        loseOthers(failure.what());
    }
}

/// Said once, not at every attempt.
void FeedPump::loseOthers(const char* why)
{
    m_notices.reset();
    if (!std::exchange(m_isAlone, true))
        qWarning("no notices from the other servers of this desk: %s", why);
}

void FeedPump::run()
{
    while (!m_stopping) {
        probeOthers();
        listenToOthers();
        const bool healthy = drain();
        m_listener.tick();
        const int pause = std::min(exchange(), healthy ? kTick : kTick / 4);
        if (!hear())
            wait(pause);
    }
    say(m_listener.outgoing(*m_store));
}

/// Says what there is to say, unless it did so just now: many small changes become one notice. Returns for how long
/// there is nothing more to do, in ms.
int FeedPump::exchange()
{
    const auto now = std::chrono::steady_clock::now();
    if (now < m_nextExchange)
        return int(std::chrono::ceil<std::chrono::milliseconds>(m_nextExchange - now).count());
    m_nextExchange = now + kExchangeEvery;
    say(m_listener.outgoing(*m_store));
    return kTick;
}

void FeedPump::say(const QList<QByteArray>& payloads)
{
    if (!m_notices || payloads.isEmpty())
        return;
    try {
        for (const QByteArray& payload : payloads)
            m_notices->notify(QString::fromLatin1(store::kPresenceChannel), QString::fromUtf8(payload));
    } catch (const sql::Failure& failure) {
        loseOthers(failure.what());
    }
}

/// Whether anything came from other processes: the feed may have moved.
bool FeedPump::hear()
{
    if (!m_notices)
        return false;
    bool came = false;
    try {
        const auto notices = m_notices->takeNotifications();
        for (const sql::Notification& notice : notices) {
            if (notice.sender == m_notices->backendPid())
                continue;
            came = true;
            if (notice.channel == QLatin1StringView(store::kPresenceChannel))
                m_listener.incoming(notice.payload.toUtf8());
        }
    } catch (const sql::Failure& failure) {
        loseOthers(failure.what());
    }
    return came;
}

/// Once each: a database that is away for an hour is one line in the log, not four a second.
void FeedPump::report(const store::Fault& fault)
{
    if (std::exchange(m_reported, fault.message) != fault.message)
        qWarning("the feed cannot be read: %s", qPrintable(fault.message));
}

// A page that cannot be read is read again: the position moves with delivered pages only.
bool FeedPump::drain()
{
    for (bool more = true; more && !m_stopping;) {
        const auto page = store::sharedChanges(*m_store, m_cursor);
        if (!page && page.fault().kind == store::FaultKind::Gone)
            return startAnew();
        if (!page) {
            report(page.fault());
            return false;
        }
        m_reported.clear();
        more = page->more;
        if (page->to == m_cursor)
            return true;
        m_cursor = page->to;
        m_listener.page(*m_store, *page);
        m_database->handedOut(m_cursor.seq);
    }
    return true;
}

bool FeedPump::startAnew()
{
    const auto newest = store::feedWentBack(*m_store, desk::SystemClock().now());
    if (!newest) {
        report(newest.fault());
        return false;
    }
    qWarning("the feed ended at %lld and goes on at %lld: was a backup restored? Clients load the desk anew; automatic "
             "messages wait for \"desk release\".",
             static_cast<long long>(m_cursor.seq), static_cast<long long>(newest->cursor.seq));
    m_cursor = newest->cursor;
    m_listener.restart(*newest);
    return true;
}

void FeedPump::wait(int milliseconds)
{
    std::array<pollfd, 2> watched{pollfd{m_event, POLLIN, 0}, pollfd{-1, POLLIN, 0}};
    if (m_notices)
        watched[1].fd = m_notices->socket();
    if (poll(watched.data(), watched.size(), milliseconds) <= 0)
        return;
    quint64 count = 0;
    if (read(m_event, &count, sizeof count) < 0)
        return; // it was the other processes' line: heard in the next round
}

} // namespace server::process
