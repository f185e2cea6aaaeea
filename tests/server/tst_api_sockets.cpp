// The agents' stream over real sockets, on both engines: sign-in, frames without gaps, presence, typing, closing.

#include "server/rules/desk_settings.h"
#include "server/rules/inbound.h"
#include "server/store/feed.h"
#include "server/store/writing.h"
#include "tests/server/api_desk.h"

#include <QJsonArray>
#include <QRegularExpression>
#include <QTest>

using namespace Qt::StringLiterals;
using test::ApiDesk;
using test::operation;
using test::Socket;

class TestApiSockets : public QObject
{
    Q_OBJECT

    ApiDesk m_desk;

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
    std::unique_ptr<Socket> stream(const QByteArray& token)
    {
        auto socket = std::make_unique<Socket>(m_desk.socketUrl(u"/v1/stream"_s));
        socket->say({{u"type"_s, u"auth"_s}, {u"token"_s, QString::fromLatin1(token)}, {u"cursor"_s, 0}});
        return socket;
    }
    static qint64 seqOf(const QJsonValue& cursor)
    {
        const auto read = desk::cursorFrom(cursor.toString());
        return read ? read->seq : -1;
    }
    /// The next frame that tells of something; one without lines only names a new epoch.
    static QJsonArray nextChanges(Socket& socket)
    {
        QJsonObject frame = socket.hear(u"changes"_s);
        while (!frame.isEmpty() && frame[u"changes"_s].toArray().isEmpty())
            frame = socket.hear(u"changes"_s);
        return frame[u"changes"_s].toArray();
    }
    /// Ready, and past what was committed before: the hub may hear of that later than who asks.
    static bool isAt(Socket& socket, qint64 cursor)
    {
        QJsonObject frame = socket.hear(u"ready"_s);
        qint64 at = seqOf(frame[u"cursor"_s]);
        while (!frame.isEmpty() && at < cursor) {
            frame = socket.hear(u"changes"_s);
            at = seqOf(frame[u"to"_s]);
        }
        return !frame.isEmpty();
    }
    static QJsonObject viewing(const QString& ticket) { return {{u"type"_s, u"viewing"_s}, {u"ticket"_s, ticket}}; }
    static QJsonObject typing(const QString& ticket, bool on)
    {
        return {{u"type"_s, u"typing"_s}, {u"ticket"_s, ticket}, {u"typing"_s, on}};
    }

private Q_SLOTS:
    void framesFollowEachOther_data() { ApiDesk::rows(); }
    void framesFollowEachOther()
    {
        SERVED_DESK(m_desk);
        const QByteArray ada = m_desk.agent(u"ada"_s);
        const QString ticket = newTicket();
        const auto socket = stream(ada);
        const QJsonObject ready = socket->hear(u"ready"_s);
        QVERIFY(!ready.isEmpty());
        QCOMPARE(ready[u"capabilities"_s].toArray(),
                 (QJsonArray{u"take-back"_s, u"restore"_s, u"strict-operations"_s}));
        QString cursor = ready[u"cursor"_s].toString();
        qint64 last = 0;
        for (int i = 0; i < 15; ++i) {
            const QJsonObject note = operation(u"note"_s, ticket, {{u"text"_s, u"note %1"_s.arg(i)}});
            last = m_desk.operate(ada, note)[u"seq"_s].toInteger();
            QVERIFY(last > 0);
        }
        QStringList texts;
        while (seqOf(cursor) < last) {
            const QJsonObject frame = socket->hear(u"changes"_s);
            QVERIFY2(!frame.isEmpty(), qPrintable(u"the feed stands at %1 of %2"_s.arg(cursor).arg(last)));
            // A frame may stand for what was committed between the pump's position and `ready`.
            QCOMPARE(frame[u"from"_s].toString(), cursor);
            cursor = frame[u"to"_s].toString();
            for (const auto& change : frame[u"changes"_s].toArray()) {
                if (change[u"entity"_s][u"kind"_s].toString() == u"note"_s)
                    texts.append(change[u"entity"_s][u"text"_s].toString());
            }
        }
        QCOMPARE(texts.size(), 15);
        QCOMPARE(texts.last(), u"note 14"_s);
        socket->say({{u"type"_s, u"ping"_s}});
        QVERIFY(!socket->hear(u"pong"_s).isEmpty());
    }

