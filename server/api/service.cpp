#include "server/api/service.h"

#include "server/api/answers.h"
#include "server/rules/checks.h"
#include "server/rules/secrets.h"
#include "server/store/keys.h"
#include "sql/connection.h"

namespace server::api
{

using namespace Qt::StringLiterals;

namespace
{

http::Response versioned(http::Response answer, desk::Instant now)
{
    answer.headers.set("Bellhop-Api", QByteArray::number(kApiVersion));
    answer.headers.set("Bellhop-Time", QByteArray::number(now.ms));
    return answer;
}

} // namespace

Service::Service(std::shared_ptr<store::Database> database, std::shared_ptr<const rules::Channels> channels,
                 const desk::Clock& clock, QByteArray embeddedToken)
    : signInByPeer({.perSecond = 0.2, .burst = 20})
    , signInByBoth({.perSecond = 0.05, .burst = 8})
    , signInByAccount({.perSecond = 2, .burst = 300})
    , refreshByPeer({.perSecond = 0.5, .burst = 60})
    , m_stores(std::move(database))
    , m_channels(std::move(channels))
    , m_clock(clock)
    , m_embeddedToken(std::move(embeddedToken))
{
}

store::Result<rules::Session> Service::authenticate(store::Store& store, const QByteArray& token) const
{
    if (!m_embeddedToken.isEmpty() && rules::sameSecret(token, m_embeddedToken))
        return embeddedSession(store);
    return rules::authenticate(store, QString::fromLatin1(token), now());
}

bool Service::isSignedIn(const QByteArray& token)
{
    const auto store = m_stores.mine();
    const store::Result<rules::Session> session = store ? authenticate(**store, token) : store.fault();
    if (session)
        return true;
    return session.fault().kind != store::FaultKind::SignedOut && session.fault().kind != store::FaultKind::NotAllowed;
}

store::Result<rules::Session> Service::embeddedSession(store::Store& store) const
{
    return store.read([](sql::Connection& connection) -> store::Result<rules::Session> {
        auto row = connection.query(u"SELECT id FROM agents WHERE role = 'owner' ORDER BY id LIMIT 1"_s);
        const bool found = row.next();
        const auto id = found ? store::idOf<desk::AgentId>(row.get<qint64>(0)) : desk::AgentId();
        const auto actor = found ? rules::findActor(connection, id) : std::nullopt;
        if (!actor)
            return store::Fault{store::FaultKind::NotAllowed, u"no-access"_s, u"This desk has no active owner."_s};
        return rules::Session{actor->agent, {}, {}};
    });
}

http::Handler Service::open(Open handler)
{
    return [this, handler = std::move(handler)](const http::Request& request) {
        const auto store = m_stores.mine();
        return versioned(store ? handler(request, **store) : faultAnswer(store.fault()), now());
    };
}

http::Handler Service::signedIn(Signed handler)
{
    return open([this, handler = std::move(handler)](const http::Request& request, store::Store& store) {
        return answer(handler, request, store);
    });
}

http::Handler Service::reading(Signed handler)
{
    return open([this, handler = std::move(handler)](const http::Request& request, store::Store& store) {
        const auto made = store.read([&](sql::Connection&) { return answer(handler, request, store); });
        return made ? *made : faultAnswer(made.fault());
    });
}

http::Admission Service::admitting(Asked also)
{
    return [this, also = std::move(also)](const http::Request& request,
                                          qint64 announced) -> std::optional<http::Response> {
        const auto store = m_stores.mine();
        if (!store)
            return versioned(faultAnswer(store.fault()), now());
        const auto session = authenticate(**store, request.bearerToken());
        if (!session)
            return versioned(faultAnswer(session.fault()).with("WWW-Authenticate", "Bearer"), now());
        std::optional<http::Response> refusal;
        if (also)
            refusal = also({request, **store, *session}, announced);
        if (refusal)
            refusal = versioned(std::move(*refusal), now());
        return refusal;
    };
}

http::Response Service::answer(const Signed& handler, const http::Request& request, store::Store& store) const
{
    const auto session = authenticate(store, request.bearerToken());
    if (!session)
        return faultAnswer(session.fault()).with("WWW-Authenticate", "Bearer");
    return handler({request, store, *session});
}

} // namespace server::api
