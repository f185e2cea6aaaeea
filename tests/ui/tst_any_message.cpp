// No message of any kind holds the window: cold, again, on resize, part by part.
#include "models/body_cache.h"
#include "tests/support/hostile_messages.h"
#include "tests/ui/pane_desk.h"
#include "ui/thread/body_view.h"
#include "ui/thread/file_shelf.h"
#include "ui/thread/page_line.h"
#include "ui/thread/thread_view.h"

#include <QApplication>
#include <QPushButton>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>
#include <QTextDocument>

#include <algorithm>
#include <ctime>
#include <functional>
#include <utility>

using namespace Qt::StringLiterals;
using namespace ui_test;

namespace
{

// An instrumented program takes several times as long for the same.
#ifdef __SANITIZE_ADDRESS__
constexpr double kFactor = 40;
constexpr int kEvery = 4; ///< a sample
#else
constexpr double kFactor = 8;
constexpr int kEvery = 1;
#endif

/// Milliseconds of this thread's processor time: neither other threads nor a busy machine count.
double threadTime()
{
    timespec now{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return double(now.tv_sec) * 1e3 + double(now.tv_nsec) / 1e6;
}

template<class Work>
double timeOf(Work work)
{
    const double start = threadTime();
    work();
    return threadTime() - start;
}

/// Measures each event from the loop: between two of them a key or a click is taken, so the longest is what an agent
/// waits.
class MeteredApplication : public QApplication
{
public:
    using QApplication::QApplication;

    bool notify(QObject* receiver, QEvent* event) override
    {
        if (std::exchange(m_inside, true))
            return QApplication::notify(receiver, event);
        bool taken = false;
        longest = std::max(longest, timeOf([&] { taken = QApplication::notify(receiver, event); }));
        m_inside = false;
        return taken;
    }

    double longest = 0; ///< milliseconds

private:
    bool m_inside = false;
};

/// How long `work` holds the window at most: each of its steps, or one of the events that follow.
template<class Work>
double holdOf(Work work)
{
    auto& application = *static_cast<MeteredApplication*>(qApp);
    application.longest = 0;
    work();
    return application.longest;
}

struct Pane {
    explicit Pane(const test::HostileMessage& content)
        : model(*desk.desk.session)
        , files(*desk.desk.session)
        , view({desk.context, bodies, files}, model)
    {
        const auto channel = content.html.isEmpty() ? desk::Channel::WebChat : desk::Channel::Email;
        desk.desk.apply({desk.ticket(1, channel), desk.profile(1), desk.ticket(2, channel)});
        desk::Message message = models_test::message(u"m1"_s, 1, desk.desk.clock.now() - desk::kMinute, content.text);
        message.html = content.html;
        if (!message.html.isEmpty())
            message.text = u"As HTML only."_s;
        desk.desk.page(1, {message}, false);
        view.resize(700, 600);
        view.show();
        QCoreApplication::processEvents();
    }

    /// Until the text stands there and nothing is left to do.
    void open()
    {
        post([this] { model.open(desk::TicketId(u"1"_s)); });
        post([this] { view.openAt(std::nullopt); });
        QVERIFY(QTest::qWaitFor([this] { return bodies.request(model.at(0).message, false).has_value(); }, 30'000));
        settle();
    }
    /// One step of the program, as an event of its own.
    void post(const std::function<void()>& step)
    {
        QMetaObject::invokeMethod(&view, step, Qt::QueuedConnection);
        QCoreApplication::processEvents();
    }
    void settle()
    {
        for (int i = 0; i < 5; ++i)
            QCoreApplication::processEvents();
    }
    void close()
    {
        model.open(desk::TicketId(u"2"_s));
        view.openAt(std::nullopt);
        settle();
    }

    PaneDesk desk;
    models::ThreadModel model;
    models::BodyCache bodies;
    ui::FileShelf files;
    ui::ThreadView view;
};

/// 40 kB of plain words as a bare document: the measure of this machine.
double floorTime()
{
    static const double time = [] {
        double best = 1e9;
        for (int i = 0; i < 3; ++i)
            best = qMin(best, timeOf([] {
                            QTextDocument document;
                            document.setTextWidth(600);
                            document.setHtml(u"<p>"_s + u"lorem ipsum dolor sit amet "_s.repeated(1500) + u"</p>"_s);
                            document.size();
                        }));
        return best;
    }();
    return time;
}

/// Milliseconds: 50, and more where the machine is slower or shared; bench_client holds the 50 itself.
double limit()
{
    return qMax(50.0, kFactor * floorTime());
}

#define HOLDS(what, work)                                                                                              \
    do {                                                                                                               \
        const double taken = holdOf(work);                                                                             \
        QVERIFY2(taken < limit(),                                                                                      \
                 qPrintable(u"%1: %2 ms, limit %3"_s.arg(QLatin1String(what)).arg(taken).arg(limit())));               \
    } while (false)

} // namespace

class AnyMessageTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        // Fonts, styles and icons are read once; at the first letter that no font has Qt reads every font.
        Pane warm({"warm", u"Hello ሀᎠᚠⰀ𐌀𐎀ꦀ᠀"_s, {}});
        warm.open();
    }

    void holdsNothingUp_data()
    {
        QTest::addColumn<int>("index");
        const QList<test::HostileMessage> all = test::hostileMessages();
        QVERIFY(all.size() >= 60);
        for (int i = 0; i < all.size(); ++i) {
            if (i % kEvery == 0 &&
                !test::isEmoji(all.at(i).text + all.at(i).html)) // those are shaped as text still, which takes longer
                QTest::newRow(all.at(i).name) << i;
        }
    }
    void holdsNothingUp()
    {
        QFETCH(int, index);
        const test::HostileMessage message = test::hostileMessages().at(index);
        Pane pane(message);
        HOLDS("cold", [&] { pane.open(); });
        pane.close();
        HOLDS("again", [&] { pane.open(); });
        HOLDS("resize", [&] {
            pane.post([&] { pane.view.resize(480, 600); });
            pane.settle();
        });
        auto* next = pane.view.findChild<QPushButton*>(u"nextPart"_s);
        if (!next || next->isHidden())
            return;
        HOLDS("next part", [&] {
            pane.post([&] { next->click(); });
            pane.settle();
        });
    }

    void eachPartIsReachedByKeyboard()
    {
        QString text;
        for (int i = 0; i < 20'000; ++i)
            text += u"<p>line %1.</p>"_s.arg(i);
        Pane pane({"long", {}, text.left(250'000)});
        pane.open();
        auto* body = pane.view.findChild<ui::BodyView*>();
        auto* line = pane.view.findChild<ui::PageLine*>();
        QVERIFY(line && !line->isHidden());
        QVERIFY(body->toPlainText().startsWith(u"line 0."_s));
        const QList<models::Page> parts = pane.bodies.request(pane.model.at(0).message, false)->pages;
        auto* next = line->findChild<QPushButton*>(u"nextPart"_s);
        auto* previous = line->findChild<QPushButton*>(u"previousPart"_s);
        QVERIFY(previous->isHidden());
        QCOMPARE(next->accessibleDescription(), u"Part 1 of %1"_s.arg(parts.size()));
        pane.view.activateWindow();
        next->setFocus();
        QString seen = body->toPlainText();
        for (int part = 1; part < parts.size(); ++part) {
            QTest::keyClick(next, Qt::Key_Space);
            pane.settle();
            seen += u'\n' + body->toPlainText();
            QCOMPARE(previous->accessibleDescription(), u"Part %1 of %2"_s.arg(part + 1).arg(parts.size()));
            const ui::MessageCard* card = pane.view.card(pane.model.at(0).key);
            QVERIFY2(card->y() >= 0 && card->y() < pane.view.viewport()->height(), "the part is read from its start");
        }
        QVERIFY(next->isHidden());
        const qsizetype lines = seen.count(u'\n') + 1;
        QVERIFY2(seen.contains(u"line %1."_s.arg(lines - 2)), qPrintable(seen.right(40)));
    }

    void aWideTableKeepsReadableColumns()
    {
        const QString row = u"<tr>"_s + u"<td>Verpackungsgesetz</td>"_s.repeated(12) + u"</tr>"_s;
        Pane pane({"table", {}, u"<p>%1</p><table>%2</table>"_s.arg(u"word "_s.repeated(80), row.repeated(3))});
        pane.view.resize(560, 600);
        pane.open();
        auto* body = pane.view.findChild<ui::BodyView*>();
        QCOMPARE(body->horizontalScrollBarPolicy(), Qt::ScrollBarAlwaysOn);
        QVERIFY(body->horizontalScrollBar()->maximum() > 0);
        QVERIFY2(body->document()->size().height() < 400,
                 qPrintable(QString::number(body->document()->size().height())));
    }
};

int main(int argc, char** argv)
{
    MeteredApplication application(argc, argv);
    AnyMessageTest test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_any_message.moc"
