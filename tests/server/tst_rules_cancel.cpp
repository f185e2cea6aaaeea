// Taking back is exact (BEY-15): a uuid is executed or cancelled, never both, whatever arrives first. Operations are
// read strictly: what this server does not know is refused as a whole.

#include "tests/server/desk_fixture.h"

#include "desk/json.h"

#include <QJsonDocument>
#include <QTest>

#include <atomic>
#include <thread>
#include <vector>

using namespace Qt::StringLiterals;
using K = desk::OperationKind;
using test::DeskFixture;
namespace rules = server::rules;
using Outcome = rules::Settled::Outcome;

class TestCancel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void lateOnesAreRefused_data() { DeskFixture::rows(); }
    void lateOnesAreRefused()
    {
        FRESH_DESK(m_desk);
        const auto ada = m_desk.agent();
        const auto reply = reply_();
        for (int i = 0; i < 2; ++i) {
            const auto settled = cancel(reply, ada);
            QVERIFY(settled.ok());
            QVERIFY(settled->outcome == Outcome::Cancelled);
            const auto late = m_desk.run(reply, ada);
            QVERIFY(late.ok());
            QCOMPARE(late->status, 410);
            QCOMPARE(late->body["code"_L1].toString(), u"cancelled"_s);
            QVERIFY(!late->body["detail"_L1].toString().isEmpty());
        }
        QCOMPARE(m_desk.ticket(reply.ticket, ada).messageCount, 1);
    }

    void executedOnesAreTold_data() { DeskFixture::rows(); }
    void executedOnesAreTold()
    {
        FRESH_DESK(m_desk);
        const auto ada = m_desk.agent();
        const auto reply = reply_();
        const auto answer = m_desk.run(reply, ada);
        QCOMPARE(answer->status, 200);
        for (int i = 0; i < 2; ++i) {
            const auto settled = cancel(reply, ada);
            QVERIFY(settled.ok());
            QVERIFY(settled->outcome == Outcome::Executed);
            QCOMPARE(settled->answer.body, answer->body);
        }
        QVERIFY(m_desk.run(reply, ada)->repeated);
        auto refused = DeskFixture::operation(K::AddLabel, reply.ticket);
        refused.label = desk::LabelId(u"77"_s);
        QCOMPARE(m_desk.run(refused, ada)->status, 422);
        const auto settled = cancel(refused, ada);
        QVERIFY(settled->outcome == Outcome::Refused);
        QCOMPARE(settled->answer.body["code"_L1].toString(), u"unknown-label"_s);
    }

    void onlyOnesOwn_data() { DeskFixture::rows(); }
    void onlyOnesOwn()
    {
        FRESH_DESK(m_desk);
        const auto ada = m_desk.agent();
        const auto bob = m_desk.agent(u"bob"_s);
        const auto sent = reply_();
        QCOMPARE(m_desk.run(sent, ada)->status, 200);
        QCOMPARE(cancel(sent, bob).fault().code, u"not-own-operation"_s);
        const auto waiting = reply_();
        QVERIFY(cancel(waiting, ada).ok());
        QCOMPARE(cancel(waiting, bob).fault().code, u"not-own-operation"_s);
        QCOMPARE(m_desk.run(waiting, bob).fault().code, u"other-body"_s);
        QCOMPARE(rules::cancel(m_desk.store(), ada, u"no uuid"_s, {}, {5000}).fault().code, u"bad-operation"_s);
    }

    /// Answers are kept 90 days: of an older one nobody may say that it was not done.
    void oldOnesAreNotGuessed_data() { DeskFixture::rows(); }
    void oldOnesAreNotGuessed()
    {
        FRESH_DESK(m_desk);
        const auto ada = m_desk.agent();
        const desk::Instant now{200 * desk::kDay};
        const auto settled = rules::cancel(m_desk.store(), ada, reply_().id.value(), now - 91 * desk::kDay, now);
        QVERIFY(!settled.ok());
        QCOMPARE(settled.fault().code, u"operation-old"_s);
    }

    /// Many at once, on PostgreSQL at two processes: all agree on one outcome, and it is what stands in the ticket.
    void exactlyOneWins_data() { DeskFixture::rows(); }
    void exactlyOneWins()
    {
        FRESH_DESK(m_desk);
        const auto ada = m_desk.agent();
        const auto other = engine == sql::Engine::Postgres ? m_desk.anotherProcess() : nullptr;
        int cancelledRounds = 0;
        constexpr int kRounds = 40;
        for (int round = 0; round < kRounds; ++round) {
            const auto reply = reply_(round);
            const QByteArray body = QJsonDocument(desk::toJson(reply)).toJson();
            std::atomic<int> done = 0, cancelled = 0, wrong = 0, start = 0;
            const auto act = [&](server::store::Store& store, bool puts) {
                ++start;
                while (start < 4)
                    std::this_thread::yield();
                for (bool again = true; again;) {
                    again = false;
                    if (puts) {
                        const auto put =
                            rules::execute(store, rules::SampleChannels(), ada, reply.id.value(), body, {5000});
                        again = !put && (put.fault().code == u"running"_s || put.fault().isTransient());
                        wrong += !put && !again;
                        if (put)
                            ++(put->status == 200 ? done : cancelled);
                    } else {
                        const auto asked = rules::cancel(store, ada, reply.id.value(), {}, {5000});
                        again = !asked && (asked.fault().code == u"running"_s || asked.fault().isTransient());
                        wrong += !asked && !again;
                        if (asked)
                            ++(asked->outcome == Outcome::Executed ? done : cancelled);
                    }
                }
            };
            std::vector<std::thread> threads;
            for (int i = 0; i < 4; ++i)
                threads.emplace_back([&, i] {
                    const auto store = other && i >= 2 ? std::move(other->connect()).value() : m_desk.connect();
                    act(*store, (i + round) % 2 == 0);
                });
            for (auto& thread : threads)
                thread.join();
            QCOMPARE(wrong.load(), 0);
            QVERIFY2(done == 0 || cancelled == 0, qPrintable(u"%1 done, %2 cancelled"_s.arg(done).arg(cancelled)));
            QCOMPARE(m_desk.ticket(reply.ticket, ada).messageCount, done > 0 ? 2 : 1);
            cancelledRounds += cancelled > 0;
        }
        qInfo("%d of %d rounds were cancelled", cancelledRounds, kRounds);
    }

    void unknownIsRefusedWhole_data()
    {
        QTest::addColumn<QString>("field");
        QTest::addColumn<QJsonValue>("value");
        QTest::addColumn<QString>("code");
        QTest::newRow("field") << u"cc"_s << QJsonValue(u"x@shop.example"_s) << u"unknown-field"_s;
        QTest::newRow("time to send") << u"sendAt"_s << QJsonValue(9000) << u"unknown-field"_s;
        QTest::newRow("field of another kind") << u"until"_s << QJsonValue(90000) << u"unknown-field"_s;
        QTest::newRow("kind") << u"kind"_s << QJsonValue(u"forward"_s) << u"unknown-kind"_s;
        QTest::newRow("word") << u"then"_s << QJsonValue(u"merge"_s) << u"unknown-word"_s;
    }
    void unknownIsRefusedWhole()
    {
        QFETCH(QString, field);
        QFETCH(QJsonValue, value);
        QFETCH(QString, code);
        QVERIFY(m_desk.open(sql::Engine::Sqlite));
        const auto ada = m_desk.agent();
        const auto reply = reply_();
        QJsonObject body = desk::toJson(reply);
        body.insert(field, value);
        for (int i = 0; i < 2; ++i) {
            const auto answer = rules::execute(m_desk.store(), rules::SampleChannels(), ada, reply.id.value(),
                                               QJsonDocument(body).toJson(), {5000});
            QVERIFY(!answer.ok());
            QCOMPARE(answer.fault().code, code);
            QVERIFY(answer.fault().kind == server::store::FaultKind::Refused);
            QVERIFY2(answer.fault().message.contains(field), qPrintable(answer.fault().message));
        }
        QCOMPARE(m_desk.ticket(reply.ticket, ada).messageCount, 1);
        QCOMPARE(m_desk.run(reply, ada)->status, 200); // nothing was written down under its name
    }

    /// Undo of what is done: exactly what was there, and never over what somebody else did since.
    void undoIsGuarded_data() { DeskFixture::rows(); }
    void undoIsGuarded()
    {
        FRESH_DESK(m_desk);
        const auto ada = m_desk.agent();
        const auto bob = m_desk.agent(u"bob"_s);
        auto snooze = DeskFixture::operation(K::Snooze, reply_().ticket);
        snooze.until = {desk::kDay};
        QCOMPARE(m_desk.run(snooze, ada)->status, 200);
        const desk::Ticket before = m_desk.ticket(snooze.ticket, ada);
        QCOMPARE(m_desk.run(DeskFixture::operation(K::Close, snooze.ticket), ada)->status, 200);
        auto undo = DeskFixture::operation(K::Restore, snooze.ticket);
        undo.before = desk::stateOf(before);
        undo.after = desk::stateOf(m_desk.ticket(snooze.ticket, ada));
        QCOMPARE(m_desk.run(undo, ada)->status, 200);
        QVERIFY(desk::stateOf(m_desk.ticket(snooze.ticket, ada)) == desk::stateOf(before));
        QCOMPARE(m_desk.run(DeskFixture::operation(K::Close, snooze.ticket), bob)->status, 200);
        auto later = DeskFixture::operation(K::Restore, snooze.ticket);
        later.before = desk::TicketState();
        later.after = desk::stateOf(before);
        const auto refused = m_desk.run(later, ada);
        QCOMPARE(refused->status, 422);
        QCOMPARE(refused->body["code"_L1].toString(), u"changed-since"_s);
    }

private:
    server::store::Result<rules::Settled> cancel(const desk::Operation& operation, const desk::AgentId& agent)
    {
        return rules::cancel(m_desk.store(), agent, operation.id.value(), operation.at, {5000});
    }
    desk::Operation reply_(int number = 0)
    {
        const auto inbound =
            m_desk.receive(desk::Channel::Email, u"c%1@shop.example"_s.arg(number), u"Hello"_s, 1000 + number);
        auto reply = DeskFixture::operation(K::Reply, inbound.ticket);
        reply.text = u"It is on its way."_s;
        reply.seen = inbound.message;
        return reply;
    }

    DeskFixture m_desk;
};

QTEST_GUILESS_MAIN(TestCancel)
#include "tst_rules_cancel.moc"
