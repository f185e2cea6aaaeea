#include "ui/theme/theme.h"
#include "ui/widgets/avatar.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/card.h"
#include "ui/widgets/chip.h"
#include "ui/widgets/count_badge.h"
#include "ui/widgets/elided_label.h"
#include "ui/widgets/empty_state.h"
#include "ui/widgets/flow_layout.h"
#include "ui/widgets/key_value_row.h"
#include "ui/widgets/progress_line.h"
#include "ui/widgets/search_field.h"
#include "ui/widgets/section.h"
#include "ui/widgets/segmented_tabs.h"
#include "ui/widgets/stat_tile.h"
#include "ui/widgets/toast.h"

#include <QAccessible>
#include <QSignalSpy>
#include <QTest>
#include <QVBoxLayout>

using namespace ui;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

class WidgetMarksTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void cleanup();
    void initials_data();
    void initials();
    void discColoursAreStableAndLegible();
    void channelsHaveTheirGlyph_data();
    void channelsHaveTheirGlyph();
    void countsAreWritten();
    void badgeHidesAtZero();
    void chipsAreRemovedByKey();
    void chipsKeepFocusWhenOneGoes();
    void plainChipsTakeNoFocus();
    void flowWraps();
    void flowMirrors();
    void elidedLabelKeepsTheWhole();
    void customerTextIsNeverMarkup();
    void factsAreNamed();
    void progressHasAValue();
    void everythingGrowsWithTheText();
};

void WidgetMarksTest::initTestCase()
{
    QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedKingdom));
    Theme::current().setMode(Theme::Mode::Light);
    Theme::current().install(*qApp);
}

void WidgetMarksTest::cleanup()
{
    Theme::current().setTextScale(1);
}

void WidgetMarksTest::initials_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("expected");
    QTest::newRow("two words") << u"Customer Vos"_s << u"CV"_s;
    QTest::newRow("many words") << u"anna maria de wit"_s << u"AW"_s;
    QTest::newRow("one word") << u"returns"_s << u"R"_s;
    QTest::newRow("accent") << u"łucja énard"_s << u"ŁÉ"_s;
    QTest::newRow("figures") << u"Customer 2041"_s << u"C2"_s;
    QTest::newRow("quotes") << u"\"The\" (Boss)"_s << u"TB"_s;
    QTest::newRow("phone") << u"+31 6 5678"_s << u"35"_s;
    QTest::newRow("empty") << QString() << u"?"_s;
    QTest::newRow("blank") << u" \n "_s << u"?"_s;
    QTest::newRow("emoji only") << u"💐🌷"_s << u"?"_s;
    QTest::newRow("outside the basic plane") << u"𐐨x"_s << u"𐐀"_s;
    QTest::newRow("broken surrogate") << QString(QChar(0xd83d)) << u"?"_s;
    QTest::newRow("Hebrew") << u"דנה לוי"_s << u"דל"_s;
}

void WidgetMarksTest::initials()
{
    QFETCH(QString, name);
    QTEST(ui::initials(name), "expected");
}

void WidgetMarksTest::discColoursAreStableAndLegible()
{
    QSet<QRgb> seen;
    for (int i = 0; i < 400; ++i) {
        const QString seed = u"profile-%1"_s.arg(i);
        const QColor color = avatarColor(seed);
        QCOMPARE(avatarColor(seed), color);
        QVERIFY2(contrastRatio(color, Qt::white) >= 4.5, qPrintable(color.name()));
        seen += color.rgb();
    }
    QCOMPARE(seen.size(), 10);
}

void WidgetMarksTest::channelsHaveTheirGlyph_data()
{
    QTest::addColumn<QString>("channel");
    QTest::addColumn<int>("glyph");
    QTest::newRow("email") << u"email"_s << int(Glyph::Mail);
    QTest::newRow("sms") << u"sms"_s << int(Glyph::Sms);
    QTest::newRow("webchat") << u"webchat"_s << int(Glyph::Webchat);
    QTest::newRow("instagram") << u"instagram"_s << int(Glyph::Instagram);
    QTest::newRow("whatsapp") << u"whatsapp"_s << int(Glyph::Whatsapp);
    QTest::newRow("unknown") << u"carrier pigeon"_s << int(Glyph::Globe);
    QTest::newRow("another glyph's name") << u"trash"_s << int(Glyph::Globe);
}

