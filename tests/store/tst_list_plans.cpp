// How the lists of the built-in views are read: from one index, in its order, whatever the size of the desk.

#include "sql/connection.h"
#include "store/reader.h"
#include "store/ticket_filter.h"
#include "store/writer.h"

#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;

class ListPlansTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void viewsReadOneIndex_data()
    {
        QTest::addColumn<desk::Filter>("filter");
        for (const desk::View& view : desk::builtInViews(desk::AgentId(u"7"_s))) {
            QTest::newRow(qPrintable(view.id.value())) << view.filter;
            for (const desk::Status status : {desk::Status::Open, desk::Status::Snoozed, desk::Status::Closed}) {
                const desk::Filter laid =
                    desk::Filter::all({desk::Filter::is(desk::Field::Status, desk::toString(status)), view.filter});
                QTest::newRow(qPrintable(view.id.value() + u", "_s + desk::toString(status))) << laid;
            }
        }
    }

    void viewsReadOneIndex()
    {
        QFETCH(desk::Filter, filter);
        const QTemporaryDir folder;
        const QString path = folder.filePath(u"desk.db"_s);
        const desk::SystemClock clock;
        store::Writer(path, clock).close();
        store::Reader reader(path);
        const sql::Where where = store::whereOf(filter, clock.now());
        const QString list = u"EXPLAIN QUERY PLAN SELECT updated, key FROM ticket WHERE %1 "
                             "ORDER BY updated DESC, key DESC LIMIT 60"_s.arg(where.sql);
        QStringList plan;
        sql::Statement rows = reader.connection().query(list, where.args);
        while (rows.next())
            plan.append(rows.text(3));
        QCOMPARE(plan.size(), 1); // no sorting
        QVERIFY2(plan.first().contains(u"USING COVERING INDEX"_s), qPrintable(plan.first()));
    }
};

QTEST_GUILESS_MAIN(ListPlansTest)
#include "tst_list_plans.moc"
