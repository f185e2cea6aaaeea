// The first ticket that is opened after the start looks as it does later: its cards are as high as their texts.
#include "tests/ui/pane_desk.h"
#include "ui/shell/main_window.h"
#include "ui/theme/theme.h"
#include "ui/thread/body_view.h"
#include "ui/thread/thread_view.h"
#include "ui/thread/ticket_pane.h"

#include <QScrollBar>
#include <QTest>

#include <cmath>

using namespace Qt::StringLiterals;
using namespace ui_test;

class FirstTicketTest : public QObject
{
    Q_OBJECT

private:
    static QList<desk::Message> talk(int ticket, desk::Instant start)
    {
        const QStringList bodies{
            u"<p>Hello,</p><p>my order has not come. %1</p>"_s.arg(u"Many words make many lines. "_s.repeated(30)),
            u"<p>Short.</p>"_s,
            u"<table><tr><td>Order</td><td>Price of it</td></tr><tr><td>1</td><td>2 EUR</td></tr></table>"_s,
            u"<p>One</p><ul><li>two</li><li>three, %1</li></ul>"_s.arg(
                u"which is longer than the others "_s.repeated(9)),
            {},
        };
        QList<desk::Message> all;
        for (int i = 0; i < 10; ++i) {
            desk::Message one = models_test::message(u"m%1-%2"_s.arg(ticket).arg(i), ticket, start + i * desk::kMinute,
                                                     u"Plain words of message %1. "_s.arg(i).repeated(1 + 7 * (i % 3)));
            one.html = bodies.at(i % bodies.size());
            one.channel = desk::Channel::Email;
            all.append(one);
        }
        return all;
    }

    static QHash<QString, int> heightsOf(const ui::ThreadView& view)
    {
        QHash<QString, int> heights;
        for (int row = 0; row < view.model().rowCount(); ++row) {
            const ui::MessageCard* card = view.card(view.model().at(row).key);
            if (card && card->geometry().intersects(view.viewport()->rect()))
                heights.insert(card->objectName(), card->height());
        }
        return heights;
    }

    /// No body has room for more than its text.
    static void expectFull(const ui::ThreadView& view)
    {
        for (const ui::BodyView* body : view.findChildren<ui::BodyView*>()) {
            // What is kept out of sight is measured when it is placed again.
            const QRect place(body->mapTo(view.viewport(), QPoint(0, 0)), body->size());
            if (!body->isVisible() || !place.intersects(view.viewport()->rect()))
                continue;
            const std::unique_ptr<QTextDocument> fresh(body->document()->clone());
            fresh->setTextWidth(body->width());
            QVERIFY2(qAbs(body->height() - int(std::ceil(fresh->size().height()))) <= 1,
                     qPrintable(u"%1 for %2: %3"_s.arg(body->height())
                                    .arg(fresh->size().height())
                                    .arg(body->toPlainText().left(40))));
            QCOMPARE(body->document()->size().height(), fresh->size().height());
        }
    }

private Q_SLOTS:
    void initTestCase() { ui::Theme::current().install(*qApp); }

    void itsCardsAreAsHighAsLater_data()
    {
        QTest::addColumn<QSize>("size");
        QTest::addColumn<bool>("early"); // before the window's first paint
        for (const QSize size : {QSize(1024, 700), QSize(1280, 800), QSize(1920, 1080), QSize(2560, 1440)}) {
            QTest::addRow("%d, at once", size.width()) << size << true;
            QTest::addRow("%d, when it stands", size.width()) << size << false;
        }
    }

    void itsCardsAreAsHighAsLater()
    {
        QFETCH(const QSize, size);
        QFETCH(const bool, early);
        PaneDesk desk;
        desk.desk.apply({desk.ticket(1, desk::Channel::Email), desk.ticket(2, desk::Channel::Email), desk.profile(1),
                         desk.profile(2)});
        desk.desk.page(1, talk(1, desk.desk.clock.now() - desk::kHour), false);
        desk.desk.page(2, talk(2, desk.desk.clock.now() - desk::kHour), false);
        ui::MainWindow window(desk.context);
        window.resize(size);
        if (early)
            window.openTicket(desk::TicketId(u"1"_s));
        window.show();
        QVERIFY(QTest::qWaitForWindowExposed(&window));
        window.resize(size);
        auto* pane = window.findChild<ui::TicketPane*>();
        auto* view = pane->findChild<ui::ThreadView*>();
        window.openTicket(desk::TicketId(u"1"_s));
        QCOMPARE(pane->ticket(), desk::TicketId(u"1"_s));
        const auto settled = [&] {
            for (int i = 0; i < 5; ++i) {
                QCoreApplication::sendPostedEvents();
                QCoreApplication::processEvents();
            }
            window.grab();
        };
        settled();
        QTRY_VERIFY(!view->findChildren<ui::BodyView*>().isEmpty());
        const QHash<QString, int> first = heightsOf(*view);
        expectFull(*view);
        QVERIFY(!first.isEmpty());
        window.openTicket(desk::TicketId(u"2"_s));
        settled();
        expectFull(*view);
        window.openTicket(desk::TicketId(u"1"_s));
        settled();
        QCOMPARE(heightsOf(*view), first);
        expectFull(*view);
    }
};

QTEST_MAIN(FirstTicketTest)
#include "tst_first_ticket.moc"
