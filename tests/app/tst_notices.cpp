// What a desktop is asked to show: a service of the test's own on a bus of the test's own.
#include "app/notifier.h"
#include "tests/models/model_desk.h"

#include <QDBusConnection>
#include <QDBusContext>
#include <QDBusMessage>
#include <QProcess>
#include <QTest>

using namespace Qt::StringLiterals;
using app::Notifier;
using models_test::ModelDesk;

namespace
{

const QString kService = u"org.freedesktop.Notifications"_s;

struct Asked {
    uint replaces = 0;
    QString text;
    bool quiet = false;
    QDBusMessage call;
};

} // namespace

/// Answers when the test says so, as a busy desktop does.
class SlowDesktop : public QObject, protected QDBusContext
{
    Q_OBJECT
    Q_CLASSINFO("D-Bus Interface", "org.freedesktop.Notifications")

public:
    explicit SlowDesktop(const QDBusConnection& bus)
        : m_bus(bus)
    {
    }

    QList<Asked> asked;

    void answer(qsizetype which, uint id) { m_bus.send(asked.at(which).call.createReply(id)); }
    void refuse(qsizetype which) { m_bus.send(asked.at(which).call.createErrorReply(u"x.Busy"_s, u"busy"_s)); }
    void close(uint id)
    {
        QDBusMessage signal =
            QDBusMessage::createSignal(u"/org/freedesktop/Notifications"_s, kService, u"NotificationClosed"_s);
        m_bus.send(signal << id << 2u);
    }

public Q_SLOTS:
    QStringList GetCapabilities() { return {u"body"_s}; }
    uint Notify(const QString&, uint replaces, const QString&, const QString&, const QString& text, const QStringList&,
                const QVariantMap& hints, int)
    {
        setDelayedReply(true);
        asked.append({replaces, text, hints.value(u"suppress-sound"_s).toBool(), message()});
        return 0;
    }

private:
    QDBusConnection m_bus;
};

class TestNotices : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup();
    void cleanupTestCase();
    void threeWordsInABurstAreOneNotice();
    void anAnsweredNoticeIsChangedAndDoesNotRingAgain();
    void aClosedNoticeIsFollowedByANewOne();
    void twoTicketsDoNotWaitForEachOther();
    void whatTheDesktopRefusedIsAskedAnew();

private:
    void write(int number, const QString& text);

    QProcess m_bus;
    std::unique_ptr<SlowDesktop> m_desktop;
    std::unique_ptr<ModelDesk> m_desk;
    std::unique_ptr<Notifier> m_notifier;
    QHash<int, desk::Ticket> m_tickets;
};

void TestNotices::initTestCase()
{
    m_bus.start(u"dbus-daemon"_s, {u"--nofork"_s, u"--print-address"_s, u"--session"_s});
    if (!m_bus.waitForStarted())
        QSKIP("dbus-daemon is not installed");
    while (!m_bus.canReadLine())
        QVERIFY(m_bus.waitForReadyRead());
    const QByteArray address = m_bus.readLine().trimmed();
    qputenv("DBUS_SESSION_BUS_ADDRESS", address);
    QDBusConnection bus = QDBusConnection::connectToBus(QString::fromLatin1(address), u"desktop"_s);
    QVERIFY(bus.isConnected());
    m_desktop = std::make_unique<SlowDesktop>(bus);
    QVERIFY(bus.registerObject(u"/org/freedesktop/Notifications"_s, m_desktop.get(), QDBusConnection::ExportAllSlots));
    QVERIFY(bus.registerService(kService));
}

void TestNotices::init()
{
    m_desktop->asked.clear();
    m_tickets.clear();
    m_desk = std::make_unique<ModelDesk>();
    m_notifier = std::make_unique<Notifier>(*m_desk->session);
}

void TestNotices::cleanup()
{
    m_notifier.reset();
    m_desk.reset();
}

void TestNotices::cleanupTestCase()
{
    QDBusConnection::disconnectFromBus(u"desktop"_s);
    m_bus.terminate();
    m_bus.waitForFinished();
}

void TestNotices::write(int number, const QString& text)
{
    m_desk->clock.advance(1000);
    if (!m_tickets.contains(number))
        m_tickets[number] = models_test::ticket(number, m_desk->clock.now());
    desk::Ticket& ticket = m_tickets[number];
    ticket.rev = m_desk->nextRev();
    ticket.lastInbound = m_desk->clock.now();
    ticket.snippet = text;
    m_desk->apply({ticket});
}

void TestNotices::threeWordsInABurstAreOneNotice()
{
    write(1, u"Hello"_s);
    write(1, u"it is about my order"_s);
    write(1, u"it has not come"_s);
    QTRY_COMPARE(m_desktop->asked.size(), 1);
    m_desktop->answer(0, 7);
    QTRY_COMPARE(m_desktop->asked.size(), 2);
    QCOMPARE(m_desktop->asked.at(1).replaces, 7u);
    QCOMPARE(m_desktop->asked.at(1).text, u"it has not come"_s);
    QVERIFY(!m_desktop->asked.at(0).quiet && m_desktop->asked.at(1).quiet);
    m_desktop->answer(1, 7);
}

void TestNotices::anAnsweredNoticeIsChangedAndDoesNotRingAgain()
{
    write(1, u"one"_s);
    QTRY_COMPARE(m_desktop->asked.size(), 1);
    m_desktop->answer(0, 11);
    write(1, u"two"_s); // before or after the answer is here
    QTRY_COMPARE(m_desktop->asked.size(), 2);
    QCOMPARE(m_desktop->asked.at(1).replaces, 11u);
    QVERIFY(m_desktop->asked.at(1).quiet);
}

void TestNotices::aClosedNoticeIsFollowedByANewOne()
{
    write(1, u"one"_s);
    QTRY_COMPARE(m_desktop->asked.size(), 1);
    m_desktop->answer(0, 21);
    write(1, u"two"_s);
    QTRY_COMPARE(m_desktop->asked.size(), 2);
    m_desktop->close(21);
    m_desktop->answer(1, 22); // the bus keeps the order: closed, then a new one
    write(1, u"three"_s);
    QTRY_COMPARE(m_desktop->asked.size(), 3);
    QCOMPARE(m_desktop->asked.at(2).replaces, 22u);
}

void TestNotices::twoTicketsDoNotWaitForEachOther()
{
    write(1, u"of one"_s);
    write(2, u"of another"_s);
    QTRY_COMPARE(m_desktop->asked.size(), 2);
    QCOMPARE(m_desktop->asked.at(0).replaces, 0u);
    QCOMPARE(m_desktop->asked.at(1).replaces, 0u);
}

void TestNotices::whatTheDesktopRefusedIsAskedAnew()
{
    write(1, u"one"_s);
    write(1, u"two"_s);
    QTRY_COMPARE(m_desktop->asked.size(), 1);
    m_desktop->refuse(0);
    QTRY_COMPARE(m_desktop->asked.size(), 2);
    QCOMPARE(m_desktop->asked.at(1).replaces, 0u);
    QVERIFY(!m_desktop->asked.at(1).quiet);
}

QTEST_GUILESS_MAIN(TestNotices)
#include "tst_notices.moc"
