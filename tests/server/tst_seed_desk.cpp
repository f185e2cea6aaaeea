// The sample desk: reproducible, consistent, alive.

#include "server/seed/seed.h"
#include "server/seed/simulator.h"
#include "server/store/feed.h"
#include "server/store/paths.h"
#include "server/store/reading.h"
#include "server/store/rows.h"
#include "tests/server/desk_fixture.h"

#include "desk/json.h"

#include <QCryptographicHash>
#include <QFile>
#include <QJsonDocument>
#include <QTest>

#include <cmath>

using namespace Qt::StringLiterals;
using test::DeskFixture;
namespace store = server::store;

namespace
{

constexpr desk::Instant kNow{1'760'000'000'000};

server::seed::SeedOptions options(qint64 tickets = 300, qint64 messages = 3000)
{
    server::seed::SeedOptions options;
    options.seed = 11;
    options.tickets = tickets;
    options.messages = messages;
    options.now = kNow;
    return options;
}

/// A digest of everything that agents see; the same bytes on both engines.
QByteArray contentOf(store::Store& store, const desk::AgentId& agent)
{
    QCryptographicHash hash(QCryptographicHash::Sha256);
    desk::Cursor cursor;
    for (;;) {
        const auto page = store::changes(store, agent, cursor, 1000);
        if (!page)
            return {};
        for (const desk::Change& change : page->changes)
            hash.addData(QJsonDocument(desk::toJson(change)).toJson(QJsonDocument::Compact));
        cursor = page->to;
        if (!page->more)
            return hash.result().toHex();
    }
}

qint64 count(store::Store& store, const QString& query)
{
    return *store.read([&](sql::Connection& sql) { return sql.value<qint64>(query).value_or(0); });
}

} // namespace

