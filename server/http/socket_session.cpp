#include "server/http/stream.h"

#include <QDebug>

#include <deque>

namespace server::http
{
namespace
{

using asio::awaitable;
namespace websocket = beast::websocket;

constexpr std::size_t maxInbox = 32;   // callbacks waiting for the pool before reading pauses
constexpr int maxAtOnce = 8;           // callbacks of one session in a row while others wait for the pool
constexpr int sendBuffer = 128 * 1024; // the kernel would else grow it to megabytes for a client that does not read

std::atomic<std::uint64_t> lastSocketId{0};

/// Runs the callbacks of one session one at a time, in order, on the pool or right here.
class Strand : public std::enable_shared_from_this<Strand>
{
public:
    Strand(WorkerPool* pool, std::function<void()> drained)
        : m_pool(pool)
        , m_drained(std::move(drained))
    {
    }

    /// False when so much waits that reading should pause until `drained`.
    bool run(std::function<void()> job)
    {
        if (!m_pool) {
            guarded(job);
            return true;
        }
        const std::lock_guard lock(m_mutex);
        m_jobs.push_back(std::move(job));
        m_full = m_jobs.size() >= maxInbox;
        if (!std::exchange(m_running, true))
            queue();
        return !m_full;
    }

    /// The session ended: nobody waits for `drained` any more.
    void detach()
    {
        const std::lock_guard lock(m_mutex);
        m_drained = {};
    }

private:
    static void guarded(const std::function<void()>& job)
    {
        try {
            job();
        } catch (const std::exception& error) {
            qWarning("http: a websocket callback failed: %s", error.what());
        }
    }

    void queue()
    {
        m_pool->run([self = shared_from_this()] { self->drain(); }, true);
    }

    /// The reader refills the queue while it is emptied: after a few jobs it is everybody else's turn.
    void drain()
    {
        for (int done = 0; done < maxAtOnce; ++done) {
            const std::function<void()> job = next();
            if (!job)
                return;
            guarded(job);
        }
        queue();
    }

    /// Nothing when the queue is empty: the strand then rests.
    std::function<void()> next()
    {
        const std::lock_guard lock(m_mutex);
        if (m_jobs.empty()) {
            m_running = false;
            return {};
        }
        std::function<void()> job = std::move(m_jobs.front());
        m_jobs.pop_front();
        if (m_full && m_jobs.size() < maxInbox / 2) {
            m_full = false;
            if (m_drained)
                m_drained();
        }
        return job;
    }

    WorkerPool* const m_pool;
    std::mutex m_mutex;
    std::function<void()> m_drained;
    std::deque<std::function<void()>> m_jobs;
    bool m_running = false;
    bool m_full = false;
};

/// One websocket: a reader, a writer while something is queued, and a watch for silence.
template<class Stream>
class SocketSession final : public WebSocket, public Session, public std::enable_shared_from_this<SocketSession<Stream>>
{
public:
    SocketSession(Core& core, Upgrade<Stream> upgrade)
        : m_core(core)
        , m_id(++lastSocketId)
        , m_request(std::move(upgrade.request))
        , m_wire(std::move(upgrade.wire))
        , m_callbacks(std::move(upgrade.callbacks))
        , m_route(upgrade.route)
        , m_options(upgrade.route.socket)
        , m_address(std::move(upgrade.address))
        , m_pass(std::move(upgrade.pass))
    {
        m_live.emplace(std::move(upgrade.stream));
    }

    void start()
    {
        m_slot = m_core.sessions.enter(this, this->weak_from_this(), m_address, &m_route);
        m_strand = std::make_shared<Strand>(m_options.cheap ? nullptr : &m_core.pool, [this] { postResume(); });
        spawn([this] { return read(); });
    }

    std::uint64_t id() const override { return m_id; }
    const Request& request() const override { return m_request; }

    bool send(const QByteArray& text) override
    {
        const std::lock_guard lock(m_mutex);
        if (m_closing || m_closed)
            return false;
        const auto size = static_cast<std::size_t>(text.size());
        const bool full = m_queued + size > m_options.maxQueuedBytes || m_queue.size() >= m_options.maxQueuedMessages;
        if (full && m_queued > 0) {
            dropSlow();
            return false;
        }
        m_queue.push_back(text);
        m_queued += size;
        kick();
        return true;
    }

    void close(int code, const QByteArray& reason) override
    {
        const std::lock_guard lock(m_mutex);
        if (m_closing || m_closed)
            return;
        m_closing = true;
        m_closeCode = code;
        m_closeReason = reason;
        kick();
        post([this] { armClose(); });
    }

    bool isOpen() const override
    {
        const std::lock_guard lock(m_mutex);
        return !m_closing && !m_closed;
    }

