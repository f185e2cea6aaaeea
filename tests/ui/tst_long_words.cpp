// Words may grow by 40 % and letters to twice their size, and nothing that must be read is cut.
#include "tests/ui/pane_desk.h"
#include "ui/first_run/first_run.h"
#include "ui/overview/order_row.h"
#include "ui/shell/keys_dialog.h"
#include "ui/shell/main_window.h"
#include "ui/shell/outbox_window.h"
#include "ui/shell/performance_dialog.h"
#include "ui/theme/theme.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/chip.h"
#include "ui/widgets/elided_label.h"
#include "ui/widgets/segmented_tabs.h"

#include <QTest>
#include <QTranslator>

using namespace Qt::StringLiterals;
using ui_test::PaneDesk;

class LongWordsTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup();
    void findsWhatIsCut();
    void mainWindow_data();
    void mainWindow();
    void dialogs_data();
    void dialogs();
    void orderStatesAreWhole();
    void everyTextIsLookedUp();
};

namespace
{

/// Every text of the program, longer by two fifths and with a mark at its end.
class Longer final : public QTranslator
{
public:
    bool isEmpty() const override { return false; }
    QString translate(const char*, const char* source, const char*, int n) const override
    {
        QString text = QString::fromUtf8(source);
        text.replace(u"%n"_s, QString::number(n));
        for (qsizetype wanted = text.size() * 7 / 5; text.size() < wanted;)
            text += text.size() % 7 == 6 ? u' ' : u'e';
        return text + u'\u2020';
    }
};

bool isCut(const QWidget* widget)
{
    if (const auto* label = qobject_cast<const ui::TextLabel*>(widget))
        return label->height() < label->heightForWidth(label->width()) ||
               label->width() < label->minimumSizeHint().width();
    if (const auto* button = qobject_cast<const ui::PushButton*>(widget))
        return button->width() < button->minimumSizeHint().width();
    if (const auto* tabs = qobject_cast<const ui::SegmentedTabs*>(widget))
        return tabs->isCut();
    return false;
}

QStringList cutIn(const QWidget* window)
{
    QStringList cut;
    for (const QWidget* each : window->findChildren<QWidget*>()) {
        if (each->isVisible() && isCut(each))
            cut.append(QLatin1String(each->metaObject()->className()) + u' ' + each->objectName() + u": "_s +
                       each->accessibleName() + u' ' + each->property("text").toString() +
                       u" %1x%2"_s.arg(each->width()).arg(each->height()));
    }
    return cut;
}

} // namespace

void LongWordsTest::init()
{
    ui::Theme::current().install(*qApp);
}

void LongWordsTest::cleanup()
{
    ui::Theme::current().setTextScale(1);
}

void LongWordsTest::findsWhatIsCut()
{
    QWidget window;
    ui::TextLabel label(u"Some words that need more than one line"_s, ui::Type::Body, ui::Ink::Text, &window);
    label.setGeometry(0, 0, 60, 14);
    window.show();
    QCOMPARE(cutIn(&window).size(), 1);
    label.setGeometry(0, 0, 600, 40);
    QCOMPARE(cutIn(&window).join(u'\n'), QString());
}

void LongWordsTest::mainWindow_data()
{
    QTest::addColumn<double>("scale");
    QTest::addColumn<bool>("longer");
    QTest::newRow("as it is") << 1.0 << false;
    QTest::newRow("long words") << 1.0 << true;
    QTest::newRow("large text") << 2.0 << false;
}

void LongWordsTest::mainWindow()
{
    QFETCH(const double, scale);
    QFETCH(const bool, longer);
    Longer translator;
    if (longer)
        QCoreApplication::installTranslator(&translator);
    PaneDesk desk;
    desk.preferences.setValue(u"theme/text"_s, int(scale * 100));
    for (const desk::Channel channel : {desk::Channel::Email, desk::Channel::WhatsApp}) {
        desk::Ticket ticket = desk.ticket(int(channel) + 1, channel);
        ticket.assignee = desk::AgentId(u"me"_s);
        desk.desk.apply({ticket, desk.profile(int(channel) + 1)});
    }
    ui::MainWindow window(desk.context);
    window.resize(1440, 900);
    window.show();
    QVERIFY(QTest::qWaitForWindowExposed(&window));
    for (const desk::Channel channel : {desk::Channel::Email, desk::Channel::WhatsApp}) {
        window.openTicket(desk::TicketId(QString::number(int(channel) + 1)));
        QTest::qWait(0);
        QTRY_COMPARE(cutIn(&window).join(u'\n'), QString());
    }
}

