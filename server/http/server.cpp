#include "server/http/server.h"
#include "server/http/connection.h"
#include "server/http/core.h"
#include "server/http/rate_limiter.h"
#include "server/http/wire.h"

#include <QCoreApplication>
#include <QFile>

#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/write.hpp>

#include <mutex>
#include <thread>

namespace server::http
{

using namespace Qt::StringLiterals;
namespace asio = boost::asio;
using asio::ip::tcp;
using ErrorCode = boost::system::error_code;

namespace
{

struct ServerText {
    Q_DECLARE_TR_FUNCTIONS(server::http::Server)
};

Address addressOf(const tcp::endpoint& endpoint)
{
    return Address::parse(QString::fromStdString(endpoint.address().to_string())).value_or(Address{});
}

/// Of TLS 1.2 only what keeps old recordings secret when the key gets lost, and what seals as it encrypts (RFC 9325,
/// 4.2); TLS 1.3 has nothing else.
constexpr const char* ciphers = "ECDHE+AESGCM:ECDHE+CHACHA20:DHE+AESGCM:DHE+CHACHA20:!aNULL:!aPSK";

bool isReadableByAll(const QString& file)
{
    return QFile::permissions(file).testFlag(QFileDevice::ReadOther);
}

/// Only what is modern: TLS 1.2 and up.
std::unique_ptr<asio::ssl::context> makeTls(const ServerOptions& options, QString& error)
{
    auto context = std::make_unique<asio::ssl::context>(asio::ssl::context::tls_server);
    ErrorCode ec;
    context->set_options(asio::ssl::context::default_workarounds | asio::ssl::context::no_tlsv1 |
                             asio::ssl::context::no_tlsv1_1 | asio::ssl::context::single_dh_use,
                         ec);
    SSL_CTX_set_options(context->native_handle(), SSL_OP_NO_RENEGOTIATION);
    SSL_CTX_set_dh_auto(context->native_handle(), 1);
    if (SSL_CTX_set_cipher_list(context->native_handle(), ciphers) != 1) {
        error = ServerText::tr("The TLS library of this system has no cipher with forward secrecy. Update it.");
        return nullptr;
    }
    context->use_certificate_chain_file(QFile::encodeName(options.tlsCert).toStdString(), ec);
    if (ec) {
        error = ServerText::tr("The certificate %1 cannot be used: %2. Give a PEM file that can be read.")
                    .arg(options.tlsCert, QString::fromStdString(ec.message()));
        return nullptr;
    }
    if (isReadableByAll(options.tlsKey)) {
        error = ServerText::tr(
                    "The key %1 can be read by everybody on this computer. Take that right away (chmod o-rwx %1); if "
                    "others may have read it, have a new certificate made.")
                    .arg(options.tlsKey);
        return nullptr;
    }
    context->use_private_key_file(QFile::encodeName(options.tlsKey).toStdString(), asio::ssl::context::pem, ec);
    if (!ec && SSL_CTX_check_private_key(context->native_handle()) != 1)
        ec = asio::error::invalid_argument;
    if (ec) {
        error = ServerText::tr("The key %1 cannot be used: %2. Give the PEM key that belongs to the certificate.")
                    .arg(options.tlsKey, QString::fromStdString(ec.message()));
        return nullptr;
    }
    return context;
}

} // namespace

class Server::Private
{
public:
    Private(Router router, ServerOptions options)
        : core(std::move(router), std::move(options))
        , acceptor(io)
        , retry(io)
        , guard(asio::make_work_guard(io))
    {
    }
    ~Private() { stop(std::chrono::milliseconds(0)); }

    Listening listen(const QString& address, quint16 port);
    void stop(std::chrono::milliseconds deadline);

    Core core; // before io: what io still holds when it goes refers to it
    asio::io_context io{1};
    tcp::acceptor acceptor;
    asio::steady_timer retry;
    asio::executor_work_guard<asio::io_context::executor_type> guard;
    std::unique_ptr<asio::ssl::context> tls;
    std::thread thread;
    mutable std::mutex mutex;
    QString url;

private:
    Listening open(const Address& address, quint16 port);
    void accept();
    void welcome(tcp::socket socket);
    void refuse(tcp::socket socket);
    void noteAccept(const ErrorCode& ec);
    void beginStop();
    void runLoop();

