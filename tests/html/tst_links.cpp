// Links that mails hold, in the form in which other programs get them (docs/security.md).
#include "html/clean.h"
#include "html/mailto.h"
#include "html/misleading.h"
#include "html/url.h"

#include <QTest>
#include <QUrl>

using namespace Qt::StringLiterals;
using namespace html;

class TestLinks : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void mailtoKeepsOnlyWhatAPersonWrites_data();
    void mailtoKeepsOnlyWhatAPersonWrites();
    void schemes_data();
    void schemes();
    void cleanedMailHoldsPlainLinks();
    void everyRecipientMustBeTheOneShown();
};

void TestLinks::mailtoKeepsOnlyWhatAPersonWrites_data()
{
    QTest::addColumn<QString>("link");
    QTest::addColumn<QString>("plain");
    const auto row = [](const char* what, const QString& link, const QString& plain) {
        QTest::newRow(what) << link << plain;
    };
    row("address", u"mailto:a@b.example"_s, u"mailto:a@b.example"_s);
    row("upper case", u"MAILTO:Ada@B.example"_s, u"mailto:Ada@B.example"_s);
    row("two addresses", u"mailto:a@b.example,c@d.example"_s, u"mailto:a@b.example,c@d.example"_s);
    row("everything that stays", u"mailto:a@b.example?cc=c@d.example&subject=Order%2012&body=Hello"_s,
        u"mailto:a@b.example?cc=c@d.example&subject=Order%2012&body=Hello"_s);
    row("no address", u"mailto:?subject=x"_s, u"mailto:?subject=x"_s);
    row("address as a field", u"mailto:?to=a@b.example"_s, u"mailto:a@b.example"_s);
    row("plus", u"mailto:a+b@c.example?subject=1+1"_s, u"mailto:a+b@c.example?subject=1%2B1"_s);
    row("other letters", u"mailto:a@b.example?subject=Größe"_s, u"mailto:a@b.example?subject=Gr%C3%B6%C3%9Fe"_s);
    row("blank as it is", u"mailto:a@b.example?subject=two words"_s, u"mailto:a@b.example?subject=two%20words"_s);
    row("attach", u"mailto:a@b.example?attach=/etc/passwd"_s, u"mailto:a@b.example"_s);
    row("attachment", u"mailto:a@b.example?attachment=~/.ssh/id_rsa&subject=x"_s, u"mailto:a@b.example?subject=x"_s);
    row("attach, upper case", u"mailto:a@b.example?ATTACH=/etc/passwd"_s, u"mailto:a@b.example"_s);
    row("attach, encoded", u"mailto:a@b.example?%61ttach=/etc/passwd"_s, u"mailto:a@b.example"_s);
    row("attach with a blank", u"mailto:a@b.example? attach=/etc/passwd"_s, u"mailto:a@b.example"_s);
    row("attach with a NUL", u"mailto:a@b.example?attach%00=/etc/passwd"_s, u"mailto:a@b.example"_s);
    row("attach alone", u"mailto:?attach=/etc/passwd"_s, {});
    row("attach inside a value", u"mailto:a@b.example?subject=x%26attach=/etc/passwd"_s,
        u"mailto:a@b.example?subject=x%26attach%3D%2Fetc%2Fpasswd"_s);
    row("attach behind a semicolon", u"mailto:a@b.example?subject=x;attach=/etc/passwd"_s,
        u"mailto:a@b.example?subject=x%3Battach%3D%2Fetc%2Fpasswd"_s);
    row("attach behind an entity", u"mailto:a@b.example?subject=x&amp;attach=/etc/passwd"_s,
        u"mailto:a@b.example?subject=x"_s);
    row("attach behind a second mark", u"mailto:a@b.example?subject=x?attach=/y"_s,
        u"mailto:a@b.example?subject=x%3Fattach%3D%2Fy"_s);
    row("attach behind a fragment", u"mailto:a@b.example?subject=x#&attach=/y"_s, u"mailto:a@b.example?subject=x"_s);
    row("bcc", u"mailto:a@b.example?bcc=spy@evil.example"_s, u"mailto:a@b.example"_s);
    row("headers", u"mailto:a@b.example?From=x@y.example&In-Reply-To=z&Reply-To=q@evil.example"_s,
        u"mailto:a@b.example"_s);
    row("line break in the subject", u"mailto:a@b.example?subject=x%0D%0ABcc:%20spy@evil.example"_s,
        u"mailto:a@b.example?subject=x%20Bcc%3A%20spy%40evil.example"_s);
    row("line feed alone", u"mailto:a@b.example?subject=x%0ABcc:y"_s, u"mailto:a@b.example?subject=x%20Bcc%3Ay"_s);
    row("line break in the body", u"mailto:a@b.example?body=one%0D%0Atwo"_s, u"mailto:a@b.example?body=one%20two"_s);
    row("line separator", u"mailto:a@b.example?subject=x%E2%80%A8y"_s, u"mailto:a@b.example?subject=x%20y"_s);
    row("line break in the address", u"mailto:a@b.example%0D%0ABcc:spy@evil.example"_s, {});
    row("line break in cc", u"mailto:a@b.example?cc=c@d.example%0D%0ABcc:spy@evil.example"_s, u"mailto:a@b.example"_s);
    row("encoded twice", u"mailto:a@b.example?subject=x%250D%250Ay"_s, u"mailto:a@b.example?subject=x%250D%250Ay"_s);
    row("NUL", u"mailto:a@b.example?subject=x%00y"_s, u"mailto:a@b.example?subject=x%20y"_s);
    row("escape", u"mailto:a@b.example?subject=x%1B[31my"_s, u"mailto:a@b.example?subject=x%20%5B31my"_s);
    row("turned around", u"mailto:a@b.example?subject=x%E2%80%AEy"_s, u"mailto:a@b.example?subject=xy"_s);
    row("not UTF-8", u"mailto:a@b.example?subject=x%FFy"_s, u"mailto:a@b.example?subject=x%EF%BF%BDy"_s);
    row("half a code", u"mailto:a@b.example?subject=50%"_s, u"mailto:a@b.example?subject=50%25"_s);
    row("option as an address", u"mailto:--attach=/etc/passwd@b.example"_s, {});
    row("quotes in the address", u"mailto:a',attachment='/etc/passwd'@b.example"_s, {});
    row("name in the address", u"mailto:Ada%20%3Ca@b.example%3E"_s, {});
    row("path as an address", u"mailto:/etc/passwd"_s, {});
    row("two subjects", u"mailto:a@b.example?subject=x&subject=y"_s, u"mailto:a@b.example?subject=x"_s);
    row("one address often", u"mailto:a@b.example,a@b.example?cc=a@b.example"_s,
        u"mailto:a@b.example?cc=a@b.example"_s);
    row("nothing", u"mailto:"_s, {});
    row("another scheme", u"mailtox:a@b.example"_s, {});
}