    std::size_t bufferedBytes() const override
    {
        const std::lock_guard lock(m_mutex);
        return m_queued;
    }

    void shutdown() override { close(closecode::goingAway, "The server stops."); }

    void abort() override
    {
        if (!m_live)
            return;
        m_live->watch.cancel();
        m_live->resume.cancel();
        beast::get_lowest_layer(m_live->ws).close();
    }

    void drop() override
    {
        abort();
        {
            const std::lock_guard lock(m_mutex);
            m_closed = true;
        }
        m_strand->detach();
        m_live.reset();
    }

private:
    /// All that belongs to the I/O thread's loop; gone when the session ended, though handles may remain.
    struct Live {
        explicit Live(Stream stream)
            : ws(std::move(stream))
            , watch(ws.get_executor())
            , resume(ws.get_executor())
            , closing(ws.get_executor())
        {
        }
        websocket::stream<Stream> ws;
        asio::steady_timer watch;
        asio::steady_timer resume;
        asio::steady_timer closing;
    };

    auto executor() { return m_live->ws.get_executor(); }

    /// One coroutine of a session. When it goes without its end, because something threw below it, the session is cut.
    class Running
    {
    public:
        explicit Running(std::shared_ptr<SocketSession> session)
            : m_session(std::move(session))
        {
            ++m_session->m_running;
        }
        ~Running()
        {
            if (m_session)
                finish(true);
        }
        Running(const Running&) = delete;
        Running& operator=(const Running&) = delete;
        void finish(bool cut = false)
        {
            const std::shared_ptr<SocketSession> session = std::exchange(m_session, nullptr);
            session->guarded([&] {
                if (!cut || !session->m_live)
                    return;
                qWarning("http: a websocket is cut after an exception");
                session->abort();
            });
            if (--session->m_running == 0)
                session->guarded([&] { session->ended(); });
        }

    private:
        std::shared_ptr<SocketSession> m_session;
    };

    /// Runs a coroutine of this session; the last one to end ends the session.
    template<class Work>
    void spawn(Work work)
    {
        auto running = std::make_shared<Running>(this->shared_from_this());
        asio::co_spawn(
            executor(),
            [running, work]() -> awaitable<void> {
                co_await work();
                running->finish();
            },
            asio::detached);
    }

    /// What fails here is this session's end and nobody else's.
    template<class Work>
    void guarded(Work work) noexcept
    {
        try {
            work();
            return;
        } catch (const std::exception& error) {
            qWarning("http: a websocket failed: %s", error.what());
        } catch (...) {
            qWarning("http: a websocket failed");
        }
        if (m_live)
            beast::get_lowest_layer(m_live->ws).close();
    }

    /// Later, on the loop.
    template<class Work>
    void post(Work work)
    {
        asio::post(executor(), [self = this->shared_from_this(), work] { self->guarded(work); });
    }

    /// With the lock held: the client reads too slowly for what it is sent.
    void dropSlow()
    {
        ++m_core.counters.socketsDropped;
        m_queue.clear();
        m_queued = 0;
        m_closing = true;
        m_closeCode = closecode::tryAgain;
        m_closeReason = "Too slow; reconnect and pull.";
        kick();
        post([this] { armClose(); });
    }

    /// With the lock held: makes sure that a writer runs.
    void kick()
    {
        if (m_writing || !m_accepted)
            return;
        m_writing = true;
        post([this] {
            if (m_live)
                spawn([this] { return write(); });
        });
    }

    void postResume()
    {
        post([this] {
            m_paused = false;
            if (m_live)
                m_live->resume.cancel();
        });
    }

    awaitable<void> read()
    {
        if (!co_await accept())
            co_return;
        spawn([this] { return watch(); });
        beast::flat_buffer buffer;
        while (co_await readOne(buffer)) {
        }
        abort();
    }

    awaitable<bool> accept()
    {
        auto& ws = m_live->ws;
        websocket::stream_base::timeout limits{m_core.options.headerTimeout, websocket::stream_base::none(), false};
        ws.set_option(limits);
        ws.read_message_max(m_options.maxMessage);
        ws.auto_fragment(false);
        ErrorCode ec;
        beast::get_lowest_layer(ws).socket().set_option(asio::socket_base::send_buffer_size(sendBuffer), ec);
        beast::get_lowest_layer(ws).socket().set_option(asio::ip::tcp::no_delay(true), ec);
        ec = {};
        co_await ws.async_accept(m_wire, into(ec));
        m_wire = {};
        if (ec) {
            abort();
            co_return false;
        }
        m_heard = Clock::now();
        m_spoken = m_heard;
        ws.control_callback([this](websocket::frame_type, beast::string_view) { m_heard = Clock::now(); });
        ws.text(true);
        opened();
        co_return true;
    }

