// The REST API over real sockets, on both engines: sign-in, feed, operations, attachments.

#include "server/rules/inbound.h"
#include "tests/server/api_desk.h"

#include <QCryptographicHash>
#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

using namespace Qt::StringLiterals;
using test::Answer;
using test::ApiDesk;
using test::operation;

class TestApiDesk : public QObject
{
    Q_OBJECT

    ApiDesk m_desk;
    const QString m_password = u"a long enough password"_s;

    Answer signIn(const QString& name, const QString& password)
    {
        return m_desk.call(
            "POST", u"/v1/sign-in"_s, {},
            QJsonObject{{u"email"_s, name + u"@desk.example"_s}, {u"password"_s, password}, {u"device"_s, u"test"_s}});
    }
    static QByteArray textOf(const Answer& answer, const QString& name)
    {
        return answer.json().value(name).toString().toLatin1();
    }
    QString newTicket(const QString& text, desk::Channel channel = desk::Channel::Sms)
    {
        server::rules::InboundMessage message;
        message.channel = channel;
        message.from = u"+31600000001"_s;
        message.to = u"the desk"_s;
        message.text = text;
        message.at = m_desk.clock().now();
        const auto receipt = server::rules::receive(m_desk.store(), message);
        return receipt ? receipt->ticket.value() : QString();
    }
    QString agentId(const QByteArray& token)
    {
        return m_desk.call("GET", u"/v1/me"_s, token).json()[u"agent"_s][u"id"_s].toString();
    }

private Q_SLOTS:
    void tokensAreSpentRefreshedAndRevoked_data() { ApiDesk::rows(); }
    void tokensAreSpentRefreshedAndRevoked()
    {
        SERVED_DESK(m_desk);
        m_desk.agent(u"ada"_s, desk::Role::Owner, m_password);
        const Answer in = signIn(u"ada"_s, m_password);
        QCOMPARE(in.status, 200);
        QCOMPARE(in.headers.value("bellhop-api"), "1");
        QCOMPARE(m_desk.call("GET", u"/v1/me"_s, textOf(in, u"access"_s)).status, 200);

        m_desk.clock().advance(server::rules::kAccessLife + 1);
        const Answer late = m_desk.call("GET", u"/v1/me"_s, textOf(in, u"access"_s));
        QCOMPARE(late.status, 401);
        QCOMPARE(late.code(), u"token-expired"_s);

        const QJsonObject spent{{u"refresh"_s, in.json().value(u"refresh"_s)}};
        const Answer again = m_desk.call("POST", u"/v1/refresh"_s, {}, spent);
        QCOMPARE(again.status, 200);
        QCOMPARE(m_desk.call("GET", u"/v1/me"_s, textOf(again, u"access"_s)).status, 200);
        QVERIFY(textOf(again, u"refresh"_s) != textOf(in, u"refresh"_s));

        const Answer other = signIn(u"ada"_s, m_password);
        QCOMPARE(m_desk.call("POST", u"/v1/sign-out"_s, textOf(other, u"access"_s), QJsonObject()).status, 204);
        QCOMPARE(m_desk.call("GET", u"/v1/me"_s, textOf(other, u"access"_s)).code(), u"signed-out"_s);
        QCOMPARE(m_desk.call("GET", u"/v1/me"_s, textOf(again, u"access"_s)).status, 200);
    }

    void strangersAreRefused_data()
    {
        QTest::addColumn<QByteArray>("token");
        QTest::newRow("nothing") << QByteArray();
        QTest::newRow("unknown") << QByteArray("abcdefghijklmnopqrstuvwxyz0123456789");
        QTest::newRow("huge") << QByteArray(4000, 'x');
    }
    void strangersAreRefused()
    {
        QFETCH(QByteArray, token);
        QVERIFY(m_desk.open(sql::Engine::Sqlite));
        for (const QString& path :
             {u"/v1/me"_s, u"/v1/bootstrap"_s, u"/v1/changes?after=0"_s, u"/v1/search?q=a"_s, u"/v1/attachments/1"_s}) {
            const Answer answer = m_desk.call("GET", path, token);
            QCOMPARE(answer.status, 401);
            QCOMPARE(answer.code(), u"signed-out"_s);
            QCOMPARE(answer.headers.value("www-authenticate"), "Bearer");
        }
    }

