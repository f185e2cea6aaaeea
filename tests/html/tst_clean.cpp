// The cleaner against hostile and everyday mail.
#include "html/clean.h"
#include "html/pages.h"
#include "html/text.h"

#include <QElapsedTimer>
#include <QRegularExpression>
#include <QTest>
#include <QTextBlock>
#include <QTextDocument>

#include <ctime>
#include <limits>

using namespace Qt::StringLiterals;
using namespace html;

namespace
{

// What must hold of every output, whatever came in.
QString harmIn(const QString& html)
{
    static const QRegularExpression tag(u"<[^>]*>"_s);
    static const QRegularExpression good(
        u"^</?(p|div|br|span|b|strong|i|em|u|s|ul|ol|li|blockquote|pre|code|h[1-6]|a|img|table|tr|td|th|hr)( |>)"_s);
    static const QRegularExpression handler(u"\\son[a-z]+="_s, QRegularExpression::CaseInsensitiveOption);
    static const QRegularExpression address(
        u" (?:href|src)=\"(?!https?://|mailto:|tel:|cid:|data:image/(?:png|jpe?g|gif);base64,|blocked:\"|proxy:https?://)"_s,
        QRegularExpression::CaseInsensitiveOption);
    auto tags = tag.globalMatch(html);
    while (tags.hasNext()) {
        const QString one = tags.next().captured();
        const QString bare = QString(one).replace(QRegularExpression(u"\"[^\"]*\""_s), u"\"\""_s);
        if (!good.match(one).hasMatch() || handler.match(bare).hasMatch() || address.match(one).hasMatch())
            return one;
    }
    return {};
}

/// Milliseconds of this process's processor time: a busy machine does not count.
double layoutTime(const QString& html)
{
    double best = std::numeric_limits<double>::max();
    for (int i = 0; i < 3; ++i) {
        const std::clock_t start = std::clock();
        QTextDocument document;
        document.setTextWidth(600);
        document.setHtml(html);
        document.size();
        best = std::min(best, 1000.0 * double(std::clock() - start) / CLOCKS_PER_SEC);
    }
    return best;
}

/// 40 kB of plain words: the measure of this machine.
double floorTime()
{
    static const double time = layoutTime(u"<p>"_s + u"lorem ipsum dolor sit amet "_s.repeated(1500) + u"</p>"_s);
    return time;
}

qint64 cleanTime(const QByteArray& html)
{
    qint64 best = std::numeric_limits<qint64>::max();
    for (int i = 0; i < 3; ++i) {
        QElapsedTimer timer;
        timer.start();
        clean(html);
        best = std::min(best, timer.nsecsElapsed());
    }
    return best;
}

} // namespace

class TestClean : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void hostile_data();
    void hostile();
    void keeps_data();
    void keeps();
    void timeIsLinear_data();
    void timeIsLinear();
    void splitsQuotes_data();
    void splitsQuotes();
    void images();
    void linksShowTheirTarget();
    void plainTextToHtml();
    void snippets();
};

