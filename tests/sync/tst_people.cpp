// Inviting and resetting through the engine: asked once, answered in the thread that asked.

#include "tests/sync/rig.h"

#include <QJsonDocument>
#include <QTest>

using namespace Qt::StringLiterals;

class TestPeople : public QObject
{
    Q_OBJECT

    struct Answered {
        QString error, secret;
    };
    static FakeAnswer answerOf(int status, const QByteArray& body)
    {
        FakeAnswer answer;
        answer.status = status;
        answer.body = body;
        return answer;
    }
    static std::optional<Answered> invite(Rig& rig)
    {
        std::optional<Answered> result;
        rig.engine().invite(u"Mia"_s, u"mia@desk.example"_s, desk::Role::Manager, &rig.context,
                            [&result](const QString& error, const QString& secret) {
                                result = {error, secret};
                            });
        rig.until([&] { return result.has_value(); });
        return result;
    }

private Q_SLOTS:
    void asksForAnInvitation()
    {
        Rig rig;
        QList<FakeRequest> asked;
        rig.desk.instead = [&asked](const FakeRequest& request) -> std::optional<FakeAnswer> {
            if (request.verb != "POST")
                return std::nullopt;
            asked.append(request);
            return answerOf(201, R"({"invitation": "word", "reset": "other"})");
        };
        rig.start();
        QVERIFY(rig.until([&] { return rig.isLive(); }));
        const auto answer = invite(rig);
        QVERIFY(answer);
        QCOMPARE(answer->error, QString());
        QCOMPARE(answer->secret, u"word"_s);
        QCOMPARE(asked.constFirst().path, u"/v1/invitations"_s);
        const QJsonObject body = QJsonDocument::fromJson(asked.constFirst().body).object();
        QCOMPARE(body,
                 (QJsonObject{{u"name"_s, u"Mia"_s}, {u"email"_s, u"mia@desk.example"_s}, {u"role"_s, u"manager"_s}}));

        QString secret;
        rig.engine().resetPassword(desk::AgentId(u"7"_s), &rig.context,
                                   [&secret](const QString&, const QString& word) { secret = word; });
        QVERIFY(rig.until([&] { return !secret.isEmpty(); }));
        QCOMPARE(secret, u"other"_s);
        QCOMPARE(asked.constLast().path, u"/v1/agents/7/password-reset"_s);
    }

    void refusals_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<QString>("said");
        QTest::newRow("known") << 422 << QByteArray(R"({"code": "known-address", "detail": "Exists already."})")
                               << u"Exists already."_s;
        QTest::newRow("not allowed") << 403 << QByteArray(R"({"code": "not-allowed", "detail": "Only admins."})")
                                     << u"Only admins."_s;
        QTest::newRow("broken") << 500 << QByteArray("oops") << u"(500)"_s;
        QTest::newRow("busy") << 503 << QByteArray(R"({"code": "busy"})") << u"(503)"_s;
        QTest::newRow("nonsense") << 201 << QByteArray("<html>") << u"could not be understood"_s;
        QTest::newRow("another kind") << 201 << QByteArray(R"({"invitation": 7})") << u"could not be understood"_s;
    }
    void refusals()
    {
        QFETCH(const int, status);
        QFETCH(const QByteArray, body);
        QFETCH(const QString, said);
        Rig rig;
        int asked = 0;
        rig.desk.instead = [&](const FakeRequest& request) -> std::optional<FakeAnswer> {
            if (request.verb != "POST")
                return std::nullopt;
            ++asked;
            return answerOf(status, body);
        };
        rig.start();
        QVERIFY(rig.until([&] { return rig.isLive(); }));
        const auto answer = invite(rig);
        QVERIFY(answer);
        QVERIFY2(answer->error.contains(said), qPrintable(answer->error));
        QCOMPARE(answer->secret, QString());
        QCOMPARE(asked, 1);
    }

    void withoutALine()
    {
        Rig rig;
        rig.start();
        QVERIFY(rig.until([&] { return rig.isLive(); }));
        rig.desk.goOffline();
        const auto answer = invite(rig);
        QVERIFY(answer);
        QVERIFY2(answer->error.contains(u"No answer came from the desk"_s), qPrintable(answer->error));
        rig.engine().stop();
        const auto stopped = invite(rig);
        QVERIFY(stopped && stopped->error.contains(u"not connected"_s));
    }
};

QTEST_GUILESS_MAIN(TestPeople)
#include "tst_people.moc"
