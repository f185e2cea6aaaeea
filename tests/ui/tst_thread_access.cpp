// A screen reader meets every loaded message of a thread, near the viewport or far from it.
#include "models/body_cache.h"
#include "tests/ui/pane_desk.h"
#include "ui/thread/file_shelf.h"
#include "ui/thread/thread_accessible.h"
#include "ui/thread/thread_view.h"

#include <QAccessible>
#include <QApplication>
#include <QElapsedTimer>
#include <QScrollBar>
#include <QTest>

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace ui_test;

namespace
{

const desk::TicketId kTicket(u"1"_s);

struct Told {
    QAccessible::Event what;
    QString name;
    int index;
};
QList<Told>& told()
{
    static QList<Told> all;
    return all;
}

/// As the bridge to AT-SPI does it: asks the object and its parent at the moment of the event.
void listen(QAccessibleEvent& event)
{
    QAccessibleInterface* about = event.accessibleInterface();
    if (!about || !about->isValid())
        return;
    QAccessibleInterface* parent = about->parent();
    told().append({event.type(), about->text(QAccessible::Name), parent ? parent->indexOfChild(about) : -1});
}

QStringList namesTold(QAccessible::Event what)
{
    QStringList names;
    for (const Told& each : told())
        if (each.what == what)
            names.append(each.name);
    return names;
}

/// A thread on the screen, and what a screen reader is given of it.
struct Reading {
    explicit Reading(int messages)
    {
        desk.desk.apply({desk.ticket(1, desk::Channel::Sms), desk.profile(1)});
        desk.desk.page(1, talk(messages), false);
        view = std::make_unique<ui::ThreadView>(ui::CardServices{desk.context, bodies, files}, model);
        view->resize(500, 600);
        view->show();
        view->activateWindow();
        open();
    }

    void open()
    {
        model.open(kTicket);
        view->openAt(std::nullopt);
        while (model.hasOlder())
            model.loadOlder();
        QCoreApplication::processEvents();
        QVERIFY(QTest::qWaitForWindowActive(view.get()));
    }

    QList<desk::Message> talk(int count)
    {
        QList<desk::Message> all;
        const desk::Instant start = desk.desk.clock.now() - (count + 1) * desk::kMinute;
        for (int i = 0; i < count; ++i)
            all.append(models_test::message(u"m%1"_s.arg(i, 5, 10, QChar(u'0')), 1, start + i * desk::kMinute,
                                            u"Message number %1 "_s.arg(i).repeated(1 + i % 9)));
        return all;
    }

    QAccessibleInterface* list() const { return QAccessible::queryAccessibleInterface(view.get()); }
    QAccessibleInterface* item(int row) const { return list()->child(row); }
    QAccessible::Id idOf(int row) const { return QAccessible::uniqueId(item(row)); }
    ui::MessageCard* card(int row) const { return view->card(model.at(row).key); }
    QString name(int row) const { return ui::MessageCard::spoken(model.at(row).message); }

    PaneDesk desk;
    models::ThreadModel model{*desk.desk.session};
    models::BodyCache bodies;
    ui::FileShelf files{*desk.desk.session};
    std::unique_ptr<ui::ThreadView> view;
};

/// Shortest of three runs, in nanoseconds: what the machine does besides is not measured.
template<class Work>
qint64 shortest(Work work)
{
    qint64 best = std::numeric_limits<qint64>::max();
    for (int run = 0; run < 3; ++run) {
        QElapsedTimer timer;
        timer.start();
        work();
        best = std::min(best, timer.nsecsElapsed());
    }
    return best;
}

} // namespace

class ThreadAccessTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { told().clear(); }
    void cleanup() { ui::ThreadAccessible::setListener(nullptr); }

    void everyMessageIsAnItem()
    {
        const Reading reading(200);
        QAccessibleInterface* list = reading.list();
        QCOMPARE(list->role(), QAccessible::List);
        QCOMPARE(list->childCount(), 200);
        QVERIFY(!list->child(-1) && !list->child(200));
        int far = 0;
        for (int row = 0; row < 200; ++row) {
            QAccessibleInterface* item = list->child(row);
            QVERIFY(item && item->isValid());
            QCOMPARE(item->role(), QAccessible::ListItem);
            QCOMPARE(item->text(QAccessible::Name), reading.name(row));
            QCOMPARE(item->parent(), list);
            QCOMPARE(list->indexOfChild(item), row);
            QVERIFY(item->state().focusable && !item->state().invisible);
            QCOMPARE(item->object(), reading.card(row));
            QCOMPARE(list->child(row), item);
            if (reading.card(row))
                continue;
            ++far;
            QVERIFY(item->state().offscreen);
            QVERIFY(item->rect().bottom() < list->rect().top());
            QCOMPARE(item->window(), list->window());
            QAccessibleInterface* words = item->childCount() == 1 ? item->child(0) : nullptr;
            QVERIFY(words && words->textInterface());
            QCOMPARE(words->role(), QAccessible::StaticText);
            QCOMPARE(words->parent(), item);
            QCOMPARE(item->indexOfChild(words), 0);
            QCOMPARE(words->textInterface()->text(0, words->textInterface()->characterCount()),
                     reading.model.at(row).message.text);
        }
        QVERIFY2(far > 150, qPrintable(QString::number(far)));
        QVERIFY(!list->child(199)->state().offscreen);
        const QPoint inside = reading.card(199)->mapToGlobal(QPoint(5, 5));
        QCOMPARE(list->childAt(inside.x(), inside.y()), list->child(199));
        QVERIFY(!list->childAt(inside.x(), inside.y() + 5000));
    }

    void eventLinesSayAllInTheirNames()
    {
        Reading reading(60);
        desk::Message event = models_test::message(u"e"_s, 1, reading.model.at(3).message.at + 1);
        event.kind = desk::MessageKind::Event;
        event.eventKind = u"status"_s;
        event.eventTo = u"closed"_s;
        event.text.clear();
        reading.desk.desk.apply({event});
        QCOMPARE(reading.item(4)->text(QAccessible::Name), ui::MessageCard::spoken(event));
        QCOMPARE(reading.item(4)->childCount(), 0);
    }

    void anItemIsBroughtIntoSightAndFocused()
    {
        const Reading reading(200);
        const QAccessible::Id id = reading.idOf(20);
        QAccessibleInterface* item = reading.item(20);
        QVERIFY(item->actionInterface()->actionNames().contains(QAccessibleActionInterface::setFocusAction()));
        item->actionInterface()->doAction(QAccessibleActionInterface::setFocusAction());
        QVERIFY(reading.card(20));
        QVERIFY(reading.card(20)->hasFocus());
        QVERIFY(reading.view->viewport()->rect().contains(reading.card(20)->geometry()));
        // What was held goes on to tell the truth, and the list gives the card.
        QCOMPARE(QAccessible::accessibleInterface(id), item);
        QVERIFY(item->state().focused && !item->state().offscreen);
        QCOMPARE(reading.list()->indexOfChild(item), 20);
        QCOMPARE(reading.item(20)->object(), reading.card(20));
        QCOMPARE(reading.list()->focusChild(), reading.item(20));
        QCOMPARE(item->rect().top(), reading.item(20)->rect().top());
        // And once the card has gone it is the same object again.
        reading.view->setFocus();
        reading.view->scrollToEnd();
        QVERIFY(!reading.card(20));
        QCOMPARE(reading.idOf(20), id);
        item->child(0)->textInterface()->scrollToSubstring(0, 1);
        QVERIFY(reading.card(20) && !reading.card(20)->hasFocus());
        QVERIFY(!item->state().offscreen);
    }

    /// Cards are used again for other messages, but not those that somebody may hold on to.
    void aHeldCardStaysItsMessages()
    {
        ui::ThreadAccessible::setListener(listen);
        const Reading reading(200);
        const QAccessible::Id id = reading.idOf(199);
        const QString name = reading.name(199);
        reading.view->verticalScrollBar()->setValue(0);
        QVERIFY(!reading.card(199));
        const auto stillThere = [&] {
            QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
            QAccessibleInterface* card = QAccessible::accessibleInterface(id);
            if (card && card->isValid() && card->role() == QAccessible::ListItem && card->object())
                return card->text(QAccessible::Name) == name;
            return false;
        };
        QVERIFY(!stillThere());
        QCOMPARE(reading.item(199)->text(QAccessible::Name), name);
        QVERIFY(!reading.item(199)->object());
    }

    void rowsComeInFront()
    {
        Reading reading(120);
        const QAccessible::Id id = reading.idOf(10);
        const QString name = reading.name(10);
        ui::ThreadAccessible::setListener(listen);
        desk::Message early = models_test::message(u"early"_s, 1, reading.model.at(0).message.at - 1, u"Early"_s);
        reading.desk.desk.apply({early});
        QTRY_COMPARE(namesTold(QAccessible::ObjectCreated), QStringList{ui::MessageCard::spoken(early)});
        QCOMPARE(told().last().index, 0);
        QCOMPARE(reading.list()->childCount(), 121);
        QCOMPARE(reading.idOf(11), id);
        QCOMPARE(reading.item(11)->text(QAccessible::Name), name);
        desk::Message late = models_test::message(u"late"_s, 1, reading.desk.desk.clock.now(), u"Late"_s);
        reading.desk.desk.apply({late});
        QTRY_COMPARE(namesTold(QAccessible::ObjectCreated).size(), 2);
        QCOMPARE(reading.item(121)->object(), reading.card(121)); // at the end: announced with its card
        QVERIFY(reading.card(121));
    }

    void rowsGoWhileTheyAreHeld()
    {
        Reading reading(120);
        const QAccessible::Id gone = reading.idOf(10);
        const QAccessible::Id words = QAccessible::uniqueId(reading.item(10)->child(0));
        const QAccessible::Id next = reading.idOf(11);
        const QAccessible::Id live = reading.idOf(119);
        const QString name = reading.name(10);
        const QString liveName = reading.name(119);
        ui::ThreadAccessible::setListener(listen);
        reading.desk.desk.remove(desk::EntityKind::Message, u"m00010"_s);
        QCOMPARE(namesTold(QAccessible::ObjectDestroyed), QStringList{name});
        QVERIFY(!QAccessible::accessibleInterface(gone));
        QVERIFY(!QAccessible::accessibleInterface(words));
        QCOMPARE(reading.list()->childCount(), 119);
        QCOMPARE(reading.idOf(10), next);
        QCOMPARE(reading.list()->indexOfChild(reading.item(10)), 10);
        reading.desk.desk.remove(desk::EntityKind::Message, u"m00119"_s);
        QVERIFY(namesTold(QAccessible::ObjectDestroyed).contains(liveName));
        QAccessibleInterface* card = QAccessible::accessibleInterface(live);
        QVERIFY(!card || reading.list()->indexOfChild(card) < 0);
        QCoreApplication::processEvents();
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
        card = QAccessible::accessibleInterface(live);
        QVERIFY(!card || card->text(QAccessible::Name) != liveName);
    }

    void anotherTicketAndTheEnd()
    {
        Reading reading(120);
        QList<QAccessible::Id> ids;
        for (int row = 0; row < 20; ++row)
            ids.append(reading.idOf(row));
        ui::ThreadAccessible::setListener(listen);
        reading.model.open({});
        for (const QAccessible::Id id : std::as_const(ids))
            QVERIFY(!QAccessible::accessibleInterface(id));
        QCOMPARE(reading.list()->childCount(), 0);
        QTRY_COMPARE(namesTold(QAccessible::ObjectReorder).size(), 1);
        reading.open();
        const QAccessible::Id held = reading.idOf(0);
        QVERIFY(QAccessible::accessibleInterface(held));
        reading.view.reset();
        QVERIFY(!QAccessible::accessibleInterface(held));
    }

    void aConfirmedAnswerStaysTheSame()
    {
        Reading reading(200);
        reading.view->verticalScrollBar()->setValue(0);
        desk::Operation reply;
        reply.id = desk::OperationId(u"00000000-0000-4000-8000-000000000001"_s);
        reply.ticket = kTicket;
        reply.kind = desk::OperationKind::Reply;
        reply.at = reading.desk.desk.clock.now();
        reply.text = u"On its way"_s;
        QCOMPARE(reading.desk.desk.run([reply](store::Writer& writer) { return writer.submit(reply, {}, {}, false); }),
                 QString());
        QCOMPARE(reading.model.rowCount(), 201);
        QVERIFY(!reading.card(200));
        const QAccessible::Id id = reading.idOf(200);
        reading.desk.desk.clock.advance(10 * desk::kSecond);
        desk::Message sent = models_test::message(u"s1"_s, 1, reading.desk.desk.clock.now(), u"On its way"_s);
        sent.direction = desk::Direction::Outbound;
        sent.authorKind = desk::AuthorKind::Agent;
        sent.delivery = desk::Delivery::Sent;
        sent.operation = reply.id;
        ui::ThreadAccessible::setListener(listen);
        reading.desk.desk.apply({sent});
        QAccessibleInterface* item = QAccessible::accessibleInterface(id);
        QVERIFY(item && item->isValid());
        QCOMPARE(item->text(QAccessible::Name), ui::MessageCard::spoken(sent));
        QCOMPARE(reading.list()->indexOfChild(item), 200);
        QVERIFY(namesTold(QAccessible::NameChanged).contains(ui::MessageCard::spoken(sent)));
    }

    /// Reading all of a long thread costs little more than its words, and knowing its length nothing.
    void tenThousandMessages()
    {
        const Reading reading(10'000);
        QAccessibleInterface* list = reading.list();
        QCOMPARE(list->childCount(), 10'000);
        qsizetype letters = 0;
        const qint64 words = shortest([&] {
            for (int row = 0; row < 10'000; ++row)
                letters += reading.name(row).size();
        });
        const auto walk = [&](int from, int to) {
            for (int row = from; row < to; ++row) {
                QAccessibleInterface* item = list->child(row);
                letters += item->text(QAccessible::Name).size() + item->rect().width() + list->indexOfChild(item) +
                           int(item->state().focusable) + item->childCount();
            }
        };
        const qint64 all = shortest([&] { walk(0, 10'000); });
        const qint64 some = shortest([&] { walk(0, 1000); });
        const qint64 count = shortest([&] { letters += list->childCount(); });
        QVERIFY(letters > 0);
        const QString figures = u"words %1 us, all %2 us, 1,000 of them %3 us, count %4 ns"_s.arg(words / 1000)
                                    .arg(all / 1000)
                                    .arg(some / 1000)
                                    .arg(count);
        qInfo().noquote() << figures;
        QVERIFY2(all < 4 * words, qPrintable(figures));
        QVERIFY2(all < 30 * some, qPrintable(figures)); // in proportion to their number
        QVERIFY2(count * 100 < words, qPrintable(figures));
        QVERIFY2(reading.view->liveCards() < 120, "a screen reader's questions make no cards");
        const QPoint inside = reading.card(9999)->mapToGlobal(QPoint(5, 5));
        const qint64 under = shortest([&] { QVERIFY(list->childAt(inside.x(), inside.y())); });
        QVERIFY2(under * 100 < words, qPrintable(QString::number(under)));
        list->child(0)->actionInterface()->doAction(QAccessibleActionInterface::setFocusAction());
        QVERIFY(reading.card(0) && reading.card(0)->hasFocus());
    }
};

QTEST_MAIN(ThreadAccessTest)
#include "tst_thread_access.moc"
