#pragma once

#include "server/http/message.h"
#include "server/http/websocket.h"

#include <functional>
#include <memory>
#include <optional>
#include <vector>

namespace server::http
{

/// Who may call a route from a page of another origin. Without a policy such calls are refused (403).
struct CorsPolicy {
    QByteArrayList origins;                                  ///< Exact origins, or "*" for any.
    QByteArrayList headers{"Content-Type", "Authorization"}; ///< Request headers that pages may set.
    bool credentials = false;                                ///< Cookies; never together with "*".
    int maxAgeSeconds = 600;                                 ///< How long a browser may keep the preflight's answer.

    /// True when a page of `origin` may call.
    [[nodiscard]] bool permits(const QByteArray& origin) const;
};

/// What a route asks of the server beside its handler.
struct RouteOptions {
    qint64 maxBody = 1024 * 1024;   ///< Bytes; more is 413.
    bool cheap = false;             ///< Handler runs on the I/O thread: it must not block.
    std::optional<CorsPolicy> cors; ///< Absent: same origin or no origin only.
};

/// Makes the answer; runs on the handler pool. An exception becomes 500 with a log line and no details outside.
using Handler = std::function<Response(const Request&)>;

/// One row of the table.
struct Route {
    QByteArray method; ///< "GET"; a websocket route is "GET" with an acceptor.
    QString pattern;
    RouteOptions options;
    Handler handler;
    Acceptor acceptor;
    WebSocketOptions socket;
};

/// What the table says about a method and a path.
struct Match {
    const Route* route = nullptr; ///< Null: see `allowed`.
    QHash<QString, QString> params;
    QByteArrayList allowed; ///< Methods of this path (HEAD and OPTIONS included); empty: 404, else 405.
};

/// Table of routes. Fill it, then give it to a Server; it does not change afterwards, so reading needs no lock.
/// Patterns: "/v1/tickets/{id}/messages"; "{name...}" as the last segment takes the rest (one or more segments).
/// Fixed text wins over a parameter, a parameter over the rest.
class Router
{
public:
    /// GET also answers HEAD. A pattern that is wrong or there already is a programming error: fatal at start.
    void add(const QByteArray& method, const QString& pattern, Handler handler, RouteOptions options = {});
    /// The path answers 426 to a request that is not an upgrade. CORS of `options` decides about the Origin.
    void addWebSocket(const QString& pattern, Acceptor acceptor, WebSocketOptions socket = {},
                      RouteOptions options = {});

    /// Looks up; HEAD finds GET.
    [[nodiscard]] Match find(const QByteArray& method, const QStringList& path) const;

private:
    struct Entry {
        QStringList segments;
        std::shared_ptr<Route> route;
    };
    void insert(Route route);

    std::vector<Entry> m_entries; ///< In order of precedence.
};

} // namespace server::http
