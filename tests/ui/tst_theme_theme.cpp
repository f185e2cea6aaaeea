#include "ui/theme/focus_ring.h"
#include "ui/theme/style.h"
#include "ui/theme/text_cache.h"
#include "ui/theme/theme.h"

#include <QApplication>
#include <QFocusFrame>
#include <QImage>
#include <QLineEdit>
#include <QListView>
#include <QMenu>
#include <QPainter>
#include <QPushButton>
#include <QScrollBar>
#include <QSignalSpy>
#include <QStyleOptionSlider>
#include <QTest>
#include <QVBoxLayout>

using namespace ui;
using namespace Qt::StringLiterals;

class ThemeTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void init();
    void modeChangesColoursOnce();
    void systemIsWhatTheDesktopSays();
    void paletteIsOfTheTokens();
    void fontsFollowTheScale();
    void scaleIsBounded();
    void densityChangesRows();
    void reducedMotionIsNoMotion();
    void singleLineIsOneLine_data();
    void singleLineIsOneLine();
    void cacheAgreesWithMetrics();
    void cacheForgetsOldFonts();
    void figuresStandStill();
    void ringFollowsTheFocus();
    void destructiveEntriesAreRed();
    void scrollBarIsThinAndReachesItsEnds();
};

void ThemeTest::initTestCase()
{
    Theme::current().install(*qApp);
}

void ThemeTest::init()
{
    Theme& theme = Theme::current();
    theme.setMode(Theme::Mode::Light);
    theme.setTextScale(1);
    theme.setDensity(Theme::Density::Comfortable);
    theme.setReducedMotion(false);
    theme.setSystemDark(std::nullopt);
}

void ThemeTest::modeChangesColoursOnce()
{
    Theme& theme = Theme::current();
    QSignalSpy changed(&theme, &Theme::changed);
    theme.setMode(Theme::Mode::Dark);
    QCOMPARE(changed.size(), 1);
    QVERIFY(theme.isDark());
    QCOMPARE(tokens().panel, darkTokens().panel);
    theme.setMode(Theme::Mode::Dark);
    QCOMPARE(changed.size(), 1);
}

void ThemeTest::systemIsWhatTheDesktopSays()
{
    Theme& theme = Theme::current();
    theme.setMode(Theme::Mode::System);
    theme.setSystemDark(true);
    QVERIFY(theme.isDark());
    theme.setSystemDark(false);
    QVERIFY(!theme.isDark());
    theme.setMode(Theme::Mode::Light);
    theme.setSystemDark(true);
    QVERIFY(!theme.isDark());
}

void ThemeTest::paletteIsOfTheTokens()
{
    for (const auto mode : {Theme::Mode::Light, Theme::Mode::Dark}) {
        Theme::current().setMode(mode);
        const QPalette palette = QApplication::palette();
        QCOMPARE(palette.color(QPalette::Window), tokens().panel);
        QCOMPARE(palette.color(QPalette::Text), tokens().text);
        QCOMPARE(palette.color(QPalette::HighlightedText), tokens().text);
        QCOMPARE(palette.color(QPalette::Disabled, QPalette::Text), tokens().dim);
        QVERIFY(contrastRatio(palette.color(QPalette::PlaceholderText), palette.color(QPalette::Base)) >= 4.5);
    }
}

void ThemeTest::fontsFollowTheScale()
{
    Theme& theme = Theme::current();
    QCOMPARE(theme.font(Type::Body).pixelSize(), 13);
    QCOMPARE(theme.font(Type::Title).pixelSize(), 15);
    QCOMPARE(theme.font(Type::Title).weight(), QFont::DemiBold);
    QCOMPARE(theme.font(Type::Caption).pixelSize(), 11);
    const int before = theme.fontRevision();
    theme.setTextScale(2);
    QCOMPARE(theme.font(Type::Body).pixelSize(), 26);
    QCOMPARE(QApplication::font().pixelSize(), 26);
    QCOMPARE(theme.px(30), 60);
    QVERIFY(theme.fontRevision() > before);
}

void ThemeTest::scaleIsBounded()
{
    Theme& theme = Theme::current();
    theme.setTextScale(50);
    QCOMPARE(theme.textScale(), 2.0);
    theme.setTextScale(-1);
    QCOMPARE(theme.textScale(), 1.0);
}

void ThemeTest::densityChangesRows()
{
    Theme& theme = Theme::current();
    QCOMPARE(theme.listRowHeight(), 72);
    QSignalSpy changed(&theme, &Theme::changed);
    theme.setDensity(Theme::Density::Compact);
    QCOMPARE(changed.size(), 1);
    QCOMPARE(theme.listRowHeight(), 52);
}

void ThemeTest::reducedMotionIsNoMotion()
{
    Theme& theme = Theme::current();
    QCOMPARE(theme.motionMs(90), 90);
    QCOMPARE(theme.motionMs(900), motionLimitMs);
    theme.setReducedMotion(true);
    QCOMPARE(theme.motionMs(90), 0);
    QCOMPARE(qApp->style()->styleHint(QStyle::SH_Widget_Animation_Duration), 0);
}

void ThemeTest::singleLineIsOneLine_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("expected");
    QTest::newRow("plain") << u"Where is it?"_s << u"Where is it?"_s;
    QTest::newRow("breaks") << u"a\r\nb\tc\n\n\nd"_s << u"a b c d"_s;
    QTest::newRow("separators") << u"a\u2028b\u2029c\u0085d"_s << u"a b c d"_s;
    QTest::newRow("ends") << u"  a  "_s << u"a"_s;
    QTest::newRow("only blanks") << u" \n\t "_s << QString();
    QTest::newRow("bell and escape") << u"a\u0007\u001bb"_s << u"a b"_s;
    QTest::newRow("mark-up stays text") << u"<img src=x>"_s << u"<img src=x>"_s;
}

