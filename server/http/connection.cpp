#include "server/http/connection.h"

#include "server/http/body_decoder.h"
#include "server/http/body_store.h"
#include "server/http/header_check.h"
#include "server/http/pending_reply.h"
#include "server/http/rate_limiter.h"
#include "server/http/stream.h"
#include "server/http/target.h"
#include "server/http/wire.h"

#include <QDebug>
#include <QDir>

#include <array>
#include <limits>

namespace server::http
{
namespace
{

using namespace Qt::StringLiterals;
using boost::asio::awaitable;
using boost::asio::use_awaitable;
/// Beast reads heads only, which were checked before: of a body it would keep lines of any length, and throws out of
/// its own reads (length_error for a trailer field over 65,534 bytes).
using Parser = beast::http::request_parser<beast::http::empty_body>;

constexpr std::size_t lineBlock = 4096;      // read at once where the end of something may come
constexpr std::size_t blockSize = 64 * 1024; // where it cannot
constexpr std::size_t discardBlock = 16 * 1024;
constexpr qint64 writeBlock = 256 * 1024;
constexpr qint64 drainLimit = 64 * 1024; // a refused body this small is read, so that the connection can stay

/// One HTTP connection: reads a request, runs it, writes the answer, again. Whatever is awaited gets named values, no
/// temporaries: GCC 12 destroys some of those twice.
template<class Stream>
class Connection final : public Session, public std::enable_shared_from_this<Connection<Stream>>
{
public:
    Connection(Core& core, Stream stream, const Address& peer, QByteArray address)
        : m_core(core)
        , m_stream(std::move(stream))
        , m_peer(peer)
        , m_address(std::move(address))
        , m_timer(m_stream.get_executor())
        , m_buffer(core.options.maxHeaderBytes)
    {
    }

    void start()
    {
        m_slot = m_core.sessions.enter(this, this->weak_from_this(), m_address);
        asio::co_spawn(
            m_stream.get_executor(), [self = this->shared_from_this()] { return self->run(); }, asio::detached);
    }

    void shutdown() override
    {
        if (m_idle)
            abort();
    }

    void abort() override
    {
        m_aborted = true;
        if (m_pending)
            m_pending->complete(std::nullopt);
        m_timer.cancel();
        lowest().close();
    }

private:
    /// Where one request stands.
    struct Exchange {
        std::shared_ptr<Request> request = std::make_shared<Request>();
        Match match;
        bool keepAlive = false;
        bool upgrade = false;
        bool expects = false; ///< The client waits for "100 Continue".
        bool hasBody = false;
        bool unread = false;             ///< The client may still be sending the body.
        qint64 announced = -1;           ///< Content-Length; -1: unknown.
        std::shared_ptr<BodyStore> body; ///< Until the handler is done with it.
        std::optional<Response> refusal; ///< Why the body was not taken, where it is not its own fault.
        Share::Pass pass;                ///< Of a stranger's upload.
        Clock::time_point start = Clock::now();
    };
    enum class BodyEnd { Complete, TooLarge, Malformed, FieldsTooLarge, Refused, Lost };

    PlainStream& lowest() { return beast::get_lowest_layer(m_stream); }

    awaitable<void> run()
    {
        const auto self = this->shared_from_this();
        try {
            bool more = co_await handshake();
            while (more && !m_aborted)
                more = co_await serveOne();
            if (!m_handedOver)
                co_await finish();
        } catch (const std::exception& error) {
            qWarning("http: a connection failed: %s", error.what());
        } catch (...) {
            qWarning("http: a connection failed");
        }
        m_slot.release();
    }

    awaitable<bool> handshake()
    {
        lowest().expires_after(m_core.options.headerTimeout);
        if constexpr (std::is_same_v<Stream, TlsStream>) {
            ErrorCode ec;
            co_await m_stream.async_handshake(asio::ssl::stream_base::server, into(ec));
            m_core.counters.timeouts += ec == beast::error::timeout ? 1 : 0;
            co_return !ec;
        }
        co_return true;
    }

