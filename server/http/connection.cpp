#include "server/http/connection.h"

#include "server/http/header_check.h"
#include "server/http/pending_reply.h"
#include "server/http/rate_limiter.h"
#include "server/http/stream.h"
#include "server/http/target.h"
#include "server/http/wire.h"

#include <QDebug>

#include <array>
#include <limits>

namespace server::http
{
namespace
{

using namespace Qt::StringLiterals;
using boost::asio::awaitable;
using boost::asio::use_awaitable;
using Clock = std::chrono::steady_clock;
using Parser = beast::http::request_parser<beast::http::buffer_body>;

constexpr std::size_t blockSize = 64 * 1024;
constexpr qint64 writeBlock = 256 * 1024;
constexpr qint64 drainLimit = 64 * 1024; // a refused body this small is read, so that the connection can stay

auto into(ErrorCode& ec)
{
    return asio::redirect_error(use_awaitable, ec);
}

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
    {
    }

    void start()
    {
        m_core.enter(this, this->weak_from_this(), m_address);
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
        qint64 announced = -1; ///< Content-Length; -1: unknown.
        Clock::time_point start = Clock::now();
    };
    enum class BodyEnd { Complete, TooLarge, Malformed, Lost };

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
        }
        m_core.leave(this);
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
            co_return co_await refuseEarly(parser, exchange, std::move(*early));
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
            const std::size_t got = co_await m_stream.async_read_some(m_buffer.prepare(4096), into(ec));
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
    awaitable<bool> refuseEarly(Parser& parser, Exchange& exchange, Response response)
    {
        if (exchange.match.route)
            Gate::allowOrigin(*exchange.request, *exchange.match.route, response);
        const bool waits = exchange.request->headers.contains("Expect");
        bool close = exchange.hasBody && (waits || exchange.announced < 0 || exchange.announced > drainLimit);
        if (exchange.hasBody && !close) {
            Request discarded;
            const BodyEnd end = co_await readBody(parser, discarded, drainLimit);
            close = end != BodyEnd::Complete;
        }
        exchange.keepAlive = exchange.keepAlive && !close;
        co_return co_await write(exchange, std::move(response));
    }

