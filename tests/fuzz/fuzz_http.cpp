// The first bytes of a stranger: request heads, targets and ranges are sound or refused, never misread; and a real
// connection that gets them answers, ends and leaves nothing behind.
#include "server/http/header_check.h"
#include "server/http/range.h"
#include "server/http/server.h"
#include "server/http/target.h"
#include "tests/fuzz/fuzz.h"
#include "tests/server/http_line.h"

#include <chrono>
#include <initializer_list>
#include <thread>

using namespace Qt::StringLiterals;
using namespace server::http;

namespace
{

constexpr qint64 largestBody = 64 * 1024;

void checkTarget(QByteArrayView raw)
{
    const auto target = parseTarget(raw);
    if (!target)
        return;
    for (const QString& segment : target->path) {
        if (segment == u"." || segment == u".." || segment.contains(u'/') || segment.contains(u'\\'))
            fuzzFail("no path leads out of its place");
        for (const QChar c : segment) {
            if (c.unicode() < 0x20 || c.unicode() == 0x7f)
                fuzzFail("no control characters in a path");
        }
    }
}

void checkRange(QByteArrayView field)
{
    for (const qint64 size : {qint64(0), qint64(1), qint64(1000), qint64(1) << 40}) {
        const RangeAnswer answer = parseRange(field, size);
        if (answer.kind != RangeKind::Part)
            continue;
        const bool inside = answer.range.first >= 0 && answer.range.length > 0 && answer.range.first < size &&
                            answer.range.length <= size - answer.range.first;
        if (!inside)
            fuzzFail("a range lies within what is there");
    }
}

void checkHeadOf(QByteArrayView input)
{
    const qsizetype end = headEnd(input);
    if (end > input.size())
        fuzzFail("a head ends within what came");
    const int status = checkHead(end < 0 ? input : input.first(end));
    if (status != 0 && status != 400 && status != 414 && status != 431)
        fuzzFail("a head is sound or refused with a status of its own");
    const qsizetype line = input.indexOf('\r');
    const QByteArrayView first = line < 0 ? input : input.first(line);
    const qsizetype target = first.indexOf(' ');
    checkTarget(target < 0 ? first : first.sliced(target + 1));
    checkRange(first);
}

/// A server of this process, for all inputs; its site is called "h".
class Served
{
public:
    Served()
        : m_server(routes(), options())
    {
        const Listening listening = m_server.listen(u"127.0.0.1"_s, 0);
        if (!listening.ok)
            fuzzFail("the server starts");
        m_port = listening.port;
    }
    quint16 port() const { return m_port; }
    Metrics metrics() const { return m_server.metrics(); }

private:
    static Router routes()
    {
        Router router;
        router.add("GET", u"/{rest...}"_s, [](const Request&) { return Response::text("here"); });
        RouteOptions some;
        some.maxBody = largestBody;
        for (const char* method : {"POST", "PUT"})
            router.add(
                method, u"/{rest...}"_s,
                [](const Request& r) { return Response::text(QByteArray::number(r.body.size())); }, some);
        router.addWebSocket(u"/socket"_s, [](const Request&) { return SocketCallbacks(); });
        return router;
    }
    static ServerOptions options()
    {
        ServerOptions given;
        given.threads = 1;
        given.allowedHosts = QStringList{u"h"_s};
        return given;
    }

    Server m_server;
    quint16 m_port = 0;
};

void checkConnection(const QByteArray& input)
{
    static Served served;
    {
        Line line(served.port());
        line.send(input);
        line.endSending();
        const QByteArray answers = line.readAll(5000);
        if (!answers.isEmpty() && !answers.startsWith("HTTP/1.1 "))
            fuzzFail("what is answered is HTTP");
        if (!line.ends(0))
            fuzzFail("a connection ends when its client has said all");
    }
    const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(10);
    while (served.metrics().connectionsOpen > 0 || served.metrics().bodyBytesHeld > 0) {
        if (std::chrono::steady_clock::now() > deadline)
            fuzzFail("an ended connection gives back its place and its body");
        std::this_thread::yield();
    }
    if (served.metrics().bodyBytesHeldPeak > largestBody)
        fuzzFail("no body is kept beyond its limit");
}

} // namespace

int fuzzOne(const std::uint8_t* data, std::size_t size)
{
    const QByteArray input(reinterpret_cast<const char*>(data), qsizetype(size));
    checkHeadOf(input);
    checkConnection(input);
    return 0;
}
