// Signing in to whatever answers at an address.
#include "app/sign_in.h"

#include <QSignalSpy>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTest>

using namespace Qt::StringLiterals;
using app::SignIn;

class TestSignIn : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void answers_data();
    void answers();
    void succeeds();
    void hangs();
    void drips();
    void endless();
    void nobodyThere();
    void clearText_data();
    void clearText();
    void secondAttemptEndsTheFirst();
    void invitations_data();
    void invitations();
    void acceptsAnInvitation();
};

namespace
{

/// Answers each request with the same bytes and remembers what was asked.
class FakeServer : public QTcpServer
{
public:
    explicit FakeServer(QByteArray answer)
    {
        listen(QHostAddress::LocalHost);
        connect(this, &QTcpServer::newConnection, this, [this, answer = std::move(answer)] {
            QTcpSocket* socket = nextPendingConnection();
            connect(socket, &QTcpSocket::readyRead, this, [this, socket, answer] {
                asked += socket->readAll();
                if (answer.isEmpty() || !asked.contains("\r\n\r\n") || !asked.endsWith('}'))
                    return;
                socket->write(answer);
                socket->disconnectFromHost();
            });
        });
    }
    QUrl address() const { return QUrl(u"http://127.0.0.1:%1"_s.arg(serverPort())); }