    bool m_isAcceptFailing = false;
    bool m_stopped = false;
};

Listening Server::Private::listen(const QString& address, quint16 port)
{
    if (thread.joinable() || m_stopped)
        return {false, 0, ServerText::tr("The server was started before.")};
    const ServerOptions& options = core.options;
    const std::optional<Address> where = Address::parse(address == u"localhost"_s ? u"127.0.0.1"_s : address);
    if (!where)
        return {false, 0,
                ServerText::tr("“%1” is not an address to listen on. Give an IP address, for example 127.0.0.1.")
                    .arg(address)};
    QString bad;
    std::optional<AddressSet> proxies = AddressSet::parse(options.trustedProxies, &bad);
    if (!proxies)
        return {false, 0, ServerText::tr("“%1” is not the address or range of a proxy.").arg(bad)};
    for (const QString& proxy : options.trustedProxies) {
        if (AddressSet::meansEverybody(proxy))
            return {false, 0,
                    ServerText::tr(
                        "“%1” means everybody: anyone could then pretend to be anyone else. Name the proxy's own "
                        "address, or the small range that it is in.")
                        .arg(proxy)};
    }
    const bool secure = !options.tlsCert.isEmpty() || !options.tlsKey.isEmpty();
    if (!secure && !where->isLoopback() && proxies->isEmpty())
        return {false, 0,
                ServerText::tr(
                    "Plain HTTP is served on this computer only. Give a certificate and a key, or name the proxy that "
                    "speaks TLS in front.")};
    QString error;
    if (secure) {
        tls = makeTls(options, error);
        if (!tls)
            return {false, 0, error};
    }
    Listening listening = open(*where, port);
    if (!listening.ok)
        return listening;
    core.gate.emplace(options.allowedHosts, std::move(*proxies), *where, listening.port, secure, options.discreet);
    const QString shown = where->isV4() ? where->toString() : u'[' + where->toString() + u']';
    {
        const std::lock_guard lock(mutex);
        url = (secure ? u"https://"_s : u"http://"_s) + shown + u':' + QString::number(listening.port);
    }
    accept();
    thread = std::thread([this] { runLoop(); });
    return listening;
}

Listening Server::Private::open(const Address& address, quint16 port)
{
    ErrorCode ec;
    const tcp::endpoint endpoint(asio::ip::make_address(address.toString().toStdString()), port);
    acceptor.open(endpoint.protocol(), ec);
    if (!ec)
        acceptor.set_option(asio::socket_base::reuse_address(true), ec);
    if (!ec)
        acceptor.bind(endpoint, ec);
    constexpr int backlog = 4096;
    if (!ec)
        acceptor.listen(backlog, ec);
    if (ec) {
        ErrorCode ignored;
        acceptor.close(ignored);
        return {false, 0,
                ServerText::tr("Cannot listen on %1 port %2: %3. Stop what uses the port, or choose another.")
                    .arg(address.toString())
                    .arg(port)
                    .arg(QString::fromStdString(ec.message()))};
    }
    return {true, acceptor.local_endpoint().port(), {}};
}

/// What throws below a connection destroys its coroutine, and with it the connection: here it is only told.
void Server::Private::runLoop()
{
    for (;;) {
        try {
            io.run();
            return;
        } catch (const std::exception& error) {
            qWarning("http: the I/O loop goes on after: %s", error.what());
        } catch (...) {
            qWarning("http: the I/O loop goes on after an exception");
        }
    }
}

void Server::Private::accept()
{
    acceptor.async_accept([this](const ErrorCode& ec, tcp::socket socket) {
        if (ec == asio::error::operation_aborted || core.stopping)
            return;
        noteAccept(ec);
        if (!ec) {
            try {
                welcome(std::move(socket));
            } catch (const std::exception& error) {
                qWarning("http: a new connection failed: %s", error.what());
            } catch (...) {
                qWarning("http: a new connection failed");
            }
            accept();
            return;
        }
        // Out of descriptors, as a rule: the pending connection stays, so trying at once would spin.
        retry.expires_after(std::chrono::milliseconds(100));
        retry.async_wait([this](const ErrorCode& cancelled) {
            if (!cancelled && !core.stopping)
                accept();
        });
    });
}

/// Once when it begins and once when it is over.
void Server::Private::noteAccept(const ErrorCode& ec)
{
    // The client went away before we looked: nothing of ours is wrong.
    const bool isFailing = ec && ec != asio::error::connection_aborted;
    core.counters.acceptsFailed += isFailing ? 1 : 0;
    if (isFailing == m_isAcceptFailing)
        return;
    m_isAcceptFailing = isFailing;
    if (isFailing)
        qWarning("http: new connections cannot be accepted (%s); those that are open go on. If descriptors are short, "
                 "start the server with a higher limit (ulimit -n, or LimitNOFILE= of its unit).",
                 ec.message().c_str());
    else
        qInfo("http: new connections are accepted again");
}

void Server::Private::welcome(tcp::socket socket)
{
    ErrorCode ec;
    const tcp::endpoint endpoint = socket.remote_endpoint(ec);
    if (ec)
        return;
    const Address peer = addressOf(endpoint);
    if (!core.gate->hears(peer)) {
        ++core.counters.refused;
        return;
    }
    const QByteArray key = addressKey(peer.toString());
    const bool crowded = core.sessions.size() >= core.options.maxConnections;
    const bool greedy =
        !core.gate->isProxy(peer) && core.sessions.ofAddress(key) >= core.options.maxConnectionsPerAddress;
    if (crowded || greedy) {
        ++core.counters.refused;
        refuse(std::move(socket));
        return;
    }
    ++core.counters.accepted;
    socket.set_option(tcp::no_delay(true), ec);
    serveConnection(core, std::move(socket), tls.get(), peer, key);
}

/// Best effort and without waiting: under a flood there is no time for politeness.
void Server::Private::refuse(tcp::socket socket)
{
    if (tls)
        return;
    const Outgoing busy = prepare(
        {}, Response::problem(503, u"busy"_s, u"Too many connections; try again."_s).with("Retry-After", "5"), true);
    const QByteArray bytes = busy.head + busy.body;
    ErrorCode ec;
    socket.non_blocking(true, ec);
    socket.write_some(asio::buffer(bytes.constData(), static_cast<std::size_t>(bytes.size())), ec);
    socket.shutdown(tcp::socket::shutdown_send, ec);
}

void Server::Private::beginStop()
{
    core.stopping = true;
    ErrorCode ec;
    acceptor.close(ec);
    retry.cancel();
    core.sessions.shutdownAll();
}

void Server::Private::stop(std::chrono::milliseconds deadline)
{
    {
        const std::lock_guard lock(mutex);
        if (m_stopped)
            return;
        m_stopped = true;
    }
    constexpr auto cutDeadline = std::chrono::seconds(2); // for what was cut to end by itself
    if (thread.joinable()) {
        asio::post(io, [this] { beginStop(); });
        if (!core.sessions.waitEmpty(deadline)) {
            asio::post(io, [this] { core.sessions.abortAll(); });
            if (!core.sessions.waitEmpty(cutDeadline))
                qWarning("http: %d connections did not end when cut and are dropped",
                         static_cast<int>(core.sessions.open()));
        }
    }
    core.pool.stop();
    guard.reset();
    io.stop();
    if (thread.joinable())
        thread.join();
    core.sessions.dropAll();
}

Server::Server(Router router, ServerOptions options)
    : d(std::make_unique<Private>(std::move(router), std::move(options)))
{
}

Server::~Server() = default;

Listening Server::listen(const QString& address, quint16 port)
{
    return d->listen(address, port);
}

QString Server::url() const
{
    const std::lock_guard lock(d->mutex);
    return d->url;
}

void Server::stop(std::chrono::milliseconds deadline)
{
    d->stop(deadline);
}

void Server::setFaultHook(FaultHook hook)
{
    d->core.setHook(std::move(hook));
}

Metrics Server::metrics() const
{
    const Counters& c = d->core.counters;
    Metrics m;
    m.connectionsAccepted = c.accepted;
    m.connectionsRefused = c.refused;
    m.acceptsFailed = c.acceptsFailed;
    m.connectionsOpen = d->core.sessions.open();
    m.requests = c.requests;
    m.responses2xx = c.byClass[2];
    m.responses3xx = c.byClass[3];
    m.responses4xx = c.byClass[4];
    m.responses5xx = c.byClass[5];
    m.malformed = c.malformed;
    m.timeouts = c.timeouts;
    m.bytesReceived = c.received;
    m.bytesSent = c.sent;
    m.bodyBytesHeld = static_cast<std::uint64_t>(d->core.bodies.held());
    m.bodyBytesHeldPeak = static_cast<std::uint64_t>(d->core.bodies.peak());
    m.handlersQueued = d->core.pool.queued();
    m.socketsOpen = c.socketsOpen;
    m.socketsAccepted = c.socketsAccepted;
    m.socketsDroppedSlow = c.socketsDropped;
    m.messagesReceived = c.messagesIn;
    m.messagesSent = c.messagesOut;
    return m;
}

} // namespace server::http