    awaitable<bool> serveOne()
    {
        const int refused = co_await readHead();
        if (refused != 0) {
            if (refused > 0)
                co_await refuse(refused);
            co_return false;
        }
        Parser parser;
        parser.header_limit(static_cast<std::uint32_t>(m_core.options.maxHeaderBytes + 1));
        parser.body_limit(std::numeric_limits<std::uint64_t>::max()); // the route's limit is held in readBody()
        ErrorCode ec;
        const std::size_t used = parser.put(asio::buffer(m_buffer.data().data(), m_headSize), ec);
        if (ec || !parser.is_header_done()) {
            co_await refuse(400);
            co_return false;
        }
        m_buffer.consume(used);
        Exchange exchange;
        if (!understand(parser, exchange)) {
            co_await refuse(400);
            co_return false;
        }
        ++m_core.counters.requests;
        std::optional<Response> early = decide(exchange);
        if (early)
            co_return co_await refuseEarly(exchange, std::move(*early));
        co_return co_await perform(parser, exchange);
    }

    /// 0: a sound head of m_headSize bytes is in the buffer; above: the status to refuse with; below: the line ended.
    awaitable<int> readHead()
    {
        qsizetype searched = 0;
        bool timing = false;
        m_headSize = 0;
        for (;;) {
            dropLeadingEmptyLine();
            const auto data = m_buffer.data();
            const QByteArrayView bytes(static_cast<const char*>(data.data()), static_cast<qsizetype>(data.size()));
            const qsizetype end = headEnd(bytes, searched);
            const auto limit = static_cast<qsizetype>(m_core.options.maxHeaderBytes);
            if (end > limit || (end < 0 && bytes.size() >= limit))
                co_return 431;
            if (end > 0) {
                m_headSize = static_cast<std::size_t>(end);
                co_return checkHead(bytes.first(end));
            }
            searched = bytes.size();
            m_idle = bytes.isEmpty();
            const bool betweenRequests = m_idle && m_served > 0;
            if (m_core.stopping && m_idle)
                co_return -1;
            if (!timing) {
                timing = !betweenRequests;
                if (betweenRequests)
                    lowest().expires_after(m_core.options.idleTimeout);
                else
                    lowest().expires_after(m_core.options.headerTimeout);
            }
            ErrorCode ec;
            const std::size_t wanted = std::min(lineBlock, m_core.options.maxHeaderBytes - m_buffer.size());
            const std::size_t got = co_await m_stream.async_read_some(m_buffer.prepare(wanted), into(ec));
            m_idle = false;
            m_buffer.commit(got);
            if (ec) {
                m_core.counters.timeouts += ec == beast::error::timeout ? 1 : 0;
                co_return -1;
            }
        }
    }

    /// Some clients send an empty line after a body; RFC 9112, 2.2 wants one ignored.
    void dropLeadingEmptyLine()
    {
        const auto data = m_buffer.data();
        if (data.size() >= 2 && std::memcmp(data.data(), "\r\n", 2) == 0 && !m_skippedLine) {
            m_skippedLine = true;
            m_buffer.consume(2);
        }
    }

    bool understand(Parser& parser, Exchange& exchange)
    {
        m_skippedLine = false;
        Request& request = *exchange.request;
        const auto& wire = parser.get();
        request.method = QByteArray(wire.method_string().data(), static_cast<qsizetype>(wire.method_string().size()));
        request.target = QByteArray(wire.target().data(), static_cast<qsizetype>(wire.target().size()));
        request.id = m_core.nextId();
        for (const auto& field : wire) {
            const auto name = field.name_string();
            const auto value = field.value();
            request.headers.add(QByteArray(name.data(), static_cast<qsizetype>(name.size())),
                                QByteArray(value.data(), static_cast<qsizetype>(value.size())));
        }
        const std::optional<Target> target = parseTarget(request.target);
        if (!target || (target->asterisk && request.method != "OPTIONS"))
            return false;
        request.path = target->path;
        request.query = target->query;
        exchange.keepAlive = wire.keep_alive();
        exchange.upgrade = beast::websocket::is_upgrade(wire);
        exchange.hasBody = !parser.is_done();
        exchange.unread = exchange.hasBody;
        if (parser.content_length())
            exchange.announced = static_cast<qint64>(*parser.content_length());
        m_core.gate->identify(request, m_peer, target->authority);
        exchange.match =
            target->asterisk ? Match{nullptr, {}, {"OPTIONS"}} : m_core.router.find(request.method, request.path);
        request.params = exchange.match.params;
        return true;
    }

