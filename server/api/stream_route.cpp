#include "desk/json.h"
#include "server/api/answers.h"
#include "server/api/hub.h"
#include "server/api/routes.h"
#include "server/api/service.h"
#include "server/store/keys.h"

namespace server::api
{

using namespace Qt::StringLiterals;

namespace
{

constexpr std::size_t kMaxMessage = 64 * 1024;

void authenticate(Service& service, Hub& hub, const http::WebSocketPtr& socket, const QJsonObject& message)
{
    const QByteArray token = message.value(u"token"_s).toString().toLatin1();
    const auto store = service.stores().mine();
    if (!store)
        return socket->close(http::closecode::tryAgain);
    const auto session = service.authenticate(**store, token);
    if (session)
        return hub.joined(socket, *session, token);
    if (session.fault().isTransient())
        return socket->close(http::closecode::tryAgain);
    socket->send(bytes({{u"type"_s, u"signed-out"_s}, {u"code"_s, session.fault().code}}));
    socket->close(kCloseNotSignedIn, session.fault().code.toUtf8());
}

/// The ticket that a frame names; none for what can be no ticket's id, which presence would otherwise remember.
desk::TicketId ticketOf(const QJsonObject& message)
{
    const desk::TicketId ticket(message.value(u"ticket"_s).toString());
    const qint64 number = store::keyOf(ticket);
    return number > 0 && QString::number(number) == ticket.value() ? ticket : desk::TicketId();
}

void receive(Service& service, Hub& hub, const http::WebSocketPtr& socket, const QByteArray& text)
{
    const auto parsed = desk::parseObject(text, qsizetype(kMaxMessage));
    if (!parsed)
        return socket->close(http::closecode::policy, "expected a JSON object");
    const QString type = parsed->value(u"type"_s).toString();
    const desk::TicketId ticket = ticketOf(*parsed);
    if (type == u"auth"_s)
        authenticate(service, hub, socket, *parsed);
    else if (type == u"viewing"_s)
        hub.viewing(socket->id(), ticket);
    else if (type == u"typing"_s)
        hub.typing(socket->id(), ticket, parsed->value(u"typing"_s).toBool());
    else if (type == u"ping"_s)
        socket->send(R"({"type":"pong"})");
}

} // namespace

void addStreamRoute(http::Router& router, Service& service, Hub& hub)
{
    const http::Acceptor acceptor =
        [&service, &hub](const http::Request&) -> std::variant<http::SocketCallbacks, http::Response> {
        http::SocketCallbacks callbacks;
        callbacks.onOpen = [&hub](const http::WebSocketPtr& socket) { hub.arrived(socket); };
        callbacks.onMessage = [&service, &hub](const http::WebSocketPtr& socket, const QByteArray& text) {
            receive(service, hub, socket, text);
        };
        callbacks.onClose = [&hub](const http::WebSocketPtr& socket, int, const QByteArray&) {
            hub.left(socket->id());
        };
        return callbacks;
    };
    router.addWebSocket(u"/v1/stream"_s, acceptor, {.maxMessage = kMaxMessage, .maxQueuedBytes = 8 * 1024 * 1024});
}

} // namespace server::api
