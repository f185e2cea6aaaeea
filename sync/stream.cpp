#include "sync/stream.h"

#include "desk/steady.h"
#include "store/writer.h"
#include "sync/decoder.h"
#include "sync/session.h"
#include "sync/status.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QWebSocket>

namespace syncing
{

using namespace Qt::StringLiterals;

namespace
{
constexpr quint64 kLargestFrame = 16ULL * 1024 * 1024;
constexpr qint64 kUntilReady = 20'000;
constexpr qint64 kUntilPong = 10'000;
constexpr qint64 kTypingEvery = 5000;
constexpr qint64 kMostUnsent = 256 * 1024;

QUrl streamUrl(const QUrl& server)
{
    QUrl url = server;
    url.setScheme(server.scheme() == u"https" ? u"wss"_s : u"ws"_s);
    const QString path = server.path();
    url.setPath((path.endsWith(u'/') ? path.chopped(1) : path) + u"/v1/stream"_s);
    return url;
}
} // namespace

Stream::Stream(Base& base)
    : m_base(base)
    , m_deadline(base.timers)
    , m_again(base.timers)
    , m_typingAgain(base.timers)
{
}

Stream::~Stream()
{
    release();
}

void Stream::setServer(const QUrl& server)
{
    m_server = server;
    m_backoff.reset();
    drop();
}

void Stream::connectNow(const desk::Cursor& cursor)
{
    if (m_socket || !m_base.session.isReady() || m_server.isEmpty())
        return;
    m_again.cancel();
    m_cursor = cursor;
    m_token = m_base.session.access();
    m_socket = new QWebSocket(QString(), QWebSocketProtocol::VersionLatest, this);
    m_socket->setMaxAllowedIncomingMessageSize(kLargestFrame);
    m_socket->setMaxAllowedIncomingFrameSize(kLargestFrame);
    connect(m_socket, &QWebSocket::connected, this, &Stream::opened);
    connect(m_socket, &QWebSocket::disconnected, this, &Stream::lost);
    connect(m_socket, &QWebSocket::textMessageReceived, this, &Stream::received);
#if QT_VERSION >= QT_VERSION_CHECK(6, 5, 0)
    connect(m_socket, &QWebSocket::errorOccurred, this, &Stream::lost);
#else
    connect(m_socket, qOverload<QAbstractSocket::SocketError>(&QWebSocket::error), this, &Stream::lost);
#endif
    m_deadline.set(kUntilReady, [this] { lost(); });
    m_socket->open(streamUrl(m_server));
}

void Stream::opened()
{
    say({{u"type"_s, u"auth"_s}, {u"token"_s, m_token}, {u"cursor"_s, desk::cursorText(m_cursor)}});
}

void Stream::received(const QString& text)
{
    // Whatever comes is a proof of life, even while the pong is still queued behind it.
    if (m_ready)
        m_deadline.cancel();
    QWebSocket* from = m_socket;
    m_base.decoder.run([text, arrived = desk::steadyNow()] { return readFrame(text, arrived); },
                       [this, from](const StreamFrame& frame) {
                           if (from == m_socket && m_socket)
                               handle(frame);
                       });
}

void Stream::handle(const StreamFrame& frame)
{
    using K = StreamFrame::Kind;
    if (frame.kind == K::SignedOut) {
        m_base.session.doubt(m_token);
        return lost();
    }
    if (frame.kind == K::Ready) {
        m_deadline.cancel();
        m_backoff.reset();
        m_ready = true;
        m_base.status.setStream(true);
        m_base.status.setHeld(frame.heldSince);
        if (m_viewing)
            say({{u"type"_s, u"viewing"_s}, {u"ticket"_s, m_viewing.value()}});
        keepCapabilities(frame.capabilities);
        return onReady(frame.cursor);
    }
    if (!m_ready)
        return;
    if (frame.kind == K::Changes)
        onChanges(frame.page);
    else if (frame.kind == K::Held)
        m_base.status.setHeld(frame.heldSince);
    else if (frame.kind == K::Presence)
        onPresence(frame.ticket, frame.agents);
    else if (frame.kind == K::CustomerTyping)
        onCustomerTyping(frame.ticket, frame.typing);
}

/// The server may have been updated since, or set back. Should this fail, the next connection says it again.
void Stream::keepCapabilities(const QStringList& words)
{
    const auto job = [text = words.join(u' ')](store::Writer& writer) {
        writer.setSetting(u"capabilities"_s, text);
        return store::ChangeSet();
    };
    m_base.store(job, [](const QString&) {});
}

void Stream::beat()
{
    if (!m_ready)
        return;
    if (!m_deadline.isSet())
        m_deadline.set(kUntilPong, [this] { lost(); });
    say({{u"type"_s, u"ping"_s}});
}

void Stream::lost()
{
    if (!m_socket)
        return;
    if (m_socket->closeCode() == QWebSocketProtocol::CloseCode(4401))
        m_base.session.doubt(m_token);
    drop();
    if (onReconnect)
        m_again.set(m_backoff.next(), [this] { onReconnect(); });
}

void Stream::drop()
{
    const bool wasReady = m_ready;
    release();
    m_base.status.setStream(false);
    if (wasReady)
        forgetOthers();
}

/// Nobody tells any more what they do on the ticket that is left.
void Stream::forgetOthers()
{
    if (!m_viewing)
        return;
    onPresence(m_viewing, {});
    onCustomerTyping(m_viewing, false);
}

void Stream::release()
{
    m_deadline.cancel();
    m_again.cancel();
    m_ready = false;
    QWebSocket* old = std::exchange(m_socket, nullptr);
    if (!old)
        return;
    old->disconnect(this);
    old->abort();
    old->deleteLater();
}

void Stream::setViewing(const desk::TicketId& ticket)
{
    if (m_ready && ticket != m_viewing)
        forgetOthers();
    m_viewing = ticket;
    m_typingAgain.cancel();
    if (m_ready)
        say({{u"type"_s, u"viewing"_s}, {u"ticket"_s, ticket.value()}});
}

void Stream::setTyping(const desk::TicketId& ticket, bool typing)
{
    if (typing)
        m_typingAgain.set(kTypingEvery, [this, ticket] { setTyping(ticket, true); });
    else
        m_typingAgain.cancel();
    if (m_ready)
        say({{u"type"_s, u"typing"_s}, {u"ticket"_s, ticket.value()}, {u"typing"_s, typing}});
}

void Stream::say(const QJsonObject& object)
{
    if (!m_socket)
        return;
    // A peer that does not read is as good as gone; nothing said here may fill the memory.
    if (m_socket->bytesToWrite() > kMostUnsent)
        return lost();
    m_socket->sendTextMessage(QString::fromUtf8(QJsonDocument(object).toJson(QJsonDocument::Compact)));
}

} // namespace syncing
