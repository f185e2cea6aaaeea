// The command line of `bellhop`: every wrong one has its sentence, none ends the process.
#include "app/options.h"
#include "desk/desk_address.h"

#include <QTest>

using namespace Qt::StringLiterals;

class TestOptions : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void refuses_data();
    void refuses();
    void takesEverything();
    void ordinaryStart();
    void endsEarly();
    void sessionManagers();
    void links_data();
    void links();
    void addresses_data();
    void addresses();
    void secrets_data();
    void secrets();
};

namespace
{

std::variant<app::Options, app::EarlyExit> parse(QStringList arguments)
{
    arguments.prepend(u"bellhop"_s);
    return app::parseOptions(arguments);
}

} // namespace

void TestOptions::refuses_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<QString>("said");
    QTest::newRow("unknown option") << QStringList{u"--colour"_s} << u"colour"_s;
    QTest::newRow("unknown letter") << QStringList{u"-x"_s} << u"x"_s;
    QTest::newRow("data without a value") << QStringList{u"--data"_s} << u"data"_s;
    QTest::newRow("empty data") << QStringList{u"--data"_s, QString()} << u"--data"_s;
    QTest::newRow("empty log") << QStringList{u"--log="_s} << u"--log"_s;
    QTest::newRow("empty screenshot") << QStringList{u"--screenshot"_s, QString()} << u"--screenshot"_s;
    QTest::newRow("empty language") << QStringList{u"--language"_s, QString()} << u"--language"_s;
    QTest::newRow("a value for a switch") << QStringList{u"--sample=yes"_s} << u"sample"_s;
    QTest::newRow("desk without scheme") << QStringList{u"--desk"_s, u"desk.example"_s} << u"desk.example"_s;
    QTest::newRow("desk with another scheme") << QStringList{u"--desk"_s, u"ftp://desk.example"_s} << u"ftp:"_s;
    QTest::newRow("desk of a file") << QStringList{u"--desk"_s, u"file:///etc/passwd"_s} << u"file:"_s;
    QTest::newRow("desk without host") << QStringList{u"--desk"_s, u"https://"_s} << u"https://"_s;
    QTest::newRow("desk with a password") << QStringList{u"--desk"_s, u"https://a:b@desk.example"_s} << u"--desk"_s;
    QTest::newRow("desk with a broken port") << QStringList{u"--desk"_s, u"https://desk.example:x"_s} << u"--desk"_s;
    QTest::newRow("desk in clear text") << QStringList{u"--desk"_s, u"http://desk.example"_s} << u"encrypted"_s;
    QTest::newRow("desk that only looks local")
        << QStringList{u"--desk"_s, u"http://127.0.0.1.evil.example"_s} << u"encrypted"_s;
    QTest::newRow("desk and sample") << QStringList{u"--desk"_s, u"https://desk.example"_s, u"--sample"_s}
                                     << u"exclude"_s;
    QTest::newRow("token without desk") << QStringList{u"--token-file"_s, u"t"_s} << u"--desk"_s;
    QTest::newRow("hidden and screenshot") << QStringList{u"--hidden"_s, u"--screenshot"_s, u"s.png"_s} << u"exclude"_s;
    QTest::newRow("two links") << QStringList{u"bellhop://desk/ticket/1"_s, u"bellhop://desk/ticket/2"_s}
                               << u"one link"_s;
    QTest::newRow("not a link") << QStringList{u"letter.txt"_s} << u"letter.txt"_s;
    QTest::newRow("huge") << QStringList{QString(200'000, u'x')} << u"link"_s;
}

void TestOptions::refuses()
{
    QFETCH(const QStringList, arguments);
    QFETCH(const QString, said);
    const auto parsed = parse(arguments);
    const auto* early = std::get_if<app::EarlyExit>(&parsed);
    QVERIFY(early);
    QCOMPARE(early->code, app::kExitUsage);
    QVERIFY2(early->text.contains(said), qPrintable(early->text));
    QVERIFY(early->text.endsWith(u"See bellhop --help.\n"_s));
}

void TestOptions::takesEverything()
{
    const auto parsed = parse({u"--data"_s, u"/srv/one"_s, u"--desk"_s, u"https://Desk.Example:443/team/"_s,
                               u"--token-file"_s, u"t"_s, u"--log"_s, u"l"_s, u"--screenshot"_s, u"s.png"_s,
                               u"--language"_s, u"de"_s, u"bellhop://desk/ticket/48213"_s});
    const auto* options = std::get_if<app::Options>(&parsed);
    QVERIFY(options);
    QCOMPARE(options->dataFolder, u"/srv/one"_s);
    QCOMPARE(options->desk, QUrl(u"https://desk.example/team"_s));
    QCOMPARE(options->tokenFile, u"t"_s);
    QCOMPARE(options->logFile, u"l"_s);
    QCOMPARE(options->screenshot, u"s.png"_s);
    QCOMPARE(options->language, u"de"_s);
    QCOMPARE(options->ticket, std::optional<qint64>(48213));
    QVERIFY(!options->fromDesktop);
}

void TestOptions::ordinaryStart()
{
    const auto parsed = parse({});
    const auto* options = std::get_if<app::Options>(&parsed);
    QVERIFY(options);
    QVERIFY(options->fromDesktop);
    QVERIFY(options->dataFolder.endsWith(u"/bellhop"_s));
    QVERIFY(options->desk.isEmpty());
    QVERIFY(!options->ticket);
    const auto relative = parse({u"--data"_s, u"here"_s});
    QVERIFY(std::get<app::Options>(relative).dataFolder.startsWith(u'/'));
}

void TestOptions::endsEarly()
{
    const auto help = parse({u"--help"_s});
    QCOMPARE(std::get<app::EarlyExit>(help).code, 0);
    for (const QString& word :
         {u"--data"_s, u"--desk"_s, u"--token-file"_s, u"--sample"_s, u"--hidden"_s, u"--log"_s, u"--screenshot"_s,
          u"--language"_s, u"bellhop://desk/ticket/NUMBER"_s, u"Exit codes"_s, u"[options]"_s})
        QVERIFY2(std::get<app::EarlyExit>(help).text.contains(word), qPrintable(word));
    QVERIFY(!std::get<app::EarlyExit>(help).text.contains(u"<executable_name>"_s));
    const auto version = parse({u"-v"_s});
    QCOMPARE(std::get<app::EarlyExit>(version).code, 0);
    QVERIFY(std::get<app::EarlyExit>(version).text.startsWith(u"bellhop "_s));
}

void TestOptions::sessionManagers()
{
    QVERIFY(std::holds_alternative<app::Options>(parse({u"-session"_s, u"117f00"_s})));
    QVERIFY(std::holds_alternative<app::Options>(parse({u"-session"_s})));
    QVERIFY(std::holds_alternative<app::Options>(parse({u"-reverse"_s})));
}

void TestOptions::links_data()
{
    QTest::addColumn<QString>("link");
    QTest::addColumn<qint64>("number"); // 0: not a link
    QTest::newRow("plain") << u"bellhop://desk/ticket/7"_s << qint64(7);
    QTest::newRow("closing slash") << u"bellhop://desk/ticket/7/"_s << qint64(7);
    QTest::newRow("capitals of the scheme") << u"BELLHOP://desk/ticket/7"_s << qint64(7);
    QTest::newRow("nothing") << QString() << qint64(0);
    QTest::newRow("no number") << u"bellhop://desk/ticket/"_s << qint64(0);
    QTest::newRow("zero") << u"bellhop://desk/ticket/0"_s << qint64(0);
    QTest::newRow("negative") << u"bellhop://desk/ticket/-1"_s << qint64(0);
    QTest::newRow("too large") << u"bellhop://desk/ticket/99999999999999999999"_s << qint64(0);
    QTest::newRow("letters") << u"bellhop://desk/ticket/7x"_s << qint64(0);
    QTest::newRow("deeper") << u"bellhop://desk/ticket/7/8"_s << qint64(0);
    QTest::newRow("another thing") << u"bellhop://desk/customer/7"_s << qint64(0);
    QTest::newRow("another host") << u"bellhop://other/ticket/7"_s << qint64(0);
    QTest::newRow("another scheme") << u"https://desk/ticket/7"_s << qint64(0);
    QTest::newRow("climbing") << u"bellhop://desk/ticket/../../7"_s << qint64(0);
}

void TestOptions::links()
{
    QFETCH(const QString, link);
    QFETCH(const qint64, number);
    QCOMPARE(app::ticketOfLink(QUrl(link, QUrl::StrictMode)).value_or(0), number);
}

void TestOptions::addresses_data()
{
    QTest::addColumn<QString>("given");
    QTest::addColumn<QString>("plain");
    QTest::newRow("as it is") << u"https://desk.example"_s << u"https://desk.example"_s;
    QTest::newRow("slashes") << u"https://desk.example//"_s << u"https://desk.example"_s;
    QTest::newRow("path") << u"https://desk.example/team/"_s << u"https://desk.example/team"_s;
    QTest::newRow("default port") << u"https://desk.example:443"_s << u"https://desk.example"_s;
    QTest::newRow("own port") << u"https://desk.example:8443/"_s << u"https://desk.example:8443"_s;
    QTest::newRow("plain default port") << u"http://localhost:80"_s << u"http://localhost"_s;
    QTest::newRow("user, query, fragment") << u"https://u:p@desk.example/?a=b#c"_s << u"https://desk.example"_s;
    QTest::newRow("capitals") << u"HTTPS://Desk.EXAMPLE"_s << u"https://desk.example"_s;
}

void TestOptions::addresses()
{
    QFETCH(const QString, given);
    QFETCH(const QString, plain);
    QCOMPARE(desk::deskAddress(QUrl(given)).toString(), plain);
}

void TestOptions::secrets_data()
{
    QTest::addColumn<QString>("address");
    QTest::addColumn<bool>("may");
    QTest::newRow("https") << u"https://desk.example"_s << true;
    QTest::newRow("http far") << u"http://desk.example"_s << false;
    QTest::newRow("http near") << u"http://127.0.0.1:8080"_s << true;
    QTest::newRow("all of 127/8") << u"http://127.9.8.7"_s << true;
    QTest::newRow("localhost") << u"http://localhost:1"_s << true;
    QTest::newRow("IPv6") << u"http://[::1]:8080"_s << true;
    QTest::newRow("house network") << u"http://192.168.1.2"_s << false;
    QTest::newRow("IPv6, written out") << u"http://[0:0:0:0:0:0:0:1]"_s << true;
    QTest::newRow("beyond a byte") << u"http://127.0.0.256"_s << false;
    QTest::newRow("a name of numbers") << u"http://127.0.0.1.evil.example"_s << false;
    QTest::newRow("too short a name") << u"http://127.evil"_s << false;
    QTest::newRow("looks near") << u"http://localhost.evil.example"_s << false;
    QTest::newRow("nothing") << QString() << false;
    QTest::newRow("file") << u"file:///etc"_s << false;
}

void TestOptions::secrets()
{
    QFETCH(const QString, address);
    QFETCH(const bool, may);
    QCOMPARE(desk::mayCarrySecrets(QUrl(address)), may);
}

QTEST_GUILESS_MAIN(TestOptions)
#include "tst_options.moc"
