// A desk whose line to PostgreSQL swallows: it answers, ends, and hears again.

#include "server/rules/inbound.h"
#include "server/store/line_gate.h"
#include "sql/error.h"
#include "tests/server/api_desk.h"
#include "tests/server/server_program.h"
#include "tests/support/line_forwarder.h"

#include <QElapsedTimer>
#include <QJsonArray>
#include <QTcpSocket>
#include <QTest>

#include <future>
#include <thread>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using server::process::DeskServerOptions;
using test::ApiDesk;
using test::LineForwarder;
using test::Ran;
using test::ServerProgram;
using test::Socket;

namespace
{

/// Far above the limits below, far below what a wait without a limit takes.
constexpr qint64 kBounded = 30'000;

QJsonObject viewing(const QString& ticket)
{
    return {{u"type"_s, u"viewing"_s}, {u"ticket"_s, ticket}};
}

} // namespace

class TestDatabaseSilence : public QObject
{
    Q_OBJECT

private:
    test::PostgresFixture m_server;
    std::unique_ptr<LineForwarder> m_line;
    std::unique_ptr<ApiDesk> m_desk;
    QString m_direct;
    QByteArray m_token;

    bool open(std::chrono::milliseconds statement)
    {
        m_desk.reset();
        m_line = std::make_unique<LineForwarder>(LineForwarder::postgresSocket(m_server.socketFolder()));
        m_direct = m_server.newDatabase();
        DeskServerOptions options;
        options.store.postgres = m_line->through(m_direct);
        options.store.limits = {.connect = 2s, .statement = statement, .probe = 1s, .probeEvery = 200ms};
        options.stopLimit = 500ms;
        m_desk = std::make_unique<ApiDesk>();
        if (!m_desk->open(sql::Engine::Postgres, options))
            return false;
        m_token = m_desk->agent(u"ada"_s);
        return m_desk->call("GET", u"/v1/me"_s, m_token).status == 200;
    }

    /// A server process of the same desk whose own line is good.
    ApiDesk::Another beside() const
    {
        DeskServerOptions options;
        options.store = m_desk->place();
        options.store.postgres = m_direct;
        auto server = server::process::DeskServer::open(std::move(options), m_desk->clock());
        if (!server)
            qFatal("no second server: %s", qPrintable(server.fault().message));
        ApiDesk::Another another{std::move(server).value(), 0};
        another.port = another.server->listen(u"127.0.0.1"_s, 0).port;
        return another;
    }

    bool receives(server::store::Database& database, const QString& text) const
    {
        const auto store = database.connect();
        server::rules::InboundMessage message;
        message.channel = desk::Channel::Email;
        message.from = u"customer@shop.example"_s;
        message.to = u"help@desk.example"_s;
        message.text = text;
        message.at = m_desk->clock().now();
        return store && server::rules::receive(**store, message).ok();
    }

    /// Each of the server's threads may have a deaf line to find out about first.
    bool answersAgain()
    {
        QElapsedTimer clock;
        clock.start();
        int inARow = 0;
        while (inARow < 8 && clock.elapsed() < kBounded)
            inARow = m_desk->call("GET", u"/v1/me"_s, m_token).status == 200 ? inARow + 1 : 0;
        return inARow == 8;
    }

    Socket& signIn(Socket& socket) const
    {
        socket.say({{u"type"_s, u"auth"_s}, {u"token"_s, QString::fromLatin1(m_token)}, {u"cursor"_s, 0}});
        if (socket.hear(u"ready"_s).isEmpty())
            qWarning("the socket was not signed in");
        return socket;
    }

private Q_SLOTS:
    void initTestCase() { NEED_POSTGRES(m_server); }
    void cleanup() { m_desk.reset(); }

    void agentsAreAnsweredInTime()
    {
        QVERIFY(open(2s));
        m_line->swallow();
        QElapsedTimer clock;
        for (const QString& path : {u"/v1/me"_s, u"/v1/changes?after=0"_s, u"/v1/health"_s, u"/v1/bootstrap"_s,
                                    u"/v1/search?q=x"_s, u"/v1/me"_s}) {
            clock.start();
            const test::Answer answer = m_desk->call("GET", path, m_token);
            QVERIFY2(clock.elapsed() < kBounded, qPrintable(path));
            QCOMPARE(answer.status, 503);
            QVERIFY(answer.headers.contains("retry-after"));
            QVERIFY(!answer.json()[u"detail"_s].toString().isEmpty());
        }
        m_line->pass();
        QVERIFY(answersAgain());
    }

    void aDeafDeskHearsAgain()
    {
        QVERIFY(open(2s));
        const auto other = beside();
        Socket agent(m_desk->socketUrl(u"/v1/stream"_s));
        signIn(agent);
        QVERIFY(receives(other.server->database(), u"before"_s));
        QVERIFY(!agent.hear(u"changes"_s).isEmpty());
        m_line->forget(); // every line of this process is deaf from here on, and none says so
        QVERIFY(receives(other.server->database(), u"after"_s));
        QVERIFY(!agent.hear(u"changes"_s, int(kBounded)).isEmpty());
        QVERIFY(answersAgain());
    }