    /// An answer that needs no body and no handler, or nothing.
    std::optional<Response> decide(Exchange& exchange)
    {
        const Request& request = *exchange.request;
        const Match& match = exchange.match;
        const Route* asked = match.route ? match.route : preflightRoute(request);
        if (std::optional<Response> refusal = m_core.gate->refuse(request, asked))
            return refusal;
        if (!match.route && request.method == "OPTIONS" && !match.allowed.isEmpty())
            return asked ? Gate::preflight(request, *asked, match.allowed)
                         : Response::noContent().with("Allow", match.allowed.join(", "));
        if (!match.route && !match.allowed.isEmpty())
            return Response::problem(405, {}, u"This address does not take that method."_s)
                .with("Allow", match.allowed.join(", "));
        if (!match.route)
            return Response::problem(404, {}, u"There is nothing at this address."_s);
        if (match.route->acceptor && (!exchange.upgrade || exchange.hasBody || m_buffer.size() > 0))
            return Response::problem(426, u"websocket-only"_s, u"This address speaks websocket."_s)
                .with("Upgrade", "websocket");
        if (exchange.announced > match.route->options.maxBody)
            return tooLarge(*match.route);
        return checkExpectation(exchange);
    }

    const Route* preflightRoute(const Request& request) const
    {
        if (!Gate::isPreflight(request))
            return nullptr;
        return m_core.router.find(request.headers.value("Access-Control-Request-Method"), request.path).route;
    }

    static std::optional<Response> checkExpectation(Exchange& exchange)
    {
        const QByteArray expect = exchange.request->headers.value("Expect").trimmed().toLower();
        if (expect.isEmpty())
            return std::nullopt;
        if (expect != "100-continue")
            return Response::problem(417, {}, u"Only 100-continue can be expected."_s);
        exchange.expects = exchange.hasBody;
        return std::nullopt;
    }

    static Response tooLarge(const Route& route)
    {
        return Response::problem(413, u"too-large"_s, u"At most %1 bytes are taken here."_s.arg(route.options.maxBody),
                                 {{u"limit"_s, route.options.maxBody}});
    }

    /// Answers without a handler; a small body is read away, a large one ends the connection.
    awaitable<bool> refuseEarly(Exchange& exchange, Response response)
    {
        if (exchange.match.route)
            Gate::allowOrigin(*exchange.request, *exchange.match.route, response);
        const bool waits = exchange.request->headers.contains("Expect");
        bool close = exchange.hasBody && (waits || exchange.announced < 0 || exchange.announced > drainLimit);
        if (exchange.hasBody && !close) {
            const BodyEnd end = co_await readBody(exchange, drainLimit);
            close = end != BodyEnd::Complete;
        }
        exchange.keepAlive = exchange.keepAlive && !close;
        co_return co_await write(exchange, std::move(response));
    }