    QByteArray asked;
};

QByteArray http(const char* status, const QByteArray& body, const QByteArray& headers = {})
{
    return QByteArray("HTTP/1.1 ") + status + "\r\nContent-Length: " + QByteArray::number(body.size()) + "\r\n" +
           headers + "\r\n" + body;
}

QString failureAt(const QUrl& address, int patience = 10'000)
{
    SignIn signIn(patience);
    QSignalSpy failed(&signIn, &SignIn::failed);
    QSignalSpy succeeded(&signIn, &SignIn::succeeded);
    signIn.attempt(address, u"mia@desk.example"_s, u"secret"_s);
    static_cast<void>(QTest::qWaitFor([&] { return !failed.isEmpty() || !succeeded.isEmpty(); }, 15'000));
    return failed.size() == 1 && succeeded.isEmpty() ? failed.at(0).at(0).toString() : QString();
}

} // namespace

void TestSignIn::answers_data()
{
    QTest::addColumn<QByteArray>("answer");
    QTest::addColumn<QString>("said");
    QTest::newRow("wrong password") << http("401 Unauthorized", "{}") << u"password is not right"_s;
    QTest::newRow("wrong password, with a challenge")
        << http("401 Unauthorized", "{}", "WWW-Authenticate: Basic realm=\"x\"\r\n") << u"password is not right"_s;
    QTest::newRow("no role") << http("403 Forbidden", "{}") << u"no access"_s;
    QTest::newRow("no role, in the desk's words")
        << http("403 Forbidden", R"({"detail": "Your account is closed."})") << u"Your account is closed."_s;
    QTest::newRow("another place") << http("404 Not Found", "<html>") << u"no Bellhop desk"_s;
    QTest::newRow("too often") << http("429 Too Many Requests", {}) << u"Wait a minute"_s;
    QTest::newRow("broken") << http("500 Internal Server Error", {}) << u"(500)"_s;
    QTest::newRow("a web page") << http("200 OK", "<!doctype html><title>Shop</title>") << u"not a Bellhop desk"_s;
    QTest::newRow("nothing") << http("200 OK", {}) << u"not a Bellhop desk"_s;
    QTest::newRow("no token") << http("200 OK", "{}") << u"not a Bellhop desk"_s;
    QTest::newRow("token of another kind") << http("200 OK", R"({"access": 7})") << u"not a Bellhop desk"_s;
    QTest::newRow("a list") << http("200 OK", "[1, 2]") << u"not a Bellhop desk"_s;
    QTest::newRow("cut off") << http("200 OK", R"({"access": "a)") << u"not a Bellhop desk"_s;
    QTest::newRow("garbage") << QByteArray("\x16\x03\x01 what?\r\n\r\n") << u"cannot be reached"_s;
    QTest::newRow("elsewhere") << http("302 Found", {}, "Location: http://127.0.0.1:9/v1/sign-in\r\n")
                               << u"not a Bellhop desk"_s;
    QTest::newRow("elsewhere, keeping the method")
        << http("307 Temporary Redirect", {}, "Location: http://127.0.0.1:9/v1/sign-in\r\n") << u"not a Bellhop desk"_s;
}

void TestSignIn::answers()
{
    QFETCH(const QByteArray, answer);
    QFETCH(const QString, said);
    FakeServer server(answer);
    const QString sentence = failureAt(server.address());
    QVERIFY2(sentence.contains(said), qPrintable(sentence));
    QVERIFY(!sentence.contains(u"secret"_s));
}

void TestSignIn::succeeds()
{
    FakeServer server(http("200 OK", R"({"access": "a", "refresh": "r"})"));
    SignIn signIn;
    QUrl where;
    syncing::Tokens got;
    connect(&signIn, &SignIn::succeeded, this, [&](const QUrl& address, const syncing::Tokens& tokens) {
        where = address;
        got = tokens;
    });
    QUrl typed = server.address();
    typed.setPath(u"/team/"_s);
    signIn.attempt(typed, u" mia@desk.example "_s, u" se\"cret "_s);
    QTRY_COMPARE(got.access, u"a"_s);
    QCOMPARE(got.refresh, u"r"_s);
    QCOMPARE(where.path(), u"/team"_s);
    QVERIFY(server.asked.startsWith("POST /team/v1/sign-in HTTP/1.1"));
    QVERIFY(server.asked.contains("\"email\":\"mia@desk.example\""));
    QVERIFY(server.asked.contains("\"password\":\" se\\\"cret \"")); // spaces may be part of it
}

void TestSignIn::hangs()
{
    FakeServer server({});
    QVERIFY(failureAt(server.address(), 200).contains(u"did not answer in time"_s));
}

void TestSignIn::drips()
{
    // The head comes and the rest never: the time is over all the same.
    FakeServer server(QByteArray("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{"));
    SignIn signIn(500);
    QSignalSpy failed(&signIn, &SignIn::failed);
    signIn.attempt(server.address(), u"m@desk.example"_s, u"p"_s);
    QTRY_COMPARE(failed.size(), 1);
    QCOMPARE(failed.at(0).at(1).value<SignIn::About>(), SignIn::About::Address);
}

void TestSignIn::endless()
{
    FakeServer server(http("200 OK", QByteArray(4 * 1024 * 1024, ' ')));
    QVERIFY(failureAt(server.address()).contains(u"not a Bellhop desk"_s));
}

void TestSignIn::nobodyThere()
{
    QUrl address;
    {
        const FakeServer server({});
        address = server.address();
    }
    QVERIFY(failureAt(address).contains(u"cannot be reached"_s));
}

void TestSignIn::clearText_data()
{
    QTest::addColumn<QString>("address");
    QTest::newRow("far") << u"http://desk.example"_s;
    QTest::newRow("house network") << u"http://192.168.0.2:8080"_s;
    QTest::newRow("looks near") << u"http://127.0.0.1.evil.example"_s;
    QTest::newRow("another scheme") << u"ftp://desk.example"_s;
    QTest::newRow("nothing") << QString();
}

void TestSignIn::clearText()
{
    QFETCH(const QString, address);
    QVERIFY(failureAt(QUrl(address)).contains(u"not encrypted"_s));
}

void TestSignIn::secondAttemptEndsTheFirst()
{
    FakeServer silent({});
    FakeServer server(http("401 Unauthorized", "{}"));
    SignIn signIn;
    QSignalSpy failed(&signIn, &SignIn::failed);
    signIn.attempt(silent.address(), u"m@desk.example"_s, u"p"_s);
    QTRY_VERIFY(!silent.asked.isEmpty());
    signIn.attempt(server.address(), u"m@desk.example"_s, u"p"_s);
    QTRY_COMPARE(failed.size(), 1);
    QVERIFY(failed.at(0).at(0).toString().contains(u"password is not right"_s));
    QCOMPARE(failed.at(0).at(1).value<SignIn::About>(), SignIn::About::Secret);
}

void TestSignIn::invitations_data()
{
    QTest::addColumn<QByteArray>("answer");
    QTest::addColumn<QString>("said");
    QTest::newRow("unknown") << http("401 Unauthorized", R"({"code": "signed-out", "detail": "You are signed out."})")
                             << u"does not know this invitation"_s;
    QTest::newRow("weak") << http("422 Unprocessable Entity", R"({"code": "weak-password", "detail": "Too short."})")
                          << u"Too short."_s;
    QTest::newRow("weak, without words") << http("422 Unprocessable Entity", "{}") << u"(422)"_s;
    QTest::newRow("switched off") << http("403 Forbidden", R"({"detail": "No access."})") << u"No access."_s;
    QTest::newRow("a web page") << http("200 OK", "<!doctype html>") << u"not a Bellhop desk"_s;
}

void TestSignIn::invitations()
{
    QFETCH(const QByteArray, answer);
    QFETCH(const QString, said);
    FakeServer server(answer);
    SignIn signIn;
    QSignalSpy failed(&signIn, &SignIn::failed);
    signIn.accept(server.address(), u"one-time word"_s, u"a long password"_s);
    QTRY_COMPARE(failed.size(), 1);
    QVERIFY2(failed.at(0).at(0).toString().contains(said), qPrintable(failed.at(0).at(0).toString()));
}

void TestSignIn::acceptsAnInvitation()
{
    FakeServer server(http("200 OK", R"({"access": "a", "refresh": "r", "agent": {"email": "mia@desk.example"}})"));
    SignIn signIn;
    QString email;
    connect(&signIn, &SignIn::succeeded, this, [&](const QUrl&, const syncing::Tokens& tokens, const QString& known) {
        QCOMPARE(tokens.access, u"a"_s);
        email = known;
    });
    signIn.accept(server.address(), u" word\n"_s, u" a long password "_s);
    QTRY_COMPARE(email, u"mia@desk.example"_s);
    QVERIFY(server.asked.startsWith("POST /v1/invitations/accept HTTP/1.1"));
    QVERIFY(server.asked.contains("\"invitation\":\"word\"")); // pasted with what stood around it
    QVERIFY(server.asked.contains("\"password\":\" a long password \""));
}

QTEST_GUILESS_MAIN(TestSignIn)
#include "tst_sign_in.moc"
