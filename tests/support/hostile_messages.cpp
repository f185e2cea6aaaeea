#include "tests/support/hostile_messages.h"

using namespace Qt::StringLiterals;

namespace test
{
namespace
{

QString times(const QString& piece, int count)
{
    return piece.repeated(count);
}

QString around(const QString& open, const QString& inside, const QString& close, int depth)
{
    return times(open, depth) + inside + times(close, depth);
}

QString table(int rows, int cells, const QString& cell)
{
    return u"<table>"_s + times(u"<tr>"_s + times(cell, cells) + u"</tr>"_s, rows) + u"</table>"_s;
}

QList<HostileMessage> texts()
{
    const auto text = [](const char* name, const QString& value) { return HostileMessage{name, value, {}}; };
    return {
        text("text: flags", times(u"🇩🇪"_s, 2500)),
        text("text: families", times(u"👨‍👩‍👧‍👦"_s, 900)),
        text("text: skin tones", times(u"👍🏽"_s, 2500)),
        text("text: keycaps", times(u"1️⃣"_s, 3000)),
        text("text: rainbow flags", times(u"🏳️‍🌈"_s, 1600)),
        text("text: smileys", times(u"😀"_s, 5000)),
        text("text: emoji and words", times(u"ok 👍 yes 🎉 "_s, 800)),
        text("text: variation selectors", times(u"a\uFE0F"_s, 5000)),
        text("text: joiners only", times(u"\u200D"_s, 10000)),
        text("text: combining marks", u"a"_s + times(u"\u0301"_s, 9999)),
        text("text: zalgo", times(u"z\u0301\u0327\u030a\u0334\u0489\u0361"_s, 1400)),
        text("text: enclosing marks", times(u"a\u20DD"_s, 5000)),
        text("text: right to left and left to right", times(u"abc שלום 12 مرحبا "_s, 550)),
        text("text: direction marks", times(u"a\u200F\u200E"_s, 3300)),
        text("text: direction overrides", times(u"\u202Ea\u202C"_s, 3300)),
        text("text: isolates", times(u"\u2067a\u2069"_s, 3300)),
        text("text: one word", QString(10000, u'w')),
        text("text: one word of capitals and marks", times(u"ÄÖÜ"_s, 3300)),
        text("text: line breaks", times(u"\n"_s, 10000)),
        text("text: lines of one letter", times(u"x\n"_s, 5000)),
        text("text: carriage returns", times(u"\r"_s, 10000)),
        text("text: line separators", times(u"x\u2028"_s, 5000)),
        text("text: Thai", times(u"สวัสดีครับผมชื่อ"_s, 620)),
        text("text: Khmer", times(u"សួស្តីអ្នក"_s, 1000)),
        text("text: Chinese", times(u"你好世界我们"_s, 1600)),
        text("text: Japanese", times(u"こんにちは世界カナ"_s, 1100)),
        text("text: Korean", times(u"안녕하세요 "_s, 1600)),
        text("text: Arabic", times(u"السلام عليكم "_s, 750)),
        text("text: Devanagari", times(u"नमस्ते क्षत्रिय "_s, 600)),
        text("text: Tamil", times(u"வணக்கம் நன்றி "_s, 650)),
        text("text: rare scripts", times(u"ሀᎠᚠⰀ𐌀𐎀ꦀ᠀ "_s, 900)),
        text("text: mathematical letters", times(u"𝒜𝔅ℂ𝓓"_s, 1400)),
        text("text: private use", times(u"\uE000\uF8FF"_s, 5000)),
        text("text: noncharacters", times(u"a\uFFFF\uFFFE"_s, 3300)),
        text("text: lone surrogates", QString(5000, QChar(0xD83C))),
        text("text: tabs", times(u"\t"_s, 10000)),
        text("text: blanks", times(u" "_s, 10000)),
        text("text: no-break blanks", times(u"\u00A0"_s, 10000)),
        text("text: zero-width blanks", times(u"\u200B"_s, 10000)),
        text("text: soft hyphens", times(u"a\u00AD"_s, 5000)),
        text("text: invisible only", times(u"\u2060\u2063\uFEFF"_s, 3300)),
        text("text: tag characters", times(u"\U000E0061"_s, 5000)),
        text("text: links", times(u"https://a.example/x "_s, 500)),
        text("text: one long link", u"https://a.example/"_s + QString(9900, u'a')),
        text("text: addresses", times(u"a@b.example "_s, 830)),
        text("text: signs of HTML", times(u"<&>\""_s, 2500)),
        text("text: 64 kB of words", times(u"lorem ipsum dolor "_s, 3600)),
        text("text: quote marks", times(u">>>>>>>> x\n"_s, 900)),
        text("text: box drawing", times(u"│─┼▒█"_s, 2000)),
        text("text: ligatures", times(u"ffi fl ffl "_s, 900)),
    };
}

QList<HostileMessage> mails()
{
    const auto html = [](const char* name, const QString& value) { return HostileMessage{name, {}, value}; };
    const QString cell = u"<td>x</td>"_s;
    const QString wide = u"<td>"_s + QString(30, u'w') + u"</td>"_s;
    QString chain;
    for (int i = 0; i < 60; ++i)
        chain += u"<p>On day %1 Ana wrote:</p><blockquote type=\"cite\"><p>%2</p>"_s.arg(i).arg(times(u"word "_s, 60));
    return {
        html("mail: 5,000 pictures", times(u"<img src=\"https://a.example/x.png\">"_s, 5000)),
        html("mail: 9,000 list items", u"<ul>"_s + times(u"<li>x</li>"_s, 9000) + u"</ul>"_s),
        html("mail: 200,000 line breaks", u"<pre>"_s + times(u"\n"_s, 200000) + u"</pre>"_s),
        html("mail: columns by span", table(60, 50, u"<td colspan=\"50\">x</td>"_s)),
        html("mail: 1,500 cells four tables deep",
             around(u"<table><tr><td>"_s, table(150, 10, cell), u"</td></tr></table>"_s, 3)),
        html("mail: pictures of the mail itself", times(u"<img src=\"cid:a@b\">"_s, 3000)),
        html("mail: pictures in the text",
             times(u"<img src=\"data:image/gif;base64,R0lGODlhAQABAAAAACwAAAAAAQABAAA=\">"_s, 2000)),
        html("mail: large pictures", times(u"<img src=\"cid:a\" width=\"1600\" height=\"1600\">"_s, 2000)),
        html("mail: numbered list", u"<ol>"_s + times(u"<li>x</li>"_s, 9000) + u"</ol>"_s),
        html("mail: lists one by one", times(u"<ul><li>x</li></ul>"_s, 6000)),
        html("mail: lists in lists", around(u"<ul><li>x"_s, {}, u"</li></ul>"_s, 60) +
                                         times(u"<ul><li>x<ul><li>y</li></ul></li></ul>"_s, 3000)),
        html("mail: line breaks", times(u"x<br>"_s, 15000)),
        html("mail: paragraphs", times(u"<p>x</p>"_s, 15000)),
        html("mail: empty paragraphs", times(u"<p></p>"_s, 18000)),
        html("mail: rules", times(u"<hr>"_s, 15000)),
        html("mail: spans", times(u"<span style=\"color:#f00\">x</span> "_s, 6000)),
        html("mail: font sizes", times(u"<span style=\"font-size:72px\">Wide</span> "_s, 5000)),
        html("mail: bold in italic", times(u"<b>x<i>y<u>z</u></i></b> "_s, 5000)),
        html("mail: links", times(u"<a href=\"https://a.example/\">x</a> "_s, 5000)),
        html("mail: lying and honest links",
             times(u"<a href=\"https://a.example/\">b.example</a> <a href=\"https://a.example/\">x</a> "_s, 2500)),
        html("mail: one link of everything",
             u"<a href=\"https://a.example/\">"_s + times(u"word "_s, 40000) + u"</a>"_s),
        html("mail: one paragraph", u"<p>"_s + times(u"lorem ipsum "_s, 21000) + u"</p>"_s),
        html("mail: one word", u"<p>"_s + QString(250000, u'w') + u"</p>"_s),
        html("mail: one word in pre", u"<pre>"_s + QString(250000, u'w') + u"</pre>"_s),
        html("mail: preformatted lines", u"<pre>"_s + times(u"some text here\n"_s, 15000) + u"</pre>"_s),
        html("mail: tabs in pre", u"<pre>"_s + times(u"\t"_s, 60000) + u"</pre>"_s),
        html("mail: deep blocks", around(u"<div>"_s, times(u"<p>x</p>"_s, 5000), u"</div>"_s, 60)),
        html("mail: deep quotes", around(u"<blockquote>"_s, times(u"<p>x</p>"_s, 5000), u"</blockquote>"_s, 60)),
        html("mail: deep formats", around(u"<b><i>"_s, times(u"x "_s, 20000), u"</i></b>"_s, 28)),
        html("mail: unclosed formats", times(u"<b><p>x"_s, 5000)),
        html("mail: a table of 15,000 cells", table(1500, 10, cell)),
        html("mail: a row of 5,000 cells", table(1, 5000, cell)),
        html("mail: a column of 5,000 cells", table(5000, 1, cell)),
        html("mail: tables one by one", times(u"<table><tr><td>x</td></tr></table>"_s, 4000)),
        html("mail: empty frames", times(u"<table><tr><td></td></tr></table>"_s, 5000)),
        html("mail: frames with a border", times(u"<table border=\"1\"><tr><td>x</td></tr></table>"_s, 4000)),
        html("mail: rows by span", table(20, 50, u"<td rowspan=\"50\">x</td>"_s)),
        html("mail: spans both ways", table(30, 30, u"<td rowspan=\"50\" colspan=\"50\">x</td>"_s)),
        html("mail: wide words in cells", table(60, 12, wide)),
        html("mail: lists in cells", table(60, 10, u"<td><ul><li>x</li><li>y</li></ul></td>"_s)),
        html("mail: pictures in cells", table(100, 10, u"<td><img src=\"cid:a\"></td>"_s)),
        html("mail: tables in cells", table(20, 10, u"<td><table><tr><td>x</td><td>y</td></tr></table></td>"_s)),
        html("mail: a long text four tables deep",
             around(u"<table><tr><td>"_s, times(u"lorem ipsum "_s, 15000), u"</td></tr></table>"_s, 4)),
        html("mail: widths in percent", table(200, 12, u"<td width=\"1%\">word</td>"_s)),
        html("mail: floats", times(u"<div style=\"float:left;width:10px\">x</div>"_s, 5000)),
        html("mail: a chain of quotes", u"<p>Hello</p>"_s + chain + times(u"</blockquote>"_s, 60)),
        html("mail: a quote of list items",
             u"<p>Hi</p><blockquote type=\"cite\"><ul>"_s + times(u"<li>x</li>"_s, 9000) + u"</ul></blockquote>"_s),
        html("mail: combining marks", u"<p>a"_s + times(u"\u0301"_s, 50000) + u"</p>"_s),
        html("mail: flags", u"<p>"_s + times(u"🇩🇪"_s, 10000) + u"</p>"_s),
        html("mail: Thai", u"<p>"_s + times(u"สวัสดีครับ"_s, 8000) + u"</p>"_s),
        html("mail: rare scripts", u"<p>"_s + times(u"ሀᎠᚠⰀ𐌀𐎀ꦀ᠀ "_s, 6000) + u"</p>"_s),
        html("mail: no-break blanks", times(u"&nbsp;"_s, 60000)),
        html("mail: headings", times(u"<h1>Sale</h1>"_s, 8000)),
        html("mail: everything in turns",
             times(u"<p>x</p><ul><li>y</li></ul><img src=\"cid:a\"><table><tr><td>z</td></tr></table><hr>"_s, 1200)),
    };
}

} // namespace

QList<HostileMessage> hostileMessages()
{
    return texts() + mails();
}

bool isEmoji(const QString& text)
{
    for (qsizetype i = 0; i + 1 < text.size(); ++i) {
        if (text.at(i) == QChar(0x20E3))
            return true; // a keycap
        if (!text.at(i).isHighSurrogate() || !text.at(i + 1).isLowSurrogate())
            continue;
        const char32_t c = QChar::surrogateToUcs4(text.at(i), text.at(i + 1));
        if (c >= 0x1F1E6 && c < 0x1FB00)
            return true;
    }
    return false;
}

} // namespace test