void TestClean::hostile_data()
{
    QTest::addColumn<QByteArray>("html");
    QTest::newRow("tables 20") << QByteArray("<table><tr><td>").repeated(20) + "x";
    QTest::newRow("tables 50 closed") << QByteArray("<table><tr><td>").repeated(50) + "x" +
                                             QByteArray("</td></tr></table>").repeated(50);
    QTest::newRow("20k divs") << QByteArray("<div>").repeated(20000) + "x";
    QTest::newRow("20k lists") << QByteArray("<ul><li>").repeated(20000) + "x";
    QTest::newRow("20k formats") << QByteArray("<b id=1><p>").repeated(20000) + "x";
    QTest::newRow("1 MB word") << QByteArray(1024 * 1024, 'w');
    QTest::newRow("1 MB of entities") << QByteArray("&gt;&#13;").repeated(120000);
    QTest::newRow("1 MB split word") << QByteArray("wwwwwwwwww<b>w</b>").repeated(60000);
    QTest::newRow("20k rules") << "<style>" + QByteArray("p{color:red}").repeated(20000) + "</style>x";
    QTest::newRow("20k attributes") << "<p " + QByteArray("a='b' ").repeated(20000) + ">x";
    QTest::newRow("local files") << QByteArray("<img src=/etc/passwd><img src='file:///etc/passwd'><img src=x.png>"
                                               "<table background=/etc/passwd><tr><td>x</table>"
                                               "<link rel=stylesheet href=/x.css><img src='\\\\host\\share'>");
    QTest::newRow("svg data") << QByteArray("<img src='data:image/svg+xml;base64,PHN2Zz4='>"
                                            "<svg><image xlink:href='/etc/passwd'/></svg>");
    QTest::newRow("javascript") << QByteArray("<a href='javascript:alert(1)'>a</a><a href=' java\nscript:x'>b</a>"
                                              "<a href='&#106;avascript&colon;x'>c</a><a href='\x01javascript:x'>d</a>"
                                              "<a href='vbscript:x'>e</a><a href='data:text/html,x'>f</a>");
    QTest::newRow("handlers") << QByteArray("<p onclick=x onmouseover='y'>x<img src=x onerror=alert(1)><b/onload=x>");
    QTest::newRow("utf-7") << QByteArray("+ADw-script+AD4-alert(1)+ADw-/script+AD4-");
    static constexpr char withNuls[] = "<scr\0ipt>alert(1)</scr\0ipt><p\0 on\0click=x>";
    QTest::newRow("NULs") << QByteArray(withNuls, sizeof withNuls - 1);
    QTest::newRow("bad UTF-8") << QByteArray("<p>\xff\xfe\xc0\x80<\xe2\x80");
    QTest::newRow("mutation noscript") << QByteArray("<noscript><p title=\"</noscript><img src=x onerror=x>\">");
    QTest::newRow("mutation math") << QByteArray("<math><mtext><table><mglyph><style><!--</style>"
                                                 "<img title=\"--&gt;&lt;img src=1 onerror=alert(1)&gt;\">");
    QTest::newRow("mutation comment") << QByteArray("<!--><img src=x onerror=x>--><!-- --!><script>x</script>");
    QTest::newRow("mutation svg") << QByteArray("<svg></p><style><a id=\"</style><img src=1 onerror=x>\">");
    QTest::newRow("mutation form") << QByteArray("<form><div></form><form><input name=x><math></math>");
    QTest::newRow("mutation pre") << QByteArray("<pre>\n\n\nx</pre><pre><span>\n</span>y</pre>");
    QTest::newRow("nested script") << QByteArray("<scr<script>x</script>ipt>alert(1)</script>");
    QTest::newRow("css") << QByteArray("<p style=\"background:url(file:///x);color:expression(x);"
                                       "color:red\\;x;position:fixed;behavior:url(x)\">x</p>");
    QTest::newRow("foster") << QByteArray("<table>a<tr>b<div>c<td>d</td>e<table><td><a><td><a>f<p>g<table><tr>h");
    QTest::newRow("frames") << QByteArray("<iframe src=x></iframe><object data=x>o</object><embed src=x><base href=x>");
    QTest::newRow("cells only") << "<table>" + QByteArray("<td>x</td><tr>").repeated(15000);
    QTest::newRow("li in div") << QByteArray("<ul><li><div><li>x<h1><li><div><h2>y<p><a><div><a>z");
}

void TestClean::hostile()
{
    QFETCH(QByteArray, html);
    for (const bool remote : {false, true}) {
        const CleanResult once = clean(html, {remote});
        QCOMPARE(harmIn(once.html), QString());
        QCOMPARE(harmIn(once.quotedHtml), QString());
        QVERIFY(!once.html.contains(u"<script"_s, Qt::CaseInsensitive));
        QVERIFY(once.html.toUtf8().size() <= kMaxShownBytes + 2048);
        QCOMPARE(clean(once.html, {remote}).html, once.html);
        if (remote)
            continue;
        // What a reader is shown first is laid out while they wait.
        const double time = layoutTime(pages(once.html).value(0));
        QVERIFY2(time < qMax(30.0, 3 * floorTime()), qPrintable(QString::number(time)));
    }
}

