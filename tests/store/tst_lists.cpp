// Lists are read in the order of an index, whatever the sort, and no page costs more than another.

#include "desk_file.h"

#include "sql/connection.h"
#include "sql/fault_plan.h"
#include "store/counts.h"
#include "store/list_order.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace store_test;

class TestLists : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void noListIsSorted_data();
    void noListIsSorted();
    void equalsStandInPages();
    void agesAreLookedUp_data();
    void agesAreLookedUp();
};

namespace
{
constexpr std::array kSorts{desk::Sort::Newest, desk::Sort::Oldest, desk::Sort::LongestWaiting, desk::Sort::Priority};

/// What the engine would do for every statement that `act` compiles anew.
QStringList plansOf(store::Reader& reader, const std::function<void()>& act)
{
    sql::Connection& db = reader.connection();
    db.clearStatementCache();
    const auto plan = std::make_shared<sql::FaultPlan>();
    QStringList statements;
    plan->heard = [&statements](sql::FaultPlan::Call call, const QString& sql) {
        if (call == sql::FaultPlan::Call::Prepare)
            statements += sql;
    };
    db.setFaultPlan(plan);
    act();
    db.setFaultPlan({});
    QStringList plans;
    for (const QString& sql : std::as_const(statements)) {
        sql::Statement rows = db.query(u"EXPLAIN QUERY PLAN "_s + sql, sql::Values(sql.count(u'?')));
        while (rows.next())
            plans += rows.text(3);
    }
    return plans;
}

QStringList sortedIn(const QStringList& plans)
{
    return plans.filter(u"TEMP B-TREE"_s);
}
} // namespace

void TestLists::noListIsSorted_data()
{
    using desk::Field;
    using desk::Filter;
    QTest::addColumn<QString>("filter");
    for (const desk::View& view : desk::builtInViews(desk::AgentId(u"a1"_s))) {
        const QString text = desk::toText(view.filter);
        QTest::newRow(qPrintable(view.id.value())) << text;
        QTest::newRow(qPrintable(view.id.value() + u" closed"_s)) << text + u" status:closed"_s;
    }
    QTest::newRow("everything") << QString();
    QTest::newRow("label") << u"label:l1"_s;
    QTest::newRow("subject") << u"subject~parcel spam:false"_s;
    QTest::newRow("mine or nobody's") << u"(assignee:a1 or assignee!:*) spam:false"_s;
}

void TestLists::noListIsSorted()
{
    QFETCH(QString, filter);
    const auto parsed = desk::parseFilter(filter);
    const auto* wanted = std::get_if<desk::Filter>(&parsed);
    QVERIFY(wanted);
    DeskFile file;
    file.writer().applyChanges({change(ticket(u"1"_s, 2))}, 2);
    for (const desk::Sort sort : kSorts) {
        const QStringList plans = plansOf(file.reader(), [&] {
            const auto first = file.reader().list(*wanted, sort, file.clock.at, {}, 10);
            file.reader().list(*wanted, sort, file.clock.at, store::ListKey{5, {5}}, 10);
        });
        QVERIFY(plans.size() >= 3);
        QVERIFY2(sortedIn(plans).isEmpty(), qPrintable(plans.join(u'\n')));
        QVERIFY2(plans.filter(u"rowid"_s).size() > 0, qPrintable(plans.join(u'\n')));
    }
}

void TestLists::equalsStandInPages()
{
    DeskFile file;
    QList<desk::Change> changes;
    for (int i = 1; i <= 50; ++i) // one time for all: every sort has equals
        changes += change(ticket(QString::number(i), i + 1));
    file.writer().applyChanges(changes, 60);
    for (const desk::Sort sort : kSorts) {
        QList<store::ListKey> rows;
        std::optional<store::ListKey> after;
        for (;;) {
            const auto page = file.reader().list({}, sort, file.clock.at, after, 7);
            rows += page;
            if (page.size() < 7)
                break;
            after = page.last();
        }
        QCOMPARE(rows.size(), 50);
        QVERIFY(std::is_sorted(rows.begin(), rows.end(),
                               [sort](const auto& a, const auto& b) { return store::standsAbove(a, b, sort); }));
    }
}

void TestLists::agesAreLookedUp_data()
{
    QTest::addColumn<QString>("filter");
    QTest::newRow("created") << u"created>2h"_s;
    QTest::newRow("updated") << u"updated<2h"_s;
    QTest::newRow("waiting") << u"status:open waiting>2h"_s;
}

void TestLists::agesAreLookedUp()
{
    QFETCH(QString, filter);
    const auto parsed = desk::parseFilter(filter);
    const auto* wanted = std::get_if<desk::Filter>(&parsed);
    QVERIFY(wanted);
    DeskFile file;
    file.writer().applyChanges({change(ticket(u"1"_s, 2))}, 2);
    const QStringList plans = plansOf(file.reader(), [&] {
        file.reader().crossed(*wanted, file.clock.at, file.clock.at + desk::kHour);
        file.reader().nextCrossing(*wanted, file.clock.at);
    });
    QCOMPARE(plans.size(), 2);
    for (const QString& plan : plans)
        QVERIFY2(plan.startsWith(u"SEARCH"_s) && plan.contains(u"INDEX"_s), qPrintable(plan));
}

QTEST_GUILESS_MAIN(TestLists)
#include "tst_lists.moc"