    void guessingPasswordsIsSlowedDown()
    {
        QVERIFY(m_desk.open(sql::Engine::Sqlite));
        m_desk.agent(u"ada"_s, desk::Role::Owner, m_password);
        m_desk.agent(u"bob"_s, desk::Role::Support, m_password);
        Answer last;
        int refused = 0;
        for (; refused < 12; ++refused) {
            last = signIn(u"ada"_s, u"a wrong password"_s);
            if (last.status != 401)
                break;
            QCOMPARE(last.code(), u"wrong-password"_s);
        }
        QVERIFY2(refused >= 5 && refused < 12, qPrintable(QString::number(refused)));
        QCOMPARE(last.status, 429);
        QCOMPARE(last.code(), u"slow-down"_s);
        QVERIFY(last.headers.value("retry-after").toInt() >= 1);
        QCOMPARE(signIn(u"ADA"_s, m_password).status, 429);
        QCOMPARE(signIn(u"bob"_s, m_password).status, 200);
    }

    void strangersKeepNobodyOut()
    {
        server::process::DeskServerOptions options;
        options.http.trustedProxies = {u"127.0.0.1"_s};
        QVERIFY(m_desk.open(sql::Engine::Sqlite, std::move(options)));
        m_desk.agent(u"ada"_s, desk::Role::Owner, m_password);
        const auto tryFrom = [this](const QByteArray& peer, const QString& password) {
            const QJsonObject body{
                {u"email"_s, u"ada@desk.example"_s}, {u"password"_s, password}, {u"device"_s, u"test"_s}};
            return m_desk
                .call("POST", u"/v1/sign-in"_s, {}, QJsonDocument(body).toJson(),
                      {{"Content-Type", "application/json"}, {"X-Forwarded-For", peer}})
                .status;
        };
        int tries = 0;
        while (tryFrom("203.0.113.5", u"a wrong password"_s) == 401)
            QVERIFY(++tries < 12);
        QCOMPARE(tryFrom("203.0.113.5", m_password), 429);
        QCOMPARE(tryFrom("198.51.100.7", m_password), 200);
    }

    void guessingRefreshTokensIsSlowedDown()
    {
        QVERIFY(m_desk.open(sql::Engine::Sqlite));
        m_desk.agent(u"ada"_s, desk::Role::Owner, m_password);
        const Answer in = signIn(u"ada"_s, m_password);
        const auto refresh = [this](const QJsonValue& token) {
            return m_desk.call("POST", u"/v1/refresh"_s, {}, QJsonObject{{u"refresh"_s, token}});
        };
        for (int i = 0; i < 20; ++i)
            QCOMPARE(refresh(u"guess %1"_s.arg(i)).status, 401);
        // Whoever has a token goes on; only failures count.
        QCOMPARE(refresh(in.json().value(u"refresh"_s)).status, 200);
        Answer last;
        for (int i = 0; i < 100 && last.status != 429; ++i)
            last = refresh(u"guess"_s);
        QCOMPARE(last.status, 429);
        QCOMPARE(last.code(), u"slow-down"_s);
        QVERIFY(last.headers.value("retry-after").toInt() >= 1);
    }

    void bodiesAreChecked_data()
    {
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<int>("status");
        QTest::newRow("empty") << QByteArray() << 400;
        QTest::newRow("not JSON") << QByteArray("email=ada") << 400;
        QTest::newRow("array") << QByteArray("[]") << 400;
        QTest::newRow("missing") << QByteArray("{}") << 400;
        QTest::newRow("number") << QByteArray(R"({"email":1,"password":"x","device":"y"})") << 400;
        QTest::newRow("object") << QByteArray(R"({"email":"a","password":{},"device":"y"})") << 400;
        QTest::newRow("deep") << QByteArray(12000, '[') << 400;
        QTest::newRow("huge") << QByteArray(64 * 1024, ' ') << 413;
    }
    void bodiesAreChecked()
    {
        QFETCH(QByteArray, body);
        QFETCH(int, status);
        QVERIFY(m_desk.open(sql::Engine::Sqlite));
        const Answer answer = m_desk.call("POST", u"/v1/sign-in"_s, {}, body, {{"Content-Type", "application/json"}});
        QCOMPARE(answer.status, status);
        QCOMPARE(answer.headers.value("content-type"), "application/problem+json");
        QVERIFY(!answer.json().value(u"title"_s).toString().isEmpty());
    }

