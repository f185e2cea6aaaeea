// Long mails in parts: nothing is lost, each part stands alone, and each is laid out at once.
#include "html/clean.h"
#include "html/layout_cost.h"
#include "html/pages.h"
#include "html/text.h"
#include "tests/support/hostile_messages.h"

#include <QRegularExpression>
#include <QTest>
#include <QTextDocument>

#include <ctime>

using namespace Qt::StringLiterals;
using namespace html;

namespace
{

// Qt's layout asks for memory all the time, which costs an instrumented program several times as much.
#ifdef __SANITIZE_ADDRESS__
constexpr double kFactor = 15;
constexpr int kEvery = 6; ///< a sample
#else
constexpr double kFactor = 3;
constexpr int kEvery = 1;
#endif

const QRegularExpression& tagPattern()
{
    static const QRegularExpression pattern(u"<[^>]*>"_s);
    return pattern;
}

/// What is read, without the blanks that a cut may eat or need.
QString lettersOf(QString html)
{
    return html.remove(tagPattern()).remove(u'\n').remove(u' ');
}

int countOf(const QString& html, const QString& piece)
{
    return int(html.count(piece));
}

QString wrongNesting(const QString& html)
{
    QStringList open;
    auto tags = tagPattern().globalMatch(html);
    while (tags.hasNext()) {
        const QString tag = tags.next().captured();
        const QString name = tag.mid(1, tag.size() - 2).section(u' ', 0, 0);
        if (name.startsWith(u'/')) {
            if (open.isEmpty() || open.takeLast() != name.mid(1))
                return tag;
        } else if (name != u"br" && name != u"hr" && name != u"img") {
            open.append(name);
        }
    }
    return open.join(u' ');
}

/// Milliseconds of this process's processor time: a busy machine does not count.
double layoutTime(const QString& html)
{
    double best = 1e9;
    for (int i = 0; i < 3; ++i) {
        const std::clock_t start = std::clock();
        QTextDocument document;
        document.setTextWidth(600);
        document.setHtml(html);
        document.size();
        best = qMin(best, 1000.0 * double(std::clock() - start) / CLOCKS_PER_SEC);
    }
    return best;
}

/// What everyone reads: 40 kB of plain words, laid out; the measure of this machine.
double floorTime()
{
    static const double time = layoutTime(u"<p>"_s + u"lorem ipsum dolor sit amet "_s.repeated(1500) + u"</p>"_s);
    return time;
}

} // namespace

