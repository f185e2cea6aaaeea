// Where there is no keychain: for this session only, said so, and nobody waits. Runs without a session bus, and as
// app.keychain_without_service with a bus that has no secret service.
#include "keychain_load.h"

#include <QElapsedTimer>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using app::KeychainCredentials;

class TestKeychain : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void saysWhenNothingCanBeKept();
    void saysWhenNothingCanBeRead();
    void neverBlocks();
    void askerGoesFirst();
    void endWaitsForWhatIsOnItsWay();
};

using keychain_test::kAccount;
using keychain_test::load;

void TestKeychain::initTestCase()
{
    if (qEnvironmentVariableIsSet("BELLHOP_TEST_BUS"))
        return;
    for (const char* way : {"DBUS_SESSION_BUS_ADDRESS", "XDG_RUNTIME_DIR", "DISPLAY", "WAYLAND_DISPLAY"})
        qunsetenv(way);
}

void TestKeychain::saysWhenNothingCanBeKept()
{
    KeychainCredentials credentials(kAccount);
    QSignalSpy sessionOnly(&credentials, &KeychainCredentials::sessionOnly);
    credentials.save({u"access"_s, u"refresh"_s});
    QTRY_COMPARE_WITH_TIMEOUT(sessionOnly.size(), 1, 15'000);
    QVERIFY(sessionOnly.at(0).at(0).toString().contains(u"this session only"_s));
    QCOMPARE(load(credentials)->access, u"access"_s); // this session goes on
}

void TestKeychain::saysWhenNothingCanBeRead()
{
    KeychainCredentials credentials(kAccount);
    QSignalSpy unavailable(&credentials, &KeychainCredentials::unavailable);
    const auto tokens = load(credentials);
    QVERIFY(tokens);
    QVERIFY(tokens->access.isEmpty());
    QCOMPARE(unavailable.size(), 1);
}

void TestKeychain::neverBlocks()
{
    KeychainCredentials credentials(kAccount, 1);
    QElapsedTimer clock;
    clock.start();
    bool answered = false;
    credentials.load(this, [&answered](const syncing::Tokens&) { answered = true; });
    credentials.save({u"a"_s, u"r"_s});
    QVERIFY(clock.elapsed() < 1000);
    QTRY_VERIFY_WITH_TIMEOUT(answered, 15'000);
    QCOMPARE(load(credentials)->access, u"a"_s);
}

void TestKeychain::askerGoesFirst()
{
    {
        KeychainCredentials credentials(kAccount);
        QObject context;
        credentials.load(&context, [](const syncing::Tokens&) { QFAIL("nobody is there to answer to"); });
        credentials.save({u"a"_s, u"r"_s});
    }
    KeychainCredentials next(u"https://after.example"_s);
    QVERIFY(load(next)); // the queue of jobs still moves
}

void TestKeychain::endWaitsForWhatIsOnItsWay()
{
    KeychainCredentials credentials(kAccount, 5000);
    QElapsedTimer clock;
    clock.start();
    credentials.finish(); // nothing is on its way
    QVERIFY(clock.elapsed() < 500);
    QSignalSpy sessionOnly(&credentials, &KeychainCredentials::sessionOnly);
    credentials.save({u"a"_s, u"r"_s});
    credentials.finish();
    QCOMPARE(sessionOnly.size(), 1); // the keychain was asked, and its refusal heard
    KeychainCredentials hasty(kAccount, 1);
    hasty.save({u"a"_s, u"r"_s});
    clock.restart();
    hasty.finish();
    QVERIFY(clock.elapsed() < 3000);
}

QTEST_GUILESS_MAIN(TestKeychain)
#include "tst_keychain.moc"
