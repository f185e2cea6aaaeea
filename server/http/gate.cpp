#include "server/http/gate.h"

#include <algorithm>

namespace server::http
{
using namespace Qt::StringLiterals;

namespace
{

/// Authority without its port: "[::1]:80" → "[::1]".
QString withoutPort(const QString& authority)
{
    const qsizetype colon = authority.lastIndexOf(u':');
    return colon > authority.lastIndexOf(u']') ? authority.left(colon) : authority;
}

bool hasPort(const QString& authority)
{
    return authority.lastIndexOf(u':') > authority.lastIndexOf(u']');
}

QStringList loopbackHosts(quint16 port)
{
    QStringList hosts;
    for (const QString& name : {u"127.0.0.1"_s, u"localhost"_s, u"[::1]"_s})
        hosts.append(name + u':' + QString::number(port));
    return hosts;
}

/// The client as the proxies tell it: the last address in the list that is not itself a trusted proxy.
std::optional<Address> forwardedFor(const Request& request, const AddressSet& proxies)
{
    QByteArrayList hops;
    for (const QByteArray& field : request.headers.values("X-Forwarded-For"))
        hops += field.split(',');
    std::reverse(hops.begin(), hops.end());
    std::optional<Address> client;
    for (const QByteArray& hop : hops) {
        const std::optional<Address> address = Address::parse(QString::fromLatin1(hop.trimmed()));
        if (!address)
            return client;
        client = address;
        if (!proxies.contains(*address))
            return client;
    }
    return client;
}

/// Whether it comes from no page at all or from one of ours. A page's script, image or form carries no Origin, but
/// where it comes from (Fetch Metadata, https://www.w3.org/TR/fetch-metadata/).
bool isOwnPage(const Request& request)
{
    const QByteArray origin = request.headers.value("Origin").trimmed();
    if (!origin.isEmpty())
        return origin == request.origin();
    const QByteArray site = request.headers.value("Sec-Fetch-Site").trimmed();
    return site.isEmpty() || site == "same-origin" || site == "none";
}

Response bareRefusal()
{
    Response response;
    response.status = 403;
    response.bare = true;
    return response;
}

} // namespace

Gate::Gate(const QStringList& hosts, AddressSet proxies, const Address& listening, quint16 port, bool tls,
           bool discreet)
    : m_hosts(hosts)
    , m_proxies(std::move(proxies))
    , m_tls(tls)
    , m_discreet(discreet)
{
    if (m_hosts.isEmpty() && listening.isLoopback() && m_proxies.isEmpty())
        m_hosts = loopbackHosts(port);
}

bool Gate::hears(const Address& peer) const
{
    return m_tls || peer.isLoopback() || isProxy(peer);
}

void Gate::identify(Request& request, const Address& socketPeer, const QByteArray& authority) const
{
    request.host = authority.isEmpty() ? request.headers.value("Host").trimmed() : authority;
    request.host = request.host.toLower();
    request.secure = m_tls;
    request.peer = socketPeer.toString();
    if (!isProxy(socketPeer))
        return;
    if (const std::optional<Address> client = forwardedFor(request, m_proxies))
        request.peer = client->toString();
    const QByteArray proto = request.headers.value("X-Forwarded-Proto").trimmed().toLower();
    request.secure = m_tls || proto == "https";
}

bool Gate::hostAllowed(const QByteArray& host) const
{
    if (m_hosts.isEmpty())
        return true;
    const QString name = QString::fromLatin1(host);
    return std::any_of(m_hosts.cbegin(), m_hosts.cend(), [&](const QString& allowed) {
        const QString& compared = hasPort(allowed) ? name : withoutPort(name);
        return compared.compare(allowed, Qt::CaseInsensitive) == 0;
    });
}

std::optional<Response> Gate::refuse(const Request& request, const Route* route) const
{
    if (m_discreet)
        return hostAllowed(request.host) && isOwnPage(request) ? std::nullopt : std::optional(bareRefusal());
    if (!hostAllowed(request.host))
        return Response::problem(421, u"wrong-host"_s,
                                 u"This server does not answer for the name in that address. Use the address it "
                                 u"listens on, or start it with --host and that name."_s);
    const QByteArray origin = request.headers.value("Origin").trimmed();
    if (origin.isEmpty() || origin == request.origin())
        return std::nullopt;
    if (route && route->options.cors && route->options.cors->permits(origin))
        return std::nullopt;
    return Response::problem(403, u"wrong-origin"_s, u"Pages of that origin may not call this address."_s);
}

bool Gate::isPreflight(const Request& request)
{
    return request.method == "OPTIONS" && request.headers.contains("Origin") &&
           request.headers.contains("Access-Control-Request-Method");
}

Response Gate::preflight(const Request& request, const Route& route, const QByteArrayList& allowed)
{
    Response response = Response::noContent();
    response.headers.set("Allow", allowed.join(", "));
    allowOrigin(request, route, response);
    if (!response.headers.contains("Access-Control-Allow-Origin"))
        return response;
    response.headers.set("Access-Control-Allow-Methods", allowed.join(", "));
    response.headers.set("Access-Control-Allow-Headers", route.options.cors->headers.join(", "));
    response.headers.set("Access-Control-Max-Age", QByteArray::number(route.options.cors->maxAgeSeconds));
    return response;
}

void Gate::allowOrigin(const Request& request, const Route& route, Response& response)
{
    if (!route.options.cors)
        return;
    response.headers.add("Vary", "Origin");
    const QByteArray origin = request.headers.value("Origin").trimmed();
    if (!route.options.cors->permits(origin))
        return;
    const bool any = route.options.cors->origins.contains("*");
    response.headers.set("Access-Control-Allow-Origin", any ? QByteArray("*") : origin);
    if (route.options.cors->credentials && !any)
        response.headers.set("Access-Control-Allow-Credentials", "true");
}

} // namespace server::http