    void invitationsWorkOnce_data() { ApiDesk::rows(); }
    void invitationsWorkOnce()
    {
        SERVED_DESK(m_desk);
        const QByteArray owner = m_desk.agent(u"ada"_s, desk::Role::Owner);
        const QByteArray support = m_desk.agent(u"bob"_s);
        const QJsonObject wanted{{u"email"_s, u"new@desk.example"_s}, {u"name"_s, u"New"_s}, {u"role"_s, u"support"_s}};
        QCOMPARE(m_desk.call("POST", u"/v1/invitations"_s, support, wanted).code(), u"not-allowed"_s);
        const Answer invited = m_desk.call("POST", u"/v1/invitations"_s, owner, wanted);
        QCOMPARE(invited.status, 201);
        QJsonObject accept{{u"invitation"_s, invited.json().value(u"invitation"_s)},
                           {u"password"_s, u"short"_s},
                           {u"device"_s, u"test"_s}};
        QCOMPARE(m_desk.call("POST", u"/v1/invitations/accept"_s, {}, accept).code(), u"weak-password"_s);
        accept.insert(u"device"_s, 7);
        QCOMPARE(m_desk.call("POST", u"/v1/invitations/accept"_s, {}, accept).code(), u"bad-request"_s);
        accept.remove(u"device"_s); // a name for people, which nothing needs
        accept.insert(u"password"_s, m_password);
        QCOMPARE(m_desk.call("POST", u"/v1/invitations/accept"_s, {}, accept).status, 200);
        QCOMPARE(m_desk.call("POST", u"/v1/invitations/accept"_s, {}, accept).status, 401);
        QCOMPARE(signIn(u"new"_s, m_password).status, 200);
    }

    void theFeedTellsEachChangeOnce_data() { ApiDesk::rows(); }
    void theFeedTellsEachChangeOnce()
    {
        SERVED_DESK(m_desk);
        const QByteArray ada = m_desk.agent(u"ada"_s);
        for (int i = 0; i < 7; ++i)
            newTicket(u"question %1"_s.arg(i));
        QSet<QString> seen;
        desk::Cursor cursor;
        for (bool more = true; more;) {
            const QJsonObject page =
                m_desk.call("GET", u"/v1/changes?after=%1&limit=3"_s.arg(desk::cursorText(cursor)), ada).json();
            QCOMPARE(page[u"from"_s].toString(), desk::cursorText(cursor));
            QVERIFY(page[u"changes"_s].toArray().size() <= 3);
            for (const auto& change : page[u"changes"_s].toArray()) {
                const QString name = change[u"kind"_s].toString() + change[u"id"_s].toString();
                QVERIFY2(!seen.contains(name), qPrintable(name));
                seen.insert(name);
                QVERIFY(change[u"seq"_s].toInteger() > cursor.seq);
            }
            cursor = desk::cursorFrom(page[u"to"_s].toString()).value();
            more = page[u"more"_s].toBool();
        }
        QCOMPARE(seen.count(), 1 + 1 + 1 + 7); // agent, customer, one ticket for all seven texts
        const QList<desk::Cursor> lost{
            {cursor.word, cursor.seq + 1000}, {u"0000000000000000"_s, cursor.seq}, cursor.seq, cursor.seq + 1000};
        for (const desk::Cursor& each : lost) {
            const Answer gone = m_desk.call("GET", u"/v1/changes?after=%1"_s.arg(desk::cursorText(each)), ada);
            QCOMPARE(gone.status, 410);
            QCOMPARE(gone.code(), u"cursor-gone"_s);
        }
        for (const QString& query : {u""_s, u"after=x"_s, u"after=-1"_s, u"after=0&limit=0"_s, u"after=0&limit=9999"_s})
            QCOMPARE(m_desk.call("GET", u"/v1/changes?"_s + query, ada).status, 400);
    }

    void operationsAreExecutedOnce_data() { ApiDesk::rows(); }
    void operationsAreExecutedOnce()
    {
        SERVED_DESK(m_desk);
        const QByteArray ada = m_desk.agent(u"ada"_s);
        const QString ticket = newTicket(u"hello"_s);
        QJsonObject note = operation(u"note"_s, ticket, {{u"text"_s, u"once"_s}, {u"at"_s, m_desk.clock().now().ms}});
        const QString path = u"/v1/operations/"_s + note[u"id"_s].toString();
        const Answer first = m_desk.call("PUT", path, ada, note);
        QCOMPARE(first.status, 200);
        QCOMPARE(first.json()[u"message"_s][u"operation"_s], note[u"id"_s]);
        QCOMPARE(m_desk.call("PUT", path, ada, note).body, first.body);
        note.insert(u"text"_s, u"twice"_s);
        const Answer other = m_desk.call("PUT", path, ada, note);
        QCOMPARE(other.status, 422);
        QCOMPARE(other.code(), u"other-body"_s);
        int notes = 0;
        const QJsonObject thread = m_desk.call("GET", u"/v1/tickets/%1/messages"_s.arg(ticket), ada).json();
        for (const auto& message : thread[u"messages"_s].toArray())
            notes += message[u"kind"_s].toString() == u"note"_s ? 1 : 0;
        QCOMPARE(notes, 1);

        const QJsonObject lost =
            operation(u"note"_s, u"999999"_s, {{u"text"_s, u"x"_s}, {u"at"_s, m_desk.clock().now().ms}});
        QCOMPARE(m_desk.call("PUT", u"/v1/operations/"_s + lost[u"id"_s].toString(), ada, lost).code(),
                 u"no-such-ticket"_s);
        QCOMPARE(m_desk.call("PUT", path, {}, note).status, 401);
        QVERIFY(m_desk.call("PUT", path, ada, QByteArray("nonsense")).status >= 400);
    }

