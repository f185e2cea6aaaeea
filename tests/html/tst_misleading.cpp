// Which links do not lead where their text says.
#include "html/clean.h"
#include "html/misleading.h"

#include <QElapsedTimer>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace html;

class TestMisleading : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aNameOfAnotherPlaceWarns_data();
    void aNameOfAnotherPlaceWarns();
    void anHonestTextDoesNot_data();
    void anHonestTextDoesNot();
    void wordsOfPicturesAndLinesCount();
    void hostileTextTakesNoTime();
};

namespace
{

void addRow(const QString& text, const QString& target)
{
    static int number = 0;
    const QString name = QString::number(++number) + u' ' + text + u" -> "_s + target;
    QTest::newRow(name.toUtf8().constData()) << text << target;
}

const QString kEvil = u"https://evil.example/login"_s;

} // namespace

void TestMisleading::aNameOfAnotherPlaceWarns_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("target");
    const QList<QString> otherNames{
        u"bank.example"_s,
        u"BANK.EXAMPLE"_s,
        u"www.bank.example"_s,
        u"https://bank.example"_s,
        u"http://bank.example/login"_s,
        u"https:/bank.example"_s,
        u"ftp://bank.example"_s,
        u"sftp://bank.example/x"_s,
        u"wss://bank.example"_s,
        u"bank.example/login?a=b#c"_s,
        u"bank.example:443"_s,
        u"paypal.com"_s,
        // around it
        u"bank.example."_s,
        u"(bank.example)"_s,
        u"[bank.example]"_s,
        u"<bank.example>"_s,
        u"<https://bank.example>"_s,
        u"{bank.example}"_s,
        u"\"bank.example\""_s,
        u"„bank.example“"_s,
        u"»bank.example«"_s,
        u"'bank.example'"_s,
        u"bank.example,"_s,
        u"bank.example;"_s,
        u"bank.example!"_s,
        u"bank.example?"_s,
        u"bank.example…"_s,
        u"→ bank.example"_s,
        u"bank.example »"_s,
        u"• bank.example"_s,
        u"*bank.example*"_s,
        u"(bank.example"_s,
        u"bank.example)"_s,
        u"|bank.example|"_s,
        u"-bank.example"_s,
        u"=bank.example"_s,
        u"Go to bank.example"_s,
        u"Please visit https://bank.example/login now."_s,
        u"bank.example (secure)"_s,
        u"Log in at www.bank.example to go on"_s,
        u"Your account at paypal.com is blocked"_s,
        u"Besuchen Sie paypal.de jetzt"_s,
        u"访问 bank.example 网站"_s,
        u"amazon.co.uk order 12"_s,
        u"Visit sparkasse.de, then call"_s,
        u"Open:bank.example"_s,
        u"open https://bank.berlin today"_s,
        // invisible characters
        u"bank\u200b.example"_s,
        u"bank.\u200bexample"_s,
        u"\u200bbank.example"_s,
        u"bank.example\u200b"_s,
        u"ba\u00adnk.example"_s,
        u"ba\u2060nk.example"_s,
        u"ba\u200dnk.example"_s,
        u"bank\ufeff.example"_s,
        u"bank\ufe0f.example"_s,
        u"ba\u034fnk.example"_s,
        u"\u202ebank.example"_s,
        u"\u2066bank.example\u2069"_s,
        u"bank\u3164.example"_s,
        u"bank\u115f.example"_s,
        u"bank\u2800.example"_s,
        u"bank\u061c.example"_s,
        u"bank\U000e0061.example"_s,
        u"https\u200b://bank.example"_s,
        // full stops and letters of other scripts
        u"bank。example"_s,
        u"bank．example"_s,
        u"bank｡example"_s,
        u"bank\u2024example"_s,
        u"ｂａｎｋ.example"_s,
        u"ｂａｎｋ．ｅｘａｍｐｌｅ"_s,
        u"https：//bank.example"_s,
        u"https:\u2215\u2215bank.example"_s,
        u"𝐛𝐚𝐧𝐤.example"_s,
        u"bank[.]example"_s,
        u"bank(.)example"_s,
        u"ⓑank.example"_s,
        // names within names
        u"https://bank%2Eexample"_s,
        u"https://b%61nk.example/"_s,
        u"xn--bnk-0na.example"_s,
        u"bänk.example"_s,
        u"банк.рф"_s,
        u"https://bank.example@evil.example"_s,
        u"https://bank.example:x@evil.example/"_s,
        // mail addresses
        u"help@bank.example"_s,
        u"<help@bank.example>"_s,
        u"Mail help@bank.example"_s,
        u"mailto:help@bank.example"_s,
        u"help@bank\u200b.example"_s,
        u"help＠bank.example"_s,
    };
    for (const QString& name : otherNames)
        addRow(name, kEvil);
    addRow(u"bank.example"_s, u"https://bank.example.evil.example/"_s);
    addRow(u"bank.example"_s, u"https://bank.example@evil.example/"_s);
    addRow(u"bank.example"_s, u"https://notbank.example/"_s);
    addRow(u"bank.example"_s, u"https://evil.example/?to=bank.example"_s);
    addRow(u"bank.example"_s, u"https://xn--bnk-6cd.example/"_s);
    addRow(u"bаnk.example"_s, u"https://xn--bnk-6cd.example/"_s); // the letter in the middle is Cyrillic
    addRow(u"аррӏе.com"_s, u"https://xn--80ak6aa92e.com/"_s);
    addRow(u"bank.example or evil.example"_s, kEvil);
    addRow(u"help@bank.example"_s, u"mailto:help@evil.example"_s);
    addRow(u"help@bank.example"_s, u"mailto:spy@bank.example"_s);
    addRow(u"help@bank.example"_s, u"mailto:help@bank.example?cc=spy@evil.example"_s);
    addRow(u"(help@bank.example)"_s, u"mailto:help@evil.example"_s);
    addRow(u"Write to help@bank.example."_s, u"mailto:help@evil.example"_s);
    addRow(u"https://bank.example"_s, u"mailto:help@evil.example"_s);
    addRow(u"bank.example"_s, u"tel:+4990012345"_s);
    addRow(u"help@bank.example"_s, u"tel:+4990012345"_s);
    addRow(u"+49 30 1234567"_s, u"tel:+4990012345"_s);
    addRow(u"Call 030 1234567 now"_s, u"tel:+4990012345"_s);
    addRow(u"٠٣٠ ١٢٣٤٥٦٧"_s, u"tel:+4990012345"_s);
}

