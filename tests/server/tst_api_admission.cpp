// Who may send a long body is decided by its head alone.

#include "desk/json.h"
#include "tests/server/api_desk.h"
#include "tests/server/http_line.h"
#include "tests/server/uploads.h"

#include <QTest>

using namespace Qt::StringLiterals;
using test::ApiDesk;

class TestApiAdmission : public QObject
{
    Q_OBJECT

    ApiDesk m_desk;

    /// The answer to a head that announces so much; nothing of the body is sent. -1: in chunks.
    QByteArray announce(const QByteArray& start, const QByteArray& token, qint64 length, const QByteArray& fields = {})
    {
        const QUrl url(m_desk.server().http().url());
        Line line(quint16(url.port()));
        line.send(start + " HTTP/1.1\r\nHost: 127.0.0.1:" + QByteArray::number(url.port()) + "\r\n" +
                  (token.isEmpty() ? QByteArray() : "Authorization: Bearer " + token + "\r\n") + fields +
                  (length < 0 ? QByteArray("Transfer-Encoding: chunked\r\n")
                              : "Content-Length: " + QByteArray::number(length) + "\r\n") +
                  "\r\n");
        return line.answer(2000);
    }

private Q_SLOTS:
    void strangersMayNotSendLongBodies_data()
    {
        QTest::addColumn<QByteArray>("start");
        QTest::addColumn<int>("status");
        QTest::newRow("operation") << QByteArray("PUT /v1/operations/0b0f8e3e-6f0a-4c7c-9d6a-3a8d7d1f6a11") << 401;
        QTest::newRow("piece of a file") << QByteArray("PATCH /v1/attachments/1") << 401;
        QTest::newRow("file") << QByteArray("POST /v1/attachments") << 413;
        QTest::newRow("sign-in") << QByteArray("POST /v1/sign-in") << 413;
        QTest::newRow("refresh") << QByteArray("POST /v1/refresh") << 413;
        QTest::newRow("accept") << QByteArray("POST /v1/invitations/accept") << 413;
        QTest::newRow("invite") << QByteArray("POST /v1/invitations") << 413;
        QTest::newRow("sign-out") << QByteArray("POST /v1/sign-out") << 413;
        QTest::newRow("reset") << QByteArray("POST /v1/agents/1/password-reset") << 413;
        QTest::newRow("reading") << QByteArray("GET /v1/bootstrap") << 413;
        QTest::newRow("health") << QByteArray("GET /v1/health") << 413;
        QTest::newRow("chat file") << QByteArray("POST /chat/attachments?name=a") << 401;
        QTest::newRow("chat link") << QByteArray("POST /chat/attachments/1/link") << 413;
        QTest::newRow("widget") << QByteArray("GET /chat/widget.js") << 413;
    }
    void strangersMayNotSendLongBodies()
    {
        QFETCH(const QByteArray, start);
        QFETCH(const int, status);
        QVERIFY(m_desk.open(sql::Engine::Sqlite));
        const QByteArray answer = announce(start, {}, 1'000'000);
        QVERIFY2(statusOf(answer) == status, answer.constData());
        QVERIFY(answer.contains("Connection: close"));
        QCOMPARE(m_desk.server().http().metrics().bodyBytesHeldPeak, 0U);
    }

    void aPieceThatDoesNotFitIsRefusedByItsHead()
    {
        QVERIFY(m_desk.open(sql::Engine::Sqlite));
        const QByteArray token = m_desk.agent(u"ada"_s);
        const QByteArray other = m_desk.agent(u"bob"_s);
        const QByteArray bytes(200'000, 'b');
        const QJsonObject begun = m_desk.call("POST", u"/v1/attachments"_s, token, toJson(test::fileOf(bytes))).json();
        const QString id = begun[u"attachment"_s][u"id"_s].toString();
        QVERIFY(!id.isEmpty());
        const QByteArray start = "PATCH /v1/attachments/" + id.toLatin1();
        QCOMPARE(statusOf(announce(start, token, bytes.size(), "Upload-Offset: 7\r\n")), 409);
        QCOMPARE(statusOf(announce(start, token, bytes.size())), 400);
        QCOMPARE(statusOf(announce(start, token, bytes.size() + 1, "Upload-Offset: 0\r\n")), 422);
        QCOMPARE(statusOf(announce(start, other, bytes.size(), "Upload-Offset: 0\r\n")), 404);
        QVERIFY(m_desk.server().http().metrics().bodyBytesHeldPeak < 1000); // what began the upload
        const test::Answer whole =
            m_desk.call("PATCH", u"/v1/attachments/"_s + id, token, bytes, {{"Upload-Offset", "0"}});
        QCOMPARE(whole.status, 204);
        QCOMPARE(test::contentOf(m_desk.store(), desk::AttachmentId(id)), bytes);
    }

    void aVisitorsAllowanceIsTakenByTheHead_data()
    {
        QTest::addColumn<qint64>("length");
        QTest::newRow("announced") << server::store::kMaxChatAttachment;
        QTest::newRow("not announced") << qint64(-1);
    }
    void aVisitorsAllowanceIsTakenByTheHead()
    {
        QFETCH(const qint64, length);
        server::process::DeskServerOptions options;
        options.chat.allowance.peerBytes = {.perSecond = 0, .burst = double(server::store::kMaxChatAttachment)};
        QVERIFY(m_desk.open(sql::Engine::Sqlite, std::move(options)));
        test::Socket socket(m_desk.socketUrl(u"/chat/socket"_s));
        socket.say({{u"type"_s, u"hello"_s}, {u"session"_s, QString()}});
        const QByteArray session = socket.hear(u"welcome"_s)[u"session"_s].toString().toLatin1();
        QVERIFY(!session.isEmpty());
        const QByteArray start = "POST /chat/attachments?name=a.txt";
        QVERIFY(announce(start, session, length, "Expect: 100-continue\r\n").startsWith("HTTP/1.1 100 "));
        const QByteArray second = announce(start, session, length);
        QVERIFY2(statusOf(second) == 429, second.constData());
        QVERIFY(second.contains("\r\nRetry-After: "));
        QCOMPARE(m_desk.server().http().metrics().bodyBytesHeldPeak, 0U);
    }
};

QTEST_GUILESS_MAIN(TestApiAdmission)
#include "tst_api_admission.moc"