    void whatIsTooLongIsPulled()
    {
        QVERIFY(m_desk.open(sql::Engine::Sqlite));
        const QByteArray ada = m_desk.agent(u"ada"_s);
        const QString ticket = newTicket();
        const auto socket = stream(ada);
        QVERIFY(!socket->hear(u"ready"_s).isEmpty());
        // Longer than what an agent may write.
        const auto written = m_desk.store().write([&](server::store::FeedTransaction& transaction) {
            desk::Message note;
            note.ticket = desk::TicketId(ticket);
            note.kind = desk::MessageKind::Note;
            note.authorKind = desk::AuthorKind::Agent;
            note.channel = desk::Channel::Sms;
            note.at = m_desk.clock().now();
            note.text = QString(600'000, u'x');
            server::store::insertMessage(transaction, note);
            return server::store::Done{};
        });
        QVERIFY(written.ok());
        const qint64 seq = *server::store::newestSeq(m_desk.store());
        QJsonObject frame;
        do {
            frame = socket->hear(u"changes"_s);
            QVERIFY(!frame.isEmpty());
        } while (seqOf(frame[u"to"_s]) < seq);
        QCOMPARE(frame[u"from"_s].toString(), frame[u"to"_s].toString());
        QCOMPARE(frame[u"changes"_s].toArray().size(), 0);
        QVERIFY(!m_desk.operate(ada, operation(u"note"_s, ticket, {{u"text"_s, u"short"_s}})).isEmpty());
        const QJsonObject next = socket->hear(u"changes"_s);
        QCOMPARE(next[u"from"_s].toString(), frame[u"to"_s].toString());
        QVERIFY(!next[u"changes"_s].toArray().isEmpty());
    }

    void aRestoredBackupIsLoadedAnew_data() { ApiDesk::rows(); }
    void aRestoredBackupIsLoadedAnew()
    {
        SERVED_DESK(m_desk);
        const QByteArray ada = m_desk.agent(u"ada"_s);
        const QString ticket = newTicket();
        const auto socket = stream(ada);
        const qint64 before = *server::store::newestSeq(m_desk.store());
        qint64 cursor = seqOf(socket->hear(u"ready"_s)[u"cursor"_s]);
        while (cursor < before) {
            cursor = seqOf(socket->hear(u"changes"_s)[u"to"_s]);
            QVERIFY(cursor >= 0);
        }
        Socket visitor(m_desk.socketUrl(u"/chat/socket"_s));
        visitor.say({{u"type"_s, u"hello"_s}, {u"session"_s, u""_s}});
        QVERIFY(!visitor.hear(u"welcome"_s).isEmpty());
        QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"^the feed ended at "_s));
        const auto restored = m_desk.store().write([](server::store::FeedTransaction& transaction) {
            transaction.sql().execute(u"UPDATE desk_counter SET seq = seq - 2"_s);
            return server::store::Done{};
        });
        QVERIFY(restored.ok());
        QCOMPARE(socket->closeCode(), test::kTryAgain);
        QCOMPARE(visitor.closeCode(), test::kTryAgain);