void TestClean::keeps_data()
{
    QTest::addColumn<QString>("html");
    QTest::addColumn<QString>("expected");
    QTest::newRow("text") << u"a < b & c"_s << u"a &lt; b &amp; c"_s;
    QTest::newRow("bold") << u"<B onclick=x>a</B>"_s << u"<b>a</b>"_s;
    QTest::newRow("font") << u"<font color=RED size=1>a</font>"_s << u"<span style=\"color:red;\">a</span>"_s;
    QTest::newRow("styles") << u"<p style='TEXT-ALIGN:Center;font-size:9px;color:#ABC !important'>a</p>"_s
                            << u"<p style=\"color:#aabbcc;text-align:center;\">a</p>"_s;
    QTest::newRow("hidden") << u"a<div style='display:none'>b</div><span style='font-size:0'>c</span>d"_s << u"ad"_s;
    QTest::newRow("half transparent")
        << u"<p style='color:rgba(0,0,0,.5);background:#ffff0080'>a</p>"_s
        << u"<p style=\"color:rgba(0,0,0,0.502);background-color:rgba(255,255,0,0.502);\">a</p>"_s;
    QTest::newRow("colour by hue") << u"<p style='color:hsl(120, 100%, 25%)'>a</p>"_s
                                   << u"<p style=\"color:#008000;\">a</p>"_s;
    QTest::newRow("spaced colour") << u"<p style='color:rgb(255 0 0 / 100%)'>a</p>"_s
                                   << u"<p style=\"color:#ff0000;\">a</p>"_s;
    QTest::newRow("colour that is none") << u"<p style='color:rgba(1,2,3,0);background:#fff0'>a</p>"_s << u"<p>a</p>"_s;
    QTest::newRow("same colours") << u"<span style='color:#fff;background:#ffffff'>a</span>"_s << u"a"_s;
    QTest::newRow("paragraphs") << u"<p>a<p>b"_s << u"<p>a</p><p>b</p>"_s;
    QTest::newRow("list") << u"<ul><li>a<li>b</ul>"_s << u"<ul><li>a</li><li>b</li></ul>"_s;
    QTest::newRow("table") << u"<table><tbody><tr><td colspan=9999>a<td>b</table>"_s
                           << u"<table><tr><td colspan=\"50\">a</td><td>b</td></tr></table>"_s;
    QTest::newRow("link") << u"<a href='HTTPS://x.example/?a=1&amp;b=2' target=_blank>a</a>"_s
                          << u"<a href=\"https://x.example/?a=1&amp;b=2\">a</a>"_s;
    QTest::newRow("bidi") << QString(u"a\u202Etxt.exe"_s) << u"atxt.exe"_s;
    QTest::newRow("head") << u"<html><head><title>t</title><style>p{}</style></head><body>a</body></html>"_s << u"a"_s;
    QTest::newRow("unclosed object") << u"<object>a"_s << u"a"_s;
    QTest::newRow("spaces") << u"<div>  a \n b </div>\n\n<div>c</div>"_s << u"<div>a b </div><div>c</div>"_s;
    QTest::newRow("pre") << u"<pre>\n  a\n  b</pre>"_s << u"<pre>  a\n  b</pre>"_s;
}

void TestClean::keeps()
{
    QFETCH(QString, html);
    QFETCH(QString, expected);
    QCOMPARE(clean(html).html, expected);
}

void TestClean::timeIsLinear_data()
{
    QTest::addColumn<QByteArray>("unit");
    for (const char* unit : {"<div>", "<b id=1><p>", "<table><tr><td>", "<ul><li>", "<svg>", "</p>", "<!-- ", "<style",
                             "<a href=x>", "wwwwwwww", "<p a='", "&#1;", "<title></x"})
        QTest::newRow(unit) << QByteArray(unit);
}

void TestClean::timeIsLinear()
{
    QFETCH(QByteArray, unit);
    const qint64 small = cleanTime(unit.repeated(20000));
    const qint64 large = cleanTime(unit.repeated(160000));
    // Eight times the input: quadratic work would be sixty-four times. The floor absorbs timer noise.
    QVERIFY2(large < std::max<qint64>(small, 2000000) * 30, qPrintable(u"%1 / %2"_s.arg(large).arg(small)));
}

void TestClean::splitsQuotes_data()
{
    QTest::addColumn<QString>("html");
    QTest::addColumn<QString>("fresh");
    QTest::addColumn<QString>("quoted");
    QTest::newRow("gmail")
        << u"<div>Hi</div><div class='gmail_quote'>On Mon A wrote:<blockquote>old</blockquote></div>"_s << u"Hi"_s
        << u"old"_s;
    QTest::newRow("apple") << u"Hi<br><blockquote type='cite'>old</blockquote>"_s << u"Hi"_s << u"old"_s;
    QTest::newRow("outlook") << u"<p>Hi</p><div id='divRplyFwdMsg'>From: A</div><div>old</div>"_s << u"Hi"_s
                             << u"old"_s;
    QTest::newRow("line") << u"Hi<br>-----Original Message-----<br>old"_s << u"Hi"_s << u"old"_s;
    QTest::newRow("wrote") << u"<p>Hi</p><p>On 1 May 2024, A wrote:</p><blockquote>old</blockquote>"_s << u"Hi"_s
                           << u"old"_s;
    QTest::newRow("below") << u"a<blockquote type=cite>old</blockquote>my answer"_s << u"my answer"_s << QString();
    QTest::newRow("forward") << u"<div class=gmail_quote>old</div>"_s << u"old"_s << QString();
    QTest::newRow("only a sentence") << u"<p>Hi</p><p>On 1 May 2024, A wrote:</p>"_s << u"wrote"_s << QString();
}