void ThemeTest::singleLineIsOneLine()
{
    QFETCH(QString, text);
    QTEST(singleLine(text), "expected");
    QCOMPARE(singleLine(QString(1'000'000, u'x'), 100).size(), 100);
    QString emoji;
    for (int i = 0; i < 100; ++i)
        emoji += u"😀"_s;
    QVERIFY(!singleLine(emoji, 51).back().isHighSurrogate());
}

void ThemeTest::cacheAgreesWithMetrics()
{
    TextCache cache;
    const QString text = u"Change quantity of order 10482, please, before it ships"_s;
    const QFontMetrics& metrics = Theme::current().metrics(Type::Body);
    QCOMPARE(cache.width(text, Type::Body), metrics.horizontalAdvance(text));
    QCOMPARE(cache.elided(text, Type::Body, 100), metrics.elidedText(text, Qt::ElideRight, 100));
    QVERIFY(cache.isCut(text, Type::Body, 100));
    QVERIFY(!cache.isCut(text, Type::Body, 1000));
    QCOMPARE(cache.elided(text, Type::Body, 1000), text);
    QVERIFY(cache.elided(text, Type::Body, 120) != cache.elided(text, Type::Body, 60));
    const int before = cache.size();
    (void)cache.elided(text, Type::Body, 120);
    QCOMPARE(cache.size(), before);
}

void ThemeTest::cacheForgetsOldFonts()
{
    TextCache cache;
    const int before = cache.width(u"Snoozed"_s, Type::Body);
    Theme::current().setTextScale(2);
    QVERIFY(cache.width(u"Snoozed"_s, Type::Body) > before * 3 / 2);
}

static QRect inkOf(const QString& text)
{
    QImage image(200, 40, QImage::Format_RGB32);
    image.fill(Qt::white);
    QPainter painter(&image);
    painter.setFont(Theme::current().font(Type::Body));
    painter.setPen(Qt::black);
    drawFigures(&painter, image.rect(), Qt::AlignRight | Qt::AlignVCenter, text);
    painter.end();
    QRect ink;
    for (int y = 0; y < image.height(); ++y)
        for (int x = 0; x < image.width(); ++x)
            if (qGray(image.pixel(x, y)) < 128)
                ink |= QRect(x, y, 1, 1);
    return ink;
}

void ThemeTest::figuresStandStill()
{
    // The colon is at the same place whatever the figures around it: the first digit decides only its own cell.
    QVERIFY(inkOf(u"11:11"_s).isValid());
    QVERIFY(qAbs(inkOf(u"8:11"_s).left() - inkOf(u"8:88"_s).left()) <= 1);
    QVERIFY(inkOf(u"مرحبا"_s).isValid());
}

void ThemeTest::ringFollowsTheFocus()
{
    QWidget window;
    auto* column = new QVBoxLayout(&window);
    auto* button = new QPushButton(u"Press"_s);
    auto* line = new QLineEdit;
    auto* list = new QListView;
    for (QWidget* widget : std::initializer_list<QWidget*>{button, line, list})
        column->addWidget(widget);
    window.show();
    window.activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&window));
    const auto* ring = Theme::current().findChild<FocusRing*>();
    QVERIFY(ring);
    button->setFocus(Qt::TabFocusReason);
    QCOMPARE(ring->ringed(), button);
    line->setFocus(Qt::TabFocusReason);
    QCOMPARE(ring->ringed(), line);
    const auto* frame = window.findChild<QFocusFrame*>();
    QVERIFY(frame);
    QTRY_VERIFY(frame->isVisible());
    QVERIFY(frame->geometry().contains(line->geometry().adjusted(-4, -4, 4, 4)));
    list->setFocus(Qt::TabFocusReason);
    QVERIFY(!ring->ringed());
}

static bool hasInk(const QImage& image, const QColor& ink)
{
    for (int y = 0; y < image.height(); ++y)
        for (int x = 0; x < image.width(); ++x) {
            const QColor c = image.pixelColor(x, y);
            if (qAbs(c.red() - ink.red()) + qAbs(c.green() - ink.green()) + qAbs(c.blue() - ink.blue()) < 60)
                return true;
        }
    return false;
}

void ThemeTest::destructiveEntriesAreRed()
{
    QMenu menu;
    menu.addAction(u"Copy order number"_s);
    QAction* cancel = menu.addAction(u"Cancel order"_s);
    menu.popup(QPoint(0, 0));
    QVERIFY(!hasInk(menu.grab().toImage(), tokens().danger));
    Style::setDestructive(cancel);
    QVERIFY(hasInk(menu.grab().toImage(), tokens().danger));
    menu.close();
}

void ThemeTest::scrollBarIsThinAndReachesItsEnds()
{
    QScrollBar bar(Qt::Vertical);
    bar.setRange(0, 33'000'000);
    bar.setPageStep(700);
    bar.resize(bar.sizeHint().width(), 600);
    QCOMPARE(bar.width(), 10);
    const auto slider = [&bar] {
        QStyleOptionSlider option;
        option.initFrom(&bar);
        option.orientation = Qt::Vertical;
        option.maximum = bar.maximum();
        option.pageStep = bar.pageStep();
        option.sliderPosition = bar.value();
        return qApp->style()->subControlRect(QStyle::CC_ScrollBar, &option, QStyle::SC_ScrollBarSlider, &bar);
    };
    QCOMPARE(slider().top(), 0);
    QCOMPARE(slider().height(), 32);
    bar.setValue(bar.maximum());
    QCOMPARE(slider().bottom(), 599);
}

QTEST_MAIN(ThemeTest)
#include "tst_theme_theme.moc"
