// Which messages become notices, and what speaks against quitting.
#include "app/desktop_colours.h"
#include "app/leaving.h"
#include "app/notifier.h"
#include "tests/models/model_desk.h"

#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using app::Notifier;
using models_test::ModelDesk;

class TestNotifier : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void rules_data();
    void rules();
    void neverTwice();
    void clocksDiffer();
    void quietInFront();
    void turnedOff();
    void manyAtOnce();
    void backFromASnooze_data();
    void backFromASnooze();
    void snoozes();
    void colours_data();
    void colours();

private:
    desk::Ticket written(int number, qint64 age = desk::kSecond);
    int noticed() const { return int(m_noticed->size()); }

    std::unique_ptr<ModelDesk> m_desk;
    std::unique_ptr<Notifier> m_notifier;
    std::unique_ptr<QSignalSpy> m_noticed, m_many;
};

void TestNotifier::init()
{
    qunsetenv("DBUS_SESSION_BUS_ADDRESS"); // no real notices
    qunsetenv("XDG_RUNTIME_DIR");
    m_desk = std::make_unique<ModelDesk>();
    m_notifier = std::make_unique<Notifier>(*m_desk->session);
    m_noticed = std::make_unique<QSignalSpy>(m_notifier.get(), &Notifier::noticed);
    m_many = std::make_unique<QSignalSpy>(m_notifier.get(), &Notifier::noticedMany);
}

void TestNotifier::cleanup()
{
    m_many.reset();
    m_noticed.reset();
    m_notifier.reset();
    m_desk.reset();
}

desk::Ticket TestNotifier::written(int number, qint64 age)
{
    desk::Ticket ticket = models_test::ticket(number, m_desk->clock.now());
    ticket.rev = m_desk->nextRev();
    ticket.lastInbound = desk::Instant{m_desk->clock.at - age};
    return ticket;
}

void TestNotifier::rules_data()
{
    QTest::addColumn<QString>("assignee");
    QTest::addColumn<int>("status");
    QTest::addColumn<bool>("spam");
    QTest::addColumn<qint64>("age");
    QTest::addColumn<int>("notices");
    const int open = int(desk::Status::Open);
    QTest::newRow("mine") << u"me"_s << open << false << desk::kSecond << 1;
    QTest::newRow("nobody's") << QString() << open << false << desk::kSecond << 1;
    QTest::newRow("another's") << u"other"_s << open << false << desk::kSecond << 0;
    QTest::newRow("spam") << u"me"_s << open << true << desk::kSecond << 0;
    QTest::newRow("closed") << u"me"_s << int(desk::Status::Closed) << false << desk::kSecond << 0;
    QTest::newRow("old") << u"me"_s << open << false << 3 * desk::kMinute << 0;
}

void TestNotifier::rules()
{
    QFETCH(const QString, assignee);
    QFETCH(const int, status);
    QFETCH(const bool, spam);
    QFETCH(const qint64, age);
    QFETCH(const int, notices);
    desk::Ticket ticket = written(1, age);
    ticket.assignee = desk::AgentId(assignee);
    ticket.status = desk::Status(status);
    ticket.spam = spam;
    m_desk->apply({ticket});
    QCOMPARE(noticed(), notices);
}

void TestNotifier::neverTwice()
{
    desk::Ticket ticket = written(1);
    m_desk->apply({ticket});
    QCOMPARE(noticed(), 1);
    ticket.rev = m_desk->nextRev();
    ticket.assignee = desk::AgentId(u"me"_s); // something else changed
    m_desk->apply({ticket});
    QCOMPARE(noticed(), 1);
    m_desk->clock.advance(1000);
    ticket.rev = m_desk->nextRev();
    ticket.lastInbound = m_desk->clock.now(); // the customer wrote again
    m_desk->apply({ticket});
    QCOMPARE(noticed(), 2);
}

void TestNotifier::backFromASnooze_data()
{
    QTest::addColumn<QString>("assignee");
    QTest::addColumn<qint64>("due");
    QTest::addColumn<int>("notices");
    QTest::newRow("mine") << u"me"_s << -desk::kSecond << 1;
    QTest::newRow("mine, asleep over night") << u"me"_s << -8 * desk::kHour << 1;
    QTest::newRow("another's") << u"other"_s << -desk::kSecond << 0;
    QTest::newRow("nobody's") << QString() << -desk::kSecond << 0;
    QTest::newRow("reopened by hand") << u"me"_s << desk::kHour << 0;
}

