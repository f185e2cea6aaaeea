// Pages of long messages end after a few megabytes, and together they still carry everything once.

#include "server/store/feed.h"
#include "server/store/keys.h"
#include "server/store/page_budget.h"
#include "server/store/reading.h"
#include "tests/server/desk_fixture.h"

#include <QTest>

using namespace Qt::StringLiterals;
using test::DeskFixture;
namespace store = server::store;

class TestPages : public QObject
{
    Q_OBJECT

    DeskFixture m_desk;
    desk::AgentId m_ada;

    desk::TicketId longTicket(const QString& from, int notes)
    {
        const auto inbound = m_desk.receive(desk::Channel::Sms, from, u"Hello"_s);
        for (int i = 0; i < notes; ++i) {
            auto note = DeskFixture::operation(desk::OperationKind::Note, inbound.ticket);
            note.text = u"needle %1 "_s.arg(i);
            if (m_desk.run(note, m_ada)->status != 200)
                qFatal("no note");
        }
        const auto grown = m_desk.store().write([&](store::FeedTransaction& transaction) {
            transaction.sql().execute(
                u"UPDATE messages SET text = CAST(? AS TEXT) WHERE ticket = ? AND kind = 'note'"_s,
                QString(700'000, u'x'), store::keyOf(inbound.ticket));
            return store::Done{};
        });
        if (!grown.ok())
            qFatal("no long notes");
        return inbound.ticket;
    }
    static qint64 weight(const QList<desk::Message>& messages)
    {
        qint64 sum = 0;
        for (const desk::Message& message : messages)
            sum += store::weightOf(message);
        return sum;
    }
    qint64 messages()
    {
        return *m_desk.store().read(
            [](sql::Connection& sql) { return sql.value<qint64>(u"SELECT count(*) FROM messages"_s).value_or(0); });
    }

private Q_SLOTS:
    void init()
    {
        QFETCH(sql::Engine, engine);
        if (!m_desk.open(engine))
            QSKIP(qPrintable(m_desk.why()));
        m_ada = m_desk.agent();
    }

    void theFeed_data() { DeskFixture::rows(); }
    void theFeed()
    {
        longTicket(u"+31600000001"_s, 12);
        QSet<QString> own;
        int pages = 0;
        desk::Cursor cursor;
        for (bool more = true; more; ++pages) {
            const auto page = store::changes(m_desk.store(), m_ada, cursor, 1000);
            qint64 size = 0;
            for (const desk::Change& change : page->changes) {
                size += store::weightOf(change);
                if (change.kind == desk::EntityKind::Message)
                    own.insert(change.id);
            }
            QVERIFY(size <= store::kPageBytes);
            QVERIFY(page->to.seq > cursor.seq);
            cursor = page->to;
            more = page->more;
        }
        QCOMPARE(own.size(), messages());
        QCOMPARE(cursor, store::feedEnd(m_desk.store())->cursor);
        QVERIFY(pages >= 3);
        desk::Cursor at;
        for (int shared = 0; shared < pages; ++shared) {
            const auto page = store::sharedChanges(m_desk.store(), at, 1000);
            at = page->to;
            QCOMPARE(page->more, shared < pages - 1);
        }
        QCOMPARE(at, cursor);
    }

    void oneRowAlwaysFits_data() { DeskFixture::rows(); }
    void oneRowAlwaysFits()
    {
        const auto inbound = m_desk.receive(desk::Channel::Sms, u"+31600000001"_s, u"Hello"_s);
        const auto grown = m_desk.store().write([](store::FeedTransaction& transaction) {
            transaction.sql().execute(u"UPDATE messages SET text = ?"_s, QString(5'000'000, u'x'));
            return store::Done{};
        });
        QVERIFY(grown.ok());
        QCOMPARE(store::ticketMessages(m_desk.store(), inbound.ticket, {})->messages.size(), 1);
        QCOMPARE(store::historyMessages(m_desk.store(), {})->messages.size(), 1);
        const auto active = store::historyTickets(m_desk.store(), m_ada, store::HistoryScope::Active, {});
        QCOMPARE(active->messages.size(), 1);
        QCOMPARE(active->next, QString());
    }

    void threadAndHistory_data() { DeskFixture::rows(); }
    void threadAndHistory()
    {
        const auto ticket = longTicket(u"+31600000001"_s, 12);
        const auto walk = [](auto&& read) {
            QList<int> sizes;
            QString before;
            do {
                const auto page = read(before);
                if (weight(page->messages) > store::kPageBytes)
                    qFatal("too large a page");
                sizes.append(int(page->messages.size()));
                before = page->next;
            } while (!before.isEmpty());
            return sizes;
        };
        const QList<int> thread =
            walk([&](const QString& before) { return store::ticketMessages(m_desk.store(), ticket, before, 200); });
        QCOMPARE(thread, (QList<int>{5, 5, 3}));
        const QList<int> history =
            walk([&](const QString& before) { return store::historyMessages(m_desk.store(), before, 1000); });
        QCOMPARE(history, thread);
        const QList<int> few =
            walk([&](const QString& before) { return store::ticketMessages(m_desk.store(), ticket, before, 4); });
        QCOMPARE(few, (QList<int>{4, 4, 4, 1}));
    }

    void activeTickets_data() { DeskFixture::rows(); }
    void activeTickets()
    {
        const auto first = longTicket(u"+31600000001"_s, 3);
        const auto second = longTicket(u"+31600000002"_s, 3);
        const auto third = longTicket(u"+31600000003"_s, 12);
        QStringList seen;
        QString before;
        do {
            const auto page = store::historyTickets(m_desk.store(), m_ada, store::HistoryScope::Active, before);
            QVERIFY(page.ok());
            QVERIFY(!page->tickets.isEmpty());
            QVERIFY(weight(page->messages) <= store::kPageBytes);
            for (const desk::Ticket& ticket : page->tickets)
                seen.append(ticket.id.value());
            before = page->next;
        } while (!before.isEmpty());
        seen.sort();
        QStringList all{first.value(), second.value(), third.value()};
        all.sort();
        QCOMPARE(seen, all);
    }

    void search_data() { DeskFixture::rows(); }
    void search()
    {
        longTicket(u"+31600000001"_s, 7);
        const auto page = store::search(m_desk.store(), m_ada, u"needle"_s, {}, 100);
        QCOMPARE(page->hits.size(), 5);
        QVERIFY(!page->next.isEmpty());
        const auto rest = store::search(m_desk.store(), m_ada, u"needle"_s, page->next, 100);
        QCOMPARE(rest->hits.size(), 2);
        QVERIFY(rest->next.isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestPages)
#include "tst_store_pages.moc"