    awaitable<bool> perform(Parser& parser, Exchange& exchange)
    {
        const Route& route = *exchange.match.route;
        if (exchange.expects && m_buffer.size() == 0) {
            const QByteArray goOn("HTTP/1.1 100 Continue\r\n\r\n");
            const bool told = co_await writeBytes(goOn);
            if (!told)
                co_return false;
        }
        BodyEnd end = BodyEnd::Complete;
        if (exchange.hasBody)
            end = co_await takeBody(parser, exchange);
        if (end == BodyEnd::Lost)
            co_return false;
        if (end != BodyEnd::Complete) {
            exchange.keepAlive = false;
            m_core.counters.malformed += end == BodyEnd::Malformed ? 1 : 0;
            Response refusal = end == BodyEnd::TooLarge ? tooLarge(route) : malformed();
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

    static Response malformed()
    {
        return Response::problem(400, u"malformed"_s, u"The request is not valid HTTP/1.1."_s);
    }

    awaitable<bool> execute(Parser& parser, Exchange& exchange, FaultKind kind)
    {
        const Route& route = *exchange.match.route;
        auto callbacks = std::make_shared<SocketCallbacks>();
        const Handler handler = route.acceptor ? upgradeHandler(route, callbacks) : route.handler;
        std::optional<Response> response = co_await ask(handler, route, exchange.request);
        if (response && kind == FaultKind::Duplicate)
            response = co_await ask(handler, route, exchange.request);
        if (!response || kind == FaultKind::DropAnswer)
            co_return false;
        if (route.acceptor && response->status == 101 && hasRoom(exchange)) {
            handOver(parser, exchange, std::move(*callbacks));
            co_return false;
        }
        if (response->status == 101)
            response = busy("5");
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

    bool hasRoom(const Exchange& exchange) const
    {
        const Route& route = *exchange.match.route;
        if (route.socket.maxSessions > 0 && m_core.perRoute.value(&route) >= route.socket.maxSessions)
            return false;
        return !m_core.gate->isProxy(m_peer) ||
               m_core.perAddress.value(clientKey(*exchange.request)) < m_core.options.maxConnectionsPerAddress;
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
                                                    std::move(callbacks), route, clientKey(*exchange.request)});
    }

    /// Runs the handler where the route wants it; nothing when the connection was aborted meanwhile.
    awaitable<std::optional<Response>> ask(const Handler& handler, const Route& route,
                                           std::shared_ptr<const Request> request)
    {
        lowest().expires_never();
        const bool cheap = route.acceptor ? route.socket.cheap : route.options.cheap;
        auto begin = [this, handler, cheap, request](auto completion) {
            auto held = std::make_shared<decltype(completion)>(std::move(completion));
            auto executor = m_stream.get_executor();
            m_pending = std::make_shared<PendingReply>([held, executor](std::optional<Response> response) {
                asio::post(executor, [held, response = std::move(response)]() mutable {
                    auto resume = std::move(*held);
                    resume(std::move(response));
                });
            });
            dispatch(handler, cheap, request);
        };
        std::optional<Response> response =
            co_await asio::async_initiate<const asio::use_awaitable_t<>&, void(std::optional<Response>)>(
                std::move(begin), use_awaitable);
        m_pending.reset();
        co_return response;
    }

    void dispatch(const Handler& handler, bool cheap, const std::shared_ptr<const Request>& request)
    {
        const std::shared_ptr<PendingReply> pending = m_pending;
        if (cheap) {
            pending->complete(answerOf(handler, *request));
            return;
        }
        const bool queued =
            m_core.pool.run([handler, request, pending] { pending->complete(answerOf(handler, *request)); });
        if (!queued)
            pending->complete(busy("1"));
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

    awaitable<BodyEnd> takeBody(Parser& parser, Exchange& exchange)
    {
        Request& request = *exchange.request;
        const RouteOptions& options = exchange.match.route->options;
        if (exchange.announced > 0)
            request.body.reserve(exchange.announced);
        co_return co_await readBody(parser, request, options.maxBody);
    }

    awaitable<BodyEnd> readBody(Parser& parser, Request& request, qint64 limit)
    {
        std::array<char, blockSize>& block = scratch();
        qint64 total = 0;
        qint64 deadlineAt = 0;
        lowest().expires_after(m_core.options.bodyTimeout);
        while (!parser.is_done()) {
            auto& body = parser.get().body();
            body.data = block.data();
            body.size = block.size();
            ErrorCode ec;
            co_await beast::http::async_read_some(m_stream, m_buffer, parser, into(ec));
            const auto got = static_cast<qint64>(block.size() - body.size);
            total += got;
            m_core.counters.received += static_cast<std::uint64_t>(got);
            if (total > limit)
                co_return BodyEnd::TooLarge;
            request.body.append(block.data(), got);
            if (ec && ec != beast::http::error::need_buffer)
                co_return bodyError(ec);
            if (total - deadlineAt >= static_cast<qint64>(blockSize)) {
                deadlineAt = total;
                lowest().expires_after(m_core.options.bodyTimeout);
            }
        }
        co_return BodyEnd::Complete;
    }

    BodyEnd bodyError(const ErrorCode& ec)
    {
        m_core.counters.timeouts += ec == beast::error::timeout ? 1 : 0;
        const bool grammar = ec.category() == beast::http::make_error_code(beast::http::error::bad_chunk).category();
        const bool ended = ec == beast::http::error::partial_message || ec == beast::http::error::end_of_stream;
        return grammar && !ended ? BodyEnd::Malformed : BodyEnd::Lost;
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
        const bool close = !exchange.keepAlive || m_core.stopping;
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
        m_linger = close;
        co_return !close;
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

    /// Ends the line so that the last answer arrives: what the client still sends is read away for a short time, else
    /// the kernel resets the connection and the answer is lost.
    awaitable<void> finish()
    {
        if (m_linger && !m_aborted) {
            ErrorCode ec;
            lowest().expires_after(std::chrono::seconds(2));
            if constexpr (std::is_same_v<Stream, TlsStream>)
                co_await m_stream.async_shutdown(into(ec));
            ec = {};
            lowest().socket().shutdown(asio::ip::tcp::socket::shutdown_send, ec);
            constexpr std::size_t maxDiscard = 4 * 1024 * 1024;
            std::size_t discarded = 0;
            while (!ec && discarded < maxDiscard) {
                const std::size_t got = co_await lowest().async_read_some(asio::buffer(scratch()), into(ec));
                discarded += got;
            }
        }
        lowest().close();
    }

    Core& m_core;
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
