#include "server/http/gate.h"
#include "server/http/header_check.h"
#include "server/http/range.h"
#include "server/http/rate_limiter.h"
#include "server/http/router.h"
#include "server/http/server.h"
#include "server/http/target.h"

#include <QTest>

#include <malloc.h>

using namespace Qt::StringLiterals;
using namespace server::http;

namespace
{

Response ok(const Request&)
{
    return Response::noContent();
}

QByteArray get(const char* fields)
{
    return QByteArray("GET / HTTP/1.1\r\n") + fields + "\r\n";
}

} // namespace

/// The rules of the HTTP layer that need no socket.
class TestHttpRules : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void plainHttpIsForTheProxyAndThisComputer_data()
    {
        QTest::addColumn<QString>("peer");
        QTest::addColumn<bool>("plain");
        QTest::newRow("proxy") << u"10.0.0.7"_s << true;
        QTest::newRow("another of its range") << u"10.0.0.9"_s << true;
        QTest::newRow("this computer") << u"127.0.0.1"_s << true;
        QTest::newRow("this computer, IPv6") << u"::1"_s << true;
        QTest::newRow("mapped") << u"::ffff:127.0.0.1"_s << true;
        QTest::newRow("neighbour") << u"10.0.1.7"_s << false;
        QTest::newRow("stranger") << u"203.0.113.5"_s << false;
        QTest::newRow("stranger, IPv6") << u"2001:db8::5"_s << false;
    }
    void plainHttpIsForTheProxyAndThisComputer()
    {
        QFETCH(const QString, peer);
        QFETCH(const bool, plain);
        const Address everywhere = *Address::parse(u"0.0.0.0"_s);
        const AddressSet proxies = *AddressSet::parse({u"10.0.0.0/24"_s});
        QCOMPARE(Gate({}, proxies, everywhere, 80, false).hears(*Address::parse(peer)), plain);
        QVERIFY(Gate({}, proxies, everywhere, 443, true).hears(*Address::parse(peer)));
    }

    void target_data()
    {
        QTest::addColumn<QByteArray>("raw");
        QTest::addColumn<bool>("good");
        QTest::addColumn<QStringList>("path");
        const auto bad = [](const char* name, const QByteArray& raw) {
            QTest::newRow(name) << raw << false << QStringList();
        };
        QTest::newRow("root") << QByteArray("/") << true << QStringList();
        QTest::newRow("two") << QByteArray("/v1/tickets") << true << QStringList{u"v1"_s, u"tickets"_s};
        QTest::newRow("escape") << QByteArray("/a%20b") << true << QStringList{u"a b"_s};
        QTest::newRow("escape at the end") << QByteArray("/a%41") << true << QStringList{u"aA"_s};
        QTest::newRow("utf8") << QByteArray("/%C3%A9") << true << QStringList{u"é"_s};
        QTest::newRow("plus stays") << QByteArray("/a+b") << true << QStringList{u"a+b"_s};
        QTest::newRow("absolute") << QByteArray("http://desk.example/v1") << true << QStringList{u"v1"_s};
        QTest::newRow("absolute root") << QByteArray("http://desk.example") << true << QStringList();
        QTest::newRow("asterisk") << QByteArray("*") << true << QStringList();
        QTest::newRow("three dots") << QByteArray("/...") << true << QStringList{u"..."_s};
        bad("empty", "");
        bad("no slash", "v1");
        bad("dot", "/./a");
        bad("dots", "/a/../b");
        bad("encoded dots", "/a/%2e%2e/b");
        bad("mixed dots", "/a/.%2E");
        bad("encoded slash", "/a%2fb");
        bad("backslash", "/a%5cb");
        bad("raw backslash", "/..\\b");
        bad("cut escape", "/a%4");
        bad("lone percent", "/a%");
        bad("not hex", "/a%zz");
        bad("nul", "/a%00");
        bad("newline", "/a%0d%0a");
        bad("overlong slash", "/%c0%af");
        bad("broken utf8", "/%ff");
        bad("surrogate", "/%ed%a0%80");
        bad("fragment", "/a#b");
        bad("broken query", "/a?b=%g1");
        bad("no authority", "http:///a");
    }
    void target()
    {
        QFETCH(const QByteArray, raw);
        QFETCH(const bool, good);
        QFETCH(const QStringList, path);
        const std::optional<Target> target = parseTarget(raw);
        QCOMPARE(target.has_value(), good);
        if (target)
            QCOMPARE(target->path, path);
    }

    void query()
    {
        const std::optional<Target> target = parseTarget("/s?q=a+b%26c&empty=&flag&q=2");
        QVERIFY(target);
        Request request;
        request.query = target->query;
        QCOMPARE(request.queryValue(u"q"), u"a b&c"_s);
        QCOMPARE(request.queryValue(u"empty", u"x"_s), QString());
        QVERIFY(request.hasQuery(u"flag"));
        QCOMPARE(request.queryValue(u"absent", u"x"_s), u"x"_s);
        QCOMPARE(target->query.size(), 4);
    }

    void head_data()
    {
        QTest::addColumn<QByteArray>("head");
        QTest::addColumn<int>("status");
        const auto row = [](const char* name, const QByteArray& head, int status) {
            QTest::newRow(name) << head << status;
        };
        row("plain", get("Host: a\r\n"), 0);
        row("old version needs no host", "GET / HTTP/1.0\r\n\r\n", 0);
        row("chunked", get("Host: a\r\nTransfer-Encoding: Chunked\r\n"), 0);
        row("length", get("Host: a\r\nContent-Length: 12\r\n"), 0);
        row("no host", get(""), 400);
        row("two hosts", get("Host: a\r\nHost: a\r\n"), 400);
        row("host list", get("Host: a, b\r\n"), 400);
        row("user in host", get("Host: a@b\r\n"), 400);
        row("length and coding", get("Host: a\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n"), 400);
        row("coding and length", get("Host: a\r\nTransfer-Encoding: chunked\r\nContent-Length: 3\r\n"), 400);
        row("two equal lengths", get("Host: a\r\nContent-Length: 3\r\nContent-Length: 3\r\n"), 400);
        row("length list", get("Host: a\r\nContent-Length: 3, 3\r\n"), 400);
        row("signed length", get("Host: a\r\nContent-Length: +3\r\n"), 400);
        row("negative length", get("Host: a\r\nContent-Length: -3\r\n"), 400);
        row("hex length", get("Host: a\r\nContent-Length: 0x3\r\n"), 400);
        row("huge length", get("Host: a\r\nContent-Length: 18446744073709551616\r\n"), 400);
        row("empty length", get("Host: a\r\nContent-Length:\r\n"), 400);
        row("unknown coding", get("Host: a\r\nTransfer-Encoding: xchunked\r\n"), 400);
        row("gzip coding", get("Host: a\r\nTransfer-Encoding: gzip, chunked\r\n"), 400);
        row("two codings", get("Host: a\r\nTransfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n"), 400);
        row("coding in 1.0", "GET / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n", 400);
        row("folded", get("Host: a\r\nX: b\r\n c\r\n"), 400);
        row("folded first", "GET / HTTP/1.1\r\n Host: a\r\n\r\n", 400);
        row("space before colon", get("Host: a\r\nContent-Length : 3\r\n"), 400);
        row("no colon", get("Host: a\r\nnonsense\r\n"), 400);
        row("bare line feed", get("Host: a\r\nX: b\nY: c\r\n"), 400);
        row("bare return", get("Host: a\r\nX: b\rY: c\r\n"), 400);
        row("nul", get("Host: a\r\n") + QByteArray("X: \0\r\n\r\n", 8), 400);
        row("tab in line", "GET\t/ HTTP/1.1\r\nHost: a\r\n\r\n", 400);
        row("two spaces", "GET  / HTTP/1.1\r\nHost: a\r\n\r\n", 400);
        row("version 2", "GET / HTTP/2.0\r\nHost: a\r\n\r\n", 400);
        row("version 1.2", "GET / HTTP/1.2\r\nHost: a\r\n\r\n", 400);
        row("small letters", "GET / http/1.1\r\nHost: a\r\n\r\n", 400);
        row("raw utf8 target", "GET /\xc3\xa9 HTTP/1.1\r\nHost: a\r\n\r\n", 400);
        row("long line", "GET /" + QByteArray(9000, 'a') + " HTTP/1.1\r\nHost: a\r\n\r\n", 414);
        row("many fields", get(QByteArray("Host: a\r\n" + QByteArray("X: y\r\n").repeated(101)).constData()), 431);
        row("nonsense", "\x16\x03\x01\r\n\r\n", 400);
    }
    void head()
    {
        QFETCH(const QByteArray, head);
        QFETCH(const int, status);
        QCOMPARE(checkHead(head), status);
    }

    void range_data()
    {
        QTest::addColumn<QByteArray>("field");
        QTest::addColumn<int>("kind");
        QTest::addColumn<qint64>("first");
        QTest::addColumn<qint64>("length");
        const auto row = [](const char* field, RangeKind kind, qint64 first, qint64 length) {
            QTest::newRow(field) << QByteArray(field) << static_cast<int>(kind) << first << length;
        };
        row("bytes=0-9", RangeKind::Part, 0, 10);
        row("bytes=90-", RangeKind::Part, 90, 10);
        row("bytes=-5", RangeKind::Part, 95, 5);
        row("bytes=-500", RangeKind::Part, 0, 100);
        row("BYTES=99-99", RangeKind::Part, 99, 1);
        row("bytes=50-5000", RangeKind::Part, 50, 50);
        row("bytes=100-", RangeKind::Unsatisfiable, 0, 0);
        row("bytes=-0", RangeKind::Unsatisfiable, 0, 0);
        row("bytes=9-3", RangeKind::Whole, 0, 0);
        row("bytes=0-1,4-5", RangeKind::Whole, 0, 0);
        row("bytes=a-b", RangeKind::Whole, 0, 0);
        row("bytes=-", RangeKind::Whole, 0, 0);
        row("bytes=", RangeKind::Whole, 0, 0);
        row("items=0-1", RangeKind::Whole, 0, 0);
        row("bytes=0-99999999999999999999", RangeKind::Whole, 0, 0);
    }
    void range()
    {
        QFETCH(const QByteArray, field);
        QFETCH(const int, kind);
        QFETCH(const qint64, first);
        QFETCH(const qint64, length);
        const RangeAnswer answer = parseRange(field, 100);
        QCOMPARE(static_cast<int>(answer.kind), kind);
        QCOMPARE(answer.range.first, first);
        QCOMPARE(answer.range.length, length);
    }

    void etags()
    {
        QVERIFY(etagListed("\"a\", \"b\"", "\"b\""));
        QVERIFY(etagListed("W/\"b\"", "\"b\""));
        QVERIFY(etagListed("*", "\"b\""));
        QVERIFY(!etagListed("\"bb\"", "\"b\""));
        QVERIFY(!etagListed("", "\"b\""));
        QVERIFY(!etagListed("*", ""));
    }

    void routes_data()
    {
        QTest::addColumn<QByteArray>("method");
        QTest::addColumn<QStringList>("path");
        QTest::addColumn<QString>("pattern");
        QTest::addColumn<QByteArray>("allowed");
        const auto row = [](const char* name, const char* method, const QStringList& path, const QString& pattern,
                            const char* allowed) {
            QTest::newRow(name) << QByteArray(method) << path << pattern << QByteArray(allowed);
        };
        row("root", "GET", {}, u"/"_s, "");
        row("parameter", "GET", {u"t"_s, u"7"_s}, u"/t/{id}"_s, "");
        row("fixed wins", "GET", {u"t"_s, u"open"_s}, u"/t/open"_s, "");
        row("head is get", "HEAD", {u"t"_s, u"7"_s}, u"/t/{id}"_s, "");
        row("deeper", "POST", {u"t"_s, u"7"_s, u"m"_s}, u"/t/{id}/m"_s, "");
        row("rest", "GET", {u"files"_s, u"a"_s, u"b"_s}, u"/files/{path...}"_s, "");
        row("405", "DELETE", {u"t"_s, u"7"_s}, {}, "GET, HEAD, OPTIONS, PUT");
        row("404", "GET", {u"x"_s}, {}, "");
        row("too deep", "GET", {u"t"_s, u"7"_s, u"m"_s, u"x"_s}, {}, "");
        row("empty parameter", "GET", {u"t"_s, u""_s}, {}, "");
        row("rest needs one", "GET", {u"files"_s}, {}, "");
        row("empty in rest", "GET", {u"files"_s, u""_s, u"b"_s}, {}, "");
    }
    void routes()
    {
        QFETCH(const QByteArray, method);
        QFETCH(const QStringList, path);
        QFETCH(const QString, pattern);
        QFETCH(const QByteArray, allowed);
        Router router;
        router.add("GET", u"/files/{path...}"_s, ok);
        router.add("GET", u"/t/{id}"_s, ok);
        router.add("PUT", u"/t/{id}"_s, ok);
        router.add("GET", u"/t/open"_s, ok);
        router.add("POST", u"/t/{id}/m"_s, ok);
        router.add("GET", u"/"_s, ok);
        const Match match = router.find(method, path);
        QCOMPARE(match.route ? match.route->pattern : QString(), pattern);
        QCOMPARE(match.allowed.join(", "), allowed);
    }

    void bucketsRefillAndStayBounded()
    {
        auto now = std::chrono::steady_clock::time_point{};
        RateLimiter limiter({2, 3, 2}, [&] { return now; });
        for (int i = 0; i < 3; ++i)
            QVERIFY(limiter.take("a").allowed);
        const RateLimiter::Decision refused = limiter.take("a");
        QVERIFY(!refused.allowed);
        QCOMPARE(refused.retryAfter.count(), 500);
        QCOMPARE(refused.retryAfterSeconds(), QByteArray("1"));
        now += std::chrono::milliseconds(500);
        QVERIFY(limiter.peek("a").allowed);
        QVERIFY(limiter.take("a").allowed);
        QVERIFY(!limiter.take("a").allowed);
        limiter.reset("a");
        QVERIFY(limiter.take("a").allowed);
        QVERIFY(limiter.take("b").allowed);
        QVERIFY(limiter.take("c").allowed);
        QCOMPARE(limiter.size(), 2U);
    }

    void everybodyIsNoProxy_data()
    {
        QTest::addColumn<QString>("proxy");
        QTest::addColumn<bool>("isRefused");
        const auto row = [](const char* proxy, bool isRefused) {
            QTest::newRow(proxy) << QString::fromLatin1(proxy) << isRefused;
        };
        row("0.0.0.0/0", true);
        row("0.0.0.0/1", true);
        row("128.0.0.0/1", true);
        row("64.0.0.0/7", true);
        row("::/0", true);
        row("2000::/3", true);
        row("::/64", true); // the mapped form of every IPv4 address is in it
        row("::ffff:0:0/0", true);
        row("10.0.0.0/8", false);
        row("172.16.0.0/12", false);
        row("127.0.0.1", false);
        row("0.0.0.0", false);
        row("fd00::/16", false);
        row("::1", false);
    }
    void everybodyIsNoProxy()
    {
        QFETCH(const QString, proxy);
        QFETCH(const bool, isRefused);
        ServerOptions options;
        options.trustedProxies = QStringList{u"127.0.0.1"_s, proxy};
        Server server(Router(), options);
        const Listening listening = server.listen(u"127.0.0.1"_s, 0);
        QCOMPARE(!listening.ok, isRefused);
        QCOMPARE(listening.error.contains(proxy), isRefused);
    }

    /// A "token" of any length costs no more than a short one.
    void keysOfLimitersAreKeptAsHashes()
    {
        RateLimiter limiter({1, 1, 2000}, [] { return std::chrono::steady_clock::time_point{}; });
        const auto longKey = [](int number) { return QByteArray(200'000, 'x') + QByteArray::number(number); };
        const auto used = [] { return mallinfo2().uordblks + mallinfo2().hblkhd; };
        const std::size_t before = used();
        for (int i = 0; i < 1000; ++i)
            QVERIFY(limiter.take(longKey(i)).allowed);
        QCOMPARE(limiter.size(), 1000U);
        QVERIFY(used() < before + 1024 * 1024);
        for (int i = 0; i < 1000; ++i)
            QVERIFY(!limiter.peek(longKey(i)).allowed);
        limiter.reset(longKey(7));
        QVERIFY(limiter.take(longKey(7)).allowed);
    }

    void oneHouseholdIsOneKey()
    {
        QCOMPARE(addressKey(u"2001:db8::1"_s), addressKey(u"2001:db8::ffff:1"_s));
        QVERIFY(addressKey(u"2001:db8:0:1::1"_s) != addressKey(u"2001:db8::1"_s));
        QVERIFY(addressKey(u"192.0.2.1"_s) != addressKey(u"192.0.2.2"_s));
        QCOMPARE(addressKey(u"::ffff:192.0.2.1"_s), addressKey(u"192.0.2.1"_s));
    }

    void forwardedIsBelievedFromProxiesOnly_data()
    {
        QTest::addColumn<QString>("peer");
        QTest::addColumn<QByteArray>("forwarded");
        QTest::addColumn<QString>("client");
        QTest::newRow("stranger") << u"192.0.2.9"_s << QByteArray("198.51.100.1") << u"192.0.2.9"_s;
        QTest::newRow("proxy") << u"10.0.0.1"_s << QByteArray("198.51.100.1") << u"198.51.100.1"_s;
        QTest::newRow("spoofed") << u"10.0.0.1"_s << QByteArray("6.6.6.6, 198.51.100.1") << u"198.51.100.1"_s;
        QTest::newRow("two proxies") << u"10.0.0.1"_s << QByteArray("198.51.100.1, 10.2.0.1") << u"198.51.100.1"_s;
        QTest::newRow("nonsense") << u"10.0.0.1"_s << QByteArray("unknown") << u"10.0.0.1"_s;
    }
    void forwardedIsBelievedFromProxiesOnly()
    {
        QFETCH(const QString, peer);
        QFETCH(const QByteArray, forwarded);
        QFETCH(const QString, client);
        const Gate gate({}, *AddressSet::parse({u"10.0.0.0/8"_s}), *Address::parse(u"0.0.0.0"_s), 80, false);
        Request request;
        request.headers.add("X-Forwarded-For", forwarded);
        request.headers.add("X-Forwarded-Proto", "https");
        gate.identify(request, *Address::parse(peer), "desk.example");
        QCOMPARE(request.peer, client);
        QCOMPARE(request.secure, peer.startsWith(u"10."));
    }

    void headerValuesCannotStartHeaders()
    {
        Headers headers;
        headers.add("X", "a\r\nSet-Cookie: b");
        QCOMPARE(headers.value("x"), QByteArray("a  Set-Cookie: b"));
    }
};

QTEST_GUILESS_MAIN(TestHttpRules)
#include "tst_http_rules.moc"