    awaitable<bool> perform(Parser& parser, Exchange& exchange)
    {
        const Route& route = *exchange.match.route;
        if (exchange.hasBody && route.options.isPublic) {
            exchange.pass = m_core.strangers.enter();
            Response full = busy("5");
            if (!exchange.pass)
                co_return co_await refuseEarly(exchange, std::move(full));
        }
        if (exchange.hasBody && asksBefore(route.options, exchange.announced)) {
            const bool admitted = co_await admit(exchange);
            if (!admitted && !exchange.refusal)
                co_return false;
            if (!admitted)
                co_return co_await refuseEarly(exchange, std::move(*exchange.refusal));
        }
        if (exchange.expects && m_buffer.size() == 0) {
            const QByteArray goOn("HTTP/1.1 100 Continue\r\n\r\n");
            const bool told = co_await writeBytes(goOn);
            if (!told)
                co_return false;
        }
        BodyEnd end = BodyEnd::Complete;
        if (exchange.hasBody)
            end = co_await takeBody(exchange);
        if (end == BodyEnd::Lost)
            co_return false;
        if (end != BodyEnd::Complete) {
            exchange.keepAlive = false;
            exchange.body.reset();
            m_core.counters.malformed += end == BodyEnd::Malformed || end == BodyEnd::FieldsTooLarge ? 1 : 0;
            Response refusal = refusalOf(end, exchange);
            Gate::allowOrigin(*exchange.request, route, refusal);
            co_return co_await write(exchange, std::move(refusal));
        }
        const Fault fault = m_core.fault(*exchange.request);
        if (fault.kind == FaultKind::Close)
            co_return false;
        if (fault.kind == FaultKind::Hang) {
            co_await hang();
            co_return false;
        }
        if (fault.kind == FaultKind::Fail) {
            Response failure = Response::problem(fault.status);
            co_return co_await write(exchange, std::move(failure));
        }
        if (fault.kind == FaultKind::Delay)
            co_await pause(fault.delay);
        co_return co_await execute(parser, exchange, fault.kind);
    }

    static bool asksBefore(const RouteOptions& options, qint64 announced)
    {
        return options.admit && (options.admitBeyond == 0 || announced > options.admitBeyond);
    }

    /// Asks the route whether it wants the body; false with the refusal, or without one when the connection ends.
    awaitable<bool> admit(Exchange& exchange)
    {
        const Route& route = *exchange.match.route;
        constexpr int admitted = 0;
        const Handler handler = [&route, announced = exchange.announced](const Request& request) {
            std::optional<Response> refusal = route.options.admit(request, announced);
            if (refusal)
                return std::move(*refusal);
            Response yes;
            yes.status = admitted;
            return yes;
        };
        exchange.refusal = co_await ask(handler, false, exchange);
        const bool isAdmitted = exchange.refusal && exchange.refusal->status == admitted;
        if (isAdmitted)
            exchange.refusal.reset();
        co_return isAdmitted;
    }

    Response refusalOf(BodyEnd end, Exchange& exchange) const
    {
        if (end == BodyEnd::Refused && exchange.refusal)
            return std::move(*exchange.refusal);
        if (end == BodyEnd::TooLarge)
            return tooLarge(*exchange.match.route);
        if (end == BodyEnd::FieldsTooLarge)
            return Response::problem(431);
        return end == BodyEnd::Malformed ? malformed() : busy("5");
    }

    static Response malformed()
    {
        return Response::problem(400, u"malformed"_s, u"The request is not valid HTTP/1.1."_s);
    }

    awaitable<bool> execute(Parser& parser, Exchange& exchange, FaultKind kind)
    {
        const Route& route = *exchange.match.route;
        auto callbacks = std::make_shared<SocketCallbacks>();
        const Handler handler = route.acceptor ? upgradeHandler(route, callbacks) : route.handler;
        const bool cheap = route.acceptor ? route.socket.cheap : route.options.cheap;
        std::optional<Response> response = co_await ask(handler, cheap, exchange);
        if (response && kind == FaultKind::Duplicate)
            response = co_await ask(handler, cheap, exchange);
        exchange.body.reset(); // not to be kept for a client that is slow to read the answer
        exchange.pass = {};
        if (!response || kind == FaultKind::DropAnswer)
            co_return false;
        if (route.acceptor && response->status == 101 && takeRoom(exchange)) {
            handOver(parser, exchange, std::move(*callbacks));
            co_return false;
        }
        if (response->status == 101) {
            response = busy("5");
            exchange.keepAlive = false;
        }
        Gate::allowOrigin(*exchange.request, route, *response);
        co_return co_await write(exchange, std::move(*response));
    }

    static Response busy(const QByteArray& seconds)
    {
        return Response::problem(503, u"busy"_s, u"The server is busy; try again."_s).with("Retry-After", seconds);
    }

