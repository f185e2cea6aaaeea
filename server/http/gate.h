#pragma once

#include "server/http/address.h"
#include "server/http/router.h"

#include <QString>
#include <QStringList>

#include <optional>

namespace server::http
{

/// Decides whose requests are heard: site (Host), page (Origin), and what a proxy in front says about the client.
class Gate
{
public:
    /// `hosts` as ServerOptions::allowedHosts; `listening` and `port` are where the server listens.
    /// `discreet` as ServerOptions::discreet.
    Gate(const QStringList& hosts, AddressSet proxies, const Address& listening, quint16 port, bool tls,
         bool discreet = false);

    /// Fills peer, secure and host of `request`. `socketPeer` is the address at the other end of the line.
    void identify(Request& request, const Address& socketPeer, const QByteArray& authority) const;
    /// A refusal (421, 403) or nothing. `route` may be null.
    [[nodiscard]] std::optional<Response> refuse(const Request& request, const Route* route) const;
    /// True for a preflight of CORS.
    [[nodiscard]] static bool isPreflight(const Request& request);
    /// Answer to a preflight for a path that has `route` for the wanted method.
    [[nodiscard]] static Response preflight(const Request& request, const Route& route, const QByteArrayList& allowed);
    /// Adds what lets the page of request's Origin read the answer.
    static void allowOrigin(const Request& request, const Route& route, Response& response);
    /// False for a peer that would get plain HTTP over a network: only this computer and the proxies may.
    [[nodiscard]] bool hears(const Address& peer) const;
    [[nodiscard]] bool isProxy(const Address& peer) const { return m_proxies.contains(peer); }

private:
    [[nodiscard]] bool hostAllowed(const QByteArray& host) const;

    QStringList m_hosts;
    AddressSet m_proxies;
    bool m_tls;
    bool m_discreet;
};

} // namespace server::http