void TestMisleading::aNameOfAnotherPlaceWarns()
{
    QFETCH(QString, text);
    QFETCH(QString, target);
    QVERIFY(isMisleading(text, target));
}

void TestMisleading::anHonestTextDoesNot_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("target");
    const QString shop = u"https://shop.example/a/b?c=d"_s;
    for (const QString& text : {u""_s,
                                u"here"_s,
                                u"Click here."_s,
                                u"Read more …"_s,
                                u"→"_s,
                                u"shop.example"_s,
                                u"Shop.Example"_s,
                                u"www.shop.example"_s,
                                u"https://shop.example/"_s,
                                u"http://shop.example"_s,
                                u"(shop.example)"_s,
                                u"shop.example."_s,
                                u"<https://shop.example/a/b?c=d>"_s,
                                u"Visit shop.example today."_s,
                                u"shop\u200b.example"_s,
                                u"help.shop.example"_s,
                                u"https://shop.example/?u=https://other.example/x"_s,
                                u"shop.example/other.example"_s,
                                u"Order no. 12.345"_s,
                                u"1.234,50 €"_s,
                                u"12.04.2026"_s,
                                u"10.30 Uhr"_s,
                                u"Version 1.2.3.4"_s,
                                u"v2.0"_s,
                                u"invoice.pdf"_s,
                                u"Invoice_12.PDF"_s,
                                u"photo.jpeg"_s,
                                u"list.of.things.xlsx"_s,
                                u"Node.js"_s,
                                u"Read README.md"_s,
                                u"e.g. this"_s,
                                u"i.e. that"_s,
                                u"z.B. hier"_s,
                                u"U.S. orders"_s,
                                u"a.m."_s,
                                u"It is sent.Next we wait"_s,
                                u"Thanks.It is here"_s,
                                u"Bye.In a week"_s,
                                u"@shop"_s,
                                u"Mr.Smith and Co"_s,
                                u"100% cotton"_s,
                                u"a @ b"_s,
                                u"Größe.Farbe wählen"_s,
                                u"+49 30 1234567"_s,
                                u"…"_s,
                                u"..."_s})
        addRow(text, shop);
    addRow(u"shop.example"_s, u"https://www.shop.example/"_s);
    addRow(u"shop.example"_s, u"https://checkout.shop.example/"_s);
    addRow(u"bücher.example"_s, u"https://xn--bcher-kva.example/"_s);
    addRow(u"xn--bcher-kva.example"_s, u"https://xn--bcher-kva.example/"_s);
    addRow(u"почта.рф"_s, u"https://xn--80a1acny.xn--p1ai/"_s);
    addRow(u"help@bank.example"_s, u"mailto:help@bank.example"_s);
    addRow(u"Help@Bank.example"_s, u"mailto:help@bank.example"_s);
    addRow(u"<help@bank.example>"_s, u"mailto:help@bank.example?subject=x"_s);
    addRow(u"Write to us"_s, u"mailto:help@bank.example"_s);
    addRow(u"mailto:help@bank.example"_s, u"mailto:help@bank.example"_s);
    addRow(u"a@bank.example, b@bank.example"_s, u"mailto:a@bank.example,b@bank.example"_s);
    addRow(u"bank.example"_s, u"mailto:help@bank.example"_s);
    addRow(u"030 1234567"_s, u"tel:+49301234567"_s);
    addRow(u"+49 (30) 123-4567"_s, u"tel:+49301234567"_s);
    addRow(u"Call us"_s, u"tel:+49301234567"_s);
    addRow(u"Mon-Fri 9-17"_s, u"tel:+49301234567"_s);
}

void TestMisleading::anHonestTextDoesNot()
{
    QFETCH(QString, text);
    QFETCH(QString, target);
    QVERIFY(!isMisleading(text, target));
}

void TestMisleading::wordsOfPicturesAndLinesCount()
{
    const QString mail = u"<a href='https://evil.example/'><img src='cid:a' alt='bank.example'></a>"
                         "<a href='https://shop.example/'>Visit<br>shop.example</a>"
                         "<a href='https://evil.example/'><b>ba</b><i>nk.example</i></a>"_s;
    const QList<Link> links = clean(mail).links;
    QCOMPARE(links.size(), 3);
    QVERIFY(links[0].misleading);
    QVERIFY(!links[1].misleading);
    QVERIFY(links[2].misleading);
}

void TestMisleading::hostileTextTakesNoTime()
{
    QElapsedTimer timer;
    timer.start();
    for (const QString& unit : {u"a."_s, u"a@"_s, u"a%2e"_s, u"http://"_s, u"1 "_s, u"("_s, u"\u200b"_s, u"aaaa"_s})
        isMisleading(unit.repeated(500'000), u"https://x.example/"_s);
    // Generous: what the caps prevent takes minutes.
    QVERIFY2(timer.elapsed() < 15000, qPrintable(QString::number(timer.elapsed())));
}

QTEST_GUILESS_MAIN(TestMisleading)
#include "tst_misleading.moc"
