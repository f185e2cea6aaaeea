// The order of a thread is the order in which the desk received it, whatever any clock says (TKT-13).

#include "server/rules/chat.h"
#include "server/store/feed.h"
#include "server/store/keys.h"
#include "server/store/reading.h"
#include "server/store/settings.h"
#include "server/store/thread_order.h"
#include "server/store/writing.h"
#include "tests/server/desk_fixture.h"

#include "desk/json.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

using namespace Qt::StringLiterals;
using test::DeskFixture;
using K = desk::OperationKind;
namespace store = server::store;
namespace rules = server::rules;

namespace
{

constexpr qint64 kNow = 1'700'000'000'000;

QStringList texts(const QList<desk::Message>& newestFirst)
{
    QStringList words;
    for (const desk::Message& message : newestFirst)
        words.prepend(message.kind == desk::MessageKind::Event ? message.eventKind : message.text);
    return words;
}

} // namespace

class TestPlaces : public QObject
{
    Q_OBJECT

    DeskFixture m_desk;
    desk::AgentId m_ada;

    /// A reply or note through a server process whose clock shows `nowMs`.
    QString say(store::Store& process, K kind, const desk::TicketId& ticket, const QString& text, qint64 nowMs,
                const desk::MessageId& seen = {}, const desk::AgentId& by = {})
    {
        auto operation = DeskFixture::operation(kind, ticket);
        operation.text = text;
        operation.seen = seen;
        const auto answer = rules::execute(process, rules::SampleChannels(), by ? by : m_ada, operation.id.value(),
                                           QJsonDocument(desk::toJson(operation)).toJson(), {nowMs});
        return answer ? QString::number(answer->status) + answer->body[u"code"_s].toString() : answer.fault().code;
    }
    /// Brings one message of another system's past in, as an import does.
    desk::Message bringIn(const desk::TicketId& ticket, const QString& text, qint64 place, desk::Direction direction)
    {
        desk::Message past;
        past.ticket = ticket;
        past.place = past.at.ms = place;
        past.channel = desk::Channel::Sms;
        past.direction = direction;
        past.authorKind = direction == desk::Direction::Inbound ? desk::AuthorKind::Customer : desk::AuthorKind::Agent;
        past.text = text;
        const auto written = m_desk.store().write([&](store::FeedTransaction& transaction) -> store::Done {
            store::lockTicket(transaction.sql(), store::keyOf(ticket));
            store::insertMessage(transaction, past);
            return {};
        });
        if (!written)
            qFatal("not brought in");
        return past;
    }
    /// A customer's first SMS, who agreed to be answered.
    rules::InboundReceipt begin(const QString& text)
    {
        const auto first = m_desk.receive(desk::Channel::Sms, u"+31600000001"_s, text, kNow);
        const auto agreed = m_desk.store().write([&](store::FeedTransaction& transaction) -> store::Done {
            auto profile = *store::findProfile(transaction.sql(), store::keyOf(first.profile));
            profile.country = u"NL"_s;
            profile.consent.smsTransactional = desk::ConsentState::Subscribed;
            store::updateProfile(transaction, profile);
            store::setSmsSenders(transaction.sql(), {{u"NL"_s, desk::SmsSender::LongCode}});
            return {};
        });
        if (!agreed)
            qFatal("no consent");
        return first;
    }
    QList<desk::Message> thread(const desk::TicketId& ticket)
    {
        return store::ticketMessages(m_desk.store(), ticket, {}, 200)->messages;
    }

private Q_SLOTS:
    void init()
    {
        QFETCH(sql::Engine, engine);
        if (!m_desk.open(engine))
            QSKIP(qPrintable(m_desk.why()));
        m_ada = m_desk.agent();
    }