class TestPages : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void nothingIsLost_data() { rows(); }
    void nothingIsLost()
    {
        for (const QString& whole : fetched()) {
            const QStringList parts = pages(whole);
            QString together;
            int pictures = 0;
            for (const QString& part : parts) {
                QCOMPARE(wrongNesting(part), QString());
                together += lettersOf(part);
                pictures += countOf(part, u"<img "_s);
            }
            QVERIFY(together == lettersOf(whole));
            QCOMPARE(pictures, countOf(whole, u"<img "_s));
            static const QRegularExpression target(u"href=\"[^\"]*\""_s);
            auto links = target.globalMatch(whole);
            QSet<QString> wanted;
            while (links.hasNext())
                wanted.insert(links.next().captured());
            const QString all = parts.join(QString());
            for (const QString& link : wanted)
                QVERIFY(all.contains(link));
        }
    }

    void eachPartCleansToItself_data() { rows(); }
    void eachPartCleansToItself()
    {
        QFETCH(QString, mail);
        if (mail.isEmpty())
            return;
        for (const QString& whole : fetched()) {
            for (const QString& part : pages(whole)) {
                const CleanResult again = clean(part);
                if (again.quotedHtml.isEmpty())
                    QCOMPARE(again.html, part);
                else // a part of quotes is parted once more, which opens its elements twice
                    QCOMPARE(lettersOf(again.html + again.quotedHtml), lettersOf(part));
            }
        }
    }

    void eachPartIsLaidOutAtOnce_data() { rows(false); } // emoji are shaped as text still, which takes longer
    void eachPartIsLaidOutAtOnce()
    {
        QFETCH(QString, text);
        QFETCH(QString, mail);
        const double floor = floorTime();
        for (const QString& whole : fetched()) {
            const QStringList parts = pages(whole);
            for (int i = 0; i < qMin(3, int(parts.size())); ++i) {
                const double time = layoutTime(parts.at(i));
                QVERIFY2(
                    time < qMax(30.0, kFactor * floor),
                    qPrintable(u"part %1 of %2: %3 ms, floor %4"_s.arg(i + 1).arg(parts.size()).arg(time).arg(floor)));
            }
        }
    }

    void everydayMailIsOnePart()
    {
        const QString mail = u"<p>"_s + u"A sentence as people write them, not too long. "_s.repeated(200) + u"</p>"_s;
        QCOMPARE(pages(clean(mail).html).size(), 1);
        QCOMPARE(pages(clean(mail).html).front(), clean(mail).html);
        QCOMPARE(pages(QString()), QStringList());
    }

    void aNumberedListGoesOnCounting()
    {
        const QStringList parts = pages(u"<ol start=\"5\">"_s + u"<li>x</li>"_s.repeated(5000) + u"</ol>"_s);
        QVERIFY(parts.size() > 2);
        int next = 5;
        for (const QString& part : parts) {
            QVERIFY2(part.startsWith(u"<ol start=\"%1\">"_s.arg(next)), qPrintable(part.left(40)));
            next += countOf(part, u"<li>"_s);
        }
        QCOMPARE(next, 5005);
    }

    void aFullRowGoesOnInAnother()
    {
        const QString row = u"<table><tr>"_s + u"<td colspan=\"50\">x</td>"_s.repeated(5) + u"</tr></table>"_s;
        QCOMPARE(pages(row), QStringList{u"<table><tr>"_s + u"<td colspan=\"50\">x</td>"_s.repeated(2) +
                                         u"</tr><tr>"_s + u"<td colspan=\"50\">x</td>"_s.repeated(2) +
                                         u"</tr><tr><td colspan=\"50\">x</td></tr></table>"_s});
    }

    /// Newsletters put a table of one cell around everything, several times: each would double the layout.
    void framesBecomeBlocks()
    {
        const QString inner = u"<table>"_s + u"<tr><td>Article</td><td>12.00</td></tr>"_s.repeated(30) + u"</table>"_s;
        const QString frame = u"<table width=\"600\"><tbody><tr><td style=\"background-color:#eeeeee\">%1</td></tr>"
                              "</tbody></table>"_s;
        const QString mail = clean(frame.arg(frame.arg(frame.arg(u"<p>Hello</p>"_s + inner)))).html;
        const QStringList parts = pages(mail);
        QCOMPARE(parts.size(), 1);
        QCOMPARE(countOf(parts.front(), u"<table"_s), 1);
        QVERIFY2(countOf(parts.front(), u"<div style=\"background-color:#eeeeee;\">"_s) == 3,
                 qPrintable(parts.front()));
        QCOMPARE(lettersOf(parts.front()), lettersOf(mail));
        QCOMPARE(wrongNesting(parts.front()), QString());
        QCOMPARE(pages(parts.front()), parts);
    }

private:
    static void rows(bool withEmoji = true)
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("mail");
        int index = 0;
        for (const test::HostileMessage& message : test::hostileMessages()) {
            if (withEmoji || (!test::isEmoji(message.text + message.html) && index++ % kEvery == 0))
                QTest::newRow(message.name) << message.text << message.html;
        }
    }

    /// The whole texts, new and quoted, of this row.
    static QStringList fetched()
    {
        QFETCH(QString, text);
        QFETCH(QString, mail);
        if (mail.isEmpty())
            return {plainToHtml(text)};
        const CleanResult result = clean(mail);
        return {result.html, result.quotedHtml};
    }
};

QTEST_MAIN(TestPages)
#include "tst_pages.moc"
