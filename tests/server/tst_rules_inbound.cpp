// What customers write (TKT-3 to TKT-7), chat (CHAT-1), snoozes that wake once (TKT-2), who may enter (ROLE).

#include "server/rules/chat.h"
#include "server/rules/jobs.h"
#include "server/store/epochs.h"
#include "server/store/reading.h"
#include "server/store/settings.h"
#include "server/store/writing.h"
#include "tests/server/desk_fixture.h"

#include <QTest>

#include <atomic>
#include <thread>

using namespace Qt::StringLiterals;
using desk::Channel;
using K = desk::OperationKind;
using test::DeskFixture;
namespace store = server::store;
namespace rules = server::rules;

Q_DECLARE_METATYPE(desk::Channel)

class TestInbound : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void closedAndWrittenAgain_data()
    {
        QTest::addColumn<sql::Engine>("engine");
        QTest::addColumn<desk::Channel>("channel");
        QTest::addColumn<bool>("joins");
        for (const auto engine : {sql::Engine::Sqlite, sql::Engine::Postgres}) {
            const QByteArray name = engine == sql::Engine::Sqlite ? "sqlite" : "postgres";
            QTest::newRow(name + " webchat") << engine << Channel::WebChat << false; // TKT-3
            QTest::newRow(name + " email") << engine << Channel::Email << true;      // TKT-4
            QTest::newRow(name + " sms") << engine << Channel::Sms << true;          // TKT-5
            QTest::newRow(name + " whatsapp") << engine << Channel::WhatsApp << true;
            QTest::newRow(name + " instagram") << engine << Channel::Instagram << false; // TKT-6
        }
    }
    void closedAndWrittenAgain()
    {
        FRESH_DESK(m_desk);
        QFETCH(desk::Channel, channel);
        QFETCH(bool, joins);
        const auto ada = m_desk.agent();
        const QString from = channel == Channel::Email ? u"c@shop.example"_s : u"+31655501234"_s;
        const auto first = m_desk.receive(channel, from, u"First"_s);
        QVERIFY(first.newTicket);
        const auto write = [&](const QString& text, qint64 at) {
            rules::InboundMessage message;
            message.channel = channel;
            message.from = from;
            message.to = u"the desk"_s;
            message.subject = u"Re: First [#%1]"_s.arg(first.ticket.value());
            message.text = text;
            message.at = {at};
            return *rules::receive(m_desk.store(), message);
        };
        QCOMPARE(write(u"Second"_s, 2000).ticket, first.ticket);
        auto snooze = DeskFixture::operation(K::Snooze, first.ticket);
        QCOMPARE(m_desk.run(snooze, ada)->status, 200);
        QCOMPARE(write(u"Third"_s, 3000).ticket, first.ticket);
        QVERIFY(m_desk.ticket(first.ticket, ada).status == desk::Status::Open); // TKT-7
        QCOMPARE(m_desk.run(DeskFixture::operation(K::Close, first.ticket), ada)->status, 200);
        const auto again = write(u"Fourth"_s, 9000);
        QCOMPARE(again.ticket == first.ticket, joins);
        QCOMPARE(again.newTicket, !joins);
        QCOMPARE(again.profile, first.profile);
        QVERIFY(m_desk.ticket(again.ticket, ada).status == desk::Status::Open);
        QVERIFY(m_desk.ticket(again.ticket, ada).unread);
        const auto details = store::profileDetails(m_desk.store(), ada, first.profile);
        QCOMPARE(details->profile.ticketCount, joins ? 1 : 2);
    }

    void repeatedAndForeignMail_data() { DeskFixture::rows(); }
    void repeatedAndForeignMail()
    {
        FRESH_DESK(m_desk);
        rules::InboundMessage message;
        message.from = u"c@shop.example"_s;
        message.text = u"Hello"_s;
        message.externalId = u"<1@shop.example>"_s;
        message.at = {1000};
        const auto first = rules::receive(m_desk.store(), message);
        const auto again = rules::receive(m_desk.store(), message);
        QVERIFY(again->repeated);
        QCOMPARE(again->message, first->message);
        rules::InboundMessage reply = message;
        reply.externalId = u"<2@shop.example>"_s;
        reply.references = {message.externalId};
        QCOMPARE(rules::receive(m_desk.store(), reply)->ticket, first->ticket);
        // Somebody else who writes the number gets a ticket of their own.
        rules::InboundMessage stranger = message;
        stranger.from = u"mallory@shop.example"_s;
        stranger.externalId = u"<3@shop.example>"_s;
        stranger.subject = u"[#%1]"_s.arg(first->ticket.value());
        QVERIFY(rules::receive(m_desk.store(), stranger)->newTicket);
        message.from.clear();
        message.externalId.clear();
        QCOMPARE(rules::receive(m_desk.store(), message).fault().code, u"no-sender"_s);
    }

    void blockedSendersAreRefused_data() { DeskFixture::rows(); }
    void blockedSendersAreRefused()
    {
        FRESH_DESK(m_desk);
        const auto first = m_desk.receive(Channel::Sms, u"+31655501234"_s, u"Hi"_s);
        m_desk.store().write([&](store::FeedTransaction& transaction) {
            auto profile = *store::findProfile(transaction.sql(), store::keyOf(first.profile));
            profile.blocked = true;
            store::updateProfile(transaction, profile);
            return store::Done{};
        });
        rules::InboundMessage message;
        message.channel = Channel::Sms;
        message.from = u"+31 6 5550 1234"_s;
        message.text = u"Again"_s;
        message.at = {2000};
        QCOMPARE(rules::receive(m_desk.store(), message).fault().code, u"blocked"_s);
    }

    /// DESK-6: nothing goes out by itself until somebody has looked.
    void aHeldDeskAnswersNobodyByItself_data() { DeskFixture::rows(); }
    void aHeldDeskAnswersNobodyByItself()
    {
        FRESH_DESK(m_desk);
        m_desk.store().write([](store::FeedTransaction& transaction) {
            store::OfficeHours hours; // closed on all days
            hours.closedNotice = u"We are closed."_s;
            store::setOfficeHours(transaction.sql(), hours);
            store::hold(transaction.sql(), {500});
            return store::Done{};
        });
        const auto textsAfter = [&](const QString& client) {
            const QString session = rules::chatHello(m_desk.store(), {}, {1000})->session;
            const auto sent = rules::chatSend(m_desk.store(), session, client, u"Hello?"_s, {}, {2000});
            const auto page = store::ticketMessages(m_desk.store(), sent->ticket, {});
            QStringList texts;
            for (const auto& message : page->messages)
                texts.prepend(message.text); // the newest comes first
            return texts;
        };
        QCOMPARE(textsAfter(u"a"_s), QStringList{u"Hello?"_s});
        QVERIFY(*m_desk.store().write(
            [](store::FeedTransaction& transaction) { return store::release(transaction.sql()); }));
        QCOMPARE(textsAfter(u"b"_s), (QStringList{u"Hello?"_s, u"We are closed."_s}));
    }

    void chatIsStoredOnceAndAnswered_data() { DeskFixture::rows(); }
    void chatIsStoredOnceAndAnswered()
    {
        FRESH_DESK(m_desk);
        const auto ada = m_desk.agent();
        m_desk.store().write([](store::FeedTransaction& transaction) {
            store::OfficeHours hours; // closed on all days
            hours.closedNotice = u"We are closed."_s;
            store::setOfficeHours(transaction.sql(), hours);
            return store::Done{};
        });
        const auto hello = rules::chatHello(m_desk.store(), {}, {1000});
        QVERIFY(!hello->open);
        QCOMPARE(hello->notice, u"We are closed."_s);
        const QString session = hello->session;
        QVERIFY(session.size() >= 43);
        const auto sent = rules::chatSend(m_desk.store(), session, u"a"_s, u"Hello?"_s, {}, {2000});
        QVERIFY2(sent.ok(), sent.ok() ? "" : qPrintable(sent.fault().message));
        const auto again = rules::chatSend(m_desk.store(), session, u"a"_s, u"Hello?"_s, {}, {2000});
        QVERIFY(again->repeated);
        QCOMPARE(again->message, sent->message);
        auto reply = DeskFixture::operation(K::Reply, sent->ticket);
        reply.text = u"Good morning"_s;
        reply.seen = desk::MessageId(sent->message);
        QCOMPARE(m_desk.run(reply, ada)->status, 200);
        auto note = DeskFixture::operation(K::Note, sent->ticket);
        note.text = u"Not for the visitor"_s;
        QCOMPARE(m_desk.run(note, ada)->status, 200);
        const auto back = rules::chatHello(m_desk.store(), session, {3000});
        QStringList froms;
        for (const auto& message : back->latest.messages)
            froms.append(message.from + u": "_s + message.text);
        QCOMPARE(froms, (QStringList{u"visitor: Hello?"_s, u"system: We are closed."_s, u"agent: Good morning"_s}));
        QVERIFY(rules::chatSeen(m_desk.store(), session, back->latest.messages.last().id).ok());
        const auto page = store::ticketMessages(m_desk.store(), sent->ticket, {});
        for (const auto& message : page->messages)
            if (message.text == u"Good morning"_s)
                QVERIFY(message.delivery == desk::Delivery::Read);
        QCOMPARE(m_desk.ticket(sent->ticket, ada).messageCount, 4);
        m_desk.run(DeskFixture::operation(K::Close, sent->ticket), ada);
        QVERIFY(rules::chatHello(m_desk.store(), session, {4000})->closed);
        const auto next = rules::chatSend(m_desk.store(), session, u"b"_s, u"One more thing"_s, {}, {5000});
        QVERIFY(next->newTicket);
        QVERIFY(next->ticket != sent->ticket);
        QCOMPARE(rules::chatSend(m_desk.store(), u"guess"_s, u"c"_s, u"x"_s, {}, {1}).fault().code,
                 u"unknown-session"_s);
    }

    void snoozesWakeOnce_data() { DeskFixture::rows(); }
    void snoozesWakeOnce()
    {
        FRESH_DESK(m_desk);
        const auto ada = m_desk.agent();
        constexpr int kTickets = 8;
        QList<desk::TicketId> tickets;
        for (int i = 0; i < kTickets; ++i) {
            tickets.append(m_desk.receive(Channel::Sms, u"+3165550120%1"_s.arg(i), u"Hi"_s).ticket);
            auto snooze = DeskFixture::operation(K::Snooze, tickets.last());
            snooze.until = {10'000 + i};
            QCOMPARE(m_desk.run(snooze, ada)->status, 200);
        }
        QCOMPARE(rules::runDueJobs(m_desk.store(), {9'000})->nextDue.ms, 10'000);
        const auto other = engine == sql::Engine::Postgres ? m_desk.anotherProcess() : nullptr;
        std::atomic<int> woken = 0;
        std::vector<std::thread> threads;
        for (int t = 0; t < 3; ++t)
            threads.emplace_back([&, t] {
                auto own = t > 0 && other ? std::move(other->connect()).value() : m_desk.connect();
                const auto done = rules::runDueJobs(*own, {20'000});
                woken += done ? done->woken : 0;
            });
        for (auto& thread : threads)
            thread.join();
        woken += rules::runDueJobs(m_desk.store(), {20'000})->woken;
        QCOMPARE(woken.load(), kTickets);
        for (const auto& id : tickets) {
            const desk::Ticket ticket = m_desk.ticket(id, ada);
            QVERIFY(ticket.status == desk::Status::Open);
            QVERIFY(ticket.returnedFromSnooze);
            int returned = 0;
            const auto page = store::ticketMessages(m_desk.store(), id, {});
            for (const auto& message : page->messages)
                returned += message.eventKind == u"returned"_s ? 1 : 0;
            QCOMPARE(returned, 1);
        }
    }

    void signingIn_data() { DeskFixture::rows(); }
    void signingIn()
    {
        FRESH_DESK(m_desk);
        const auto owner = rules::addUser(m_desk.store(), u"Owner@desk.example"_s, u"Owner"_s, desk::Role::Owner,
                                          u"a long password"_s);
        QVERIFY(owner.ok());
        QCOMPARE(rules::signIn(m_desk.store(), u"owner@desk.example"_s, u"wrong"_s, {}, {1}).fault().code,
                 u"wrong-password"_s);
        QCOMPARE(rules::signIn(m_desk.store(), u"nobody@desk.example"_s, u"wrong"_s, {}, {1}).fault().code,
                 u"wrong-password"_s);
        const auto in = rules::signIn(m_desk.store(), u"OWNER@desk.example"_s, u"a long password"_s, u"here"_s, {1000});
        QVERIFY(in.ok());
        QVERIFY(rules::authenticate(m_desk.store(), in->access, {2000}).ok());
        QCOMPARE(rules::authenticate(m_desk.store(), in->access, in->accessExpires).fault().code, u"token-expired"_s);
        QCOMPARE(rules::authenticate(m_desk.store(), in->refresh, {2000}).fault().code, u"signed-out"_s);
        const auto second = rules::refresh(m_desk.store(), in->refresh, {3000});
        QVERIFY(second.ok());
        QVERIFY(rules::authenticate(m_desk.store(), second->access, {4000}).ok());

        const auto invited =
            rules::invite(m_desk.store(), *owner, u"ada@desk.example"_s, u"Ada"_s, desk::Role::Support, {6000});
        QVERIFY(invited.ok());
        QCOMPARE(rules::acceptInvitation(m_desk.store(), *invited, u"short"_s, {}, {7000}).fault().code,
                 u"weak-password"_s);
        const auto ada = rules::acceptInvitation(m_desk.store(), *invited, u"ten letters"_s, {}, {7000});
        QVERIFY(ada.ok());
        QVERIFY(!rules::acceptInvitation(m_desk.store(), *invited, u"ten letters"_s, {}, {7000}).ok());
        QCOMPARE(
            rules::invite(m_desk.store(), ada->agent, u"x@desk.example"_s, {}, desk::Role::Support, {1}).fault().code,
            u"not-allowed"_s);
        QCOMPARE(
            rules::invite(m_desk.store(), *owner, u"ada@desk.example"_s, {}, desk::Role::Support, {1}).fault().code,
            u"known-address"_s);
        const auto reset = rules::resetPassword(m_desk.store(), *owner, ada->agent.id, {8000});
        QVERIFY(rules::acceptInvitation(m_desk.store(), *reset, u"another password"_s, {}, {8500}).ok());
        QCOMPARE(rules::authenticate(m_desk.store(), ada->access, {8600}).fault().code, u"signed-out"_s);
        const auto token = rules::makeToken(m_desk.store(), u"ada@desk.example"_s, u"script"_s, {9000});
        QVERIFY(rules::authenticate(m_desk.store(), *token, {9000 + 900 * desk::kDay}).ok());
        QVERIFY(rules::changeRights(m_desk.store(), *owner, ada->agent.id, desk::Role::Support, false, {1}).ok());
        QVERIFY(!rules::authenticate(m_desk.store(), *token, {9500}).ok());
        QVERIFY(rules::signOut(m_desk.store(), *token).ok());
    }

    void namesAndAddresses_data()
    {
        QTest::addColumn<QString>("email");
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("code");
        const QString good = u"ada@desk.example"_s;
        QTest::newRow("plain") << good << u"Ada Łovelace ☃"_s << QString();
        QTest::newRow("no name") << good << QString() << QString();
        QTest::newRow("right to left") << good << u"عائشة"_s << QString();
        QTest::newRow("longest name") << good << QString(100, u'x') << QString();
        QTest::newRow("longer name") << good << QString(101, u'x') << u"bad-name"_s;
        QTest::newRow("two lines") << good << u"Ada\nBcc: all"_s << u"bad-name"_s;
        QTest::newRow("turned around") << good << u"Ada\u202Eada"_s << u"bad-name"_s;
        QTest::newRow("NUL") << good << u"a"_s + QChar(0) << u"bad-name"_s;
        for (const QString& bad : {u"ada"_s, u"@desk"_s, u"ada@"_s, u"a@b@c"_s, u"a b@c"_s, u"a\n@c"_s, u"a\u00a0@c"_s,
                                   u"<a@c>"_s, u"a,b@c"_s, u"\"a\"@c"_s, QString(300, u'x') + u"@c"_s})
            QTest::addRow("address %s", qPrintable(bad.left(12).simplified())) << bad << u"Ada"_s << u"bad-address"_s;
    }
    void namesAndAddresses()
    {
        QFETCH(QString, email);
        QFETCH(QString, name);
        QFETCH(QString, code);
        QVERIFY(m_desk.open(sql::Engine::Sqlite));
        const auto added = rules::addUser(m_desk.store(), email, name, desk::Role::Support, {});
        QCOMPARE(added.ok() ? QString() : added.fault().code, code);
    }

private:
    DeskFixture m_desk;
};

QTEST_GUILESS_MAIN(TestInbound)
#include "tst_rules_inbound.moc"
