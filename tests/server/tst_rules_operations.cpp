// Operations are executed once (BEY-2), guarded (BEY-3) and refused with a reason (REPLY-6).

#include "server/store/feed.h"
#include "server/store/reading.h"
#include "server/store/settings.h"
#include "server/store/writing.h"
#include "sql/fault_plan.h"
#include "tests/server/desk_fixture.h"

#include "desk/json.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

#include <atomic>
#include <thread>
#include <vector>

using namespace Qt::StringLiterals;
using K = desk::OperationKind;
using test::DeskFixture;

class TestOperations : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void replyIsStored_data() { DeskFixture::rows(); }
    void replyIsStored()
    {
        FRESH_DESK(m_desk);
        const auto ada = m_desk.agent();
        const auto inbound = m_desk.receive(desk::Channel::Email, u"c@shop.example"_s, u"Where is my order?"_s);
        auto reply = reply_(inbound);
        const auto answer = m_desk.run(reply, ada);
        QVERIFY2(answer.ok(), answer.ok() ? "" : qPrintable(answer.fault().message));
        QCOMPARE(answer->status, 200);
        QVERIFY(!answer->repeated);
        const auto message = desk::fromJson<desk::Message>(answer->body["message"_L1].toObject());
        QVERIFY(message.ok());
        QCOMPARE(message->text, reply.text);
        QVERIFY(message->delivery == desk::Delivery::Delivered);
        QVERIFY(message->rev > 0);
        const desk::Ticket ticket = m_desk.ticket(inbound.ticket, ada);
        QCOMPARE(ticket.lastMessage, message->id);
        QCOMPARE(ticket.messageCount, 2);
        QVERIFY(!ticket.unread);
        QVERIFY(!ticket.waitingSince.isSet());
    }

    void htmlIsKeptCleaned_data()
    {
        struct Row {
            const char* name;
            QString text, html, keptText, keptHtml; ///< of keptHtml each part between bars is there
            QString gone;
        };
        const QList<Row> all{
            {"script", u"Hi"_s, u"<p>Hi<script>alert(1)</script></p>"_s, u"Hi"_s, u"Hi"_s, u"script"_s},
            {"handler", u"Hi"_s, u"<p onclick='x()'>Hi</p>"_s, u"Hi"_s, u"Hi"_s, u"onclick"_s},
            {"link that acts", u"Hi"_s, u"<a href='javascript:x()'>Hi</a>"_s, u"Hi"_s, u"Hi"_s, u"javascript"_s},
            {"frame", u"Hi"_s, u"Hi<iframe src='https://x.example'></iframe>"_s, u"Hi"_s, u"Hi"_s, u"iframe"_s},
            {"no text", QString(), u"<p>First</p><p>Second<script>x</script></p>"_s, u"First\nSecond"_s,
             u"First|Second"_s, u"script"_s},
            {"what a composer makes", u"Hi"_s,
             u"<p><b>Hi</b> <span style='color:#ff0000'>red</span> <a href='https://shop.example/a'>shop</a></p>"
             "<ul><li>one</li></ul><blockquote>quoted</blockquote>"_s,
             u"Hi"_s, u"<b>|color|#ff0000|https://shop.example/a|<ul|<li|one|quoted"_s, u"script"_s},
        };
        QTest::addColumn<sql::Engine>("engine");
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("html");
        QTest::addColumn<QString>("keptText");
        QTest::addColumn<QString>("keptHtml");
        QTest::addColumn<QString>("gone");
        for (const sql::Engine engine : {sql::Engine::Sqlite, sql::Engine::Postgres})
            for (const Row& row : all)
                QTest::addRow("%s, %s", engine == sql::Engine::Sqlite ? "SQLite" : "PostgreSQL", row.name)
                    << engine << row.text << row.html << row.keptText << row.keptHtml << row.gone;
    }
    /// As clients read it and as it lies in the database.
    void htmlIsKeptCleaned()
    {
        QFETCH(QString, text);
        QFETCH(QString, html);
        QFETCH(QString, keptText);
        QFETCH(QString, keptHtml);
        QFETCH(QString, gone);
        FRESH_DESK(m_desk);
        const auto ada = m_desk.agent();
        const auto inbound = m_desk.receive(desk::Channel::Email, u"c@shop.example"_s, u"Hello"_s);
        auto reply = reply_(inbound);
        reply.text = text;
        reply.html = html;
        const auto answer = m_desk.run(reply, ada);
        QVERIFY2(answer.ok(), answer.ok() ? "" : qPrintable(answer.fault().message));
        QCOMPARE(answer->status, 200);
        const auto told = desk::fromJson<desk::Message>(answer->body["message"_L1].toObject());
        QVERIFY(told.ok());
        const auto stored = server::store::findMessage(m_desk.store().sql(), server::store::keyOf(told->id));
        QVERIFY(stored);
        QCOMPARE(stored->html, told->html);
        QCOMPARE(stored->text, keptText);
        for (const QString& part : keptHtml.split(u'|'))
            QVERIFY2(stored->html.contains(part, Qt::CaseInsensitive), qPrintable(part + u" in "_s + stored->html));
        QVERIFY2(!stored->html.contains(gone), qPrintable(stored->html));
    }

    void htmlThatWouldBeCutIsRefused_data() { DeskFixture::rows(); }
    void htmlThatWouldBeCutIsRefused()
    {
        FRESH_DESK(m_desk);
        const auto ada = m_desk.agent();
        auto reply = reply_(m_desk.receive(desk::Channel::Email, u"c@shop.example"_s, u"Hello"_s));
        reply.text = u"Hi"_s;
        reply.html = u"<p>"_s + QString(300'000, u'x') + u"</p>"_s;
        const auto answer = m_desk.run(reply, ada);
        QVERIFY(!answer.ok());
        QVERIFY2(answer.fault().message.contains(u"longer or deeper"_s), qPrintable(answer.fault().message));
    }

    void repeatGetsTheStoredAnswer_data() { DeskFixture::rows(); }
    void repeatGetsTheStoredAnswer()
    {
        FRESH_DESK(m_desk);
        const auto ada = m_desk.agent();
        const auto inbound = m_desk.receive(desk::Channel::Email, u"c@shop.example"_s, u"Hello"_s);
        auto reply = reply_(inbound);
        const auto first = m_desk.run(reply, ada);
        const auto again = m_desk.run(reply, ada, 9000);
        QVERIFY(first.ok() && again.ok());
        QVERIFY(again->repeated);
        QCOMPARE(again->body, first->body);
        QCOMPARE(m_desk.ticket(inbound.ticket, ada).messageCount, 2);
        reply.text = u"Something else"_s;
        const auto other = m_desk.run(reply, ada);
        QVERIFY(!other.ok());
        QCOMPARE(other.fault().code, u"other-body"_s);
    }

    void excessIsRefused_data()
    {
        QTest::addColumn<QString>("field");
        QTest::addColumn<QJsonValue>("value");
        const auto row = [](const char* name, const QString& field, const QJsonValue& value) {
            QTest::newRow(name) << field << value;
        };
        const QJsonObject file{{u"id"_s, u"1"_s}, {u"name"_s, u"a"_s}, {u"mime"_s, u"a/b"_s}, {u"size"_s, 1}};
        QJsonArray files;
        for (int i = 0; i < 21; ++i)
            files.append(file);
        row("text", u"text"_s, QString(100'001, u'x'));
        row("html", u"html"_s, QString(500'001, u'x'));
        row("files", u"attachments"_s, files);
        row("ticket", u"ticket"_s, QString(21, u'1'));
        row("seen", u"seen"_s, QString(100'000, u'1'));
        row("assignee", u"assignee"_s, QString(21, u'9'));
        row("team", u"team"_s, QString(21, u'9'));
        row("label", u"label"_s, QString(21, u'9'));
        row("time before all", u"at"_s, -5);
        row("snooze before all", u"until"_s, -5);
        row("snooze after all", u"until"_s, 9e18);
        row("snooze in a hundred years", u"until"_s, double(100 * 365 * desk::kDay));
    }
    void excessIsRefused()
    {
        QFETCH(QString, field);
        QFETCH(QJsonValue, value);
        QVERIFY(m_desk.open(sql::Engine::Sqlite));
        const auto ada = m_desk.agent();
        const auto inbound = m_desk.receive(desk::Channel::Email, u"c@shop.example"_s, u"Hello"_s);
        QJsonObject body = desk::toJson(reply_(inbound));
        body.insert(field, value);
        const auto answer = server::rules::execute(m_desk.store(), server::rules::SampleChannels(), ada,
                                                   body[u"id"_s].toString(), QJsonDocument(body).toJson(), {5000});
        QVERIFY(!answer.ok());
        QCOMPARE(answer.fault().code, u"bad-operation"_s);
        QVERIFY(answer.fault().kind == server::store::FaultKind::Invalid);
        QCOMPARE(m_desk.ticket(inbound.ticket, ada).messageCount, 1);
    }

    void twoThreadsOneUuid_data() { DeskFixture::rows(); }
    void twoThreadsOneUuid()
    {
        FRESH_DESK(m_desk);
        const auto ada = m_desk.agent();
        const auto inbound = m_desk.receive(desk::Channel::Email, u"c@shop.example"_s, u"Hello"_s);
        const auto reply = reply_(inbound);
        const QByteArray body = QJsonDocument(desk::toJson(reply)).toJson();
        std::atomic<int> executed = 0;
        std::atomic<int> wrong = 0;
        std::vector<std::thread> threads;
        for (int i = 0; i < 4; ++i)
            threads.emplace_back([&] {
                auto store = m_desk.connect();
                for (int attempt = 0; attempt < 5; ++attempt) {
                    const auto answer = server::rules::execute(*store, server::rules::SampleChannels(), ada,
                                                               reply.id.value(), body, {5000});
                    if (answer && !answer->repeated)
                        ++executed;
                    if (!answer && answer.fault().code != u"running"_s && !answer.fault().isTransient())
                        ++wrong;
                }
            });
        for (auto& thread : threads)
            thread.join();
        QCOMPARE(executed.load(), 1);
        QCOMPARE(wrong.load(), 0);
        QCOMPARE(m_desk.ticket(inbound.ticket, ada).messageCount, 2);
    }

    void staleReplyIsHeld_data()
    {
        QTest::addColumn<sql::Engine>("engine");
        QTest::addColumn<QString>("channel");
        for (const auto engine : {sql::Engine::Sqlite, sql::Engine::Postgres})
            for (const auto channel : desk::kChannels)
                QTest::addRow("%s %s", engine == sql::Engine::Sqlite ? "sqlite" : "postgres",
                              qPrintable(desk::toString(channel)))
                    << engine << desk::toString(channel);
    }
    void staleReplyIsHeld()
    {
        FRESH_DESK(m_desk);
        QFETCH(QString, channel);
        const auto ada = m_desk.agent();
        const auto bob = m_desk.agent(u"bob"_s);
        const auto kind = *desk::channelFrom(channel);
        const QString from = kind == desk::Channel::Email ? u"c@shop.example"_s : u"+31 6 5550 1234"_s;
        const auto first = m_desk.receive(kind, from, u"First"_s);
        consent(first.profile);
        auto note = DeskFixture::operation(K::Note, first.ticket);
        note.text = u"A note"_s;
        QCOMPARE(m_desk.run(note, bob)->status, 200);
        auto colleague = reply_(first);
        QCOMPARE(m_desk.run(colleague, bob)->status, 200);
        const auto stale = m_desk.run(reply_(first), ada);
        QVERIFY(stale.ok());
        QCOMPARE(stale->status, 409);
        QCOMPARE(stale->body["code"_L1].toString(), u"stale"_s);
        QCOMPARE(stale->body["messages"_L1].toArray().size(), 1);
        auto anyway = reply_(first);
        anyway.sendAnyway = true;
        QCOMPARE(m_desk.run(anyway, ada)->status, 200);

        // The author's own words are not news to the author.
        auto own = reply_(first);
        own.seen = m_desk.ticket(first.ticket, ada).lastMessage;
        QCOMPARE(m_desk.run(own, ada)->status, 200);
        auto after = own;
        after.id = DeskFixture::operation(K::Reply, first.ticket).id;
        QCOMPARE(m_desk.run(after, ada)->status, 200);

        // The customer's are, but not in a chat.
        server::rules::InboundMessage second;
        second.channel = kind;
        second.from = from;
        second.to = u"the desk"_s;
        second.subject = u"Re: First [#%1]"_s.arg(first.ticket.value());
        second.text = u"Second"_s;
        second.at = {2000};
        QCOMPARE(server::rules::receive(m_desk.store(), second)->ticket, first.ticket);
        after.id = DeskFixture::operation(K::Reply, first.ticket).id;
        QCOMPARE(m_desk.run(after, ada)->status, kind == desk::Channel::WebChat ? 200 : 409);
    }

    /// A screen may be full of notes and event lines: they stand in the thread, and what is above them was there.
    void aNoteThatWasSeenStandsBehindWhatIsAboveIt_data() { DeskFixture::rows(); }
    void aNoteThatWasSeenStandsBehindWhatIsAboveIt()
    {
        FRESH_DESK(m_desk);
        const auto ada = m_desk.agent();
        const auto bob = m_desk.agent(u"bob"_s);
        const auto first = m_desk.receive(desk::Channel::WebChat, u"visitor:one"_s, u"First"_s);
        QCOMPARE(m_desk.run(reply_(first), bob)->status, 200);
        auto note = DeskFixture::operation(K::Note, first.ticket);
        note.text = u"A note"_s;
        const auto noted = m_desk.run(note, bob);
        QCOMPARE(noted->status, 200);
        auto reply = reply_(first);
        reply.seen = desk::MessageId(noted->body["message"_L1].toObject()["id"_L1].toString());
        QVERIFY(!reply.seen.isEmpty());
        QCOMPARE(m_desk.run(reply, ada)->status, 200);
        auto colleague = reply_(first);
        colleague.sendAnyway = true;
        QCOMPARE(m_desk.run(colleague, bob)->status, 200);
        reply.id = DeskFixture::operation(K::Reply, first.ticket).id;
        QCOMPARE(m_desk.run(reply, ada)->status, 409); // what came behind the note was not seen with it
    }

    /// However much a visitor writes after it, a colleague's answer is seen (BEY-3).
    void manyLinesDoNotHideAColleague_data() { DeskFixture::rows(); }
    void manyLinesDoNotHideAColleague()
    {
        FRESH_DESK(m_desk);
        const auto ada = m_desk.agent();
        const auto bob = m_desk.agent(u"bob"_s);
        const auto first = m_desk.receive(desk::Channel::WebChat, u"visitor"_s, u"Hello"_s);
        for (int i = 0; i < 120; ++i)
            m_desk.receive(desk::Channel::WebChat, u"visitor"_s, u"Line %1"_s.arg(i), 2000 + i);
        QCOMPARE(m_desk.run(reply_(first), bob)->status, 200);
        const auto stale = m_desk.run(reply_(first), ada);
        QCOMPARE(stale->status, 409);
        QCOMPARE(stale->body["messages"_L1].toArray().size(), 1);
    }

    void refusalsAreStored_data() { DeskFixture::rows(); }
    void refusalsAreStored()
    {
        FRESH_DESK(m_desk);
        const auto ada = m_desk.agent();
        const auto sms = m_desk.receive(desk::Channel::Sms, u"+31655501234"_s, u"Hi"_s);
        const auto refused = m_desk.run(reply_(sms), ada);
        QCOMPARE(refused->status, 422);
        QCOMPARE(refused->body["code"_L1].toString(), u"no-consent"_s);
        const auto missing = m_desk.run(DeskFixture::operation(K::Close, desk::TicketId(u"999"_s)), ada);
        QCOMPARE(missing->status, 404);
        auto label = DeskFixture::operation(K::AddLabel, sms.ticket);
        label.label = desk::LabelId(u"7"_s);
        QCOMPARE(m_desk.run(label, ada)->body["code"_L1].toString(), u"unknown-label"_s);
        QVERIFY(m_desk.run(label, ada)->repeated);
        const auto analyst = m_desk.agent(u"analyst"_s, desk::Role::Other);
        QCOMPARE(m_desk.run(DeskFixture::operation(K::Close, sms.ticket), analyst).fault().code, u"no-access"_s);
    }

    void everyFailingCallConverges_data() { DeskFixture::rows(); }
    void everyFailingCallConverges()
    {
        FRESH_DESK(m_desk);
        const auto ada = m_desk.agent();
        const auto inbound = m_desk.receive(desk::Channel::Email, u"c@shop.example"_s, u"Hello"_s);
        int i = 0;
        for (;; ++i) {
            m_desk.store().sql().setFaultPlan(nullptr);
            const qint64 before = m_desk.ticket(inbound.ticket, ada).messageCount;
            m_desk.run(DeskFixture::operation(K::Reopen, inbound.ticket), ada);
            auto next = reply_(inbound);
            next.then = desk::ThenDo::Close;
            auto plan = std::make_shared<sql::FaultPlan>(i);
            m_desk.store().sql().setFaultPlan(plan);
            const auto first = m_desk.run(next, ada);
            QCOMPARE(first.ok(), !plan->fired());
            if (!plan->fired())
                break;
            QVERIFY(first.fault().isTransient());
            const auto repeated = m_desk.run(next, ada);
            QVERIFY(repeated.ok());
            QCOMPARE(repeated->status, 200);
            QCOMPARE(m_desk.ticket(inbound.ticket, ada).messageCount, before + 1);
        }
        QVERIFY2(i > 20, qPrintable(QString::number(i)));
        m_desk.store().sql().setFaultPlan(nullptr);
    }

private:
    static desk::Operation reply_(const server::rules::InboundReceipt& inbound)
    {
        auto reply = DeskFixture::operation(K::Reply, inbound.ticket);
        reply.text = u"It is on its way."_s;
        reply.seen = inbound.message;
        return reply;
    }
    void consent(const desk::ProfileId& id)
    {
        m_desk.store().write([&](server::store::FeedTransaction& transaction) {
            auto profile = *server::store::findProfile(transaction.sql(), server::store::keyOf(id));
            profile.country = u"NL"_s;
            profile.consent.smsTransactional = desk::ConsentState::Subscribed;
            profile.consent.whatsapp = desk::ConsentState::Subscribed;
            server::store::updateProfile(transaction, profile);
            server::store::setSmsSenders(transaction.sql(), {{u"NL"_s, desk::SmsSender::LongCode}});
            return server::store::Done{};
        });
    }

    DeskFixture m_desk;
};

QTEST_GUILESS_MAIN(TestOperations)
#include "tst_rules_operations.moc"