void TestLinks::mailtoKeepsOnlyWhatAPersonWrites()
{
    QFETCH(QString, link);
    const QString plain = plainMailto(link);
    QTEST(plain, "plain");
    QCOMPARE(plainMailto(plain), plain);
    QCOMPARE(safeLink(link), plain);
    const QUrl url = QUrl::fromEncoded(plain.toLatin1(), QUrl::StrictMode);
    QCOMPARE(QString::fromLatin1(url.toEncoded()), plain); // and Qt hands it on as it is
}

void TestLinks::schemes_data()
{
    QTest::addColumn<QString>("link");
    QTest::addColumn<QString>("plain");
    const auto row = [](const QString& link, const QString& plain) {
        QTest::newRow(qPrintable(link)) << link << plain;
    };
    row(u"https://shop.example/a?b=1#c"_s, u"https://shop.example/a?b=1#c"_s);
    row(u"HTTP://shop.example"_s, u"http://shop.example"_s);
    row(u"https://"_s, {});
    row(u"tel:+31 20 123-45.67"_s, u"tel:+3120123-45.67"_s);
    row(u"tel:+3120;ext=5;phone-context=x"_s, u"tel:+3120"_s);
    row(u"tel:*%2306%23"_s, {});
    row(u"tel:*21*0900#"_s, {});
    row(u"tel:"_s, {});
    for (const char* bad : {"file:///etc/passwd",
                            "FILE:///etc/passwd",
                            "javascript:alert(1)",
                            "java\nscript:alert(1)",
                            "data:text/html,x",
                            "smb://host/x",
                            "vbscript:x",
                            "ssh://-oProxyCommand=x/",
                            "ftp://host/x",
                            "sms:+31",
                            "sip:a@b",
                            "xmpp:a@b",
                            "ms-word:ofe|u|https://x",
                            "search-ms:query=x",
                            "steam://run/1",
                            "apt:x",
                            "appstream://x",
                            "man:ls",
                            "help:x",
                            "admin:///etc",
                            "view-source:https://x",
                            "blob:https://x",
                            "about:blank",
                            "//host/x",
                            "/etc/passwd",
                            ""})
        row(QString::fromLatin1(bad), {});
}

void TestLinks::schemes()
{
    QFETCH(QString, link);
    const QString plain = safeLink(link);
    QTEST(plain, "plain");
    QCOMPARE(safeLink(plain), plain);
}

void TestLinks::cleanedMailHoldsPlainLinks()
{
    const auto result = clean(u"<a href='mailto:a@b.example?attach=/etc/passwd&amp;subject=x%0Ay'>write</a>"_s);
    QCOMPARE(result.links.size(), 1);
    QCOMPARE(result.links.first().target, u"mailto:a@b.example?subject=x%20y"_s);
    QVERIFY2(!result.html.contains(u"passwd"_s), qPrintable(result.html));
}

void TestLinks::everyRecipientMustBeTheOneShown()
{
    QVERIFY(isMisleading(u"help@bank.example"_s, u"mailto:help@bank.example,a@evil.example"_s));
    QVERIFY(isMisleading(u"help@bank.example"_s, u"mailto:a@evil.example,help@bank.example"_s));
    QVERIFY(!isMisleading(u"help@bank.example"_s, u"mailto:help@bank.example"_s));
}

QTEST_GUILESS_MAIN(TestLinks)
#include "tst_links.moc"