        const auto again = stream(ada);
        const QJsonObject ready = again->hear(u"ready"_s);
        QCOMPARE(seqOf(ready[u"cursor"_s]), before - 2);
        QVERIFY(ready[u"heldSince"_s].toInteger() > 0); // DESK-6: it does nothing outside by itself
        QVERIFY(!m_desk.operate(ada, operation(u"note"_s, ticket, {{u"text"_s, u"on"_s}})).isEmpty());
        QVERIFY(!nextChanges(*again).isEmpty());
    }

    void strangersAreShownOut()
    {
        QVERIFY(m_desk.open(sql::Engine::Sqlite));
        const auto stranger = stream("no such token");
        QCOMPARE(stranger->hear(u"signed-out"_s)[u"code"_s].toString(), u"signed-out"_s);
        QCOMPARE(stranger->closeCode(), 4401);

        Socket silent(m_desk.socketUrl(u"/v1/stream"_s));
        QVERIFY(silent.isOpen());
        int code = 0;
        for (int i = 0; i < 50 && code == 0;
             ++i) { // the hub may hear of a socket after the client knows that it is open
            m_desk.clock().advance(11 * desk::kSecond);
            code = silent.closeCode(200);
        }
        QCOMPARE(code, 4408);

        Socket rude(m_desk.socketUrl(u"/v1/stream"_s));
        rude.sayRaw(u"hello"_s);
        QCOMPARE(rude.closeCode(), 1008);
        Socket huge(m_desk.socketUrl(u"/v1/stream"_s));
        huge.sayRaw(QString(100 * 1024, u'x'));
        QCOMPARE(huge.closeCode(), 1009);
        Socket foreign(m_desk.socketUrl(u"/v1/stream"_s), u"https://evil.example"_s);
        QVERIFY(!foreign.isOpen());
    }

    void nothingIsToldBeforeSignIn()
    {
        QVERIFY(m_desk.open(sql::Engine::Sqlite));
        const QByteArray ada = m_desk.agent(u"ada"_s);
        const QString ticket = newTicket();
        Socket eaves(m_desk.socketUrl(u"/v1/stream"_s));
        eaves.say(viewing(ticket));
        const auto socket = stream(ada);
        QVERIFY(!socket->hear(u"ready"_s).isEmpty());
        socket->say(viewing(ticket));
        QVERIFY(!m_desk.operate(ada, operation(u"note"_s, ticket, {{u"text"_s, u"secret"_s}})).isEmpty());
        QVERIFY(!socket->hear(u"changes"_s).isEmpty());
        // Answered after everything that could have been sent to it.
        eaves.say({{u"type"_s, u"ping"_s}});
        QVERIFY(!eaves.hear(u"pong"_s).isEmpty());
        QVERIFY(eaves.heard(u"changes"_s).isEmpty());
        QVERIFY(eaves.heard(u"presence"_s).isEmpty());
    }

    void signingOutEndsTheStream()
    {
        QVERIFY(m_desk.open(sql::Engine::Sqlite));
        m_desk.agent(u"ada"_s, desk::Role::Owner, u"a long enough password"_s);
        const auto signIn = [this] {
            return m_desk.call("POST", u"/v1/sign-in"_s, {},
                               QJsonObject{{u"email"_s, u"ada@desk.example"_s},
                                           {u"password"_s, u"a long enough password"_s},
                                           {u"device"_s, u"test"_s}});
        };
        const QByteArray first = signIn().json()[u"access"_s].toString().toLatin1();
        const QByteArray second = signIn().json()[u"access"_s].toString().toLatin1();
        const auto leaving = stream(first);
        const auto staying = stream(second);
        QVERIFY(!leaving->hear(u"ready"_s).isEmpty());
        QVERIFY(!staying->hear(u"ready"_s).isEmpty());
        QCOMPARE(m_desk.call("POST", u"/v1/sign-out"_s, first, QJsonObject()).status, 204);
        QVERIFY(!leaving->hear(u"signed-out"_s).isEmpty());
        QCOMPARE(leaving->closeCode(), 4401);
        QVERIFY(staying->isOpen());
        m_desk.clock().advance(server::rules::kAccessLife + 1);
        QVERIFY(!staying->hear(u"signed-out"_s).isEmpty());
        QCOMPARE(staying->closeCode(), 4401);
    }

    /// As when another process of the desk resets a password or revokes a family.
    void whatIsRevokedElsewhereEndsTheStream_data() { ApiDesk::rows(); }
    void whatIsRevokedElsewhereEndsTheStream()
    {
        SERVED_DESK(m_desk);
        const QByteArray ada = m_desk.agent(u"ada"_s);
        const auto other =
            server::rules::makeToken(m_desk.store(), u"ada@desk.example"_s, u"x"_s, m_desk.clock().now());
        const auto leaving = stream(other->toLatin1());
        const auto staying = stream(ada);
        QVERIFY(!leaving->hear(u"ready"_s).isEmpty());
        QVERIFY(!staying->hear(u"ready"_s).isEmpty());
        QVERIFY(server::rules::signOut(m_desk.store(), *other).ok());
        m_desk.clock().advance(31 * desk::kSecond);
        QVERIFY(!leaving->hear(u"signed-out"_s).isEmpty());
        QCOMPARE(leaving->closeCode(), 4401);
        staying->say({{u"type"_s, u"ping"_s}});
        QVERIFY(!staying->hear(u"pong"_s).isEmpty());
    }

    void whoIsSwitchedOffIsGoneAtOnce()
    {
        QVERIFY(m_desk.open(sql::Engine::Sqlite));
        const auto socket = stream(m_desk.agent(u"ada"_s));
        QVERIFY(!socket->hear(u"ready"_s).isEmpty());
        const auto agent = m_desk.store().read(
            [](sql::Connection& sql) { return sql.value<qint64>(u"SELECT max(id) FROM agents"_s).value_or(0); });
        desk::Agent owner;
        owner.role = desk::Role::Owner;
        const auto changed = server::rules::changeRights(m_desk.store(), owner, desk::AgentId(QString::number(*agent)),
                                                         desk::Role::Support, false, m_desk.clock().now());
        QVERIFY(changed.ok());
        QVERIFY(socket->closeCode() != 0);
    }

    void agentsSeeEachOther_data() { ApiDesk::rows(); }
    void agentsSeeEachOther()
    {
        SERVED_DESK(m_desk);
        const QString ticket = newTicket();
        const auto ada = stream(m_desk.agent(u"ada"_s));
        const auto bob = stream(m_desk.agent(u"bob"_s));
        QVERIFY(!ada->hear(u"ready"_s).isEmpty());
        QVERIFY(!bob->hear(u"ready"_s).isEmpty());
        ada->say(viewing(ticket));
        QCOMPARE(ada->hear(u"presence"_s)[u"agents"_s].toArray().size(), 0);
        bob->say(viewing(ticket));
        QCOMPARE(ada->hear(u"presence"_s)[u"agents"_s][0][u"name"_s].toString(), u"bob"_s);
        QCOMPARE(bob->hear(u"presence"_s)[u"agents"_s][0][u"name"_s].toString(), u"ada"_s);
        bob->say(typing(ticket, true));
        QVERIFY(ada->hear(u"presence"_s)[u"agents"_s][0][u"typing"_s].toBool());
        QCOMPARE(bob->hear(u"presence"_s)[u"agents"_s][0][u"typing"_s].toBool(), false);
        // Typing that is never taken back ends by itself.
        m_desk.clock().advance(13 * desk::kSecond);
        const QJsonObject ended = ada->hear(u"presence"_s);
        QCOMPARE(ended[u"agents"_s].toArray().size(), 1);
        QCOMPARE(ended[u"agents"_s][0][u"typing"_s].toBool(), false);
        bob->close();
        const QJsonObject alone = ada->hear(u"presence"_s);
        QVERIFY(!alone.isEmpty());
        QCOMPARE(alone[u"agents"_s].toArray().size(), 0);
    }

    void typingOnAnotherTicketIsIgnored()
    {
        QVERIFY(m_desk.open(sql::Engine::Sqlite));
        const QString ticket = newTicket();
        const auto ada = stream(m_desk.agent(u"ada"_s));
        const auto bob = stream(m_desk.agent(u"bob"_s));
        ada->say(viewing(ticket));
        QVERIFY(!ada->hear(u"presence"_s).isEmpty());
        bob->say(typing(ticket, true));
        bob->say(viewing(ticket));
        QCOMPARE(ada->hear(u"presence"_s)[u"agents"_s][0][u"typing"_s].toBool(), false);
        bob->say(viewing(QString()));
        const QJsonObject alone = ada->hear(u"presence"_s);
        QVERIFY(!alone.isEmpty());
        QCOMPARE(alone[u"agents"_s].toArray().size(), 0);
    }

    void changesFromTheCommandLineEndLines_data() { ApiDesk::rows(); }
    void changesFromTheCommandLineEndLines()
    {
        SERVED_DESK(m_desk);
        m_desk.agent(u"owner"_s, desk::Role::Owner);
        const QByteArray ada = m_desk.agent(u"ada"_s);
        const QByteArray bob = m_desk.agent(u"bob"_s);
        const desk::Cursor cursor = server::store::feedEnd(m_desk.store())->cursor;
        const auto adas = stream(ada);
        const auto bobs = stream(bob);
        QVERIFY(isAt(*adas, cursor.seq) && isAt(*bobs, cursor.seq));

        // Another process: its commits reach the server through the database alone.
        server::store::StoreOptions options = m_desk.server().database().options();
        options.committed = {};
        options.beside = true;
        const auto database = server::store::Database::open(options);
        QVERIFY(database.ok());
        const auto other = (*database)->connect();
        QVERIFY(other.ok());
        const auto agent = server::rules::agentByAddress(**other, u"ada@desk.example"_s);
        QVERIFY(server::rules::changeRights(**other, server::rules::commandLineOwner(), agent->id, desk::Role::Manager,
                                            true, m_desk.clock().now())
                    .ok());
        QVERIFY(adas->closeCode() > 0); // 1013, which Qt's socket does not know by its number
        QVERIFY(nextChanges(*adas).isEmpty() && adas->heard(u"signed-out"_s).isEmpty());
        QCOMPARE(nextChanges(*bobs).at(0)[u"entity"_s][u"role"_s].toString(), u"manager"_s);
        const QString pull = u"/v1/changes?after=%1"_s.arg(desk::cursorText(cursor));
        QCOMPARE(m_desk.call("GET", pull, ada).code(), u"cursor-gone"_s);
        QCOMPARE(m_desk.call("GET", pull, bob).status, 200);

        QVERIFY(server::rules::changeDeskSettings(**other, [](server::rules::DeskSettings& settings) {
                    settings.name = u"Another name"_s;
                    return std::optional<server::store::Fault>();
                }).ok());
        QVERIFY(bobs->closeCode() > 0);
        QCOMPARE(m_desk.call("GET", pull, bob).code(), u"cursor-gone"_s);
        QCOMPARE(m_desk.call("GET", u"/v1/bootstrap"_s, bob).json()[u"desk"_s][u"name"_s].toString(),
                 u"Another name"_s);
    }
};

QTEST_GUILESS_MAIN(TestApiSockets)
#include "tst_api_sockets.moc"
