// What the server finds: words as ever, and a ticket by its number.

#include "server/store/reading.h"
#include "tests/server/desk_fixture.h"

#include <QTest>

using namespace Qt::StringLiterals;
using test::DeskFixture;
namespace store = server::store;

class TestSearch : public QObject
{
    Q_OBJECT

    DeskFixture m_desk;
    desk::AgentId m_ada;
    QList<qint64> m_numbers; ///< of "parcel one", "parcel two", "parcel three"

    bool open(sql::Engine engine)
    {
        m_numbers.clear();
        if (!m_desk.open(engine))
            return false;
        m_ada = m_desk.agent();
        for (const QString& text : {u"parcel one"_s, u"parcel two"_s, u"parcel three"_s}) {
            const auto inbound = m_desk.receive(desk::Channel::Sms, u"+3160000000%1"_s.arg(m_numbers.size()), text);
            m_numbers.append(m_desk.ticket(inbound.ticket, m_ada).number);
        }
        return true;
    }

    /// The numbers of the tickets on all pages; `N` in the text stands for the number of the first ticket.
    QList<qint64> numbersOf(const QString& text, int limit)
    {
        QList<qint64> numbers;
        QString before;
        do {
            const auto page = store::search(m_desk.store(), m_ada, withNumber(text), before, limit);
            if (!page.ok() || page->hits.size() > limit)
                qFatal("a bad page");
            for (const store::SearchHit& hit : page->hits)
                numbers.append(hit.ticket.number);
            before = page->next;
        } while (!before.isEmpty());
        return numbers;
    }
    QString withNumber(QString text) const { return text.replace(u'N', QString::number(m_numbers.first())); }

private Q_SLOTS:
    void numbers_data()
    {
        QTest::addColumn<sql::Engine>("engine");
        QTest::addColumn<QString>("text");
        QTest::addColumn<QList<int>>("places"); ///< of the tickets found, in their order
        for (const auto engine : {sql::Engine::Sqlite, sql::Engine::Postgres}) {
            const auto row = [engine](const char* name, const QString& text, const QList<int>& places) {
                const auto* side = engine == sql::Engine::Sqlite ? "sqlite" : "postgres";
                QTest::addRow("%s: %s", side, name) << engine << text << places;
            };
            row("named", u"#N"_s, {0});
            row("digits alone", u" N "_s, {0});
            row("digits beside words are words", u"N parcel"_s, {});
            row("beside its words", u"#N parcel"_s, {0});
            row("before a half one of them", u"#N on"_s, {0});
            row("beside another's words", u"thr #N"_s, {});
            row("words in an order", u"\"parcel two\""_s, {1});
            row("in another order", u"\"two parcel\""_s, {});
            row("beside no word at all", u"#N ..."_s, {0});
            row("no such ticket", u"#99999999"_s, {});
            row("nothing", u"#"_s, {});
            row("zero", u"#0"_s, {});
            row("negative", u"#-N"_s, {});
            row("signed", u"#+N"_s, {});
            row("more than a number", u"#N99999999999999999999"_s, {});
            row("other digits", u"#\u0661"_s, {});
            row("words as ever", u"parcel"_s, {2, 1, 0});
        }
    }
    void numbers()
    {
        QFETCH(sql::Engine, engine);
        QFETCH(QString, text);
        QFETCH(QList<int>, places);
        if (!open(engine))
            QSKIP(qPrintable(m_desk.why()));
        QList<qint64> expected;
        for (int place : places)
            expected.append(m_numbers.at(place));
        QCOMPARE(numbersOf(text, 50), expected);
    }

    void pagesCarryEverythingOnce_data() { DeskFixture::rows(); }
    void pagesCarryEverythingOnce()
    {
        QFETCH(sql::Engine, engine);
        if (!open(engine))
            QSKIP(qPrintable(m_desk.why()));
        const QList<qint64> expected{m_numbers[2], m_numbers[1], m_numbers[0]};
        for (int limit : {1, 2, 3, 100}) {
            QCOMPARE(numbersOf(u"parcel"_s, limit), expected);
            QCOMPARE(numbersOf(u"\"parcel two\""_s, limit), QList<qint64>{m_numbers[1]});
        }
    }

    void aHitHasItsLatestMessage_data() { DeskFixture::rows(); }
    void aHitHasItsLatestMessage()
    {
        QFETCH(sql::Engine, engine);
        if (!open(engine))
            QSKIP(qPrintable(m_desk.why()));
        const auto again = m_desk.receive(desk::Channel::Sms, u"+31600000000"_s, u"still waiting"_s, 2000);
        const auto page = store::search(m_desk.store(), m_ada, withNumber(u"#N"_s), {}, 1);
        QCOMPARE(page->hits.size(), 1);
        QVERIFY(page->next.isEmpty());
        QCOMPARE(page->hits.first().ticket.id, again.ticket);
        QCOMPARE(page->hits.first().message->text, u"still waiting"_s);
        QVERIFY(page->hits.first().ticket.unread); // as this agent sees it
    }
};

QTEST_GUILESS_MAIN(TestSearch)
#include "tst_store_search.moc"