void LongWordsTest::dialogs_data()
{
    mainWindow_data();
    QTest::newRow("both") << 1.6 << true;
}

void LongWordsTest::dialogs()
{
    QFETCH(const double, scale);
    QFETCH(const bool, longer);
    Longer translator;
    if (longer)
        QCoreApplication::installTranslator(&translator);
    ui::Theme::current().setTextScale(scale);
    PaneDesk desk;
    ui::FirstRun first;
    first.setError(u"The desk cannot be reached: the address was not found. Check it and your connection, try again."_s,
                   ui::FirstRun::Field::Address);
    ui::KeysDialog keys(desk.commands);
    ui::PerformanceDialog performance(desk.latency);
    for (QDialog* dialog :
         {static_cast<QDialog*>(&first), static_cast<QDialog*>(&keys), static_cast<QDialog*>(&performance)}) {
        dialog->show();
        QVERIFY(QTest::qWaitForWindowExposed(dialog));
        QTRY_COMPARE(cutIn(dialog).join(u'\n'), QString());
    }
}

/// Beside the number where they fit, else on a line of their own.
void LongWordsTest::orderStatesAreWhole()
{
    desk::Order order;
    order.number = u"#12384"_s;
    order.payment = u"refunded"_s;
    order.fulfilment = u"cancelled"_s;
    order.currency = u"USD"_s;
    order.total = 12540;
    const ui::OrderHead head(order, nullptr);
    const int line = head.sizeHint().height();
    QCOMPARE(head.heightForWidth(400), line);
    const int chip = ui::chipSize(u"x"_s).height();
    QVERIFY(head.heightForWidth(180) >= line + chip);
    const desk::SystemClock clock;
    ui::OrderRow row(order, clock, nullptr);
    row.resize(220, row.heightForWidth(220));
    row.show();
    const auto* laidOut = row.findChild<ui::OrderHead*>();
    QVERIFY(QTest::qWaitForWindowExposed(&row));
    QVERIFY(laidOut->height() >= laidOut->heightForWidth(laidOut->width()));
    QVERIFY(laidOut->height() > line);
    ui::Theme::current().setTextScale(2);
    QVERIFY(head.heightForWidth(400) > head.sizeHint().height());
}

/// What stands on a screen without the translator's mark was never looked up.
void LongWordsTest::everyTextIsLookedUp()
{
    Longer translator;
    QCoreApplication::installTranslator(&translator);
    PaneDesk desk;
    ui::FirstRun first;
    ui::KeysDialog keys(desk.commands);
    ui::PerformanceDialog performance(desk.latency);
    ui::MainWindow window(desk.context);
    QStringList bare;
    for (const QWidget* each : {static_cast<QWidget*>(&first), static_cast<QWidget*>(&keys),
                                static_cast<QWidget*>(&performance), static_cast<QWidget*>(&window)}) {
        for (const QWidget* child : each->findChildren<QWidget*>()) {
            const QString text = child->property("text").toString() + child->property("placeholderText").toString();
            const bool words = std::any_of(text.cbegin(), text.cend(), [](QChar c) { return c.isLetter(); });
            if (words && !text.contains(u'\u2020') && !child->inherits("QLineEdit"))
                bare.append(QLatin1String(child->metaObject()->className()) + u": "_s + text);
        }
    }
    for (const QAction* action : desk.commands.all())
        if (!action->text().contains(u'\u2020'))
            bare.append(action->objectName() + u": "_s + action->text());
    QCOMPARE(bare.join(u'\n'), QString());
}

QTEST_MAIN(LongWordsTest)
#include "tst_long_words.moc"
