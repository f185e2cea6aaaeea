// The offered snooze times (TKT-2) and the first words that a list row shows.

#include "desk/lifecycle.h"
#include "desk/snippet.h"
#include "desk_print.h"

#include <QTest>
#include <QTimeZone>

using namespace desk;
using namespace Qt::StringLiterals;

class SnoozeTime : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void snoozeTimes_data();
    void snoozeTimes();
    void snippets();
};

void SnoozeTime::snoozeTimes_data()
{
    QTest::addColumn<int>("choice");
    QTest::addColumn<QString>("zone");
    QTest::addColumn<QString>("now");
    QTest::addColumn<QString>("expected");
    const auto row = [](const char* name, SnoozeChoice choice, const QString& zone, const QString& now,
                        const QString& expected) { QTest::newRow(name) << int(choice) << zone << now << expected; };
    const QString ams = u"Europe/Amsterdam"_s;
    using C = SnoozeChoice;
    row("later", C::LaterToday, ams, u"2026-06-01T10:00:00"_s, u"2026-06-01T11:00:00Z"_s);
    row("later, over the gap", C::LaterToday, ams, u"2026-03-29T01:00:00"_s, u"2026-03-29T03:00:00Z"_s);
    row("tomorrow", C::Tomorrow, ams, u"2026-06-01T23:59:00"_s, u"2026-06-02T07:00:00Z"_s);
    row("tomorrow, clocks go forward", C::Tomorrow, ams, u"2026-03-28T12:00:00"_s, u"2026-03-29T07:00:00Z"_s);
    row("tomorrow, clocks go back", C::Tomorrow, ams, u"2026-10-24T12:00:00"_s, u"2026-10-25T08:00:00Z"_s);
    row("tomorrow, which Samoa skipped", C::Tomorrow, u"Pacific/Apia"_s, u"2011-12-29T12:00:00"_s,
        u"2011-12-30T10:00:00Z"_s);
    row("Monday from Sunday", C::NextMonday, ams, u"2026-05-31T12:00:00"_s, u"2026-06-01T07:00:00Z"_s);
    row("Monday from Monday", C::NextMonday, ams, u"2026-06-01T08:00:00"_s, u"2026-06-08T07:00:00Z"_s);
    row("a week", C::OneWeek, ams, u"2026-12-28T08:00:00"_s, u"2027-01-04T08:00:00Z"_s);
}

void SnoozeTime::snoozeTimes()
{
    QFETCH(int, choice);
    QFETCH(QString, zone);
    QFETCH(QString, now);
    QFETCH(QString, expected);
    const QTimeZone timeZone(zone.toLatin1());
    QVERIFY2(timeZone.isValid(), "the time zone data are missing");
    const QDateTime wall = QDateTime::fromString(now, Qt::ISODate);
    const QDateTime local(wall.date(), wall.time(), timeZone);
    const Instant result = snoozeTime(SnoozeChoice(choice), local);
    QCOMPARE(result.utc().toString(Qt::ISODate), expected);
    QVERIFY(!snoozeTime(SnoozeChoice::UntilCustomerWrites, local).isSet());
}

void SnoozeTime::snippets()
{
    QCOMPARE(snippetOf(u"\n a \t b\n"_s, {}), u"a b"_s);
    QCOMPARE(snippetOf(u" "_s, {{AttachmentId(), u"photo.jpg"_s, {}, 0, {}, {}}}), u"photo.jpg"_s);
    QCOMPARE(snippetOf({}, {}), QString());
    const QString cut = snippetOf(QString(159, u'x') + u"\U0001F600"_s, {});
    QCOMPARE(cut, QString(159, u'x'));
    QCOMPARE(snippetOf(QString(1'000'000, u' ') + u"end"_s, {}), u"end"_s);
}

QTEST_GUILESS_MAIN(SnoozeTime)
#include "tst_snooze_time.moc"