void WidgetMarksTest::channelsHaveTheirGlyph()
{
    QFETCH(QString, channel);
    QFETCH(int, glyph);
    QCOMPARE(int(channelGlyph(channel)), glyph);
}

void WidgetMarksTest::countsAreWritten()
{
    const QLocale english(QLocale::English, QLocale::UnitedKingdom);
    QCOMPARE(countText(48213, 0, english), u"48,213"_s);
    QCOMPARE(countText(99, 99, english), u"99"_s);
    QCOMPARE(countText(100, 99, english), u"99+"_s);
    QCOMPARE(countText(48213, 0, QLocale(QLocale::German, QLocale::Germany)), u"48.213"_s);
}

void WidgetMarksTest::badgeHidesAtZero()
{
    QWidget window;
    CountBadge badge(&window);
    window.show();
    badge.setCount(7, u"7 unread tickets"_s);
    QVERIFY(badge.isVisible());
    QCOMPARE(badge.accessibleName(), u"7 unread tickets"_s);
    badge.setCount(0);
    QVERIFY(!badge.isVisible());
}

void WidgetMarksTest::chipsAreRemovedByKey()
{
    Chip chip(u"furniture"_s);
    QSignalSpy removed(&chip, &Chip::removeRequested);
    QTest::keyClick(&chip, Qt::Key_Delete);
    QCOMPARE(removed.size(), 0);
    chip.setRemovable(true);
    QTest::keyClick(&chip, Qt::Key_Delete);
    QTest::keyClick(&chip, Qt::Key_Backspace);
    QCOMPARE(removed.size(), 2);
    chip.resize(chip.sizeHint());
    QTest::mouseClick(&chip, Qt::LeftButton, {}, QPoint(chip.width() - chip.height() / 2, chip.height() / 2));
    QCOMPARE(removed.size(), 3);
    QTest::mouseClick(&chip, Qt::LeftButton, {}, QPoint(4, chip.height() / 2));
    QCOMPARE(removed.size(), 3);
}

void WidgetMarksTest::chipsKeepFocusWhenOneGoes()
{
    ChipFlow flow;
    flow.setEditable(true);
    flow.setChips({u"a"_s, u"b"_s, u"c"_s});
    flow.show();
    QVERIFY(QTest::qWaitForWindowActive(&flow));
    connect(&flow, &ChipFlow::removeRequested, &flow, [&flow](const QString& text) {
        QStringList rest = flow.chips();
        rest.removeOne(text);
        flow.setChips(rest);
    });
    flow.layout()->itemAt(1)->widget()->setFocus();
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Delete);
    QCOMPARE(flow.chips(), (QStringList{u"a"_s, u"c"_s}));
    QCOMPARE(QApplication::focusWidget(), flow.layout()->itemAt(1)->widget());
    QSignalSpy add(&flow, &ChipFlow::addRequested);
    QTest::keyClick(flow.layout()->itemAt(2)->widget(), Qt::Key_Space);
    QCOMPARE(add.size(), 1);
}

void WidgetMarksTest::plainChipsTakeNoFocus()
{
    Chip chip(u"shipping"_s);
    QCOMPARE(chip.focusPolicy(), Qt::NoFocus);
    QSignalSpy clicked(&chip, &QAbstractButton::clicked);
    chip.resize(chip.sizeHint());
    QTest::mouseClick(&chip, Qt::LeftButton);
    QCOMPARE(clicked.size(), 0);
}

static QWidget* block(QWidget* parent)
{
    auto* made = new QWidget(parent);
    made->setFixedSize(40, 20);
    return made;
}

void WidgetMarksTest::flowWraps()
{
    QWidget window;
    auto* flow = new FlowLayout(&window, 4);
    for (int i = 0; i < 5; ++i)
        flow->addWidget(block(&window));
    QCOMPARE(flow->heightForWidth(1000), 20);
    QCOMPARE(flow->heightForWidth(88), 20 * 3 + 4 * 2);
    QCOMPARE(flow->heightForWidth(1), 20 * 5 + 4 * 4);
    flow->setGeometry(QRect(0, 0, 88, 100));
    QCOMPARE(flow->itemAt(1)->geometry(), QRect(44, 0, 40, 20));
    QCOMPARE(flow->itemAt(2)->geometry(), QRect(0, 24, 40, 20));
    QVERIFY(!flow->itemAt(9));
    QVERIFY(!flow->takeAt(-1));
}

