#pragma once
// What every route needs: the stores, the channels, the clock, who calls.

#include "desk/instant.h"
#include "server/api/thread_stores.h"
#include "server/http/message.h"
#include "server/http/rate_limiter.h"
#include "server/http/router.h"
#include "server/rules/auth.h"
#include "server/rules/channels.h"

#include <functional>
#include <memory>

namespace server::api
{

/// One authenticated request.
struct Call {
    const http::Request& request;
    store::Store& store;
    const rules::Session& session;
};

/// Shared by all routes; thread-safe.
class Service
{
public:
    /// `embeddedToken`: the access token of an embedded server's owner (empty: none), never stored.
    Service(std::shared_ptr<store::Database> database, std::shared_ptr<const rules::Channels> channels,
            const desk::Clock& clock, QByteArray embeddedToken);

    ThreadStores& stores() { return m_stores; }
    const rules::Channels& channels() const { return *m_channels; }
    desk::Instant now() const { return m_clock.now(); }

    /// Who a bearer token belongs to (docs/protocol.md "Signing in").
    store::Result<rules::Session> authenticate(store::Store& store, const QByteArray& token) const;

    /// False when it surely belongs to nobody any more; a database that is away revokes nothing.
    bool isSignedIn(const QByteArray& token);

    using Open = std::function<http::Response(const http::Request&, store::Store&)>;
    using Signed = std::function<http::Response(const Call&)>;
    /// A route for anybody, with this thread's store.
    http::Handler open(Open handler);
    /// A route for signed-in agents.
    http::Handler signedIn(Signed handler);
    /// The same for a route that only reads: who calls and what is answered come from one snapshot.
    http::Handler reading(Signed handler);
    /// For a route with large bodies: only whom it knows, and whom `also` does not refuse, may send one.
    using Asked = std::function<std::optional<http::Response>(const Call&, qint64 announced)>;
    http::Admission admitting(Asked also = {});

    http::RateLimiter signInByPeer;    ///< failures from one address
    http::RateLimiter signInByBoth;    ///< failures from one address for one account
    http::RateLimiter signInByAccount; ///< from everywhere: looser, or strangers could keep an agent out
    http::RateLimiter refreshByPeer;   ///< refreshes from one address

private:
    store::Result<rules::Session> embeddedSession(store::Store& store) const;
    http::Response answer(const Signed& handler, const http::Request& request, store::Store& store) const;

    ThreadStores m_stores;
    std::shared_ptr<const rules::Channels> m_channels;
    const desk::Clock& m_clock;
    const QByteArray m_embeddedToken;
};

} // namespace server::api