void TestClean::splitsQuotes()
{
    QFETCH(QString, html);
    QFETCH(QString, fresh);
    QFETCH(QString, quoted);
    const CleanResult result = clean(html);
    QVERIFY2(result.html.contains(fresh), qPrintable(result.html));
    QCOMPARE(result.quotedHtml.isEmpty(), quoted.isEmpty());
    QVERIFY2(result.quotedHtml.contains(quoted), qPrintable(result.quotedHtml));
    if (!quoted.isEmpty())
        QVERIFY(!result.html.contains(quoted) && !result.plainText.contains(quoted));
    QCOMPARE(clean(result.html).html, result.html);
}

void TestClean::images()
{
    const QString mail = u"<img src='cid:a@b'><img src='https://x.example/a.png' width=9000 alt='Logo'>"
                         u"<img src='//x.example/p.gif' width=1 height=1><img src='file:///x' alt='alt'>"_s;
    const CleanResult closed = clean(mail);
    QCOMPARE(closed.blockedRemote, 2);
    QVERIFY(!closed.html.contains(u"x.example"_s));
    QCOMPARE(closed.html.count(u"blocked:"_s), 1);
    QVERIFY(closed.html.contains(u"cid:a@b"_s) && closed.html.endsWith(u"alt"_s));
    const CleanResult opened = clean(mail, {true});
    QVERIFY(opened.html.contains(u"src=\"proxy:https://x.example/a.png\" alt=\"Logo\" width=\"1600\""_s));
    QCOMPARE(opened.blockedRemote, 1);
    QVERIFY(!opened.html.contains(u"p.gif"_s));
}

void TestClean::linksShowTheirTarget()
{
    const auto links = clean(u"<a href='https://evil.example/'>https://bank.example/login</a>"
                             u"<a href='https://bank.example@evil.example/'>bank.example</a>"
                             u"<a href='https://www.bank.example/x'>bank.example</a><a href='tel:+1'>call</a>"
                             u"<a href='mailto:a@evil.example'>a@bank.example</a>"_s)
                           .links;
    QCOMPARE(links.size(), 5);
    QVERIFY(links[0].misleading && links[1].misleading && links[4].misleading);
    QVERIFY(!links[2].misleading && !links[3].misleading);
    QCOMPARE(links[0].target, u"https://evil.example/"_s);
}

void TestClean::plainTextToHtml()
{
    QCOMPARE(plainToHtml(u"a <b>\r\nc"_s), u"a &lt;b&gt;<br>c"_s);
    QCOMPARE(plainToHtml(u"see https://x.example/a?b=1&c. Bye"_s),
             u"see <a href=\"https://x.example/a?b=1&amp;c\">https://x.example/a?b=1&amp;c</a>. Bye"_s);
    QCOMPARE(plainToHtml(u"a@b.example"_s), u"<a href=\"mailto:a@b.example\">a@b.example</a>"_s);
    QCOMPARE(plainToHtml(u"javascript:alert(1)"_s), u"javascript:alert(1)"_s);
    QVERIFY(plainToHtml(QString(1000000, u'w')).size() < kMaxShownBytes);
    QCOMPARE(harmIn(plainToHtml(u"https://x.example/\"onclick=x <script> http://a b@c"_s)), QString());
}

void TestClean::snippets()
{
    QCOMPARE(snippet(u"  a\n\n b\tc "_s, 20), u"a b c"_s);
    QCOMPARE(snippet(u"abcdef"_s, 4), u"abc\u2026"_s);
    QCOMPARE(snippet(u"a\u202Eb\u0007c"_s, 9), u"abc"_s);
    QCOMPARE(snippet(u"ab\U0001F600cd"_s, 4), u"ab\u2026"_s);
    QCOMPARE(snippet(u"abc"_s, 0), QString());
}

QTEST_MAIN(TestClean)
#include "tst_clean.moc"
