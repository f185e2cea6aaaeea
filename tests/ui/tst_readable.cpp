// Colours of mails stay readable on every ground, in both appearances; counted here without the code under test.
#include "html/clean.h"
#include "ui/composer/composer_edit.h"
#include "ui/theme/readable.h"
#include "ui/theme/theme.h"
#include "ui/thread/body_view.h"
#include "ui/thread/picture_shelf.h"

#include <QElapsedTimer>
#include <QMimeData>
#include <QTest>
#include <QTextBlock>
#include <QTextDocument>
#include <QTextTable>

#include <array>
#include <cmath>

using namespace Qt::StringLiterals;

namespace
{

struct Rgb {
    std::array<double, 3> part{};
};

Rgb onTop(const QColor& upper, const Rgb& ground)
{
    const std::array<int, 3> own{upper.red(), upper.green(), upper.blue()};
    const double share = upper.alpha() / 255.0;
    Rgb out;
    for (size_t i = 0; i < 3; ++i)
        out.part[i] = std::round(own[i] * share + ground.part[i] * (1 - share));
    return out;
}

Rgb solid(const QColor& color)
{
    return {{double(color.red()), double(color.green()), double(color.blue())}};
}

// WCAG 2.1, "relative luminance" and "contrast ratio".
double brightness(const Rgb& color)
{
    std::array<double, 3> linear{};
    for (size_t i = 0; i < 3; ++i) {
        const double c = color.part[i] / 255;
        linear[i] = c <= 0.03928 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4);
    }
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2];
}

double contrast(const Rgb& a, const Rgb& b)
{
    const double one = brightness(a) + 0.05;
    const double other = brightness(b) + 0.05;
    return one > other ? one / other : other / one;
}

Rgb filled(const QTextFormat& format, const Rgb& ground)
{
    return format.background().style() == Qt::NoBrush ? ground : onTop(format.background().color(), ground);
}

/// What is behind a place of a document: from the outermost frame to the block, found upwards from the block.
Rgb behind(const QTextBlock& block, const QColor& card)
{
    Rgb ground = solid(card);
    QTextDocument* document = const_cast<QTextDocument*>(block.document());
    QList<QTextFrame*> frames;
    for (QTextFrame* frame = QTextCursor(block).currentFrame(); frame; frame = frame->parentFrame())
        frames.prepend(frame);
    if (frames.isEmpty())
        frames.append(document->rootFrame());
    for (QTextFrame* frame : frames) {
        ground = filled(frame->frameFormat(), ground);
        if (auto* table = qobject_cast<QTextTable*>(frame))
            ground = filled(table->cellAt(block.position()).format(), ground);
    }
    return filled(block.blockFormat(), ground);
}

/// The first run that is too weak, in words; empty when all can be read.
QString tooWeak(const QTextDocument& document, const QColor& card, const QColor& text)
{
    for (QTextBlock block = document.begin(); block.isValid(); block = block.next()) {
        const Rgb under = behind(block, card);
        for (auto at = block.begin(); !at.atEnd(); ++at) {
            const QTextCharFormat format = at.fragment().charFormat();
            const Rgb ground = filled(format, under);
            const bool own = format.foreground().style() != Qt::NoBrush;
            const double ratio = contrast(onTop(own ? format.foreground().color() : text, ground), ground);
            if (ratio < 4.5)
                return u"%1: %2"_s.arg(at.fragment().text().left(40)).arg(ratio);
        }
    }
    return {};
}

/// insertFromMimeData() of a text field is protected; what the clipboard of a test holds is not the test's alone.
struct PastingEdit : ui::ComposerEdit {
    using ui::ComposerEdit::insertFromMimeData;
};

} // namespace

class ReadableTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void cleanup() { ui::Theme::current().setMode(ui::Theme::Mode::Light); }

    void everyPairReachesTheContrast_data()
    {
        QTest::addColumn<QColor>("ink");
        QTest::addColumn<QColor>("ground");
        QList<QColor> inks{QColor(), QColor(Qt::transparent), QColor(0, 0, 0, 90), QColor(255, 255, 255, 128),
                           QColor(200, 30, 30, 40)};
        QList<QColor> grounds;
        for (const int hue : {0, 60, 120, 180, 240, 300})
            for (const int lightness : {40, 128, 210}) {
                inks.append(QColor(QColor::fromHsl(hue, 230, lightness).rgb()));
                grounds.append(QColor(QColor::fromHsl(hue, 160, lightness).rgb()));
            }
        for (const int grey : {0, 0x33, 0x66, 0x77, 0x80, 0xbb, 0xff}) {
            inks.append(QColor(grey, grey, grey));
            grounds.append(QColor(grey, grey, grey));
        }
        for (const ui::Tokens& t : {ui::lightTokens(), ui::darkTokens()})
            grounds += {t.panel, t.out, t.note, t.bg};
        for (const QColor& ink : inks)
            for (const QColor& ground : grounds)
                QTest::addRow("%s on %s", qPrintable(ink.isValid() ? ink.name(QColor::HexArgb) : u"none"_s),
                              qPrintable(ground.name()))
                    << ink << ground;
    }

    void everyPairReachesTheContrast()
    {
        QFETCH(QColor, ink);
        QFETCH(QColor, ground);
        const QColor shown = ui::readableOn(ink, ground);
        QCOMPARE(shown.alpha(), 255);
        const double ratio = contrast(solid(shown), solid(ground));
        QVERIFY2(ratio >= 4.5, qPrintable(u"%1 %2"_s.arg(shown.name()).arg(ratio)));
        if (ink.isValid() && ink.alpha() == 255 && contrast(solid(ink), solid(ground)) >= 4.51)
            QCOMPARE(shown, ink); // what can be read stays as it was meant
    }

    void hueIsKept()
    {
        for (const int hue : {0, 120, 240}) {
            const QColor ink(QColor::fromHsl(hue, 255, 60).rgb());
            const QColor shown = ui::readableOn(ink, ui::darkTokens().panel);
            QVERIFY(shown != ink);
            QVERIFY(qAbs(shown.hslHue() - hue) <= 4);
        }
    }

    void everyRunOfAMailIsReadable_data()
    {
        QTest::addColumn<QString>("mail");
        const auto row = [](const char* name, const char* mail) { QTest::newRow(name) << QString::fromUtf8(mail); };
        row("black", "<p style='color:#000'>Black</p>");
        row("grey of an office", "<p class=x><span style='color:#333333'>Grey <b>and bold</b></span></p>");
        row("navy by the old way", "<font color=navy>Navy</font> plain");
        row("yellow mark", "<p>See <span style='background:yellow'>this</span> please</p>");
        row("white table",
            "<table bgcolor=#ffffff><tr><td>no colour <a href='https://a.example'>link</a></td></tr></table>");
        row("cell in a table",
            "<table style='background:#222'><tr><td>a</td><td bgcolor=white>b</td><td colspan=2>c</td></tr></table>");
        row("row", "<table><tr bgcolor='#ffffcc'><td>a</td><td>b</td></tr></table>");
        row("table in a table", "<table bgcolor=white><tr><td><table bgcolor=black><tr><td style='color:#111'>in"
                                "</td></tr></table>out</td></tr></table>");
        row("block", "<div style='background:#fafafa'><p>a</p><p style='background:#101010;color:#222'>b</p></div>");
        row("preheader",
            "<div style='color:#ffffff'>hidden from people</div><div style='color:#1b2126'>and in dark</div>");
        row("half transparent", "<p style='color:rgba(0,0,0,.4)'>a</p><p style='background:rgba(0,0,0,.06)'>b</p>");
        row("link in its own colour", "<a href='https://a.example' style='color:#0000ee'>go</a>");
        row("quote", "<blockquote style='color:#500050;background:#fff'>q<blockquote>r</blockquote></blockquote>");
        row("list", "<ul style='color:#000'><li>one</li><li style='background:white'>two</li></ul>");
        row("heading and code", "<h1 style='color:#111'>H</h1><pre style='background:#eee'>code</pre>");
    }

    void everyRunOfAMailIsReadable()
    {
        QFETCH(QString, mail);
        ui::PictureShelf pictures;
        ui::BodyView view(pictures);
        const html::CleanResult clean = html::clean(mail);
        QVERIFY(!clean.html.isEmpty() || !clean.quotedHtml.isEmpty());
        for (QColor ui::Tokens::*ground : {&ui::Tokens::panel, &ui::Tokens::out, &ui::Tokens::note}) {
            ui::Theme::current().setMode(ui::Theme::Mode::Light);
            view.setGround(ground);
            view.setBody(clean.html + clean.quotedHtml, {});
            for (const auto mode : {ui::Theme::Mode::Light, ui::Theme::Mode::Dark, ui::Theme::Mode::Light}) {
                ui::Theme::current().setMode(mode); // while it is open
                const ui::Tokens& t = ui::tokens();
                QCOMPARE(tooWeak(*view.document(), t.*ground, t.text), QString());
            }
            ui::Theme::current().setMode(ui::Theme::Mode::Dark);
            view.setBody(clean.html + clean.quotedHtml, {});
            QCOMPARE(tooWeak(*view.document(), ui::tokens().*ground, ui::tokens().text), QString());
        }
    }

    void listMarksAreReadable()
    {
        QTextDocument document;
        document.setHtml(u"<ol><li><span>one</span></li></ol>"_s);
        QTextCursor cursor(document.begin().next());
        QTextCharFormat black;
        black.setForeground(Qt::black);
        for (QTextBlock block = document.begin(); block.isValid(); block = block.next()) {
            cursor.setPosition(block.position());
            cursor.mergeBlockCharFormat(black);
        }
        const ui::Tokens& t = ui::darkTokens();
        ui::makeReadable(document, t.text, t.panel);
        for (QTextBlock block = document.begin(); block.isValid(); block = block.next()) {
            if (block.textList())
                QVERIFY(contrast(solid(block.charFormat().foreground().color()), solid(t.panel)) >= 4.5);
        }
    }

    /// What is pasted into a reply or came with a draft has the reply's own colours, in whatever theme it is shown.
    void composerKeepsNoColours()
    {
        const QString mail = u"<p style='color:#000;background:#fff'><b>a</b> <a href='https://a.example'>l</a></p>"
                             "<table bgcolor=white><tr><td bgcolor=yellow style='color:#333'>c</td></tr></table>"_s;
        PastingEdit edit;
        edit.setRich(true);
        edit.setDraft(html::clean(mail).html);
        const auto check = [&edit] {
            for (const auto mode : {ui::Theme::Mode::Light, ui::Theme::Mode::Dark}) {
                ui::Theme::current().setMode(mode);
                for (QColor ui::Tokens::*ground : {&ui::Tokens::panel, &ui::Tokens::note})
                    QCOMPARE(tooWeak(*edit.document(), ui::tokens().*ground, ui::tokens().text), QString());
            }
            QVERIFY2(!edit.richHtml().contains("color"_L1), qPrintable(edit.richHtml()));
        };
        check();
        edit.clear();
        QMimeData copied;
        copied.setHtml(mail);
        copied.setText(u"a l c"_s);
        edit.insertFromMimeData(&copied);
        QVERIFY(edit.toPlainText().contains(u'a'));
        check();
    }

    void benchmarkOfALongMail()
    {
        QString mail;
        for (int i = 0; mail.size() < 256 * 1024; ++i)
            mail += u"<p style='color:#%1'>Words of a mail, <b style='background:yellow'>marked</b>, %2.</p>"_s
                        .arg(i % 4096, 6, 16, QChar(u'0'))
                        .arg(i);
        const ui::Tokens& t = ui::darkTokens();
        QTextDocument document;
        document.setUndoRedoEnabled(false);
        document.setHtml(mail);
        QElapsedTimer timer;
        timer.start();
        ui::makeReadable(document, t.text, t.panel);
        qInfo("256 kB: %lld us", timer.nsecsElapsed() / 1000);
        QCOMPARE(tooWeak(document, t.panel, t.text), QString());
    }
};

QTEST_MAIN(ReadableTest)
#include "tst_readable.moc"