class TestSeed : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void sameSeedSameContent_data() { DeskFixture::rows(); }
    void sameSeedSameContent()
    {
        FRESH_DESK(m_desk);
        const desk::AgentId owner(u"1"_s);
        QVERIFY(server::seed::seedDesk(m_desk.store(), options()).ok());
        const QByteArray content = contentOf(m_desk.store(), owner);
        QVERIFY(!content.isEmpty());
        if (m_content.isEmpty())
            m_content = content;
        QCOMPARE(content, m_content); // across engines, too
        QCOMPARE(server::seed::seedDesk(m_desk.store(), options()).fault().code, u"not-empty"_s);
        QVERIFY(m_desk.open(engine));
        auto other = options();
        other.seed = 12;
        QVERIFY(server::seed::seedDesk(m_desk.store(), other).ok());
        QVERIFY(contentOf(m_desk.store(), owner) != m_content);
    }

    void factsEqualTheMessages_data() { DeskFixture::rows(); }
    void factsEqualTheMessages()
    {
        FRESH_DESK(m_desk);
        const auto summary = server::seed::seedDesk(m_desk.store(), options());
        QVERIFY2(summary.ok(), summary.ok() ? "" : qPrintable(summary.fault().message));
        QCOMPARE(summary->tickets, 300);
        QVERIFY2(std::abs(summary->messages - 3000) < 400, qPrintable(QString::number(summary->messages)));
        store::Store& desk = m_desk.store();
        const auto none = [&](const QString& from) { return count(desk, u"SELECT count(*) FROM "_s + from); };
        QCOMPARE(none(u"messages WHERE ticket NOT IN (SELECT id FROM tickets)"_s), 0);
        QCOMPARE(none(u"tickets WHERE requester NOT IN (SELECT id FROM profiles)"_s), 0);
        QCOMPARE(none(u"tickets WHERE assignee <> 0 AND assignee NOT IN (SELECT id FROM agents)"_s), 0);
        QCOMPARE(none(u"ticket_labels WHERE label NOT IN (SELECT id FROM labels)"_s), 0);
        QCOMPARE(none(u"attachments WHERE message NOT IN (SELECT id FROM messages)"_s), 0);
        QCOMPARE(none(u"orders WHERE profile NOT IN (SELECT id FROM profiles)"_s), 0);
        QCOMPARE(none(u"tickets AS t WHERE message_count <> (SELECT count(*) FROM messages AS m "
                      "WHERE m.ticket = t.id AND kind <> 'event')"_s),
                 0);
        QCOMPARE(none(u"tickets AS t WHERE last_message <> (SELECT max(id) FROM messages AS m "
                      "WHERE m.ticket = t.id AND kind = 'message')"_s),
                 0);
        QCOMPARE(none(u"tickets AS t WHERE newest_inbound <> (SELECT max(id) FROM messages AS m "
                      "WHERE m.ticket = t.id AND kind = 'message' AND outbound = 0)"_s),
                 0);
        QCOMPARE(none(u"tickets AS t WHERE snippet_outbound <> (SELECT outbound FROM messages AS m "
                      "WHERE m.id = t.last_message)"_s),
                 0);
        QCOMPARE(none(u"tickets AS t WHERE waiting_since <> COALESCE((SELECT min(at) FROM messages AS m WHERE "
                      "m.ticket = t.id AND kind = 'message' AND outbound = 0 AND id > COALESCE((SELECT max(id) FROM "
                      "messages AS o WHERE o.ticket = t.id AND kind = 'message' AND outbound = 1), 0)), 0)"_s),
                 0);
        QCOMPARE(none(u"tickets AS t WHERE has_attachment <> CASE WHEN EXISTS (SELECT 1 FROM messages AS m "
                      "WHERE m.ticket = t.id AND attachments <> '') THEN 1 ELSE 0 END"_s),
                 0);
        QCOMPARE(none(u"profiles AS p WHERE ticket_count <> (SELECT count(*) FROM tickets WHERE requester = p.id)"_s),
                 0);
        QCOMPARE(none(u"(SELECT seq FROM tickets UNION ALL SELECT seq FROM messages) AS s WHERE seq < 1"_s), 0);
        QCOMPARE(none(u"messages AS a JOIN messages AS b ON b.id = a.id + 1 WHERE b.at < a.at"_s), 0);
        QCOMPARE(none(u"(SELECT requester FROM tickets WHERE channel IN ('sms', 'whatsapp') "
                      "GROUP BY requester, channel HAVING count(*) > 1) AS twice"_s),
                 0);
        QVERIFY(none(u"jobs"_s) > 0);
        QVERIFY(none(u"tickets WHERE spam = 1"_s) > 0);
        for (const auto channel : desk::kChannels)
            QVERIFY(none(u"tickets WHERE channel = '%1'"_s.arg(desk::toString(channel))) > 0);
        for (const QString& status : {u"open"_s, u"snoozed"_s, u"closed"_s})
            QVERIFY(none(u"tickets WHERE status = '%1'"_s.arg(status)) > 0);
        QVERIFY(none(u"tickets WHERE message_count >= 200"_s) > 0);
        QVERIFY(none(u"messages WHERE kind = 'note'"_s) > 0);
        QVERIFY(none(u"messages WHERE html <> ''"_s) > 0);
    }

    void filesAreThere_data() { DeskFixture::rows(); }
    void filesAreThere()
    {
        FRESH_DESK(m_desk);
        QVERIFY(server::seed::seedDesk(m_desk.store(), options()).ok());
        QStringList digests;
        const auto read = m_desk.store().read([&](sql::Connection& sql) {
            auto rows = sql.query(u"SELECT DISTINCT sha256, size FROM attachments"_s);
            while (rows.next())
                digests.append(rows.text(0));
            return store::Done{};
        });
        QVERIFY(read.ok());
        QVERIFY(digests.size() > 3);
        for (const QString& digest : digests) {
            QFile file(store::filePath(m_desk.database(), digest));
            QVERIFY(file.open(QIODevice::ReadOnly));
            QCOMPARE(QString::fromLatin1(QCryptographicHash::hash(file.readAll(), QCryptographicHash::Sha256).toHex()),
                     digest);
        }
    }

    void theDeskWorksAfterwards_data() { DeskFixture::rows(); }
    void theDeskWorksAfterwards()
    {
        FRESH_DESK(m_desk);
        QVERIFY(server::seed::seedDesk(m_desk.store(), options()).ok());
        const auto inbound =
            m_desk.receive(desk::Channel::Email, u"new@shop.example"_s, u"Sphinx of black quartz"_s, kNow.ms + 1);
        const desk::AgentId owner(u"1"_s);
        const auto hits = store::search(m_desk.store(), owner, u"QUARTZ sphi"_s, {});
        QCOMPARE(hits->hits.size(), 1);
        QCOMPARE(hits->hits.first().ticket.id, inbound.ticket);
        QVERIFY(store::search(m_desk.store(), owner, u"أين"_s, {}).ok());
        const auto boot = store::bootstrap(m_desk.store(), owner, kNow);
        QVERIFY(boot.ok());
        QCOMPARE(boot->tickets, 301);
        QVERIFY(boot->counts.value(u"my-inbox"_s) > 0);
        QCOMPARE(boot->views.size(), 3);
        QString before;
        qint64 active = 0;
        do {
            const auto page = store::historyTickets(m_desk.store(), owner, store::HistoryScope::Active, before, 50);
            QVERIFY(page.ok());
            active += page->tickets.size();
            before = page->next;
        } while (!before.isEmpty());
        QCOMPARE(active, count(m_desk.store(), u"SELECT count(*) FROM tickets WHERE status <> 'closed'"_s));
    }

    void countsEqualThePredicate_data() { DeskFixture::rows(); }
    void countsEqualThePredicate()
    {
        FRESH_DESK(m_desk);
        QVERIFY(server::seed::seedDesk(m_desk.store(), options()).ok());
        const desk::AgentId owner(u"1"_s);
        QList<desk::View> views;
        for (const auto& text : {u"unread:true"_s, u"-unread:true assignee:1"_s, u"(label:2 or team:3)"_s,
                                 u"waiting>2h -channel:email"_s, u"subject~\"order\""_s, u"attachment:true"_s}) {
            const auto filter = desk::parseFilter(text);
            QVERIFY2(std::holds_alternative<desk::Filter>(filter), qPrintable(text));
            desk::View view;
            view.id = desk::ViewId(text);
            view.filter = std::get<desk::Filter>(filter);
            views.append(view);
        }
        const auto counts =
            m_desk.store().read([&](sql::Connection& sql) { return store::viewCounts(sql, owner, views, kNow); });
        QVERIFY2(counts.ok(), counts.ok() ? "" : qPrintable(counts.fault().message));
        const auto all = store::historyTickets(m_desk.store(), owner, store::HistoryScope::All, {}, 200);
        const auto rest = store::historyTickets(m_desk.store(), owner, store::HistoryScope::All, all->next, 200);
        const QList<desk::Ticket> tickets = all->tickets + rest->tickets;
        QCOMPARE(tickets.size(), 300);
        views += desk::builtInViews(owner);
        for (const desk::View& view : std::as_const(views)) {
            qint64 expected = 0;
            for (const desk::Ticket& ticket : tickets)
                expected += desk::matches(view.filter, ticket, kNow) ? 1 : 0;
            QVERIFY2(counts->value(view.id.value()) == expected, qPrintable(view.id.value()));
        }
        QVERIFY(counts->value(u"unread:true"_s) > 0);
    }

    void customersGoOnWriting_data() { DeskFixture::rows(); }
    void customersGoOnWriting()
    {
        FRESH_DESK(m_desk);
        QVERIFY(server::seed::seedDesk(m_desk.store(), options(50, 200)).ok());
        server::seed::Simulator simulator({}, kNow);
        qint64 written = 0;
        desk::Instant now = kNow;
        for (int i = 0; i < 20; ++i) {
            now = simulator.nextDue();
            const auto receipts = simulator.step(m_desk.store(), now);
            QVERIFY(receipts.ok());
            written += receipts->size();
        }
        QCOMPARE(written, 20);
        const auto inbound = m_desk.receive(desk::Channel::Email, u"new@shop.example"_s, u"Any news?"_s, now.ms);
        auto reply = DeskFixture::operation(desk::OperationKind::Reply, inbound.ticket);
        reply.text = u"Yes."_s;
        reply.seen = inbound.message;
        QCOMPARE(m_desk.run(reply, desk::AgentId(u"1"_s), now.ms)->status, 200);
        QVERIFY(simulator.step(m_desk.store(), now).ok());
        bool isAnswered = false;
        for (int i = 0; i < 10 && !isAnswered; ++i) {
            now = simulator.nextDue();
            const auto receipts = simulator.step(m_desk.store(), now);
            QVERIFY(receipts.ok());
            for (const auto& receipt : *receipts)
                isAnswered = isAnswered || receipt.ticket == inbound.ticket;
        }
        QVERIFY(isAnswered);
    }

private:
    DeskFixture m_desk;
    QByteArray m_content;
};

QTEST_GUILESS_MAIN(TestSeed)
#include "tst_seed_desk.moc"
