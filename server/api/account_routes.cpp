#include "desk/json.h"
#include "server/api/answers.h"
#include "server/api/hub.h"
#include "server/api/routes.h"
#include "server/api/service.h"
#include "server/store/plain_text.h"

namespace server::api
{

using namespace Qt::StringLiterals;

namespace
{

/// The members of a JSON body that must be texts; the first that is not names itself.
class Fields
{
public:
    explicit Fields(const http::Request& request)
        : m_object(request.jsonObject(&m_error))
    {
    }

    /// Hashed as it is, and shown to nobody.
    QString secret(const QString& name, qsizetype most = 1000)
    {
        if (!m_object || !m_error.isEmpty())
            return {};
        const QJsonValue value = m_object->value(name);
        if (!value.isString() || value.toString().size() > most)
            m_error = u"%1: expected a text of at most %2 characters"_s.arg(name).arg(most);
        return value.toString();
    }
    QString text(const QString& name, qsizetype most = 1000)
    {
        const QString value = secret(name, most);
        if (m_error.isEmpty() && store::hasForbidden(value))
            m_error = u"%1: it holds a control character"_s.arg(name);
        return value;
    }
    /// The same where the member may be left out.
    QString textIfAny(const QString& name) { return m_object && m_object->contains(name) ? text(name) : QString(); }
    const QString& error() const { return m_error; }

private:
    QString m_error;
    std::optional<QJsonObject> m_object;
};

http::Response badRequest(const QString& detail)
{
    return problem(400, u"bad-request"_s, detail);
}

http::Response signInAnswer(const store::Result<rules::SignIn>& result)
{
    return result ? http::Response::json(signInJson(*result)) : faultAnswer(result.fault());
}

http::Response slowDown(const http::RateLimiter::Decision& decision)
{
    return problem(429, u"slow-down"_s, u"Too many attempts. Wait, then try again."_s)
        .with("Retry-After", decision.retryAfterSeconds());
}

/// For whoever watches the log for break-ins; what was typed may be a secret in the wrong field.
void logRefusal(const http::Request& request, const QString& code)
{
    qWarning("sign-in refused (%s): %s, request %s", qPrintable(code), qPrintable(request.peer),
             request.id.constData());
}

// Only failures cost: a team behind one address signs in every morning.
http::Response signIn(Service& service, const http::Request& request, store::Store& store)
{
    Fields fields(request);
    const QString email = fields.text(u"email"_s);
    const QString password = fields.secret(u"password"_s);
    const QString device = fields.text(u"device"_s);
    if (!fields.error().isEmpty())
        return badRequest(fields.error());
    const QByteArray peer = http::addressKey(request.peer);
    const QByteArray account = rules::accountOf(email).toUtf8();
    const QByteArray both = peer + ' ' + account;
    for (const auto& decision :
         {service.signInByPeer.peek(peer), service.signInByBoth.peek(both), service.signInByAccount.peek(account)}) {
        if (!decision.allowed) {
            logRefusal(request, u"slow-down"_s);
            return slowDown(decision);
        }
    }
    const auto result = rules::signIn(store, email, password, device, service.now());
    if (result) {
        service.signInByBoth.reset(both);
    } else if (!result.fault().isTransient()) {
        service.signInByPeer.take(peer);
        service.signInByBoth.take(both);
        service.signInByAccount.take(account);
        logRefusal(request, result.fault().code);
    }
    return signInAnswer(result);
}

http::Response refresh(Service& service, const http::Request& request, store::Store& store)
{
    Fields fields(request);
    const QString token = fields.secret(u"refresh"_s);
    if (!fields.error().isEmpty())
        return badRequest(fields.error());
    // Each attempt locks the desk's writers for a moment: strangers get few.
    const QByteArray peer = http::addressKey(request.peer);
    if (const auto decision = service.refreshByPeer.peek(peer); !decision.allowed)
        return slowDown(decision);
    const auto result = rules::refresh(store, token, service.now());
    if (!result && result.fault().kind == store::FaultKind::SignedOut)
        service.refreshByPeer.take(peer);
    return signInAnswer(result);
}

http::Response accept(Service& service, const http::Request& request, store::Store& store)
{
    Fields fields(request);
    const QString invitation = fields.secret(u"invitation"_s);
    const QString password = fields.secret(u"password"_s);
    const QString device = fields.textIfAny(u"device"_s);
    if (!fields.error().isEmpty())
        return badRequest(fields.error());
    const QByteArray peer = http::addressKey(request.peer);
    if (const auto decision = service.signInByPeer.peek(peer); !decision.allowed)
        return slowDown(decision);
    const auto result = rules::acceptInvitation(store, invitation, password, device, service.now());
    if (!result && result.fault().kind == store::FaultKind::SignedOut) {
        service.signInByPeer.take(peer);
        logRefusal(request, result.fault().code);
    }
    return signInAnswer(result);
}

http::Response invite(Service& service, const Call& call)
{
    Fields fields(call.request);
    const QString email = fields.text(u"email"_s);
    const QString name = fields.text(u"name"_s);
    const auto role = desk::roleFrom(fields.text(u"role"_s));
    if (!fields.error().isEmpty())
        return badRequest(fields.error());
    if (!role)
        return badRequest(u"role: expected owner, admin, manager, support or other"_s);
    const auto result = rules::invite(call.store, call.session.agent, email, name, *role, service.now());
    return result ? http::Response::json(QJsonObject{{u"invitation"_s, *result}}, 201) : faultAnswer(result.fault());
}

http::Response reset(Service& service, const Call& call)
{
    const desk::AgentId agent(call.request.param(u"id"_s));
    const auto result = rules::resetPassword(call.store, call.session.agent, agent, service.now());
    return result ? http::Response::json(QJsonObject{{u"reset"_s, *result}}, 201) : faultAnswer(result.fault());
}

http::Response me(const Call& call)
{
    const auto desk = store::deskInfo(call.store);
    if (!desk)
        return faultAnswer(desk.fault());
    return http::Response::json(
        QJsonObject{{u"agent"_s, toJson(call.session.agent)}, {u"desk"_s, deskJson(*desk)}, {u"api"_s, kApiVersion}});
}

http::Response signOut(Hub& hub, const Call& call)
{
    const auto done = rules::signOut(call.store, QString::fromLatin1(call.request.bearerToken()));
    if (!done)
        return faultAnswer(done.fault());
    hub.signOut(call.request.bearerToken(), call.session.family);
    return http::Response::noContent();
}

} // namespace

void addAccountRoutes(http::Router& router, Service& service, Hub& hub)
{
    http::RouteOptions small;
    small.maxBody = qint64(16) * 1024;
    const auto plain = [&service](auto handler) {
        return service.open([&service, handler](const http::Request& request, store::Store& store) {
            return handler(service, request, store);
        });
    };
    const auto admin = [&service](auto handler) {
        return service.signedIn([&service, handler](const Call& call) { return handler(service, call); });
    };
    router.add("POST", u"/v1/sign-in"_s, plain(signIn), small);
    router.add("POST", u"/v1/refresh"_s, plain(refresh), small);
    router.add("POST", u"/v1/invitations/accept"_s, plain(accept), small);
    router.add("POST", u"/v1/invitations"_s, admin(invite), small);
    router.add("POST", u"/v1/agents/{id}/password-reset"_s, admin(reset), small);
    router.add("GET", u"/v1/me"_s, service.signedIn(me));
    router.add("POST", u"/v1/sign-out"_s, service.signedIn([&hub](const Call& call) { return signOut(hub, call); }),
               small);
}

} // namespace server::api