    void opened()
    {
        ++m_core.counters.socketsAccepted;
        ++m_core.counters.socketsOpen;
        m_open = true;
        {
            const std::lock_guard lock(m_mutex);
            m_accepted = true;
            if (!m_queue.empty() || m_closing)
                kick();
        }
        if (!m_callbacks.onOpen)
            return;
        deferred([this](const WebSocketPtr& handle) { m_callbacks.onOpen(handle); });
    }

    awaitable<bool> readOne(beast::flat_buffer& buffer)
    {
        ErrorCode ec;
        co_await m_live->ws.async_read(buffer, into(ec));
        if (ec) {
            noteEnd(ec);
            co_return false;
        }
        m_heard = Clock::now();
        m_spoken = m_heard;
        m_begun = true;
        ++m_core.counters.messagesIn;
        m_core.counters.received += buffer.size();
        if (!m_live->ws.got_text()) {
            close(closecode::unsupported, "Only text is spoken here.");
        } else if (isOpen()) {
            const auto data = buffer.data();
            QByteArray text(static_cast<const char*>(data.data()), static_cast<qsizetype>(data.size()));
            m_paused = !deliver(std::move(text));
        }
        buffer.consume(buffer.size());
        while (m_paused && m_live && beast::get_lowest_layer(m_live->ws).socket().is_open()) {
            m_live->resume.expires_after(std::chrono::seconds(5));
            co_await m_live->resume.async_wait(into(ec));
        }
        co_return true;
    }

    void noteEnd(const ErrorCode& ec)
    {
        const std::lock_guard lock(m_mutex);
        // The line may break while the close frames are exchanged: what the peer said still counts.
        if (ec == websocket::error::closed || m_live->ws.reason().code != websocket::close_code::none) {
            m_endCode = m_closing ? m_closeCode : static_cast<int>(m_live->ws.reason().code);
            m_endReason = m_closing ? m_closeReason : QByteArray(m_live->ws.reason().reason.c_str());
        } else if (m_closing) {
            m_endCode = m_closeCode;
            m_endReason = m_closeReason;
        } else if (ec == websocket::error::message_too_big || ec == websocket::error::buffer_overflow) {
            m_endCode = closecode::tooBig;
        } else if (m_failed || ec.category() == websocket::make_error_code(websocket::error::closed).category()) {
            m_endCode = closecode::protocolError;
        }
        m_closing = true;
    }

    awaitable<void> write()
    {
        for (;;) {
            QByteArray text;
            {
                const std::lock_guard lock(m_mutex);
                if (m_queue.empty() && !m_closing) {
                    m_writing = false;
                    co_return;
                }
                if (m_queue.empty())
                    break;
                text = m_queue.front();
                m_queue.pop_front();
            }
            ErrorCode ec;
            const auto size = static_cast<std::size_t>(text.size());
            co_await m_live->ws.async_write(asio::buffer(text.constData(), size), into(ec));
            ++m_core.counters.messagesOut;
            m_core.counters.sent += size;
            const std::lock_guard lock(m_mutex);
            m_queued -= std::min(m_queued, size);
            if (ec)
                co_return;
        }
        co_await sendClose();
    }

    awaitable<void> sendClose()
    {
        websocket::close_reason reason;
        reason.code = static_cast<websocket::close_code>(m_closeCode);
        reason.reason.assign(m_closeReason.constData(),
                             std::min<std::size_t>(static_cast<std::size_t>(m_closeReason.size()), 120));
        ErrorCode ec;
        co_await m_live->ws.async_close(reason, into(ec));
    }

    /// From here on the peer has a short time to take the close frame.
    void armClose()
    {
        if (!m_live)
            return;
        m_endArmed = true;
        m_live->closing.expires_after(m_options.closeDeadline);
        m_live->closing.async_wait([self = this->shared_from_this()](const ErrorCode& ec) {
            if (!ec)
                self->abort();
        });
    }

    /// Pings a silent peer and drops one that does not answer.
    awaitable<void> watch()
    {
        while (m_live && beast::get_lowest_layer(m_live->ws).socket().is_open()) {
            const Clock::time_point now = Clock::now();
            // After a protocol error Beast waits for the peer's end of the line without any limit of time.
            if (!m_live->ws.is_open() && !m_endArmed) {
                m_failed = true;
                armClose();
            }
            if (m_paused)
                m_heard = now; // it is we who do not read
            if (m_pinged && m_heard > m_pingAt)
                m_pinged = false;
            if (m_pinged && now - m_pingAt >= m_options.pongDeadline) {
                ++m_core.counters.timeouts;
                abort();
                co_return;
            }
            if (silenceLimit().count() > 0 && now - m_spoken >= silenceLimit())
                close(closecode::policy, "Idle for too long.");
            if (!m_pinged && m_options.pingEvery.count() > 0 && now - m_heard >= m_options.pingEvery)
                startPing(now);
            ErrorCode ec;
            m_live->watch.expires_at(nextCheck(now));
            co_await m_live->watch.async_wait(into(ec));
        }
    }