void TestNotifier::backFromASnooze()
{
    QFETCH(const QString, assignee);
    QFETCH(const qint64, due);
    QFETCH(const int, notices);
    desk::Ticket ticket = written(1, 2 * desk::kDay);
    ticket.assignee = desk::AgentId(assignee);
    ticket.status = desk::Status::Snoozed;
    ticket.snoozedUntil = m_desk->clock.now() + due;
    m_desk->apply({ticket});
    QCOMPARE(noticed(), 0);
    ticket.rev = m_desk->nextRev();
    ticket.status = desk::Status::Open;
    ticket.snoozedUntil = {};
    m_desk->apply({ticket});
    QCOMPARE(noticed(), notices);
    ticket.rev = m_desk->nextRev();
    ticket.labels = {desk::LabelId(u"l1"_s)};
    m_desk->apply({ticket});
    QCOMPARE(noticed(), notices);
}

void TestNotifier::clocksDiffer()
{
    store::SyncState live;
    live.link = store::Link::Live;
    m_desk->session->setSyncState(live);
    m_desk->apply({written(1, 10 * desk::kMinute)}); // this computer is ten minutes fast
    QCOMPARE(noticed(), 1);
    m_desk->apply({written(2, 5 * desk::kHour)}); // the past, come with history
    QCOMPARE(noticed(), 1);
}

void TestNotifier::quietInFront()
{
    m_notifier->setInFront(true);
    m_desk->apply({written(1)});
    QCOMPARE(noticed(), 0);
    m_notifier->setInFront(false);
    m_desk->apply({written(2)});
    QCOMPARE(noticed(), 1);
}

void TestNotifier::turnedOff()
{
    m_notifier->setEnabled(false);
    m_desk->apply({written(1)});
    QCOMPARE(noticed(), 0);
}

void TestNotifier::manyAtOnce()
{
    m_desk->apply({written(1), written(2), written(3), written(4), written(5)});
    QCOMPARE(noticed(), 0);
    QCOMPARE(m_many->size(), 1);
    QCOMPARE(m_many->at(0).at(0).value<QList<desk::Ticket>>().size(), 5);
}

void TestNotifier::snoozes()
{
    QCOMPARE(app::snoozesDue(*m_desk->session), 0);
    const auto snoozed = [this](int number, const QString& assignee, qint64 in) {
        desk::Ticket ticket = written(number);
        ticket.status = desk::Status::Snoozed;
        ticket.assignee = desk::AgentId(assignee);
        ticket.snoozedUntil = in > 0 ? desk::Instant{m_desk->clock.at + in} : desk::Instant();
        return ticket;
    };
    m_desk->apply({snoozed(1, u"me"_s, desk::kHour), snoozed(2, u"me"_s, 23 * desk::kHour),
                   snoozed(3, u"me"_s, 25 * desk::kHour), snoozed(4, u"other"_s, desk::kHour),
                   snoozed(5, u"me"_s, 0)}); // until the customer writes
    QCOMPARE(app::snoozesDue(*m_desk->session), 2);
    QCOMPARE(app::unsentActions(*m_desk->session), 0);
}

void TestNotifier::colours_data()
{
    QTest::addColumn<QVariant>("value");
    QTest::addColumn<int>("dark"); // -1: no preference
    QTest::newRow("dark") << QVariant(1U) << 1;
    QTest::newRow("light") << QVariant(2U) << 0;
    QTest::newRow("none") << QVariant(0U) << -1;
    QTest::newRow("unknown") << QVariant(9U) << -1;
    QTest::newRow("text") << QVariant(u"dark"_s) << -1;
    QTest::newRow("nothing") << QVariant() << -1;
    QTest::newRow("wrapped") << QVariant::fromValue(QDBusVariant(QVariant::fromValue(QDBusVariant(1U)))) << 1;
}

void TestNotifier::colours()
{
    QFETCH(const QVariant, value);
    QFETCH(const int, dark);
    const std::optional<bool> answer = app::DesktopColours::darkFrom(value);
    QCOMPARE(answer ? int(*answer) : -1, dark);
}

QTEST_GUILESS_MAIN(TestNotifier)
#include "tst_notifier.moc"
