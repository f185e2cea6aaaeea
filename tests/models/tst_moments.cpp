// Times as people read them: the locale's form, never with seconds.
#include "models/moments.h"

#include <QTest>

using namespace Qt::StringLiterals;

class MomentsTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void timesOfDay_data();
    void timesOfDay();
    void unsetIsNothing();
};

void MomentsTest::timesOfDay_data()
{
    QTest::addColumn<QLocale>("locale");
    QTest::addColumn<QString>("text");
    QTest::newRow("no locale at all") << QLocale::c() << u"09:05"_s;
    QTest::newRow("British") << QLocale(QLocale::English, QLocale::UnitedKingdom) << u"09:05"_s;
    QTest::newRow("German") << QLocale(QLocale::German) << u"09:05"_s;
    QTest::newRow("Finnish") << QLocale(QLocale::Finnish) << u"9.05"_s;
    QTest::newRow("Hebrew") << QLocale(QLocale::Hebrew) << u"9:05"_s;
}

void MomentsTest::timesOfDay()
{
    QFETCH(const QLocale, locale);
    QFETCH(const QString, text);
    QCOMPARE(models::timeOfDay(QTime(9, 5, 59), locale), text);
    const desk::Instant at{QDateTime(QDate(2026, 3, 12), QTime(9, 5, 59)).toMSecsSinceEpoch()};
    const QString both = models::dateAndTime(at, locale);
    QVERIFY2(both.endsWith(u' ' + text) && !both.contains(u"59"_s), qPrintable(both));
}

void MomentsTest::unsetIsNothing()
{
    QCOMPARE(models::dateAndTime({}), QString());
}

QTEST_GUILESS_MAIN(MomentsTest)
#include "tst_moments.moc"
