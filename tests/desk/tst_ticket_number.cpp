#include "desk/ticket_number.h"

#include <QTest>

class TestTicketNumber : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void reads_data();
    void reads();
};

void TestTicketNumber::reads_data()
{
    QTest::addColumn<QString>("word");
    QTest::addColumn<qint64>("number");
    QTest::addColumn<bool>("named");
    QTest::newRow("named") << "#48213" << qint64(48213) << true;
    QTest::newRow("digits alone") << "48213" << qint64(48213) << false;
    QTest::newRow("zeros before") << "#007" << qint64(7) << true;
    QTest::newRow("largest") << "9223372036854775807" << qint64(9223372036854775807) << false;
    QTest::newRow("too large") << "#9223372036854775808" << qint64(0) << false;
    QTest::newRow("zero") << "#0" << qint64(0) << false;
    QTest::newRow("nothing") << "" << qint64(0) << false;
    QTest::newRow("sign alone") << "#" << qint64(0) << false;
    QTest::newRow("minus") << "-5" << qint64(0) << false;
    QTest::newRow("plus") << "#+5" << qint64(0) << false;
    QTest::newRow("blank") << "# 5" << qint64(0) << false;
    QTest::newRow("letters behind") << "#12a" << qint64(0) << false;
    QTest::newRow("two signs") << "##12" << qint64(0) << false;
    QTest::newRow("Arabic digits") << QString::fromUtf8("#٤٢") << qint64(0) << false;
    QTest::newRow("amount") << "12.50" << qint64(0) << false;
}

void TestTicketNumber::reads()
{
    QFETCH(QString, word);
    const desk::TicketNumber read = desk::ticketNumberOf(word);
    QTEST(read.number, "number");
    QTEST(read.named, "named");
}

QTEST_GUILESS_MAIN(TestTicketNumber)
#include "tst_ticket_number.moc"
