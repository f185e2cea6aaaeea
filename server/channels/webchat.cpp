#include "server/channels/webchat.h"

#include "desk/json.h"
#include "server/api/answers.h"
#include "server/api/download.h"
#include "server/api/service.h"
#include "server/channels/chat_files.h"
#include "server/channels/chat_frames.h"
#include "server/rules/chat_links.h"

namespace server::channels
{

using namespace Qt::StringLiterals;

namespace
{

// The widget pings every 25 s; browsers slow a hidden page's timers to one a minute.
constexpr auto kSilence = std::chrono::seconds(90);
constexpr auto kHelloTime = std::chrono::seconds(10);
constexpr std::size_t kMaxFrame = 128 * 1024;
// Every agent's window is told, so the visitor's keyboard must not set the pace.
constexpr qint64 kTypingEvery = 2 * desk::kSecond;

http::Response wrongOrigin()
{
    return api::problem(403, u"wrong-origin"_s, u"Only this desk's own pages may call this address."_s);
}

} // namespace

WebChat::WebChat(api::Service& service, WebChatOptions options, CustomerTyping customerTyping)
    : m_service(service)
    , m_options(std::move(options))
    , m_customerTyping(std::move(customerTyping))
    , m_limits(m_options.allowance)
{
}

void WebChat::addRoutes(http::Router& router)
{
    if (!m_options.isWanted)
        return;
    // Without a policy the desk's own pages alone are heard.
    std::optional<http::CorsPolicy> cors;
    if (!m_options.isPrivate && !m_options.origins.isEmpty())
        cors = http::CorsPolicy{.origins = m_options.origins};
    const http::RouteOptions shared{.cors = cors, .isPublic = true};
    addChatFiles(router, shared);
    router.add(
        "POST", u"/chat/attachments"_s,
        m_service.open([this](const http::Request& request, store::Store& store) { return upload(request, store); }),
        {.maxBody = store::kMaxChatAttachment,
         .cors = cors,
         .admit = [this](const http::Request& request, qint64 announced) { return admitUpload(request, announced); },
         .admitBeyond = 0,
         .isPublic = true});
    router.add(
        "POST", u"/chat/attachments/{id}/link"_s,
        m_service.open([this](const http::Request& request, store::Store& store) { return link(request, store); }),
        {.maxBody = 1024, .cors = cors, .isPublic = true});
    router.add(
        "GET", u"/chat/attachments/{id}"_s,
        m_service.open([this](const http::Request& request, store::Store& store) { return download(request, store); }),
        shared);
    const http::Acceptor acceptor =
        [this](const http::Request& request) -> std::variant<http::SocketCallbacks, http::Response> {
        if (!mayChat(request))
            return wrongOrigin();
        if (const auto decision = m_limits.arrival(request.peer); !decision.allowed)
            return api::problem(429, u"slow-down"_s, u"Too many chats from this address. Wait a little."_s)
                .with("Retry-After", decision.retryAfterSeconds());
        http::SocketCallbacks callbacks;
        callbacks.onMessage = [this](const http::WebSocketPtr& socket, const QByteArray& text) {
            receive(socket, text);
        };
        callbacks.onClose = [this](const http::WebSocketPtr& socket, int, const QByteArray&) { leave(socket); };
        return callbacks;
    };
    router.addWebSocket(u"/chat/socket"_s, acceptor,
                        {.maxSessions = m_options.maxSockets,
                         .maxMessage = kMaxFrame,
                         .maxQueuedBytes = 512 * 1024,
                         .idleTimeout = kSilence,
                         .firstDeadline = kHelloTime},
                        shared);
}

void WebChat::receive(const http::WebSocketPtr& socket, const QByteArray& text)
{
    if (!m_limits.frame(socket->id(), socket->request().peer).allowed)
        return socket->close(http::closecode::tryAgain, "too many frames");
    const auto parsed = desk::parseObject(text, qsizetype(kMaxFrame));
    if (!parsed)
        return socket->close(http::closecode::policy, "expected a JSON object");
    const auto store = m_service.stores().mine();
    if (!store)
        return socket->close(http::closecode::tryAgain);
    const QJsonObject& message = *parsed;
    const QString type = message.value(u"type"_s).toString();
    const QString session = sessionOf(socket->id());
    if ((type == u"hello"_s) != session.isEmpty())
        return socket->close(http::closecode::policy, "hello first, and once");
    if (type == u"hello"_s)
        hello(**store, socket, message.value(u"session"_s).toString().left(200));
    else if (type == u"send"_s)
        sendMessage(**store, socket, session, message);
    else if (type == u"typing"_s)
        typed(**store, socket->id(), session, message.value(u"typing"_s).toBool());
    else if (type == u"history"_s)
        history(**store, socket, session, message.value(u"before"_s).toString());
    else if (type == u"seen"_s)
        rules::chatSeen(**store, session, message.value(u"id"_s).toString());
    else if (type == u"ping"_s)
        socket->send(R"({"type":"pong"})");
}

// The socket stands in the table before its history is read: a message in between comes twice, never not at all, and
// the widget shows an id once.
void WebChat::hello(store::Store& store, const http::WebSocketPtr& socket, const QString& given)
{
    const QString session = rules::chatSession(given);
    {
        const std::lock_guard lock(m_mutex);
        m_visitors[socket->id()] = {socket, session, false, {}};
        m_bySession[rules::chatSessionKey(session)].insert(socket->id());
    }
    const auto welcome = rules::chatHello(store, session, m_service.now());
    if (!welcome) {
        socket->send(errorFrame(welcome.fault().code, welcome.fault().message));
        return socket->close(http::closecode::tryAgain);
    }
    socket->send(welcomeFrame(*welcome));
}

void WebChat::history(store::Store& store, const http::WebSocketPtr& socket, const QString& session,
                      const QString& before)
{
    const auto page = rules::chatHistory(store, session, before);
    socket->send(page ? historyFrame(before, *page) : errorFrame(page.fault().code, page.fault().message));
}

void WebChat::sendMessage(store::Store& store, const http::WebSocketPtr& socket, const QString& session,
                          const QJsonObject& message)
{
    const QString client = message.value(u"client"_s).toString();
    if (client.size() > 100) { // cut, it could be another message's
        socket->send(errorFrame(u"bad-message"_s, u"The message cannot be read."_s, client.left(100)));
        return;
    }
    if (!m_limits.send(session, socket->request().peer).allowed) {
        socket->send(
            errorFrame(u"slow-down"_s, u"Too many messages at once. Wait a moment, then send again."_s, client));
        return;
    }
    QStringList attachments;
    for (const auto& id : message.value(u"attachments"_s).toArray())
        attachments.append(id.toString());
    const auto receipt =
        rules::chatSend(store, session, client, message.value(u"text"_s).toString(), attachments, m_service.now());
    if (!receipt) {
        socket->send(errorFrame(receipt.fault().code, receipt.fault().message, client));
        return;
    }
    socket->send(ackFrame(client, receipt->message));
    typed(store, socket->id(), session, false);
}

bool WebChat::isTypingNews(std::uint64_t socket, bool typing)
{
    const desk::Instant now = m_service.now();
    const std::lock_guard lock(m_mutex);
    const auto found = m_visitors.find(socket);
    if (found == m_visitors.end())
        return false;
    Visitor& visitor = found->second;
    if (typing ? now - visitor.typingTold < kTypingEvery : !visitor.typing)
        return false;
    visitor.typing = typing;
    if (typing)
        visitor.typingTold = now;
    return true;
}

void WebChat::typed(store::Store& store, std::uint64_t socket, const QString& session, bool typing)
{
    if (!isTypingNews(socket, typing))
        return;
    const auto ticket = rules::chatTicket(store, session);
    if (ticket && !ticket->isEmpty())
        return m_customerTyping(*ticket, typing);
    // Nobody heard it: with the first message there is a ticket, and what is typed then is news.
    const std::lock_guard lock(m_mutex);
    if (const auto found = m_visitors.find(socket); found != m_visitors.end())
        found->second.typingTold = {};
}

QString WebChat::sessionOf(std::uint64_t socket)
{
    const std::lock_guard lock(m_mutex);
    const auto found = m_visitors.find(socket);
    return found == m_visitors.end() ? QString() : found->second.session;
}

void WebChat::leave(const http::WebSocketPtr& socket)
{
    const QString session = sessionOf(socket->id());
    if (session.isEmpty())
        return;
    if (const auto store = m_service.stores().mine())
        typed(**store, socket->id(), session, false);
    const QString key = rules::chatSessionKey(session);
    const std::lock_guard lock(m_mutex);
    m_visitors.erase(socket->id());
    m_bySession[key].remove(socket->id());
    if (m_bySession.value(key).isEmpty())
        m_bySession.remove(key);
}

void WebChat::toSession(const QString& key, const QByteArray& frame)
{
    const std::lock_guard lock(m_mutex);
    for (const quint64 id : m_bySession.value(key)) {
        if (const auto found = m_visitors.find(id); found != m_visitors.end())
            found->second.socket->send(frame);
    }
}

void WebChat::deliver(store::Store& store, const store::SharedPage& page)
{
    {
        const std::lock_guard lock(m_mutex);
        if (m_bySession.isEmpty())
            return;
    }
    const auto tell = [this, &store](const desk::TicketId& ticket, const QByteArray& frame) {
        if (const auto key = rules::chatSessionOf(store, ticket); key && !key->isEmpty())
            toSession(*key, frame);
    };
    for (const store::SharedChange& shared : page.changes) {
        if (!shared.change.entity || !shared.owner.isEmpty())
            continue;
        if (const auto* message = std::get_if<desk::Message>(&*shared.change.entity)) {
            if (const auto shown = rules::forVisitor(*message); shown && message->channel == desk::Channel::WebChat)
                tell(message->ticket, messageFrame(*shown));
        } else if (const auto* ticket = std::get_if<desk::Ticket>(&*shared.change.entity)) {
            if (ticket->channel == desk::Channel::WebChat && ticket->status == desk::Status::Closed)
                tell(ticket->id, closedFrame());
        }
    }
}

void WebChat::restart()
{
    const std::lock_guard lock(m_mutex);
    for (const auto& [id, visitor] : m_visitors)
        visitor.socket->close(http::closecode::tryAgain);
}

void WebChat::agentTyping(store::Store& store, const desk::TicketId& ticket, bool typing)
{
    {
        const std::lock_guard lock(m_mutex);
        if (m_bySession.isEmpty())
            return;
    }
    if (const auto key = rules::chatSessionOf(store, ticket); key && !key->isEmpty())
        toSession(*key, typingFrame(typing));
}

/// That an Origin is one of those that may is the HTTP layer's business. Only a browser's page has one.
bool WebChat::mayChat(const http::Request& request) const
{
    return !m_options.isPrivate || request.headers.contains("Origin");
}

// An unknown length counts as the longest: the allowance is taken before the bytes are.
std::optional<http::Response> WebChat::admitUpload(const http::Request& request, qint64 announced)
{
    if (!mayChat(request))
        return wrongOrigin();
    const QString session = QString::fromLatin1(request.bearerToken());
    const qint64 bytes = announced < 0 ? store::kMaxChatAttachment : announced;
    if (const auto decision = m_limits.upload(session, request.peer, bytes); !decision.allowed)
        return api::problem(429, u"slow-down"_s, u"Too many files at once. Wait, then try again."_s)
            .with("Retry-After", decision.retryAfterSeconds());
    const auto store = m_service.stores().mine();
    if (!store)
        return api::faultAnswer(store.fault());
    if (const auto known = rules::openChat(**store, session, m_service.now()); !known)
        return api::faultAnswer(known.fault());
    return std::nullopt;
}

http::Response WebChat::upload(const http::Request& request, store::Store& store)
{
    if (request.body.isEmpty()) { // then nobody was asked before
        if (const auto refusal = admitUpload(request, 0))
            return *refusal;
    }
    const QString session = QString::fromLatin1(request.bearerToken());
    if (const auto known = rules::openChat(store, session, m_service.now()); !known)
        return api::faultAnswer(known.fault());
    return uploadWhole(store, session, request, m_service.now());
}

// Addresses stand in the logs of proxies and in a browser's history: the session itself never does.
http::Response WebChat::link(const http::Request& request, store::Store& store)
{
    if (!mayChat(request))
        return wrongOrigin();
    const QString id = request.param(u"id"_s);
    const auto link =
        rules::chatLink(store, QString::fromLatin1(request.bearerToken()), desk::AttachmentId(id), m_service.now());
    if (!link)
        return api::faultAnswer(link.fault());
    const QString url = u"/chat/attachments/%1?until=%2&key=%3"_s.arg(id).arg(link->until.ms).arg(link->key);
    return http::Response::json(QJsonObject{{u"url"_s, url}, {u"until"_s, link->until.ms}});
}

http::Response WebChat::download(const http::Request& request, store::Store& store)
{
    const rules::FileLink link{{request.queryValue(u"until").toLongLong()}, request.queryValue(u"key")};
    return api::downloadAnswer(
        rules::openChatLink(store, desk::AttachmentId(request.param(u"id"_s)), link, m_service.now()));
}

} // namespace server::channels
