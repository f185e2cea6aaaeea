// What a message's text gets once it is filled: marks on links that lie, a direction for each line.
#include "html/clean.h"
#include "html/text.h"
#include "ui/theme/theme.h"
#include "ui/thread/body_view.h"
#include "ui/thread/picture_shelf.h"

#include <QApplication>
#include <QClipboard>
#include <QTest>
#include <QTextBlock>

using namespace Qt::StringLiterals;

class TestBodyMarks : public QObject
{
    Q_OBJECT

private:
    static void fill(ui::BodyView& view, const QString& mail)
    {
        const html::CleanResult cleaned = html::clean(mail);
        view.setBody(cleaned.html, cleaned.links);
    }

    /// The underline of the words that begin at `words`.
    static QTextCharFormat formatAt(const ui::BodyView& view, const QString& words)
    {
        QTextCursor cursor = view.document()->find(words);
        return cursor.charFormat();
    }

private Q_SLOTS:
    void aLyingLinkIsMarked_data()
    {
        QTest::addColumn<QString>("mail");
        QTest::addColumn<bool>("marked");
        const auto row = [](const char* what, const QString& mail, bool marked) {
            QTest::newRow(what) << mail << marked;
        };
        row("another host", u"<p>Go: <a href='https://evil.example/x'>bank.example</a> now</p>"_s, true);
        row("invisible", u"<a href='https://evil.example/x'>bank\u200b.example</a>"_s, true);
        row("words around", u"<a href='https://evil.example/x'>log in at bank.example</a>"_s, true);
        row("in pieces", u"<a href='https://evil.example/x'><b>bank</b>.example</a>"_s, true);
        row("in a picture", u"<a href='https://evil.example/x'><img src='cid:a' alt='bank.example'></a>"_s, true);
        row("mail", u"<a href='mailto:a@evil.example'>a@bank.example</a>"_s, true);
        row("honest", u"<a href='https://bank.example/x'>bank.example</a>"_s, false);
        row("plain words", u"<a href='https://evil.example/x'>Read more</a>"_s, false);
        row("no link", u"bank.example (leads nowhere)"_s, false);
    }

    void aLyingLinkIsMarked()
    {
        QFETCH(const QString, mail);
        QFETCH(const bool, marked);
        ui::PictureShelf pictures;
        ui::BodyView view(pictures);
        fill(view, mail);
        QCOMPARE(view.toPlainText().contains(u"evil.example"_s), marked);
        view.setBody(html::clean(mail).html, html::clean(mail).links); // once for each filling, not twice
        QCOMPARE(view.toPlainText().count(u"evil.example"_s), marked ? 1 : 0);
        // What is copied is what was sent.
        view.selectAll();
        view.copy();
        const QString copied = QApplication::clipboard()->text();
        QVERIFY2(!copied.contains(u"evil.example"_s), qPrintable(copied));
    }

    void onlyTheLinkThatLiesIsMarked()
    {
        ui::PictureShelf pictures;
        ui::BodyView view(pictures);
        fill(view,
             u"<p><a href='https://evil.example/'>our offer</a> - <a href='https://evil.example/'>bank.example</a>"
             " - <a href='https://shop.example/'>shop.example</a></p>"_s);
        QCOMPARE(formatAt(view, u"bank.example"_s).underlineStyle(), QTextCharFormat::WaveUnderline);
        QCOMPARE(formatAt(view, u"bank.example"_s).foreground().color(), ui::tokens().danger);
        QVERIFY(formatAt(view, u"bank.example"_s).isAnchor());
        QVERIFY(formatAt(view, u"shop.example"_s).underlineStyle() != QTextCharFormat::WaveUnderline);
        QVERIFY(formatAt(view, u"our offer"_s).underlineStyle() != QTextCharFormat::WaveUnderline);
        QVERIFY(!formatAt(view, u"leads to"_s).isAnchor());
    }

    void eachLineTakesItsOwnDirection_data()
    {
        QTest::addColumn<QString>("html");
        QTest::addColumn<QString>("directions"); // of the lines that are not empty
        const auto row = [](const char* what, const QString& html, const QString& directions) {
            QTest::newRow(what) << html << directions;
        };
        row("plain", html::plainToHtml(u"Hello\nשלום\nend"_s), u"LRL"_s);
        row("Arabic first", html::plainToHtml(u"مرحبا\nHello\n\nمرحبا"_s), u"RLR"_s);
        row("br", html::clean(u"<p>Hello<br>שלום</p><p>שלום<br>Hello</p>"_s).html, u"LRRL"_s);
        row("blocks", html::clean(u"<div>Hello</div><div>שלום</div>"_s).html, u"LR"_s);
        row("cell", html::clean(u"<table><tr><td>Hello<br>שלום</td><td>שלום<br>a</td></tr></table>"_s).html, u"LRRL"_s);
        row("list", html::clean(u"<ul><li>Hello<br>שלום</li><li>a</li></ul>"_s).html, u"LRL"_s);
        row("quote", html::clean(u"<blockquote>שלום<br>Hello</blockquote>"_s).html, u"RL"_s);
        row("numbers first", html::plainToHtml(u"12: שלום\n12: Hello"_s), u"RL"_s);
    }

    void eachLineTakesItsOwnDirection()
    {
        QFETCH(const QString, html);
        QFETCH(const QString, directions);
        ui::PictureShelf pictures;
        ui::BodyView view(pictures);
        view.setBody(html, {});
        QString found;
        for (QTextBlock block = view.document()->begin(); block.isValid(); block = block.next()) {
            for (const QString& line : block.text().split(QChar::LineSeparator)) {
                if (!line.trimmed().isEmpty())
                    found += block.textDirection() == Qt::RightToLeft ? u'R' : u'L';
            }
        }
        QCOMPARE(found, directions);
    }

    void linesOfTwoDirectionsTakeNoMoreRoom()
    {
        ui::PictureShelf pictures;
        ui::BodyView one(pictures);
        ui::BodyView two(pictures);
        one.setBody(html::plainToHtml(u"Hello\nHello\nHello"_s), {});
        two.setBody(html::plainToHtml(u"Hello\nשלום\nHello"_s), {});
        one.fit(400);
        two.fit(400);
        QVERIFY2(qAbs(two.height() - one.height()) <= 12, qPrintable(QString::number(two.height() - one.height())));
        two.selectAll();
        two.copy();
        QCOMPARE(QApplication::clipboard()->text(), u"Hello\nשלום\nHello"_s);
    }
};

QTEST_MAIN(TestBodyMarks)
#include "tst_body_marks.moc"
