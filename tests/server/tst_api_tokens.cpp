// Tokens of the command line: listed, ended, and over when their time is; sign-ins are none of them.

#include "server/rules/standing_tokens.h"
#include "server/store/schema.h"
#include "tests/server/api_desk.h"

#include <QTest>

#include <algorithm>

using namespace Qt::StringLiterals;
namespace rules = server::rules;
using test::ApiDesk;
using test::Socket;

class TestApiTokens : public QObject
{
    Q_OBJECT

    ApiDesk m_desk;

    QByteArray make(const QString& name, desk::Instant expires = {})
    {
        return rules::makeToken(m_desk.store(), u"ada@desk.example"_s, name, m_desk.clock().now(), expires)->toLatin1();
    }
    QStringList listed()
    {
        QStringList names;
        const auto tokens = rules::standingTokens(m_desk.store(), m_desk.clock().now());
        for (const rules::StandingToken& token : *tokens)
            names.append(token.name);
        names.sort();
        return names;
    }
    QString idOf(const QString& name)
    {
        const auto tokens = rules::standingTokens(m_desk.store(), m_desk.clock().now());
        for (const rules::StandingToken& token : *tokens)
            if (token.name == name)
                return token.id;
        return {};
    }
    int me(const QByteArray& token) { return m_desk.call("GET", u"/v1/me"_s, token).status; }

private Q_SLOTS:
    void oneIsEndedAndItsStreamWithIt_data() { ApiDesk::rows(); }
    void oneIsEndedAndItsStreamWithIt()
    {
        SERVED_DESK(m_desk);
        const QByteArray first = m_desk.agent(u"ada"_s, desk::Role::Owner, u"a long password"_s);
        const QByteArray second = make(u"report"_s);
        QVERIFY(rules::signIn(m_desk.store(), u"ada@desk.example"_s, u"a long password"_s, u"laptop"_s,
                              m_desk.clock().now())
                    .ok());
        QCOMPARE(listed(), QStringList({u"report"_s, u"test"_s}));
        Socket stays(m_desk.socketUrl(u"/v1/stream"_s));
        Socket goes(m_desk.socketUrl(u"/v1/stream"_s));
        stays.say({{u"type"_s, u"auth"_s}, {u"token"_s, QString::fromLatin1(first)}});
        goes.say({{u"type"_s, u"auth"_s}, {u"token"_s, QString::fromLatin1(second)}});
        QVERIFY(!stays.hear(u"ready"_s).isEmpty());
        QVERIFY(!goes.hear(u"ready"_s).isEmpty());

        const QString id = idOf(u"report"_s);
        QVERIFY(!id.isEmpty());
        QCOMPARE(m_desk.call("GET", u"/v1/me"_s, id.toLatin1()).status, 401);
        QVERIFY(rules::endToken(m_desk.store(), id).ok());
        QCOMPARE(rules::endToken(m_desk.store(), id).fault().code, u"no-such-token"_s);
        QCOMPARE(rules::endToken(m_desk.store(), u"made up"_s).fault().code, u"no-such-token"_s);
        QCOMPARE(me(second), 401);
        QCOMPARE(me(first), 200);
        QCOMPARE(listed(), QStringList{u"test"_s});
        m_desk.clock().advance(31 * desk::kSecond);
        QCOMPARE(goes.closeCode(), 4401);
        QVERIFY(stays.isOpen());
    }

    void oneEndsByItself_data() { ApiDesk::rows(); }
    void oneEndsByItself()
    {
        SERVED_DESK(m_desk);
        m_desk.agent(u"ada"_s, desk::Role::Owner);
        const QByteArray token = make(u"a day"_s, m_desk.clock().now() + desk::kDay);
        m_desk.clock().advance(desk::kDay - 1);
        QCOMPARE(me(token), 200);
        m_desk.clock().advance(1);
        const test::Answer over = m_desk.call("GET", u"/v1/me"_s, token);
        QCOMPARE(over.status, 401);
        QCOMPARE(over.code(), u"signed-out"_s); // there is nothing to refresh it with
        QCOMPARE(listed(), QStringList{u"test"_s});
    }

    void thoseOfAnEarlierVersionAreListed_data() { ApiDesk::rows(); }
    void thoseOfAnEarlierVersionAreListed()
    {
        SERVED_DESK(m_desk);
        m_desk.agent(u"ada"_s, desk::Role::Owner);
        const auto steps = server::store::serverMigrations();
        const auto step = std::find_if(steps.begin(), steps.end(), [](const sql::Migration& migration) {
            return migration.name == u"tokens of the command line"_s;
        });
        QVERIFY(step != steps.end());
        // As it was before that step.
        const auto undone = m_desk.store().write([&](server::store::FeedTransaction& transaction) {
            transaction.sql().execute(u"ALTER TABLE token_families DROP COLUMN standing"_s);
            transaction.sql().executeScript(step->sql);
            return server::store::Done{};
        });
        QVERIFY(undone.ok());
        QCOMPARE(listed(), QStringList{u"test"_s});
    }
};

QTEST_GUILESS_MAIN(TestApiTokens)
#include "tst_api_tokens.moc"