void WidgetMarksTest::flowMirrors()
{
    QWidget window;
    window.setLayoutDirection(Qt::RightToLeft);
    auto* flow = new FlowLayout(&window, 4);
    flow->addWidget(block(&window));
    flow->setGeometry(QRect(0, 0, 100, 20));
    QCOMPARE(flow->itemAt(0)->geometry(), QRect(60, 0, 40, 20));
}

void WidgetMarksTest::elidedLabelKeepsTheWhole()
{
    const QString whole = u"Change quantity of order 10482\nbefore it ships"_s;
    ElidedLabel label(whole);
    label.resize(60, 20);
    QVERIFY(label.isCut());
    QCOMPARE(label.fullText(), whole);
    QCOMPARE(label.accessibleName(), whole);
    label.resize(label.sizeHint());
    QVERIFY(!label.isCut());
    QVERIFY(label.minimumSizeHint().width() < label.sizeHint().width());
}

void WidgetMarksTest::customerTextIsNeverMarkup()
{
    const QString hostile = u"<img src='/etc/hostname'><b>x</b>"_s;
    QCOMPARE(ElidedLabel(hostile).textFormat(), Qt::PlainText);
    QCOMPARE(TextLabel(hostile).textFormat(), Qt::PlainText);
    QVERIFY(!Chip(hostile).toolTip().contains(u"<img"_s));
    QCOMPARE(Chip(u"salt & pepper"_s).toolTip(), u"salt & pepper"_s);
    QWidget window;
    auto* column = new QVBoxLayout(&window);
    column->addWidget(new Banner(BannerKind::Error, hostile));
    column->addWidget(new EmptyState(Glyph::Inbox, hostile, hostile));
    column->addWidget(new KeyValueRow(hostile, hostile));
    column->addWidget(new StatTile(hostile, hostile));
    column->addWidget(new Section(hostile));
    auto* toast = new Toast(&window);
    toast->present(hostile, 1s, true);
    for (const QLabel* label : window.findChildren<QLabel*>())
        QVERIFY(label->textFormat() == Qt::PlainText || label->text().isEmpty());
}

void WidgetMarksTest::factsAreNamed()
{
    KeyValueRow row(u"Recipient"_s, u"support@shop.example"_s);
    QCOMPARE(row.accessibleName(), u"Recipient: support@shop.example"_s);
    StatTile tile(u"€ 412"_s, u"lifetime value"_s);
    QCOMPARE(tile.accessibleName(), u"lifetime value: € 412"_s);
    tile.setValue(u"€ 9"_s, Ink::Ok);
    QCOMPARE(tile.accessibleName(), u"lifetime value: € 9"_s);
}

void WidgetMarksTest::progressHasAValue()
{
    ProgressLine line;
    line.setRange(0, 560);
    line.setValue(260);
    line.setSecondary(412);
    line.resize(560, 6);
    const QImage image = line.grab().toImage();
    const auto at = [&](int x) { return image.pixelColor(x * image.width() / 560, image.height() / 2); };
    QCOMPARE(at(100), tokens().accent);
    QVERIFY(at(350) != tokens().accent);
    QVERIFY(at(350) != tokens().chip);
    QCOMPARE(at(500), tokens().chip);
    auto* access = QAccessible::queryAccessibleInterface(&line);
    QCOMPARE(access->role(), QAccessible::ProgressBar);
    QCOMPARE(access->valueInterface()->currentValue().toInt(), 260);
}

void WidgetMarksTest::everythingGrowsWithTheText()
{
    PushButton button(u"Send and close"_s);
    Chip chip(u"shipping"_s);
    SectionHeader header(u"Orders"_s);
    StatTile tile(u"€ 412"_s, u"lifetime value"_s);
    SegmentedTabs tabs;
    tabs.addTab(u"Open"_s);
    const QList<QWidget*> widgets{&button, &chip, &header, &tile, &tabs};
    QList<QSize> before;
    for (QWidget* widget : widgets) {
        widget->ensurePolished();
        before += widget->sizeHint();
    }
    Theme::current().setTextScale(2);
    for (qsizetype i = 0; i < widgets.size(); ++i) {
        QVERIFY2(widgets[i]->sizeHint().height() > before[i].height(), widgets[i]->metaObject()->className());
        QVERIFY2(widgets[i]->sizeHint().width() > before[i].width(), widgets[i]->metaObject()->className());
    }
}

QTEST_MAIN(WidgetMarksTest)
#include "tst_widgets_marks.moc"
