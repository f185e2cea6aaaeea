#include "ui/theme/relative_time.h"

#include <QTest>
#include <QTimeZone>

using namespace ui;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

class RelativeTimeTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void texts_data();
    void texts();
    void daysAreThoseOfTheReader();
    void nothingForNothing();
    void clock();
    void headings();
    void remaining();
    void exactNamesTheZone();
    void textHoldsUntilItSays_data();
    void textHoldsUntilItSays();
};

static QDateTime at(const char* iso)
{
    QDateTime moment = QDateTime::fromString(QString::fromLatin1(iso), Qt::ISODate);
    moment.setTimeSpec(Qt::UTC);
    return moment;
}

static const QLocale english(QLocale::English, QLocale::UnitedKingdom);
static const char* const thursday = "2026-03-12T15:30:00"; // a Thursday

void RelativeTimeTest::texts_data()
{
    QTest::addColumn<QString>("when");
    QTest::addColumn<QString>("expected");
    const auto row = [](const char* when, const char* expected) {
        QTest::newRow(when) << QString::fromLatin1(when) << QString::fromUtf8(expected);
    };
    row("2026-03-12T15:30:00", "now");
    row("2026-03-12T15:29:01", "now");
    row("2026-03-12T15:29:00", "1 min");
    row("2026-03-12T14:30:01", "59 min");
    row("2026-03-12T14:30:00", "1 h");
    row("2026-03-12T00:00:00", "15 h");
    row("2026-03-11T23:59:59", "yesterday");
    row("2026-03-11T00:00:00", "yesterday");
    row("2026-03-10T23:59:59", "Tue");
    row("2026-03-06T00:00:00", "Fri");
    row("2026-03-05T23:59:59", "5 Mar");
    row("2026-01-01T00:00:00", "1 Jan");
    row("2025-12-31T23:59:59", "31 Dec 2025");
    row("1999-12-31T23:59:59", "31 Dec 1999");
    row("2026-03-12T15:30:59", "now");
    row("2026-03-12T15:35:00", "in 5 min");
    row("2026-03-12T18:30:00", "in 3 h");
    row("2026-03-13T09:00:00", "tomorrow");
    row("2026-03-16T09:00:00", "Mon");
    row("2026-03-19T09:00:00", "19 Mar");
    row("2027-01-02T09:00:00", "2 Jan 2027");
}

void RelativeTimeTest::texts()
{
    QFETCH(QString, when);
    QFETCH(QString, expected);
    QCOMPARE(relativeTime(at(when.toLatin1().constData()), at(thursday), english), expected);
}

void RelativeTimeTest::daysAreThoseOfTheReader()
{
    // Half past midnight in Amsterdam; the message came at 22:00 UTC, an hour and a half ago, on another UTC day as
    // well.
    const QDateTime now(QDate(2026, 3, 12), QTime(0, 30), QTimeZone("Europe/Amsterdam"));
    QCOMPARE(relativeTime(at("2026-03-11T22:00:00"), now, english), u"1 h"_s);
    QCOMPARE(relativeTime(at("2026-03-11T17:00:00"), now, english), u"yesterday"_s);
    QCOMPARE(clockTime(at("2026-03-11T23:10:00"), now, english), u"00:10"_s);
}

void RelativeTimeTest::nothingForNothing()
{
    QCOMPARE(relativeTime({}, at(thursday)), QString());
    QCOMPARE(relativeTime(at(thursday), {}), QString());
    QCOMPARE(clockTime({}, at(thursday)), QString());
    QCOMPARE(exactTime({}), QString());
    QCOMPARE(dayHeading({}, QDate(2026, 3, 12)), QString());
    QVERIFY(untilTextChanges({}, at(thursday)) >= 1h);
}

void RelativeTimeTest::clock()
{
    const QDateTime now = at(thursday);
    QCOMPARE(clockTime(at("2026-03-12T09:12:00"), now, english), u"09:12"_s);
    QCOMPARE(clockTime(at("2026-03-11T09:12:00"), now, english), u"yesterday 09:12"_s);
    QCOMPARE(clockTime(at("2026-03-09T09:12:00"), now, english), u"Mon 09:12"_s);
    QCOMPARE(clockTime(at("2025-03-09T09:12:00"), now, english), u"9 Mar 2025, 09:12"_s);
}

void RelativeTimeTest::headings()
{
    const QDate today(2026, 3, 12);
    QCOMPARE(dayHeading(today, today, english), u"Today"_s);
    QCOMPARE(dayHeading(today.addDays(-1), today, english), u"Yesterday"_s);
    QCOMPARE(dayHeading(today.addDays(-3), today, english), u"Monday"_s);
    QCOMPARE(dayHeading(today.addDays(-9), today, english), u"Tuesday 3 March"_s);
    QCOMPARE(dayHeading(QDate(2024, 2, 29), today, english), u"Thursday 29 February 2024"_s);
    // A message dated ahead of us must not be headed by a bare weekday of the past.
    QCOMPARE(dayHeading(today.addDays(1), today, english), u"Friday 13 March"_s);
}

void RelativeTimeTest::remaining()
{
    const QDateTime now = at(thursday);
    QCOMPARE(remainingTime(now.addSecs(21 * 3600 + 52 * 60 + 30), now), u"21 h 52 min"_s);
    QCOMPARE(remainingTime(now.addSecs(240), now), u"4 min"_s);
    QCOMPARE(remainingTime(now.addSecs(12), now), u"12 s"_s);
    QCOMPARE(remainingTime(now, now), QString());
    QCOMPARE(remainingTime(now.addSecs(-5), now), QString());
}

void RelativeTimeTest::exactNamesTheZone()
{
    const QString text = exactTime(at("2026-03-12T09:12:05"), english);
    QVERIFY(text.contains(u"09:12:05"_s));
    QVERIFY(text.contains(u"2026"_s));
    QVERIFY(text.contains(u"UTC"_s));
}

void RelativeTimeTest::textHoldsUntilItSays_data()
{
    QTest::addColumn<qint64>("age");
    for (const qint64 age : {0, 30, 59, 60, 61, 3599, 3600, 5000, 40000, 90000, 200000, 900000, -61, -3700, -90000})
        QTest::newRow(qPrintable(QString::number(age))) << age;
}

void RelativeTimeTest::textHoldsUntilItSays()
{
    QFETCH(qint64, age);
    const QDateTime now = at(thursday);
    const QDateTime when = now.addSecs(-age);
    const auto wait = untilTextChanges(when, now);
    QVERIFY(wait >= 1s);
    const QString text = relativeTime(when, now, english);
    if (wait > 1s)
        QCOMPARE(relativeTime(when, now.addMSecs(wait.count() - 1000), english), text);
}

QTEST_GUILESS_MAIN(RelativeTimeTest)
#include "tst_theme_relative_time.moc"
