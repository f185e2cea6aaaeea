// One line of text stands at the side of the layout and reads in its own direction.
#include "ui/theme/text_cache.h"
#include "ui/theme/theme.h"

#include <QGlyphRun>
#include <QImage>
#include <QPainter>
#include <QTest>
#include <QTextLayout>

using namespace Qt::StringLiterals;

class ThemeLineTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void readsInItsOwnDirection_data();
    void readsInItsOwnDirection();
    void everyScriptHasGlyphs_data();
    void everyScriptHasGlyphs();
};

namespace
{

QImage painted(const QString& text, Qt::LayoutDirection layout, Qt::Alignment side)
{
    QImage image(200, 30, QImage::Format_RGB32);
    image.fill(Qt::white);
    QPainter painter(&image);
    painter.setLayoutDirection(layout);
    painter.setFont(ui::Theme::current().font(ui::Type::Body));
    ui::drawLine(&painter, image.rect(), side | Qt::AlignVCenter, text);
    return image;
}

} // namespace

void ThemeLineTest::readsInItsOwnDirection_data()
{
    QTest::addColumn<QString>("text");
    QTest::newRow("a question") << u"Can I return a sale item?"_s;
    QTest::newRow("a telephone number") << u"+31 6 0000 5678"_s;
    QTest::newRow("cut") << u"Change quantity of ord…"_s;
    QTest::newRow("Hebrew") << u"\u05e9\u05dc\u05d5\u05dd?"_s;
}

void ThemeLineTest::readsInItsOwnDirection()
{
    QFETCH(const QString, text);
    const QImage right = painted(text, Qt::LeftToRight, Qt::AlignTrailing);
    QVERIFY(right != painted(text, Qt::LeftToRight, Qt::AlignLeading));
    QCOMPARE(painted(text, Qt::RightToLeft, Qt::AlignLeading), right);
}

void ThemeLineTest::everyScriptHasGlyphs_data()
{
    QTest::addColumn<QString>("text");
    QTest::newRow("Latin with marks") << u"Wójcik, Łódź, Ångström"_s;
    QTest::newRow("Cyrillic") << u"Здравствуйте"_s;
    QTest::newRow("Greek") << u"Καλημέρα"_s;
    QTest::newRow("Hebrew") << u"\u05e9\u05dc\u05d5\u05dd"_s;
    QTest::newRow("Arabic") << u"\u0645\u0631\u062d\u0628\u0627"_s;
    QTest::newRow("Chinese") << u"您好，请问还有货吗"_s;
    QTest::newRow("Japanese") << u"ご注文について"_s;
    QTest::newRow("Korean") << u"안녕하세요"_s;
}

/// Glyph 0 is the box that stands for a character which no font has.
void ThemeLineTest::everyScriptHasGlyphs()
{
    QFETCH(const QString, text);
    QTextLayout layout(text, ui::Theme::current().font(ui::Type::Body));
    layout.beginLayout();
    layout.createLine();
    layout.endLayout();
    for (const QGlyphRun& run : layout.glyphRuns()) {
        if (run.glyphIndexes().contains(0))
            QSKIP("SKIP   : no font for this script is installed; ./dev setup installs one");
    }
}

QTEST_MAIN(ThemeLineTest)
#include "tst_theme_line.moc"