    void aSlowerClockWritesAfter_data() { DeskFixture::rows(); }
    void aSlowerClockWritesAfter()
    {
        // Two processes on one PostgreSQL; SQLite has one, whose clock is set back.
        QFETCH(sql::Engine, engine);
        const auto other = engine == sql::Engine::Postgres ? m_desk.anotherProcess() : nullptr;
        const auto owned = other ? std::move(other->connect()).value() : m_desk.connect();
        store::Store& slower = *owned;
        const auto first = begin(u"question"_s);
        QCOMPARE(say(slower, K::Reply, first.ticket, u"answer"_s, kNow - 3000, first.message), u"200"_s);
        QCOMPARE(say(m_desk.store(), K::Note, first.ticket, u"note"_s, kNow), u"200"_s);
        QCOMPARE(say(slower, K::Close, first.ticket, {}, kNow - 3000), u"200"_s);
        const auto again = m_desk.receive(desk::Channel::Sms, u"+31600000001"_s, u"thanks"_s, kNow);
        QCOMPARE(again.ticket, first.ticket);

        const QStringList told{u"question"_s, u"answer"_s, u"note"_s, u"status"_s, u"thanks"_s, u"status"_s};
        const auto all = thread(first.ticket);
        QCOMPARE(texts(all), told);
        QCOMPARE(all.last().place, kNow);
        for (qsizetype i = 1; i < all.size(); ++i)
            QVERIFY(all[i].place < all[i - 1].place);
        QCOMPARE(texts(store::historyMessages(m_desk.store(), {}, 100)->messages), told);
        QCOMPARE(texts(store::historyTickets(m_desk.store(), m_ada, store::HistoryScope::Active, {}, 10)->messages),
                 told);
        // Who follows live hears them in the same order.
        QStringList live;
        qint64 last = 0;
        const auto feed = store::changes(m_desk.store(), m_ada, 0, 1000);
        for (const desk::Change& change : feed->changes) {
            const auto* message = change.entity ? std::get_if<desk::Message>(&*change.entity) : nullptr;
            if (!message)
                continue;
            QVERIFY2(message->place > last, qPrintable(message->text));
            last = message->place;
            live.append(message->kind == desk::MessageKind::Event ? message->eventKind : message->text);
        }
        QCOMPARE(live, told);
        // `at` goes on showing what each clock said.
        QCOMPARE(all[all.size() - 2].at.ms, kNow - 3000);
        // The guard goes by the order too: whoever has not seen the last question is told of it, and of it alone.
        const auto bob = m_desk.agent(u"bob"_s);
        auto reply = DeskFixture::operation(K::Reply, first.ticket);
        reply.text = u"late"_s;
        reply.seen = all[all.size() - 2].id; // the answer
        const auto stale = m_desk.run(reply, bob, kNow - 5000);
        QCOMPARE(stale->status, 409);
        QCOMPARE(stale->body[u"messages"_s].toArray().size(), 1);
        QCOMPARE(stale->body[u"messages"_s][0][u"text"_s].toString(), u"thanks"_s);
    }

    void theVisitorSeesTheSameOrder_data() { DeskFixture::rows(); }
    void theVisitorSeesTheSameOrder()
    {
        const QString session = rules::chatHello(m_desk.store(), {}, {kNow})->session;
        const auto asked = rules::chatSend(m_desk.store(), session, u"c1"_s, u"question"_s, {}, {kNow});
        QCOMPARE(say(m_desk.store(), K::Reply, asked->ticket, u"answer"_s, kNow - 3000), u"200"_s);
        QVERIFY(rules::chatSend(m_desk.store(), session, u"c2"_s, u"thanks"_s, {}, {kNow - 3500}).ok());
        QStringList shown;
        QString answer;
        const auto welcome = rules::chatHello(m_desk.store(), session, {kNow});
        for (const rules::ChatMessage& message : welcome->latest.messages) {
            shown.append(message.text);
            if (message.from == u"agent"_s)
                answer = message.id;
        }
        QCOMPARE(shown, (QStringList{u"question"_s, u"answer"_s, u"thanks"_s}));
        QCOMPARE(texts(thread(asked->ticket)), shown);
        // Seen up to a message = up to its place.
        QVERIFY(rules::chatSeen(m_desk.store(), session, asked->message).ok());
        QVERIFY(store::findMessage(m_desk.store().sql(), store::numberOf(answer))->delivery != desk::Delivery::Read);
        QVERIFY(rules::chatSeen(m_desk.store(), session, answer).ok());
        QVERIFY(store::findMessage(m_desk.store().sql(), store::numberOf(answer))->delivery == desk::Delivery::Read);
    }