    void aSecondAnswerIsStale_data() { ApiDesk::rows(); }
    void aSecondAnswerIsStale()
    {
        SERVED_DESK(m_desk);
        const QByteArray ada = m_desk.agent(u"ada"_s);
        const QByteArray bob = m_desk.agent(u"bob"_s);
        const QString ticket = newTicket(u"hello"_s, desk::Channel::WebChat);
        const QJsonObject page = m_desk.call("GET", u"/v1/tickets/%1/messages"_s.arg(ticket), ada).json();
        const QJsonValue seen = page[u"messages"_s][0][u"id"_s];
        QVERIFY(!m_desk.operate(ada, operation(u"reply"_s, ticket, {{u"text"_s, u"ada's"_s}, {u"seen"_s, seen}}))
                     .isEmpty());
        QJsonObject reply = operation(u"reply"_s, ticket,
                                      {{u"text"_s, u"bob's"_s}, {u"seen"_s, seen}, {u"at"_s, m_desk.clock().now().ms}});
        const QString path = u"/v1/operations/"_s + reply[u"id"_s].toString();
        const Answer stale = m_desk.call("PUT", path, bob, reply);
        QCOMPARE(stale.status, 409);
        QCOMPARE(stale.code(), u"stale"_s);
        QCOMPARE(stale.json()[u"messages"_s].toArray().size(), 1);
        QCOMPARE(stale.json()[u"messages"_s][0][u"text"_s].toString(), u"ada's"_s);
        QCOMPARE(m_desk.call("PUT", path, bob, reply).body, stale.body);
        reply.insert(u"sendAnyway"_s, true);
        QCOMPARE(m_desk.call("PUT", path, bob, reply).code(), u"other-body"_s);
        reply.remove(u"id"_s);
        QVERIFY(!m_desk.operate(bob, operation(u"reply"_s, ticket, reply)).isEmpty());
    }

    void uploadsResumeAndDownloadsTakeRanges_data() { ApiDesk::rows(); }
    void uploadsResumeAndDownloadsTakeRanges()
    {
        SERVED_DESK(m_desk);
        const QByteArray ada = m_desk.agent(u"ada"_s);
        const QByteArray bob = m_desk.agent(u"bob"_s);
        const QByteArray bytes = "0123456789abcdef";
        const QByteArray digest = QCryptographicHash::hash(bytes, QCryptographicHash::Sha256).toHex();
        const auto described = [&](const QByteArray& sha) {
            return QJsonObject{{u"name"_s, u"a letter.txt"_s},
                               {u"mime"_s, u"text/html"_s},
                               {u"size"_s, bytes.size()},
                               {u"sha256"_s, QString::fromLatin1(sha)}};
        };
        const Answer begun = m_desk.call("POST", u"/v1/attachments"_s, ada, described(digest));
        QCOMPARE(begun.status, 201);
        const QString path = u"/v1/attachments/"_s + begun.json()[u"attachment"_s][u"id"_s].toString();
        QCOMPARE(m_desk.call("PATCH", path, ada, bytes.left(6), {{"Upload-Offset", "0"}}).status, 204);
        QCOMPARE(m_desk.call("HEAD", path, ada).headers.value("upload-offset"), "6");
        const Answer wrong = m_desk.call("PATCH", path, ada, bytes, {{"Upload-Offset", "0"}});
        QCOMPARE(wrong.status, 409);
        QCOMPARE(wrong.code(), u"wrong-offset"_s);
        QCOMPARE(wrong.headers.value("upload-offset"), "6");
        QCOMPARE(m_desk.call("PATCH", path, bob, bytes.mid(6), {{"Upload-Offset", "6"}}).status, 404);
        QCOMPARE(m_desk.call("PATCH", path, ada, bytes.mid(6), {{"Upload-Offset", "x"}}).status, 400);
        QCOMPARE(m_desk.call("GET", path, ada).status, 404);
        QCOMPARE(m_desk.call("PATCH", path, ada, bytes.mid(6), {{"Upload-Offset", "6"}}).status, 204);

        const Answer whole = m_desk.call("GET", path, ada);
        QCOMPARE(whole.body, bytes);
        QVERIFY(whole.headers.value("content-disposition").startsWith("attachment"));
        QCOMPARE(whole.headers.value("content-type"), "application/octet-stream");
        const Answer part = m_desk.call("GET", path, ada, {}, {{"Range", "bytes=4-7"}});
        QCOMPARE(part.status, 206);
        QCOMPARE(part.body, "4567");
        QCOMPARE(m_desk.call("GET", path, ada, {}, {{"Range", "bytes=99-"}}).status, 416);

        const Answer lie = m_desk.call("POST", u"/v1/attachments"_s, ada, described(QByteArray(64, 'a')));
        const QString other = u"/v1/attachments/"_s + lie.json()[u"attachment"_s][u"id"_s].toString();
        const Answer refused = m_desk.call("PATCH", other, ada, bytes, {{"Upload-Offset", "0"}});
        QCOMPARE(refused.status, 422);
        QCOMPARE(refused.code(), u"digest"_s);
        QJsonObject large = described(digest);
        large.insert(u"size"_s, qint64(26) * 1024 * 1024);
        QCOMPARE(m_desk.call("POST", u"/v1/attachments"_s, ada, large).code(), u"too-large"_s);
    }

