// U+0000 and its like reach no key, address, name or setting, on either engine; of what a customer wrote they show.

#include "server/rules/desk_settings.h"
#include "server/rules/inbound.h"
#include "server/store/reading.h"
#include "tests/server/api_desk.h"
#include "tests/server/desk_fixture.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>
#include <QUuid>

using namespace Qt::StringLiterals;
using test::Answer;
using test::ApiDesk;
using test::Socket;

namespace
{

const QString kZero = u"a"_s + QChar(0) + u"b"_s;
const QString kBell = u"a\u0007b"_s;
const QString kShown = u"a\uFFFDb"_s;
const QString kPassword = u"a long password"_s;

} // namespace

class TestControlCharacters : public QObject
{
    Q_OBJECT

private:
    ApiDesk m_desk;
    test::DeskFixture m_rules;

    int signIn(const QString& email)
    {
        return m_desk
            .call("POST", u"/v1/sign-in"_s, {},
                  QJsonObject{{u"email"_s, email}, {u"password"_s, u"a wrong password"_s}, {u"device"_s, u"here"_s}})
            .status;
    }

    void welcome(Socket& visitor)
    {
        visitor.say({{u"type"_s, u"hello"_s}, {u"session"_s, u""_s}});
        QVERIFY(!visitor.hear(u"welcome"_s).isEmpty());
    }

private Q_SLOTS:
    void spellingsOfAnAddressShareOneLimit_data() { ApiDesk::rows(); }
    void spellingsOfAnAddressShareOneLimit()
    {
        SERVED_DESK(m_desk);
        m_desk.agent(u"ada"_s, desk::Role::Support, kPassword);
        int tried = 0;
        for (int i = 0; i < 20; ++i) {
            // What looks up the same account as ada@desk.example, or did when U+0000 was dropped on the way.
            const QString zero = u"ada@desk.example"_s + QString(i / 4 + 1, QChar(0));
            for (const QString& spelling : {zero, u"ADA@desk.example"_s, u"  ada@Desk.example "_s, zero + u"x"_s})
                tried += signIn(spelling) == 401 ? 1 : 0;
        }
        QVERIFY2(tried > 0 && tried <= 8, qPrintable(QString::number(tried))); // the burst of one account and address
        QCOMPARE(signIn(u"ada@desk.example"_s), 429);
    }

    void routesRefuseThem_data()
    {
        QTest::addColumn<sql::Engine>("engine");
        QTest::addColumn<QByteArray>("method");
        QTest::addColumn<QString>("path");
        QTest::addColumn<QJsonObject>("body");
        for (const auto engine : {sql::Engine::Sqlite, sql::Engine::Postgres}) {
            const QByteArray on = engine == sql::Engine::Sqlite ? "sqlite, " : "postgres, ";
            const auto row = [&](const QByteArray& name, const char* method, const QString& path,
                                 const QJsonObject& body = {}) {
                QTest::newRow((on + name).constData()) << engine << QByteArray(method) << path << body;
            };
            for (const QString& bad : {kZero, kBell}) {
                const QByteArray what = bad == kZero ? "zero in " : "bell in ";
                const auto call = [&](const QByteArray& name, const QString& path, const QJsonObject& body) {
                    row(what + name, "POST", path, body);
                };
                call("an address", u"/v1/sign-in"_s,
                     {{u"email"_s, bad}, {u"password"_s, kPassword}, {u"device"_s, u""_s}});
                call("a device", u"/v1/sign-in"_s,
                     {{u"email"_s, u"ada@desk.example"_s}, {u"password"_s, kPassword}, {u"device"_s, bad}});
                call("an invitation's address", u"/v1/invitations"_s,
                     {{u"email"_s, bad + u"@b.example"_s}, {u"name"_s, u"x"_s}, {u"role"_s, u"support"_s}});
                call("an invitation's name", u"/v1/invitations"_s,
                     {{u"email"_s, u"x@b.example"_s}, {u"name"_s, bad}, {u"role"_s, u"support"_s}});
                call("an invitation's token", u"/v1/invitations/accept"_s,
                     {{u"invitation"_s, bad}, {u"password"_s, kPassword}});
                call("a refresh token", u"/v1/refresh"_s, {{u"refresh"_s, bad}});
                call("a file's content id", u"/v1/attachments"_s,
                     {{u"name"_s, u"x"_s},
                      {u"size"_s, 1},
                      {u"sha256"_s, QString(64, u'0')},
                      {u"contentId"_s, bad},
                      {u"mime"_s, u"text/plain"_s}});
                call("a file's digest", u"/v1/attachments"_s,
                     {{u"name"_s, u"x"_s}, {u"size"_s, 1}, {u"sha256"_s, bad}, {u"mime"_s, u"text/plain"_s}});
            }
            row("search", "GET", u"/v1/search?q=a%00b"_s);
            row("search, a bell", "GET", u"/v1/search?q=a%07b"_s);
            row("search page", "GET", u"/v1/search?q=a&before=1%00"_s);
            row("history page", "GET", u"/v1/history/messages?before=1%00"_s);
            row("cursor", "GET", u"/v1/changes?after=1%00"_s);
            row("profile", "GET", u"/v1/profiles/1%00"_s);
            row("attachment", "GET", u"/v1/attachments/1%00"_s);
            row("operation", "PUT", u"/v1/operations/%00"_s, {{u"kind"_s, u"close"_s}});
            row("chat link", "GET", u"/chat/attachments/1?until=1&key=%00"_s);
        }
    }
    void routesRefuseThem()
    {
        QFETCH(QByteArray, method);
        QFETCH(QString, path);
        QFETCH(QJsonObject, body);
        SERVED_DESK(m_desk);
        const QByteArray token = m_desk.agent(u"ada"_s, desk::Role::Owner, kPassword);
        const Answer answer =
            body.isEmpty() ? m_desk.call(method, path, token) : m_desk.call(method, path, token, body);
        QVERIFY2(answer.status >= 400 && answer.status < 500, qPrintable(QString::number(answer.status)));
    }