    void historyThatIsBroughtInIsNobodysNews_data() { DeskFixture::rows(); }
    void historyThatIsBroughtInIsNobodysNews()
    {
        const auto live = begin(u"question"_s);
        auto read = DeskFixture::operation(K::MarkRead, live.ticket);
        read.seen = live.message;
        QCOMPARE(m_desk.run(read, m_ada, kNow)->status, 200);
        const auto before = m_desk.ticket(live.ticket, m_ada);
        QVERIFY(!before.unread);
        const auto old = bringIn(live.ticket, u"years ago"_s, kNow - 1000 * desk::kDay, desk::Direction::Inbound);
        bringIn(live.ticket, u"answered then"_s, old.place + 1, desk::Direction::Outbound);
        QVERIFY(store::keyOf(old.id) > store::keyOf(live.message));

        QCOMPARE(texts(thread(live.ticket)), (QStringList{u"years ago"_s, u"answered then"_s, u"question"_s}));
        const auto after = m_desk.ticket(live.ticket, m_ada);
        QVERIFY(!after.unread);
        QCOMPARE(after.lastMessage, live.message);
        // Seen: the newest of the thread, then one of the past alone.
        const auto bob = m_desk.agent(u"bob"_s);
        QCOMPARE(say(m_desk.store(), K::Reply, live.ticket, u"late"_s, kNow, old.id, bob), u"409stale"_s);
        QCOMPARE(say(m_desk.store(), K::Reply, live.ticket, u"now"_s, kNow, live.message, bob), u"200"_s);
        // Who has read the past alone has not read what is new.
        const auto next = m_desk.receive(desk::Channel::Sms, u"+31600000001"_s, u"and?"_s, kNow + 5);
        QCOMPARE(next.ticket, live.ticket);
        const auto late =
            bringIn(live.ticket, u"more of the past"_s, kNow - 900 * desk::kDay, desk::Direction::Inbound);
        read.id = DeskFixture::operation(K::MarkRead, live.ticket).id;
        read.seen = late.id;
        QCOMPARE(m_desk.run(read, m_ada, kNow)->status, 200);
        QVERIFY(m_desk.ticket(live.ticket, m_ada).unread);
        QCOMPARE(store::bootstrap(m_desk.store(), m_ada, {kNow})->counts.value(u"all"_s), 1);
    }

    void pagesMeetEachMessageOnce_data() { DeskFixture::rows(); }
    void pagesMeetEachMessageOnce()
    {
        const auto live = m_desk.receive(desk::Channel::Sms, u"+31600000001"_s, u"live 0"_s, kNow);
        m_desk.receive(desk::Channel::Sms, u"+31600000002"_s, u"elsewhere"_s, kNow);
        for (int i = 1; i < 10; ++i)
            m_desk.receive(desk::Channel::Sms, u"+31600000001"_s, u"live %1"_s.arg(i), kNow - 100 * i);
        for (int i = 0; i < 10; ++i)
            bringIn(live.ticket, u"past %1"_s.arg(i), kNow - desk::kDay - i, desk::Direction::Inbound);
        const auto whole = thread(live.ticket);
        QCOMPARE(whole.size(), 20);
        QCOMPARE(whole.first().text, u"live 9"_s);
        QCOMPARE(whole.last().text, u"past 9"_s);

        const auto paged = [&](const auto& page) {
            QList<desk::Message> all;
            QString next;
            do {
                const auto part = page(next);
                if (!part.ok())
                    return QList<desk::Message>();
                all += part->messages;
                next = part->next;
            } while (!next.isEmpty());
            return all;
        };
        QCOMPARE(
            paged([&](const QString& next) { return store::ticketMessages(m_desk.store(), live.ticket, next, 3); }),
            whole);
        auto history = paged([&](const QString& next) { return store::historyMessages(m_desk.store(), next, 3); });
        QCOMPARE(history.size(), 21);
        history.removeIf([&](const desk::Message& message) { return message.ticket != live.ticket; });
        QCOMPARE(history, whole);

        // A client that knows a message asks for what stands before it.
        const auto before = store::ticketMessages(m_desk.store(), live.ticket, whole[4].id.value(), 3);
        QCOMPARE(before->messages, whole.mid(5, 3));
        for (const QString& bad : {u"999999"_s, u"1:"_s, u"x"_s, u"-4"_s})
            QCOMPARE(store::ticketMessages(m_desk.store(), live.ticket, bad, 3).fault().code, u"bad-key"_s);
        // Keys of before there were places begin anew: nothing is passed over.
        QCOMPARE(store::historyMessages(m_desk.store(), u"5"_s, 3)->messages,
                 store::historyMessages(m_desk.store(), {}, 3)->messages);
    }
};

QTEST_GUILESS_MAIN(TestPlaces)
#include "tst_store_places.moc"