    void startPing(Clock::time_point now)
    {
        m_pinged = true;
        m_pingAt = now;
        if (m_pinging)
            return;
        m_pinging = true;
        spawn([this]() -> awaitable<void> { return ping(); });
    }

    awaitable<void> ping()
    {
        ErrorCode ec;
        const websocket::ping_data nothing{};
        co_await m_live->ws.async_ping(nothing, into(ec));
        m_pinging = false;
    }

    Clock::time_point nextCheck(Clock::time_point now) const
    {
        Clock::time_point next =
            now + std::max<std::chrono::milliseconds>(m_options.closeDeadline, std::chrono::seconds(1));
        if (m_pinged)
            next = std::min(next, m_pingAt + m_options.pongDeadline);
        else if (m_options.pingEvery.count() > 0)
            next = std::min(next, m_heard + m_options.pingEvery);
        const Clock::time_point idleAt = m_spoken + silenceLimit();
        if (silenceLimit().count() > 0 && idleAt > now)
            next = std::min(next, idleAt);
        return std::max(next, now + std::chrono::milliseconds(1));
    }

    std::chrono::milliseconds silenceLimit() const
    {
        return m_begun || m_options.firstDeadline.count() == 0 ? m_options.idleTimeout : m_options.firstDeadline;
    }

    bool deliver(QByteArray text)
    {
        if (!m_callbacks.onMessage)
            return true;
        return deferred([this, text = std::move(text)](const WebSocketPtr& h) { m_callbacks.onMessage(h, text); });
    }

    template<class Call>
    bool deferred(Call call)
    {
        return m_strand->run([self = this->shared_from_this(), call = std::move(call)] { call(self); });
    }

    void ended()
    {
        const Slot slot = std::move(m_slot); // given back last: the server may stop the pool when nobody is left
        const Share::Pass pass = std::move(m_pass);
        {
            const std::lock_guard lock(m_mutex);
            m_closed = true;
            m_queue.clear();
            m_queued = 0;
        }
        m_strand->detach();
        m_live.reset();
        if (m_open)
            reportClosed();
        m_strand.reset(); // what still waits on it holds this session, and may never run
    }

    void reportClosed()
    {
        --m_core.counters.socketsOpen;
        deferred([this](const WebSocketPtr& handle) {
            if (m_callbacks.onClose)
                m_callbacks.onClose(handle, m_endCode, m_endReason);
            m_callbacks = {}; // they may hold the handle
        });
    }

    Core& m_core;
    const std::uint64_t m_id;
    const Request m_request;
    UpgradeRequest m_wire;
    SocketCallbacks m_callbacks; ///< Used on the strand only, once the session started.
    const Route& m_route;
    const WebSocketOptions m_options; // a copy: handles outlive the routes
    const QByteArray m_address;
    Slot m_slot;
    Share::Pass m_pass;
    std::optional<Live> m_live;
    std::shared_ptr<Strand> m_strand;

    // I/O thread
    int m_running = 0;
    bool m_open = false;
    bool m_begun = false; ///< The client has said something.
    bool m_paused = false;
    bool m_pinged = false;
    bool m_pinging = false;
    bool m_endArmed = false;
    bool m_failed = false;
    Clock::time_point m_heard;
    Clock::time_point m_spoken;
    Clock::time_point m_pingAt;
    int m_endCode = closecode::abnormal;
    QByteArray m_endReason;

    // any thread
    mutable std::mutex m_mutex;
    std::deque<QByteArray> m_queue;
    std::size_t m_queued = 0;
    bool m_writing = false;
    bool m_accepted = false;
    bool m_closing = false;
    bool m_closed = false;
    int m_closeCode = closecode::normal;
    QByteArray m_closeReason;
};

} // namespace

template<class Stream>
void startSocket(Core& core, Upgrade<Stream> upgrade)
{
    std::make_shared<SocketSession<Stream>>(core, std::move(upgrade))->start();
}
template void startSocket<PlainStream>(Core& core, Upgrade<PlainStream> upgrade);
template void startSocket<TlsStream>(Core& core, Upgrade<TlsStream> upgrade);

} // namespace server::http