    /// A proxy's connections are everybody's: there the client that it names is counted.
    QByteArray clientKey(const Request& request) const
    {
        return m_core.gate->isProxy(m_peer) ? addressKey(request.peer) : m_address;
    }

    /// For one more websocket.
    bool takeRoom(Exchange& exchange)
    {
        const Route& route = *exchange.match.route;
        if (route.socket.maxSessions > 0 && m_core.sessions.ofKind(&route) >= route.socket.maxSessions)
            return false;
        if (m_core.gate->isProxy(m_peer) &&
            m_core.sessions.ofAddress(clientKey(*exchange.request)) >= m_core.options.maxConnectionsPerAddress)
            return false;
        if (route.options.isPublic)
            exchange.pass = m_core.strangers.enter();
        return exchange.pass || !route.options.isPublic;
    }

    static Handler upgradeHandler(const Route& route, std::shared_ptr<SocketCallbacks> callbacks)
    {
        return [&route, callbacks = std::move(callbacks)](const Request& request) {
            std::variant<SocketCallbacks, Response> verdict = route.acceptor(request);
            if (auto* refusal = std::get_if<Response>(&verdict)) {
                if (refusal->status < 300)
                    refusal->status = 500;
                return std::move(*refusal);
            }
            *callbacks = std::move(std::get<SocketCallbacks>(verdict));
            Response accepted;
            accepted.status = 101;
            return accepted;
        };
    }

    void handOver(Parser& parser, Exchange& exchange, SocketCallbacks callbacks)
    {
        if (m_aborted || m_core.stopping)
            return;
        UpgradeRequest wire;
        static_cast<beast::http::request_header<>&>(wire) = parser.get().base();
        const Route& route = *exchange.match.route;
        lowest().expires_never();
        m_handedOver = true;
        note(exchange, 101, 0);
        startSocket<Stream>(m_core, Upgrade<Stream>{std::move(m_stream), std::move(wire), *exchange.request,
                                                    std::move(callbacks), route, clientKey(*exchange.request),
                                                    std::move(exchange.pass)});
    }

    /// Runs the handler where the route wants it; nothing when the connection was aborted meanwhile.
    awaitable<std::optional<Response>> ask(const Handler& handler, bool cheap, const Exchange& exchange)
    {
        lowest().expires_never();
        auto begin = [this, handler, cheap, request = exchange.request, body = exchange.body](auto completion) {
            auto held = std::make_shared<decltype(completion)>(std::move(completion));
            auto executor = m_stream.get_executor();
            m_pending = std::make_shared<PendingReply>([held, executor](std::optional<Response> response) {
                asio::post(executor, [held, response = std::move(response)]() mutable {
                    auto resume = std::move(*held);
                    resume(std::move(response));
                });
            });
            dispatch(handler, cheap, request, body);
        };
        std::optional<Response> response =
            co_await asio::async_initiate<const asio::use_awaitable_t<>&, void(std::optional<Response>)>(
                std::move(begin), use_awaitable);
        m_pending.reset();
        co_return response;
    }

    void dispatch(const Handler& handler, bool cheap, const std::shared_ptr<Request>& request,
                  const std::shared_ptr<BodyStore>& body)
    {
        const std::shared_ptr<PendingReply> pending = m_pending;
        if (cheap && !(body && body->hasFile())) {
            pending->complete(answerWith(handler, *request, body.get()));
            return;
        }
        const bool queued = m_core.pool.run(
            [handler, request, body, pending] { pending->complete(answerWith(handler, *request, body.get())); });
        if (!queued)
            pending->complete(busy("1"));
    }

    /// The body is in the request only while the handler runs: as many as there are threads are whole in memory.
    static Response answerWith(const Handler& handler, Request& request, const BodyStore* body)
    {
        if (body) {
            std::optional<QByteArray> bytes = body->bytes();
            if (!bytes)
                return diskFull();
            request.body = std::move(*bytes);
        }
        Response response = answerOf(handler, request);
        request.body = {};
        return response;
    }