    void bootstrapHistoryAndSearchAgree_data() { ApiDesk::rows(); }
    void bootstrapHistoryAndSearchAgree()
    {
        SERVED_DESK(m_desk);
        const QByteArray ada = m_desk.agent(u"ada"_s, desk::Role::Owner);
        const QString ticket = newTicket(u"where is the blue parcel"_s);
        const QJsonObject first = m_desk.call("GET", u"/v1/bootstrap"_s, ada).json();
        QCOMPARE(first[u"totals"_s][u"tickets"_s].toInt(), 1);
        QCOMPARE(first[u"capabilities"_s].toArray(),
                 (QJsonArray{u"take-back"_s, u"restore"_s, u"strict-operations"_s}));
        QCOMPARE(first[u"agent"_s][u"id"_s].toString(), agentId(ada));
        const QJsonObject tickets = m_desk.call("GET", u"/v1/history/tickets?scope=active"_s, ada).json();
        QCOMPARE(tickets[u"tickets"_s][0][u"id"_s].toString(), ticket);
        QCOMPARE(tickets[u"messages"_s].toArray().size(), 1);
        QVERIFY(!tickets.contains(u"next"_s));
        QCOMPARE(m_desk.call("GET", u"/v1/history/tickets?scope=some"_s, ada).status, 400);
        const QJsonObject hits = m_desk.call("GET", u"/v1/search?q=blue%20parc"_s, ada).json();
        QCOMPARE(hits[u"hits"_s][0][u"ticket"_s][u"id"_s].toString(), ticket);
        const QString number = QString::number(hits[u"hits"_s][0][u"ticket"_s][u"number"_s].toInteger());
        const QJsonObject named = m_desk.call("GET", u"/v1/search?limit=1&q=%23"_s + number, ada).json();
        QCOMPARE(named[u"hits"_s][0], hits[u"hits"_s][0]);
        const QString profile = tickets[u"profiles"_s][0][u"id"_s].toString();
        QCOMPARE(m_desk.call("GET", u"/v1/profiles/"_s + profile, ada).json()[u"tickets"_s].toArray().size(), 1);
        QCOMPARE(m_desk.call("GET", u"/v1/profiles/999"_s, ada).status, 404);
    }

    void theProgramCarriesItsFiles()
    {
        QVERIFY(m_desk.open(sql::Engine::Sqlite));
        for (const QString& path : {u"/v1/openapi.yaml"_s, u"/v1/asyncapi.yaml"_s, u"/v1/health"_s, u"/chat/demo"_s,
                                    u"/chat/widget.js"_s, u"/chat/widget.css"_s, u"/chat/demo.css"_s}) {
            const Answer answer = m_desk.call("GET", path);
            QCOMPARE(answer.status, 200);
            QVERIFY2(answer.body.size() > 20, qPrintable(path));
        }
        const Answer page = m_desk.call("GET", u"/chat/demo"_s);
        QVERIFY(page.headers.value("content-security-policy").contains("default-src 'none'"));
        QVERIFY(!page.body.contains("<style") && !page.body.contains("onclick"));
        QCOMPARE(m_desk.call("GET", u"/chat/demo"_s, {}, {}, {{"If-None-Match", page.headers.value("etag")}}).status,
                 304);
    }
};

QTEST_GUILESS_MAIN(TestApiDesk)
#include "tst_api_desk.moc"
