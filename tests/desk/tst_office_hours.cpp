// When somebody is there (CHAT-1): by the wall clock, over midnight, the week's end and changes of the clock.

#include "desk/office_hours.h"

#include <QTest>
#include <QTimeZone>

using namespace Qt::StringLiterals;
using desk::OfficeHours;
using desk::OpenSpan;

namespace
{

const QStringList kDays{u"mon"_s, u"tue"_s, u"wed"_s, u"thu"_s, u"fri"_s, u"sat"_s, u"sun"_s};

/// "mon 09:00-12:00,13:00-17:00; sat 22:00-06:00" in Amsterdam, which has summer time.
OfficeHours hoursFrom(const QString& week)
{
    OfficeHours hours;
    hours.timeZone = u"Europe/Amsterdam"_s;
    for (const QString& day : week.split(u"; "_s, Qt::SkipEmptyParts))
        for (const QString& text : day.section(u' ', 1).split(u','))
            hours.days[std::size_t(kDays.indexOf(day.section(u' ', 0, 0)))].append(*desk::openSpanFrom(text));
    return hours;
}

/// An instant in UTC; empty = unset.
desk::Instant at(const QString& text)
{
    if (text.isEmpty())
        return {};
    QDateTime time = QDateTime::fromString(text, u"yyyy-MM-dd HH:mm:ss"_s);
    time.setTimeSpec(Qt::UTC);
    return {time.toMSecsSinceEpoch()};
}

} // namespace

class OfficeHoursTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void spansAreReadAsPeopleWriteThem_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<int>("from");
        QTest::addColumn<int>("to"); // 0 = no span
        QTest::addColumn<QString>("written");
        const auto row = [](const char* text, int from = 0, int to = 0, const char* written = "") {
            QTest::newRow(text) << QString::fromLatin1(text) << from << to << QString::fromLatin1(written);
        };
        row("09:00-17:30", 540, 1050, "09:00-17:30");
        row("00:00-24:00", 0, 1440, "00:00-24:00");
        row("00:00-23:59", 0, 1440, "00:00-24:00");
        row("13:00-23:59", 780, 1440, "13:00-24:00");
        row("22:00-06:00", 1320, 1800, "22:00-06:00");
        row("23:00-00:00", 1380, 1440, "23:00-24:00");
        row("23:59-00:01", 1439, 1441, "23:59-00:01");
        for (const char* bad : {"", "-", "09:00", "09:00-09:00", "24:00-06:00", "9-17", "09:00-24:01",
                                "09:00-12:00-13:00", "09:60-10:00", "a-b", "00:00-00:00"})
            row(bad);
    }
    void spansAreReadAsPeopleWriteThem()
    {
        QFETCH(QString, text);
        QFETCH(int, from);
        QFETCH(int, to);
        QFETCH(QString, written);
        const auto span = desk::openSpanFrom(text);
        QCOMPARE(span.has_value(), to > 0);
        if (!span)
            return;
        QCOMPARE(*span, (OpenSpan{from, to}));
        QCOMPARE(desk::spanText(*span), written);
        QCOMPARE(desk::openSpanFrom(written), span);
    }

    void opensAndCloses_data()
    {
        QTest::addColumn<QString>("week");
        QTest::addColumn<QString>("now");
        QTest::addColumn<bool>("open");
        QTest::addColumn<QString>("next"); // of a closed one
        const auto row = [](const char* name, const char* week, const char* now, bool open, const char* next = "") {
            QTest::newRow(name) << QString::fromLatin1(week) << QString::fromLatin1(now) << open
                                << QString::fromLatin1(next);
        };
        const char* lunch = "mon 09:00-12:00,13:00-17:00"; // 2026-12-07 is a Monday, UTC+1
        row("before", lunch, "2026-12-07 07:59:59", false, "2026-12-07 08:00:00");
        row("begins", lunch, "2026-12-07 08:00:00", true);
        row("lunch", lunch, "2026-12-07 11:00:00", false, "2026-12-07 12:00:00");
        row("after lunch", lunch, "2026-12-07 12:00:00", true);
        row("ends are exclusive", lunch, "2026-12-07 16:00:00", false, "2026-12-14 08:00:00");
        row("last second", lunch, "2026-12-07 15:59:59", true);
        row("last minute of 24 hours", "mon 00:00-24:00", "2026-12-07 22:59:59", true);
        row("after 24 hours", "mon 00:00-24:00", "2026-12-07 23:00:00", false, "2026-12-13 23:00:00");
        row("last minute up to 23:59", "mon 00:00-23:59", "2026-12-07 22:59:30", true);
        const char* night = "fri 22:00-06:00"; // 2026-12-11
        row("evening", night, "2026-12-11 21:00:00", true);
        row("midnight", night, "2026-12-11 23:00:00", true);
        row("morning after", night, "2026-12-12 04:59:59", true);
        row("morning before", night, "2026-12-11 04:00:00", false, "2026-12-11 21:00:00");
        row("night over", night, "2026-12-12 05:00:00", false, "2026-12-18 21:00:00");
        row("Sunday's night is Monday's morning", "sun 22:00-06:00", "2026-12-07 03:00:00", true);
        row("after Sunday's night", "sun 22:00-06:00", "2026-12-07 05:00:00", false, "2026-12-13 21:00:00");
        row("closed all week", "", "2026-12-07 10:00:00", false);
        // 2027-03-28: 02:00 becomes 03:00 at 01:00 UTC. 2026-10-25: 03:00 becomes 02:00 at 01:00 UTC.
        row("winter", "sun 09:00-10:00", "2027-03-21 08:00:00", true);
        row("summer", "sun 09:00-10:00", "2027-03-28 07:00:00", true);
        row("the night of the change is an hour short", "sat 22:00-06:00", "2027-03-28 04:00:00", false,
            "2027-04-03 20:00:00");
        row("a beginning that is left out", "sun 02:30-04:00", "2027-03-28 00:59:59", false, "2027-03-28 01:00:00");
        row("a span that is left out", "sun 02:15-02:45", "2027-03-28 00:30:00", false, "2027-04-04 00:15:00");
        row("the first of two hours", "sun 02:15-02:45", "2026-10-25 00:00:00", false, "2026-10-25 00:15:00");
        row("between the two", "sun 02:15-02:45", "2026-10-25 00:50:00", false, "2026-10-25 01:15:00");
        row("the second of two hours", "sun 02:15-02:45", "2026-10-25 01:20:00", true);
        row("set back into a span", "sun 01:00-02:30", "2026-10-25 00:45:00", false, "2026-10-25 01:00:00");
    }
    void opensAndCloses()
    {
        QFETCH(QString, week);
        QFETCH(QString, now);
        QFETCH(bool, open);
        QFETCH(QString, next);
        const OfficeHours hours = hoursFrom(week);
        QCOMPARE(hours.isOpen(at(now)), open);
        const auto text = [](desk::Instant instant) {
            return instant.isSet() ? instant.utc().toString(Qt::ISODate) : u"-"_s;
        };
        QCOMPARE(text(hours.opensNext(at(now))), text(at(next)));
    }

    void nothingBeginsOnAHoliday()
    {
        OfficeHours hours = hoursFrom(u"thu 22:00-06:00; fri 09:00-17:00,22:00-06:00"_s);
        hours.holidays = {QDate(2026, 12, 25)};              // a Friday
        QVERIFY(hours.isOpen(at(u"2026-12-25 03:00:00"_s))); // Thursday's night
        QVERIFY(!hours.isOpen(at(u"2026-12-25 10:00:00"_s)));
        QVERIFY(!hours.isOpen(at(u"2026-12-26 03:00:00"_s)));
        QCOMPARE(hours.opensNext(at(u"2026-12-25 10:00:00"_s)).ms, at(u"2026-12-31 21:00:00"_s).ms);
    }

    void overlapsAreFound_data()
    {
        QTest::addColumn<QString>("week");
        QTest::addColumn<QString>("both");
        QTest::newRow("none") << u"mon 09:00-12:00,13:00-17:00"_s << QString();
        QTest::newRow("touching") << u"mon 00:00-24:00; tue 00:00-24:00; sun 00:00-24:00"_s << QString();
        QTest::newRow("one day") << u"mon 13:00-17:00,09:00-13:01"_s << u"mon 09:00-13:01, mon 13:00-17:00"_s;
        QTest::newRow("the same") << u"mon 09:00-12:00,09:00-12:00"_s << u"mon 09:00-12:00, mon 09:00-12:00"_s;
        QTest::newRow("a night") << u"mon 22:00-06:00; tue 05:00-09:00"_s << u"mon 22:00-06:00, tue 05:00-09:00"_s;
        QTest::newRow("the week's end") << u"sun 22:00-06:00; mon 05:00-09:00"_s
                                        << u"sun 22:00-06:00, mon 05:00-09:00"_s;
    }
    void overlapsAreFound()
    {
        QFETCH(QString, week);
        QFETCH(QString, both);
        const auto found = desk::firstOverlap(hoursFrom(week));
        QCOMPARE(found ? kDays[found->firstDay] + u' ' + desk::spanText(found->first) + u", "_s +
                             kDays[found->secondDay] + u' ' + desk::spanText(found->second)
                       : QString(),
                 both);
    }

    void spansThatTouchAreJoined()
    {
        OfficeHours hours = hoursFrom(u"mon 12:00-17:00,09:00-12:00,18:00-19:00"_s);
        hours.tidy();
        QCOMPARE(hours.days[0], (QList<OpenSpan>{{540, 1020}, {1080, 1140}}));
    }
};

QTEST_GUILESS_MAIN(OfficeHoursTest)
#include "tst_office_hours.moc"
