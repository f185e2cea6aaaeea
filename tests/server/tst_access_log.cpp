// What the log of the server says about requests and refused sign-ins.

#include "server/process/access_log.h"
#include "tests/server/api_desk.h"

#include <QJsonDocument>
#include <QRegularExpression>
#include <QTest>

using namespace Qt::StringLiterals;
using server::http::AccessEntry;
using server::process::accessLine;

class TestAccessLog : public QObject
{
    Q_OBJECT

    const QDateTime m_time = QDateTime::fromMSecsSinceEpoch(1'800'000'000'123, Qt::UTC);

private Q_SLOTS:
    void aLineTellsAnAnswer()
    {
        const AccessEntry entry{"1f-2a", "GET", "/v1/me", u"203.0.113.5"_s, 401, std::chrono::microseconds(1500), 88};
        QCOMPARE(accessLine(entry, m_time, false),
                 "2027-01-15T08:00:00.123Z info request 1f-2a 203.0.113.5 GET /v1/me 401 1.5 ms 88 bytes");
        const QJsonObject object = QJsonDocument::fromJson(accessLine(entry, m_time, true)).object();
        QCOMPARE(object[u"time"_s].toString(), u"2027-01-15T08:00:00.123Z"_s);
        QCOMPARE(object[u"level"_s].toString(), u"info"_s);
        QCOMPARE(object[u"message"_s].toString(), u"request"_s);
        QCOMPARE(object[u"id"_s].toString(), u"1f-2a"_s);
        QCOMPARE(object[u"peer"_s].toString(), u"203.0.113.5"_s);
        QCOMPARE(object[u"method"_s].toString(), u"GET"_s);
        QCOMPARE(object[u"path"_s].toString(), u"/v1/me"_s);
        QCOMPARE(object[u"status"_s].toInt(), 401);
        QCOMPARE(object[u"ms"_s].toDouble(), 1.5);
        QCOMPARE(object[u"bytes"_s].toInt(), 88);
    }

    void refusedSignInsAreLoggedWithTheirPeer()
    {
        server::process::DeskServerOptions options;
        options.http.trustedProxies = {u"127.0.0.1"_s};
        test::ApiDesk desk;
        QVERIFY(desk.open(sql::Engine::Sqlite, std::move(options)));
        desk.agent(u"ada"_s, desk::Role::Owner, u"a long enough password"_s);
        QTest::ignoreMessage(QtWarningMsg,
                             QRegularExpression(u"^sign-in refused \\(wrong-password\\): 203\\.0\\.113\\.5, request "
                                                "[0-9a-f]+-[0-9a-f]+$"_s));
        const QByteArray body = R"({"email":"ada@desk.example","password":"secret words","device":"x"})";
        const test::Answer answer =
            desk.call("POST", u"/v1/sign-in"_s, {}, body,
                      {{"Content-Type", "application/json"}, {"X-Forwarded-For", "203.0.113.5"}});
        QCOMPARE(answer.code(), u"wrong-password"_s);
    }
};

QTEST_GUILESS_MAIN(TestAccessLog)
#include "tst_access_log.moc"
