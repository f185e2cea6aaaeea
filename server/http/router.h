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

/// Decides by the head alone whether a body is wanted; a refusal, or nothing. `announced`: bytes, -1: not known. Runs
/// on the handler pool, with a request without its body.
using Admission = std::function<std::optional<Response>(const Request&, qint64 announced)>;

/// What a route asks of the server beside its handler.
struct RouteOptions {
    /// So much of a body is read before anybody was asked.
    static constexpr qint64 unasked = 16 * 1024;
    qint64 maxBody = unasked;       ///< Bytes; more is 413. Above `unasked` an admission belongs to it.
    bool cheap = false;             ///< Handler runs on the I/O thread: it must not block.
    std::optional<CorsPolicy> cors; ///< Absent: same origin or no origin only.
    Admission admit = {};           ///< Asked before more than `admitBeyond` bytes of a body are kept.
    qint64 admitBeyond = unasked;
    bool isPublic = false; ///< For strangers: its sockets and uploads get a part of the connections only.
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
