// Two server processes on one PostgreSQL: presence and typing of one arrive at the other, in every direction, and what
// a process that was killed left behind goes.

#include "server/process/run.h"
#include "server/rules/inbound.h"
#include "server/store/database.h"
#include "sql/postgres_connection.h"
#include "tests/server/api_desk.h"

#include <QElapsedTimer>
#include <QJsonArray>
#include <QProcess>
#include <QTest>

#include <cstring>

#ifdef Q_OS_LINUX
#include <csignal>
#include <sys/prctl.h>
#endif

using namespace Qt::StringLiterals;
using test::ApiDesk;
using test::Socket;

namespace
{

/// This program itself as a server process that can be killed.
class Killed
{
public:
    explicit Killed(const server::store::StoreOptions& place)
    {
#ifdef Q_OS_LINUX
        m_process.setChildProcessModifier([] { prctl(PR_SET_PDEATHSIG, SIGKILL); });
#endif
        m_process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
        m_process.start(QCoreApplication::applicationFilePath(), {u"--serve"_s, place.dataDir, place.postgres});
        while (!m_process.canReadLine() && m_process.waitForReadyRead(30'000))
            continue;
        const QByteArray line = m_process.readLine().trimmed();
        m_port = line.mid(line.lastIndexOf(':') + 1).toUShort();
    }
    ~Killed()
    {
        kill();
    }
    Killed(const Killed&) = delete;
    Killed& operator=(const Killed&) = delete;

    quint16 port() const
    {
        return m_port;
    }
    void kill()
    {
        m_process.kill();
        m_process.waitForFinished(10'000);
    }

private:
    QProcess m_process;
    quint16 m_port = 0;
};

QJsonObject viewing(const QString& ticket)
{
    return {{u"type"_s, u"viewing"_s}, {u"ticket"_s, ticket}};
}

QJsonObject typing(const QString& ticket, bool on)
{
    return {{u"type"_s, u"typing"_s}, {u"ticket"_s, ticket}, {u"typing"_s, on}};
}

QJsonObject typing(bool on)
{
    return {{u"type"_s, u"typing"_s}, {u"typing"_s, on}};
}

/// Waits for a presence frame that says this of the others; frames on the way there are passed over.
bool hears(Socket& socket, const QStringList& names, const QStringList& whoType = {})
{
    for (;;) {
        const QJsonObject frame = socket.hear(u"presence"_s);
        if (frame.isEmpty())
            return false;
        QStringList present;
        QStringList typists;
        for (const auto& agent : frame[u"agents"_s].toArray()) {
            present.append(agent[u"name"_s].toString());
            if (agent[u"typing"_s].toBool())
                typists.append(agent[u"name"_s].toString());
        }
        if (present == names && typists == whoType)
            return true;
    }
}

bool hearsTyping(Socket& socket, const QString& type, bool on)
{
    const QJsonObject frame = socket.hear(type);
    return !frame.isEmpty() && frame[u"typing"_s].toBool() == on;
}

} // namespace

class TestProcesses : public QObject
{
    Q_OBJECT

    ApiDesk m_desk;
    QByteArray m_ada;
    QByteArray m_bob;
    QString m_ticket;

    QString newTicket()
    {
        server::rules::InboundMessage message;
        message.channel = desk::Channel::Sms;
        message.from = u"+31600000001"_s;
        message.to = u"the desk"_s;
        message.text = u"hello"_s;
        message.at = m_desk.clock().now();
        const auto receipt = server::rules::receive(m_desk.store(), message);
        return receipt ? receipt->ticket.value() : QString();
    }
    bool serve()
    {
        if (!m_desk.open(sql::Engine::Postgres))
            return false;
        m_ada = m_desk.agent(u"ada"_s);
        m_bob = m_desk.agent(u"bob"_s);
        m_ticket = newTicket();
        return true;
    }
    std::unique_ptr<Socket> agent(const QByteArray& token, const QUrl& url, const QString& ticket)
    {
        auto socket = std::make_unique<Socket>(url);
        socket->say({{u"type"_s, u"auth"_s}, {u"token"_s, QString::fromLatin1(token)}, {u"cursor"_s, 0}});
        socket->say(viewing(ticket));
        return socket;
    }
    std::unique_ptr<Socket> adaHere(const QString& ticket)
    {
        return agent(m_ada, m_desk.socketUrl(u"/v1/stream"_s), ticket);
    }
    std::unique_ptr<Socket> bobAt(quint16 port, const QString& ticket)
    {
        return agent(m_bob, ApiDesk::socketUrl(u"/v1/stream"_s, port), ticket);
    }
    /// A visitor on that process who wrote something; `ticket` gets where it went.
    std::unique_ptr<Socket> visitorAt(quint16 port, QString& ticket)
    {
        auto socket = std::make_unique<Socket>(ApiDesk::socketUrl(u"/chat/socket"_s, port));
        socket->say({{u"type"_s, u"hello"_s}, {u"session"_s, QString()}});
        if (socket->hear(u"welcome"_s).isEmpty())
            return socket;
        socket->say({{u"type"_s, u"send"_s}, {u"client"_s, u"c"_s}, {u"text"_s, u"hello"_s}});
        if (socket->hear(u"ack"_s).isEmpty())
            return socket;
        const auto page = m_desk.call("GET", u"/v1/history/tickets?scope=all"_s, m_ada).json();
        ticket = page[u"tickets"_s][0][u"id"_s].toString();
        return socket;
    }
    quint16 ownPort() const { return quint16(m_desk.socketUrl({}).port()); }

private Q_SLOTS:
    void init()
    {
        if (!serve())
            QSKIP(qPrintable(m_desk.why()));
    }

    void agentsSeeEachOther()
    {
        const auto other = m_desk.another();
        const auto ada = adaHere(m_ticket);
        QVERIFY(hears(*ada, {}));
        const auto bob = bobAt(other.port, m_ticket);
        QVERIFY(hears(*bob, {u"ada"_s}));
        QVERIFY(hears(*ada, {u"bob"_s}));
        bob->say(typing(m_ticket, true));
        QVERIFY(hears(*ada, {u"bob"_s}, {u"bob"_s}));
        bob->say(typing(m_ticket, false));
        QVERIFY(hears(*ada, {u"bob"_s}));
        ada->say(typing(m_ticket, true));
        QVERIFY(hears(*bob, {u"ada"_s}, {u"ada"_s}));
        // Typing that is not repeated ends at its own process, and so everywhere.
        m_desk.clock().advance(server::api::kTypingLife + 1);
        QVERIFY(hears(*bob, {u"ada"_s}));
        bob->say(viewing(QString()));
        QVERIFY(hears(*ada, {}));
        bob->say(viewing(m_ticket));
        QVERIFY(hears(*ada, {u"bob"_s}));
        bob->close();
        QVERIFY(hears(*ada, {}));
    }

    void newProcessesLearnWhatIs()
    {
        const auto ada = adaHere(m_ticket);
        QVERIFY(hears(*ada, {}));
        const auto other = m_desk.another();
        const auto bob = bobAt(other.port, m_ticket);
        QVERIFY(hears(*bob, {u"ada"_s}));
    }

    void anOrderlyEndIsToldAtOnce()
    {
        auto other = m_desk.another();
        const auto ada = adaHere(m_ticket);
        const auto bob = bobAt(other.port, m_ticket);
        QVERIFY(hears(*ada, {u"bob"_s}));
        other.server->stop();
        QVERIFY(hears(*ada, {}));
    }

    void visitorsAndAgentsType()
    {
        const auto other = m_desk.another();
        QString ticket;
        const auto visitor = visitorAt(other.port, ticket);
        const auto ada = adaHere(ticket);
        QVERIFY(hears(*ada, {}));
        visitor->say(typing(true));
        QVERIFY(hearsTyping(*ada, u"customer-typing"_s, true));
        visitor->say(typing(false));
        QVERIFY(hearsTyping(*ada, u"customer-typing"_s, false));
        m_desk.clock().advance(3 * desk::kSecond); // told at most every two seconds
        visitor->say(typing(true));
        QVERIFY(hearsTyping(*ada, u"customer-typing"_s, true));
        m_desk.clock().advance(server::api::kTypingLife + 1);
        QVERIFY(hearsTyping(*ada, u"customer-typing"_s, false));

        ada->say(typing(ticket, true));
        QVERIFY(hearsTyping(*visitor, u"typing"_s, true));
        ada->say(typing(ticket, false));
        QVERIFY(hearsTyping(*visitor, u"typing"_s, false));
        // Two agents at two processes: the visitor hears that somebody types until nobody does.
        const auto bob = bobAt(other.port, ticket);
        QVERIFY(hears(*ada, {u"bob"_s}));
        bob->say(typing(ticket, true));
        QVERIFY(hearsTyping(*visitor, u"typing"_s, true));
        ada->say(typing(ticket, true));
        QVERIFY(hears(*bob, {u"ada"_s}, {u"ada"_s}));
        ada->say(typing(ticket, false));
        QVERIFY(hears(*bob, {u"ada"_s}));
        QVERIFY(visitor->heard(u"typing"_s).isEmpty());
        bob->close();
        QVERIFY(hearsTyping(*visitor, u"typing"_s, false));
    }

    void theDeadLeaveNobodyBehind()
    {
        Killed other(m_desk.place());
        QVERIFY(other.port() > 0);
        QString written;
        const auto visitor = visitorAt(ownPort(), written);
        QString there;
        const auto lost = visitorAt(other.port(), there);
        QVERIFY(!written.isEmpty() && !there.isEmpty() && written != there);
        const auto ada = adaHere(written);
        const auto bob = bobAt(other.port(), written);
        QVERIFY(hears(*ada, {u"bob"_s}));
        bob->say(typing(written, true));
        QVERIFY(hears(*ada, {u"bob"_s}, {u"bob"_s}));
        QVERIFY(hearsTyping(*visitor, u"typing"_s, true));
        lost->say(typing(true));
        QVERIFY(hearsTyping(*ada, u"customer-typing"_s, true));

        other.kill();
        m_desk.clock().advance(server::api::kPresenceLife);
        QVERIFY(hears(*ada, {}));
        QVERIFY(hearsTyping(*ada, u"customer-typing"_s, false));
        QVERIFY(hearsTyping(*visitor, u"typing"_s, false));
    }

    void nonsenseOnTheLineIsIgnored()
    {
        const auto ada = adaHere(m_ticket);
        QVERIFY(hears(*ada, {}));
        const auto stranger = sql::PostgresConnection::open(m_desk.place().postgres);
        const QString channel = QString::fromLatin1(server::store::kPresenceChannel);
        const QByteArray process(32, 'b');
        const auto said = [&](const QString& tickets) {
            return u"{\"process\":\"%1\",\"tickets\":[%2]}"_s.arg(QString::fromLatin1(process), tickets);
        };
        const QString one = u"{\"id\":\"%1\",\"visitor\":false,\"agents\":%2}"_s.arg(m_ticket);
        for (const QString& nonsense :
             {QString(), u"}"_s, u"[]"_s, QString(7900, u'['), said(one.arg(u"7"_s)),
              said(one.arg(u"[{\"id\":\"x\",\"name\":\"<b>\",\"typing\":true}]"_s)), said(u"\"\",\"\""_s)})
            stranger->notify(channel, nonsense);
        stranger->notify(QString::fromLatin1(server::store::kChangesChannel), u"not a number"_s);
        stranger->notify(channel, said(one.arg(u"[{\"id\":\"77\",\"name\":\"eve\",\"typing\":false}]"_s)));
        const QJsonObject next = ada->hear(u"presence"_s);
        QCOMPARE(next[u"agents"_s].toArray().size(), 1);
        QCOMPARE(next[u"agents"_s][0][u"name"_s].toString(), u"eve"_s);
        m_desk.clock().advance(server::api::kPresenceLife);
        QVERIFY(hears(*ada, {}));
    }

    void aStormBecomesFewNotices()
    {
        const auto other = m_desk.another();
        const auto ada = adaHere(m_ticket);
        const auto bob = bobAt(other.port, m_ticket);
        QVERIFY(hears(*ada, {u"bob"_s}));
        QVERIFY(hears(*bob, {u"ada"_s}));
        const auto ear = sql::PostgresConnection::open(m_desk.place().postgres);
        ear->listen(QString::fromLatin1(server::store::kPresenceChannel));
        QElapsedTimer timer;
        timer.start();
        for (int i = 0; i < 2000; ++i)
            bob->say(typing(m_ticket, i % 2 == 0));
        bob->say(typing(m_ticket, true));
        bob->say({{u"type"_s, u"ping"_s}});
        QVERIFY(!bob->hear(u"pong"_s, 30'000).isEmpty());
        bob->say(viewing(QString()));
        QVERIFY(hears(*ada, {}));
        const qint64 most = timer.elapsed() / 100 + 3;
        const qsizetype heard = ear->takeNotifications().size();
        QVERIFY2(heard > 0 && heard <= most, qPrintable(u"%1 notices, at most %2"_s.arg(heard).arg(most)));
    }

    void aBrokenLineIsMended()
    {
        const auto other = m_desk.another();
        const auto ada = adaHere(m_ticket);
        const auto bob = bobAt(other.port, m_ticket);
        QVERIFY(hears(*ada, {u"bob"_s}));
        const auto admin = sql::PostgresConnection::open(m_desk.place().postgres);
        const auto cut = admin->value<qint64>(
            u"SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE datname = current_database() "
            "AND pid <> pg_backend_pid()"_s);
        QVERIFY(cut.value_or(0) > 2);
        bob->say(typing(m_ticket, true));
        QVERIFY(hears(*ada, {u"bob"_s}, {u"bob"_s}));
    }
};

int main(int argc, char** argv)
{
    if (argc == 4 && std::strcmp(argv[1], "--serve") == 0) {
        server::process::Serve serve;
        serve.place = {QString::fromLocal8Bit(argv[2]), QString::fromLocal8Bit(argv[3])};
        serve.address = u"127.0.0.1"_s;
        serve.port = 0;
        return server::process::run(serve);
    }
    const QCoreApplication app(argc, argv);
    TestProcesses test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_api_processes.moc"
