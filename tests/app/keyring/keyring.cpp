// Tokens in a real keyring; runs in a desktop of its own (tests/journeys/tools/desktop --keyring).
#include "tests/app/keychain_load.h"

#include <QSignalSpy>

using namespace Qt::StringLiterals;
using app::KeychainCredentials;
using keychain_test::kAccount;
using keychain_test::load;

class TestKeyring : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void keepsTokens();
    void keepsTokensOfTheLastMoment();
    void forgetsTokens();
};

void TestKeyring::keepsTokens()
{
    {
        KeychainCredentials credentials(kAccount);
        QSignalSpy sessionOnly(&credentials, &KeychainCredentials::sessionOnly);
        credentials.save({u"access-é"_s, u"refresh"_s});
        // Jobs go in order: an answer to a read of another account comes after the write.
        KeychainCredentials other(u"https://other.example"_s);
        QVERIFY(load(other)->access.isEmpty());
        QCOMPARE(sessionOnly.size(), 0);
    }
    KeychainCredentials next(kAccount);
    const auto tokens = load(next);
    QVERIFY(tokens);
    QCOMPARE(tokens->access, u"access-é"_s);
    QCOMPARE(tokens->refresh, u"refresh"_s);
}

void TestKeyring::keepsTokensOfTheLastMoment()
{
    {
        KeychainCredentials credentials(kAccount);
        credentials.save({u"access-last"_s, u"refresh-last"_s});
        credentials.finish();
    }
    KeychainCredentials next(kAccount);
    QCOMPARE(load(next)->refresh, u"refresh-last"_s);
}

void TestKeyring::forgetsTokens()
{
    KeychainCredentials credentials(kAccount);
    credentials.save({u"a"_s, u"r"_s});
    credentials.clear();
    KeychainCredentials next(kAccount);
    QSignalSpy unavailable(&next, &KeychainCredentials::unavailable);
    QTRY_VERIFY(load(next)->access.isEmpty());
    QCOMPARE(unavailable.size(), 0); // "nothing is kept" is no trouble
}

QTEST_GUILESS_MAIN(TestKeyring)
#include "keyring.moc"