    void anAgentsTextWithThemIsRefused_data() { ApiDesk::rows(); }
    void anAgentsTextWithThemIsRefused()
    {
        SERVED_DESK(m_desk);
        const QByteArray token = m_desk.agent(u"ada"_s);
        for (const QString& field : {u"text"_s, u"html"_s}) {
            for (const QString& bad : {kZero, kBell}) {
                const QJsonObject note = test::operation(u"note"_s, u"1"_s, {{u"text"_s, u"x"_s}, {field, bad}});
                const Answer answer = m_desk.call("PUT", u"/v1/operations/"_s + note[u"id"_s].toString(), token, note);
                QCOMPARE(answer.status, 400);
                QCOMPARE(answer.code(), u"bad-operation"_s);
            }
        }
    }

    void settingsRefuseThem_data() { ApiDesk::rows(); }
    void settingsRefuseThem()
    {
        FRESH_DESK(m_rules);
        for (const QString& bad : {kZero, kBell}) {
            const auto changed =
                server::rules::changeDeskSettings(m_rules.store(), [&](server::rules::DeskSettings& settings) {
                    settings.name = bad;
                    return std::optional<server::store::Fault>();
                });
            QVERIFY(!changed);
            QCOMPARE(changed.fault().code, u"bad-characters"_s);
        }
    }

    void whatACustomerWroteShowsThem_data() { ApiDesk::rows(); }
    void whatACustomerWroteShowsThem()
    {
        FRESH_DESK(m_rules);
        const auto agent = m_rules.agent();
        server::rules::InboundMessage message;
        message.channel = desk::Channel::Email;
        message.from = u"customer@shop.example"_s;
        message.fromName = kZero;
        message.to = u"help@desk.example"_s;
        message.subject = kBell;
        message.text = kZero + u"\t\r\n"_s + kBell;
        message.html = kZero;
        message.at = {1000};
        const auto receipt = server::rules::receive(m_rules.store(), message);
        QVERIFY(receipt);
        const auto kept = server::store::ticketMessages(m_rules.store(), receipt->ticket, {}, 10);
        QVERIFY(kept && kept->messages.size() == 1);
        QCOMPARE(kept->messages[0].text, kShown + u"\t\r\n"_s + kShown);
        QCOMPARE(kept->messages[0].html, kShown);
        QCOMPARE(kept->messages[0].authorName, kShown);
        QCOMPARE(m_rules.ticket(receipt->ticket, agent).subject, kShown);
        for (QString server::rules::InboundMessage::*key :
             {&server::rules::InboundMessage::from, &server::rules::InboundMessage::to,
              &server::rules::InboundMessage::externalId}) {
            server::rules::InboundMessage bad = message;
            bad.*key += QChar(0);
            const auto refused = server::rules::receive(m_rules.store(), bad);
            QVERIFY(!refused);
            QCOMPARE(refused.fault().code, u"bad-address"_s);
        }
    }

    void chatsKeepTheirRules_data() { ApiDesk::rows(); }
    void chatsKeepTheirRules()
    {
        SERVED_DESK(m_desk);
        Socket visitor(m_desk.socketUrl(u"/chat/socket"_s));
        welcome(visitor);
        const QString client = QUuid::createUuid().toString(QUuid::WithoutBraces);
        visitor.say({{u"type"_s, u"send"_s}, {u"client"_s, client}, {u"text"_s, kZero}});
        QVERIFY(!visitor.hear(u"ack"_s).isEmpty());
        QCOMPARE(visitor.hear(u"message"_s).value(u"message"_s).toObject().value(u"text"_s).toString(), kShown);
        visitor.say({{u"type"_s, u"send"_s}, {u"client"_s, kZero}, {u"text"_s, u"x"_s}});
        QCOMPARE(visitor.hear(u"error"_s).value(u"code"_s).toString(), u"bad-message"_s);
        Socket odd(m_desk.socketUrl(u"/chat/socket"_s));
        odd.say({{u"type"_s, u"hello"_s}, {u"session"_s, kZero}});
        const QJsonObject fresh = odd.hear(u"welcome"_s);
        QVERIFY(!fresh.isEmpty());
        QVERIFY(fresh[u"session"_s].toString() != kZero);
    }
};

QTEST_GUILESS_MAIN(TestControlCharacters)
#include "tst_control_characters.moc"