    static Response diskFull()
    {
        return Response::problem(503, u"disk-full"_s,
                                 u"The server cannot keep what was sent; its disk may be full. Try again later."_s)
            .with("Retry-After", "60");
    }

    /// Runs `work` on the pool: a slow disk must not hold up everybody's sockets.
    awaitable<void> onPool(std::function<void()> work)
    {
        lowest().expires_never();
        auto begin = [this, &work](auto completion) {
            auto held = std::make_shared<decltype(completion)>(std::move(completion));
            auto executor = m_stream.get_executor();
            const auto job = [work, held, executor] {
                work();
                asio::post(executor, [held] {
                    auto resume = std::move(*held);
                    resume();
                });
            };
            m_core.pool.run(job, true);
        };
        co_await asio::async_initiate<const asio::use_awaitable_t<>&, void()>(std::move(begin), use_awaitable);
    }

    /// Reads the body for the handler.
    awaitable<BodyEnd> takeBody(Exchange& exchange)
    {
        const QString& folder = m_core.options.bodyFolder;
        exchange.body = std::make_shared<BodyStore>(m_core.bodies, clientKey(*exchange.request),
                                                    folder.isEmpty() ? QDir::tempPath() : folder);
        co_return co_await readBody(exchange, exchange.match.route->options.maxBody);
    }

    /// Keeps the body in exchange.body, or drops it when there is none.
    awaitable<BodyEnd> readBody(Exchange& exchange, qint64 limit)
    {
        BodyDecoder decoder = exchange.announced < 0
                                  ? BodyDecoder::chunked(static_cast<qint64>(m_core.options.maxHeaderBytes))
                                  : BodyDecoder::ofLength(exchange.announced);
        bool asked = !exchange.body || !exchange.match.route->options.admit ||
                     asksBefore(exchange.match.route->options, exchange.announced);
        qint64 total = 0;
        qint64 deadlineAt = 0;
        lowest().expires_after(m_core.options.bodyTimeout);
        while (decoder.state() == BodyDecoder::State::More) {
            QByteArrayView come = buffered();
            const bool direct = come.isEmpty() && decoder.certain() > static_cast<qint64>(lineBlock) && asked;
            ErrorCode ec;
            if (direct) {
                const std::size_t got = co_await readBlock(decoder.certain(), ec);
                come = {scratch().data(), static_cast<qsizetype>(got)};
            } else if (come.isEmpty()) {
                co_await readLines(ec);
                come = buffered();
            }
            if (ec)
                co_return lost(ec);
            const BodyDecoder::Piece piece = decoder.take(come);
            total += piece.data.size();
            m_core.counters.received += static_cast<std::uint64_t>(piece.data.size());
            if (total > limit)
                co_return BodyEnd::TooLarge;
            if (!asked && total > exchange.match.route->options.admitBeyond) {
                asked = true;
                const bool admitted = co_await admit(exchange);
                if (!admitted)
                    co_return exchange.refusal ? BodyEnd::Refused : BodyEnd::Lost;
                lowest().expires_after(m_core.options.bodyTimeout);
            }
            if (exchange.body) {
                const bool kept = co_await keep(exchange, piece.data);
                if (!kept)
                    co_return BodyEnd::Refused;
            }
            if (!direct)
                m_buffer.consume(static_cast<std::size_t>(piece.used));
            if (total - deadlineAt >= static_cast<qint64>(blockSize)) {
                deadlineAt = total;
                lowest().expires_after(m_core.options.bodyTimeout);
            }
        }
        exchange.unread = decoder.state() != BodyDecoder::State::Complete;
        co_return endOf(decoder.state());
    }

    static BodyEnd endOf(BodyDecoder::State state)
    {
        if (state == BodyDecoder::State::Complete)
            return BodyEnd::Complete;
        return state == BodyDecoder::State::FieldsTooLarge ? BodyEnd::FieldsTooLarge : BodyEnd::Malformed;
    }

    QByteArrayView buffered() const
    {
        const auto data = m_buffer.data();
        return {static_cast<const char*>(data.data()), static_cast<qsizetype>(data.size())};
    }

