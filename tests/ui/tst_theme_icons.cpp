#include "ui/theme/icon.h"
#include "ui/theme/theme.h"

#include <QApplication>
#include <QFile>
#include <QImage>
#include <QSet>
#include <QTest>

using namespace ui;
using namespace Qt::StringLiterals;

class IconsTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void everyGlyphHasItsFileAndName();
    void everyGlyphPaints_data();
    void everyGlyphPaints();
    void colourIsTheOneAsked();
    void pixmapsAreSharp();
    void unknownNamesPaintNothing();
    void iconsFollowTheTheme();
    void applicationIconHasAllSizes();
};

static int inked(const QImage& image)
{
    int count = 0;
    for (int y = 0; y < image.height(); ++y)
        for (int x = 0; x < image.width(); ++x)
            count += qAlpha(image.pixel(x, y)) > 40;
    return count;
}

void IconsTest::everyGlyphHasItsFileAndName()
{
    QSet<QString> names;
    for (int i = 0; i < glyphCount; ++i) {
        const QString name = Icon::name(Glyph(i));
        QVERIFY2(!names.contains(name), qPrintable(name));
        names += name;
        QCOMPARE(Icon::byName(name), std::optional(Glyph(i)));
        (void)Icon::pixmap(Glyph(i), 16, Qt::black, 1);
        QFile file(u":/icons/%1.svg"_s.arg(name));
        QVERIFY2(file.open(QIODevice::ReadOnly), qPrintable(name));
        const QByteArray svg = file.readAll();
        QVERIFY2(svg.contains("currentColor") && svg.contains("stroke-width=\"1.6\""), qPrintable(name));
        QVERIFY2(svg.contains("viewBox=\"0 0 24 24\""), qPrintable(name));
    }
}

void IconsTest::everyGlyphPaints_data()
{
    QTest::addColumn<int>("glyph");
    for (int i = 0; i < glyphCount; ++i)
        QTest::newRow(qPrintable(Icon::name(Glyph(i)))) << i;
}

void IconsTest::everyGlyphPaints()
{
    QFETCH(int, glyph);
    const QImage image = Icon::pixmap(Glyph(glyph), 24, Qt::black, 2).toImage();
    QVERIFY(inked(image) > 40);
    // Nothing may touch the edge: it would look cut.
    for (int i = 0; i < image.width(); ++i) {
        QCOMPARE(qAlpha(image.pixel(i, 0)), 0);
        QCOMPARE(qAlpha(image.pixel(0, i)), 0);
        QCOMPARE(qAlpha(image.pixel(i, image.height() - 1)), 0);
        QCOMPARE(qAlpha(image.pixel(image.width() - 1, i)), 0);
    }
}

void IconsTest::colourIsTheOneAsked()
{
    const QImage image = Icon::pixmap(Glyph::Inbox, 24, QColor(200, 10, 30), 2).toImage();
    bool found = false;
    for (int y = 0; y < image.height(); ++y)
        for (int x = 0; x < image.width(); ++x)
            if (const QColor color = image.pixelColor(x, y); color.alpha() == 255) {
                QCOMPARE(color, QColor(200, 10, 30));
                found = true;
            }
    QVERIFY(found);
}

void IconsTest::pixmapsAreSharp()
{
    const QPixmap twice = Icon::pixmap(Glyph::Mail, 16, Qt::black, 2);
    QCOMPARE(twice.size(), QSize(32, 32));
    QCOMPARE(twice.devicePixelRatio(), 2.0);
    QCOMPARE(Icon::pixmap(Glyph::Mail, 16, Qt::black, 1.25).size(), QSize(20, 20));
    QVERIFY(Icon::pixmap(Glyph::Mail, 0, Qt::black, 1).isNull());
    QCOMPARE(Icon::pixmap(Glyph::Mail, 16, Qt::black, 2).cacheKey(), twice.cacheKey());
}

void IconsTest::unknownNamesPaintNothing()
{
    QVERIFY(!Icon::byName(u"no-such-icon"_s));
    QVERIFY(Icon::pixmap(u"../app/bellhop"_s, 16, Qt::black, 1).isNull());
}

void IconsTest::iconsFollowTheTheme()
{
    const QIcon icon = Icon::icon(Glyph::List);
    Theme::current().setMode(Theme::Mode::Light);
    const QImage light = icon.pixmap(24, 24).toImage();
    Theme::current().setMode(Theme::Mode::Dark);
    QVERIFY(icon.pixmap(24, 24).toImage() != light);
    QVERIFY(icon.pixmap(24, 24, QIcon::Disabled).toImage() != icon.pixmap(24, 24).toImage());
}

void IconsTest::applicationIconHasAllSizes()
{
    const QIcon icon = Icon::application();
    QCOMPARE(icon.availableSizes().size(), 6);
    QVERIFY(inked(icon.pixmap(QSize(64, 64), 1.0).toImage()) > 2000);
}

QTEST_MAIN(IconsTest)
#include "tst_theme_icons.moc"
