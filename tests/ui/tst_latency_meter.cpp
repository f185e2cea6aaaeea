// The program's own figures (BEY-11): what is kept, what is logged, and how Help -> Performance shows it.

#include "tests/ui/pane_desk.h"
#include "ui/shell/main_window.h"
#include "ui/shell/performance_dialog.h"
#include "ui/theme/theme.h"

#include <QSignalSpy>
#include <QTableWidget>
#include <QTest>

using namespace Qt::StringLiterals;
using ui::LatencyMeter;
using Kind = LatencyMeter::Kind;

namespace
{

/// The table's rows, their cells separated by `|`; a heading is one cell.
QStringList rowsOf(const ui::PerformanceDialog& dialog)
{
    const auto* table = dialog.findChild<QTableWidget*>(u"performanceTable"_s);
    QStringList rows;
    for (int row = 0; row < table->rowCount(); ++row) {
        QStringList cells;
        const int count = table->columnSpan(row, 0) > 1 ? 1 : table->columnCount();
        for (int cell = 0; cell < count; ++cell)
            cells.append(table->item(row, cell)->text());
        rows.append(cells.join(u'|'));
    }
    return rows;
}

int samplesOf(const LatencyMeter& meter, Kind kind)
{
    for (const LatencyMeter::Figures& each : meter.figures())
        if (each.kind == kind)
            return each.samples;
    return 0;
}

} // namespace

class LatencyMeterTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedKingdom));
        ui::Theme::current().install(*qApp);
    }

    void percentilesOfTheLast512()
    {
        LatencyMeter meter;
        for (int i = 1; i <= 100; ++i)
            meter.record(Kind::Key, i / 10.0);
        LatencyMeter::Figures figures = meter.figures().first();
        QCOMPARE(figures.p50, 5.0);
        QCOMPARE(figures.p99, 9.9);
        QCOMPARE(figures.budget, 16.0);
        for (int i = 0; i < 600; ++i)
            meter.record(Kind::Key, 7);
        figures = meter.figures().first();
        QCOMPARE(figures.samples, 512);
        QCOMPARE(figures.p99, 7.0);  // the old ones are gone
        meter.painted(Kind::Search); // never pressed
        QCOMPARE(meter.figures().size(), 1);
    }

    void whatIsOverBudgetIsLoggedWithItsName_data()
    {
        QTest::addColumn<LatencyMeter::Kind>("kind");
        QTest::addColumn<double>("milliseconds");
        QTest::addColumn<QByteArray>("logged");
        const auto add = [](const char* name, Kind kind, double budget) {
            QTest::addRow("%s within", name) << kind << budget << QByteArray();
            QTest::addRow("%s over", name) << kind << budget + 1
                                           << QByteArray(name) + " took " + QByteArray::number(budget + 1, 'f', 1) +
                                                  " ms, over its budget of " + QByteArray::number(budget) + " ms";
        };
        add("open-ticket", Kind::OpenTicket, 50);
        add("switch-view", Kind::SwitchView, 16);
        add("key", Kind::Key, 16);
        add("search", Kind::Search, 100);
        add("read", Kind::Read, 8);
        add("search-read", Kind::SearchRead, 100);
        add("frame-lag", Kind::FrameLag, 30);
        QTest::newRow("page-lag has none") << Kind::PageLag << 5000.0 << QByteArray();
    }
    void whatIsOverBudgetIsLoggedWithItsName()
    {
        QFETCH(LatencyMeter::Kind, kind);
        QFETCH(double, milliseconds);
        QFETCH(QByteArray, logged);
        static QList<QByteArray> said;
        said.clear();
        const QtMessageHandler before = qInstallMessageHandler(
            [](QtMsgType, const QMessageLogContext&, const QString& text) { said.append(text.toUtf8()); });
        LatencyMeter meter;
        meter.record(kind, milliseconds);
        qInstallMessageHandler(before);
        QCOMPARE(said, logged.isEmpty() ? QList<QByteArray>() : QList<QByteArray>{logged});
    }

    /// A sample may come from inside a paint.
    void changesAreToldLaterAndOnce()
    {
        LatencyMeter meter;
        QSignalSpy changed(&meter, &LatencyMeter::changed);
        for (int i = 0; i < 20; ++i)
            meter.record(Kind::Read, 0.1);
        QCOMPARE(changed.size(), 0);
        QTRY_COMPARE(changed.size(), 1);
        meter.record(Kind::Read, 0.1);
        QCoreApplication::processEvents();
        QCOMPARE(changed.size(), 1);
        QTRY_COMPARE(changed.size(), 2);
    }

    void figuresStandInGroupsWithTheirUnit()
    {
        LatencyMeter meter;
        ui::PerformanceDialog dialog(meter);
        QCOMPARE(rowsOf(dialog), QStringList());
        meter.record(Kind::FrameLag, 2.26);
        meter.record(Kind::PageLag, 120);
        meter.record(Kind::Read, 0.042);
        meter.record(Kind::SearchRead, 101);
        meter.record(Kind::Key, 3);
        meter.record(Kind::Key, 3);
        QTRY_COMPARE(rowsOf(dialog),
                     (QStringList{u"From a press to what it shows"_s, u"Key press|3.0 ms|3.0 ms|16.0 ms|2"_s,
                                  u"Reading the desk's file"_s, u"Rows for the screen|0.04 ms|0.04 ms|8.0 ms|1"_s,
                                  u"Search|101.0 ms|101.0 ms, over budget|100.0 ms|1"_s,
                                  u"Sync lag: from its arrival here to the screens"_s,
                                  u"Change as it happens|2.3 ms|2.3 ms|30.0 ms|1"_s,
                                  u"Page of missed changes|120.0 ms|120.0 ms||1"_s}));
        // One more kind moves the rows below it; no span of theirs may stay behind.
        meter.record(Kind::OpenTicket, 20);
        QTRY_COMPARE(rowsOf(dialog).size(), 9);
        QCOMPARE(rowsOf(dialog).at(1), u"Open a ticket|20.0 ms|20.0 ms|50.0 ms|1"_s);
        QCOMPARE(rowsOf(dialog).at(2), u"Key press|3.0 ms|3.0 ms|16.0 ms|2"_s);
    }

    void theWindowFeedsItFromItsSession()
    {
        ui_test::PaneDesk desk;
        desk.desk.apply({desk.ticket(1, desk::Channel::Email)});
        QCOMPARE(samplesOf(desk.latency, Kind::Read), 0);
        ui::MainWindow window(desk.context);
        const int reads = samplesOf(desk.latency, Kind::Read);
        QVERIFY(reads > 0);
        desk.latency.follow(*desk.desk.session); // again: nothing counts twice
        desk.desk.session->read(0, [](store::Reader&) { return 1; });
        QCOMPARE(samplesOf(desk.latency, Kind::Read), reads + 1);
        desk.desk.session->searchTook(1'500'000);
        QCOMPARE(samplesOf(desk.latency, Kind::SearchRead), 1);
        for (const auto stamp : {&store::ChangeSet::frameArrived, &store::ChangeSet::pageArrived}) {
            const qint64 rev = desk.desk.nextRev();
            desk::Ticket each = desk.ticket(1, desk::Channel::Email);
            each.rev = rev;
            each.subject = QString::number(rev);
            desk.desk.run([&](store::Writer& writer) {
                store::ChangeSet changes = writer.applyChanges({models_test::change(each)}, rev);
                changes.*stamp = desk::steadyNow();
                return changes;
            });
        }
        QCOMPARE(samplesOf(desk.latency, Kind::FrameLag), 1);
        QCOMPARE(samplesOf(desk.latency, Kind::PageLag), 1);
        const QList<LatencyMeter::Figures> all = desk.latency.figures();
        const auto search =
            std::find_if(all.begin(), all.end(), [](const auto& each) { return each.kind == Kind::SearchRead; });
        QCOMPARE(search->p50, 1.5);
    }
};

QTEST_MAIN(LatencyMeterTest)
#include "tst_latency_meter.moc"
