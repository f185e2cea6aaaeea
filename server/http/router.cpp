#include "server/http/router.h"

#include <QtGlobal>

#include <algorithm>

namespace server::http
{
using namespace Qt::StringLiterals;

namespace
{

enum class Part { Fixed, Param, Rest };

Part partOf(const QString& segment)
{
    if (!segment.startsWith(u'{') || !segment.endsWith(u'}'))
        return Part::Fixed;
    return segment.endsWith(u"...}"_s) ? Part::Rest : Part::Param;
}

QString nameOf(const QString& segment)
{
    const qsizetype tail = partOf(segment) == Part::Rest ? 4 : 1;
    return segment.mid(1, segment.size() - 1 - tail);
}

bool precedes(const QStringList& a, const QStringList& b)
{
    for (qsizetype i = 0; i < std::min(a.size(), b.size()); ++i) {
        if (partOf(a[i]) != partOf(b[i]))
            return partOf(a[i]) < partOf(b[i]);
        if (partOf(a[i]) == Part::Fixed && a[i] != b[i])
            return a[i] < b[i];
    }
    return a.size() < b.size();
}

/// Same places, whatever the parameters are called.
bool sameShape(const QStringList& a, const QStringList& b)
{
    return !precedes(a, b) && !precedes(b, a);
}

bool matches(const QStringList& pattern, const QStringList& path, QHash<QString, QString>& params)
{
    params.clear();
    for (qsizetype i = 0; i < pattern.size(); ++i) {
        if (i >= path.size() || path[i].isEmpty())
            return false;
        switch (partOf(pattern[i])) {
        case Part::Fixed:
            if (pattern[i] != path[i])
                return false;
            break;
        case Part::Param:
            params.insert(nameOf(pattern[i]), path[i]);
            break;
        case Part::Rest:
            if (path.mid(i).contains(QString()))
                return false;
            params.insert(nameOf(pattern[i]), path.mid(i).join(u'/'));
            return true;
        }
    }
    return pattern.size() == path.size();
}

QStringList parsePattern(const QString& pattern)
{
    if (!pattern.startsWith(u'/'))
        qFatal("http: the pattern '%s' must start with a slash", qUtf8Printable(pattern));
    QStringList segments = pattern == u"/"_s ? QStringList() : pattern.mid(1).split(u'/');
    for (qsizetype i = 0; i < segments.size(); ++i) {
        const bool misplacedRest = partOf(segments[i]) == Part::Rest && i + 1 != segments.size();
        const bool unnamed = partOf(segments[i]) != Part::Fixed && nameOf(segments[i]).isEmpty();
        if (segments[i].isEmpty() || misplacedRest || unnamed)
            qFatal("http: the pattern '%s' is not valid", qUtf8Printable(pattern));
    }
    return segments;
}

} // namespace

bool CorsPolicy::permits(const QByteArray& origin) const
{
    if (origin.isEmpty())
        return false;
    return origins.contains("*") || origins.contains(origin);
}

void Router::add(const QByteArray& method, const QString& pattern, Handler handler, RouteOptions options)
{
    insert({method, pattern, std::move(options), std::move(handler), {}, {}});
}

void Router::addWebSocket(const QString& pattern, Acceptor acceptor, WebSocketOptions socket, RouteOptions options)
{
    insert({"GET", pattern, std::move(options), {}, std::move(acceptor), socket});
}

void Router::insert(Route route)
{
    const QStringList segments = parsePattern(route.pattern);
    const auto clash = [&](const Entry& e) {
        return e.route->method == route.method && sameShape(e.segments, segments);
    };
    if (std::any_of(m_entries.cbegin(), m_entries.cend(), clash))
        qFatal("http: two routes for %s %s", route.method.constData(), qUtf8Printable(route.pattern));
    const auto place = std::find_if(m_entries.begin(), m_entries.end(),
                                    [&](const Entry& e) { return precedes(segments, e.segments); });
    m_entries.insert(place, Entry{segments, std::make_shared<Route>(std::move(route))});
}

Match Router::find(const QByteArray& method, const QStringList& path) const
{
    Match match;
    QHash<QString, QString> params;
    for (const Entry& entry : m_entries) {
        if (!matches(entry.segments, path, params))
            continue;
        const QByteArray& offered = entry.route->method;
        if (offered == method || (offered == "GET" && method == "HEAD")) {
            match.route = entry.route.get();
            match.params = params;
            return match;
        }
        match.allowed.append(offered);
        if (offered == "GET")
            match.allowed.append("HEAD");
    }
    if (match.allowed.isEmpty())
        return match;
    match.allowed.append("OPTIONS");
    std::sort(match.allowed.begin(), match.allowed.end());
    match.allowed.erase(std::unique(match.allowed.begin(), match.allowed.end()), match.allowed.end());
    return match;
}

} // namespace server::http