    awaitable<void> readLines(ErrorCode& ec)
    {
        const std::size_t wanted = std::min(lineBlock, m_buffer.max_size());
        const std::size_t got = co_await m_stream.async_read_some(m_buffer.prepare(wanted), into(ec));
        m_buffer.commit(got);
    }

    awaitable<std::size_t> readBlock(qint64 certain, ErrorCode& ec)
    {
        const std::size_t wanted = std::min(blockSize, static_cast<std::size_t>(certain));
        co_return co_await m_stream.async_read_some(asio::buffer(scratch().data(), wanted), into(ec));
    }

    BodyEnd lost(const ErrorCode& ec)
    {
        m_core.counters.timeouts += ec == beast::error::timeout ? 1 : 0;
        return BodyEnd::Lost;
    }

    /// False, with or without a refusal of its own, when there is no room.
    awaitable<bool> keep(Exchange& exchange, QByteArrayView data)
    {
        const std::shared_ptr<BodyStore> body = exchange.body;
        if (body->append(data) == BodyStore::Room::None)
            co_return false;
        if (!body->isFull())
            co_return true;
        if (!body->takeFile())
            co_return false;
        bool written = false;
        const std::function<void()> spill = [&written, body] { written = body->spill(); };
        co_await onPool(spill);
        lowest().expires_after(m_core.options.bodyTimeout);
        if (!written)
            exchange.refusal = diskFull();
        co_return written;
    }

    /// A buffer per connection only while it reads a body.
    std::array<char, blockSize>& scratch()
    {
        if (!m_scratch)
            m_scratch = std::make_unique_for_overwrite<std::array<char, blockSize>>();
        return *m_scratch;
    }

    awaitable<void> pause(std::chrono::milliseconds time)
    {
        lowest().expires_never();
        ErrorCode ec;
        m_timer.expires_after(time);
        co_await m_timer.async_wait(into(ec));
    }

    /// Until the other side gives up.
    awaitable<void> hang()
    {
        lowest().expires_never();
        ErrorCode ec;
        while (!ec)
            co_await m_stream.async_read_some(asio::buffer(scratch()), into(ec));
    }

    /// For what cannot be understood: no request to speak of, the connection ends.
    awaitable<bool> refuse(int status)
    {
        ++m_core.counters.malformed;
        Exchange exchange;
        exchange.request->id = m_core.nextId();
        exchange.request->peer = m_peer.toString();
        Response response = status == 400 ? malformed() : Response::problem(status);
        co_return co_await write(exchange, std::move(response));
    }

    awaitable<bool> write(Exchange& exchange, Response response)
    {
        const bool close = !exchange.keepAlive || m_core.stopping || isCrowded();
        const bool isFile = !response.filePath.isEmpty();
        Outgoing out;
        const std::function<void()> make = [&] { out = prepare(*exchange.request, std::move(response), close); };
        if (isFile)
            co_await onPool(make);
        else
            make();
        note(exchange, out.status, out.length);
        m_scratch.reset();
        ++m_served;
        const bool written = co_await writeOutgoing(out);
        if (!written)
            co_return false;
        m_linger = close && (exchange.unread || !isCrowded());
        co_return !close;
    }

    /// Then nobody keeps a place for a request that may come.
    bool isCrowded() const
    {
        return m_core.sessions.size() >= m_core.options.maxConnections - m_core.options.maxConnections / 4;
    }

    awaitable<bool> writeOutgoing(Outgoing& out)
    {
        if (!out.file && out.length <= writeBlock) {
            const std::array<asio::const_buffer, 2> both{
                asio::buffer(out.head.constData(), static_cast<std::size_t>(out.head.size())),
                asio::buffer(out.body.constData(), static_cast<std::size_t>(out.length))};
            co_return co_await writeBuffers(both);
        }
        const bool begun = co_await writeBytes(out.head);
        if (!begun)
            co_return false;
        for (qint64 at = 0; at < out.length;) {
            const qint64 wanted = std::min(writeBlock, out.length - at);
            QByteArray part;
            const std::function<void()> read = [&] { part = out.file->read(wanted); };
            if (out.file)
                co_await onPool(read);
            else
                part = out.body.mid(at, wanted);
            if (part.isEmpty())
                co_return false; // a file that shrank: the promised length cannot be kept, so the line is cut
            const bool written = co_await writeBytes(part);
            if (!written)
                co_return false;
            at += part.size();
        }
        co_return true;
    }