    void aDeafListenerIsReplaced()
    {
        QVERIFY(open(2s));
        const auto other = beside();
        Socket here(m_desk->socketUrl(u"/v1/stream"_s));
        signIn(here);
        Socket there(ApiDesk::socketUrl(u"/v1/stream"_s, other.port));
        m_token = m_desk->agent(u"bob"_s);
        signIn(there);
        here.say(viewing(u"7"_s));
        there.say(viewing(u"7"_s));
        QVERIFY(!here.hear(u"presence"_s).isEmpty());
        m_line->forget();
        here.say(viewing(u"8"_s)); // what still comes of the other ticket was on its way before
        // Each change is told to the others once: what a deaf line swallowed is gone.
        QElapsedTimer clock;
        clock.start();
        bool hears = false;
        for (bool on = false; !hears && clock.elapsed() < kBounded; on = !on) {
            there.say(viewing(on ? u"8"_s : QString()));
            const QJsonObject frame = here.hear(u"presence"_s, 300);
            hears = frame.value(u"ticket"_s) == u"8"_s && !frame.value(u"agents"_s).toArray().isEmpty();
        }
        QVERIFY(hears);
    }

    void stopEndsWhileTheLineSwallows()
    {
        QVERIFY(open(10min)); // the limit of statements does not help
        m_line->swallow();
        const qint64 before = m_line->held();
        QTcpSocket asking;
        const QUrl url = m_desk->socketUrl(u"/v1/me"_s);
        asking.connectToHost(u"127.0.0.1"_s, quint16(url.port()));
        QVERIFY(asking.waitForConnected());
        asking.write("GET /v1/me HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer " + m_token + "\r\n\r\n");
        QVERIFY(asking.waitForBytesWritten());
        QTRY_VERIFY(m_line->held() > before); // a handler waits for its answer
        QElapsedTimer clock;
        clock.start();
        m_desk->server().stop();
        QVERIFY2(clock.elapsed() < kBounded, qPrintable(QString::number(clock.elapsed())));
    }

    void signalsEndAServerWhoseLineSwallows_data()
    {
        QTest::addColumn<bool>("twice");
        QTest::newRow("one") << false;
        QTest::newRow("a second one ends at once") << true;
    }
    void signalsEndAServerWhoseLineSwallows()
    {
        QFETCH(bool, twice);
        if (ServerProgram::path().isEmpty())
            QSKIP("BELLHOP_SERVER does not name the program");
        const QTemporaryDir folder;
        LineForwarder line(LineForwarder::postgresSocket(m_server.socketFolder()));
        ServerProgram server;
        QVERIFY(server.serve({u"--listen"_s, u"127.0.0.1:0"_s, u"--data"_s, folder.path(), u"--database"_s,
                              line.through(m_server.newDatabase())}));
        line.swallow();
        QTRY_VERIFY(line.held() > 0); // the feed waits
        QElapsedTimer clock;
        clock.start();
        server.signal(SIGTERM);
        if (twice) {
            QVERIFY(server.logs(u"ending"_s));
            server.signal(SIGTERM);
        }
        const Ran ran = server.end();
        QCOMPARE(ran.code, twice ? -1 : 0); // by the signal; in order
        QVERIFY2(clock.elapsed() < kBounded, qPrintable(QString::number(clock.elapsed())));
    }

    void oneAtATimeTriesADatabaseThatIsAway()
    {
        server::store::LineGate gate;
        const auto fails = [&gate] {
            try {
                return gate.through([]() -> bool { throw sql::Failure(sql::ErrorKind::Connection, u"refused"_s); });
            } catch (const sql::Failure&) {
                return false;
            }
        };
        fails();
        std::promise<void> tries;
        std::promise<void> ends;
        auto trying = std::async(std::launch::async, [&] {
            while (true) { // for as long as the failure took, nobody tries again
                try {
                    return gate.through([&] {
                        tries.set_value();
                        ends.get_future().wait();
                        return true;
                    });
                } catch (const sql::Failure&) {
                    std::this_thread::yield();
                }
            }
        });
        tries.get_future().wait();
        bool wasAsked = false;
        bool wasToldAtOnce = false;
        try {
            gate.through([&] { return wasAsked = true; });
        } catch (const sql::Failure&) {
            wasToldAtOnce = true;
        }
        ends.set_value();
        QVERIFY(trying.get());
        QVERIFY(wasToldAtOnce && !wasAsked);
        QVERIFY(gate.through([] { return true; }));
    }
};

QTEST_GUILESS_MAIN(TestDatabaseSilence)
#include "tst_database_silence.moc"