    awaitable<bool> writeBytes(const QByteArray& bytes)
    {
        const std::array<asio::const_buffer, 2> both{
            asio::buffer(bytes.constData(), static_cast<std::size_t>(bytes.size())), asio::const_buffer()};
        co_return co_await writeBuffers(both);
    }

    awaitable<bool> writeBuffers(std::array<asio::const_buffer, 2> buffers)
    {
        lowest().expires_after(m_core.options.writeTimeout);
        ErrorCode ec;
        const std::size_t sent = co_await asio::async_write(m_stream, buffers, into(ec));
        m_core.counters.sent += sent;
        m_core.counters.timeouts += ec == beast::error::timeout ? 1 : 0;
        co_return !ec;
    }

    void note(const Exchange& exchange, int status, qint64 bytes)
    {
        const auto index = static_cast<std::size_t>(status / 100);
        if (index < m_core.counters.byClass.size())
            ++m_core.counters.byClass[index];
        if (!m_core.options.accessLog)
            return;
        const Request& request = *exchange.request;
        const qsizetype mark = request.target.indexOf('?');
        const auto took = std::chrono::duration_cast<std::chrono::microseconds>(Clock::now() - exchange.start);
        m_core.options.accessLog({request.id, request.method, mark < 0 ? request.target : request.target.left(mark),
                                  request.peer, status, took, bytes});
    }

    /// Ends the line so that the last answer arrives: what the client still sends is read away for a while, else the
    /// kernel resets the connection and the answer is lost.
    awaitable<void> finish()
    {
        if (m_linger && !m_aborted) {
            ErrorCode ec;
            constexpr std::chrono::seconds silence(2);
            lowest().expires_after(silence);
            if constexpr (std::is_same_v<Stream, TlsStream>)
                co_await m_stream.async_shutdown(into(ec));
            ec = {};
            lowest().socket().shutdown(asio::ip::tcp::socket::shutdown_send, ec);
            constexpr std::size_t maxDiscard = 8 * 1024 * 1024;
            const Clock::time_point end = Clock::now() + m_core.options.bodyTimeout;
            std::size_t discarded = 0;
            while (!ec && discarded < maxDiscard && Clock::now() < end) {
                lowest().expires_after(silence);
                const auto block = asio::buffer(scratch().data(), discardBlock);
                const std::size_t got = co_await lowest().async_read_some(block, into(ec));
                discarded += got;
            }
        }
        lowest().close();
    }

    Core& m_core;
    Slot m_slot; ///< Goes with the coroutine that serves the connection, at the latest.
    Stream m_stream;
    const Address m_peer;
    const QByteArray m_address;
    asio::steady_timer m_timer;
    beast::flat_buffer m_buffer;
    std::size_t m_headSize = 0;
    std::unique_ptr<std::array<char, blockSize>> m_scratch;
    std::shared_ptr<PendingReply> m_pending;
    std::uint64_t m_served = 0;
    bool m_idle = false;
    bool m_aborted = false;
    bool m_handedOver = false;
    bool m_linger = false;
    bool m_skippedLine = false;
};

} // namespace

void serveConnection(Core& core, asio::ip::tcp::socket socket, asio::ssl::context* tls, const Address& peer,
                     const QByteArray& addressKey)
{
    if (!tls) {
        std::make_shared<Connection<PlainStream>>(core, PlainStream(std::move(socket)), peer, addressKey)->start();
        return;
    }
    TlsStream stream(PlainStream(std::move(socket)), *tls);
    std::make_shared<Connection<TlsStream>>(core, std::move(stream), peer, addressKey)->start();
}

} // namespace server::http
