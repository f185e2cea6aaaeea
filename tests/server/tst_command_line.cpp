// The command line of `bellhop-server`: every wrong one has its sentence and code 2, none ends the process.

#include "server/process/command_line.h"
#include "server/process/usage.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace server::process;

namespace
{

Command parse(QStringList arguments)
{
    arguments.prepend(u"bellhop-server"_s);
    return parseCommand(arguments);
}

QStringList words(const char* line)
{
    return QString::fromUtf8(line).split(u' ', Qt::SkipEmptyParts);
}

template<class T>
T as(const char* line)
{
    const Command command = parse(words(line));
    if (const T* wanted = std::get_if<T>(&command))
        return *wanted;
    const Say* said = std::get_if<Say>(&command);
    qWarning("%s: %s", line, said ? qPrintable(said->text) : "another command");
    return {};
}

} // namespace

class TestCommandLine : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void refuses_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<QString>("said");
        const auto row = [](const char* line, const char* said) {
            QTest::newRow(line) << words(line) << QString::fromUtf8(said);
        };
        row("", "--data or --database is missing.");
        row("serve --data d", "\"serve\" is not a command.");
        row("--data d seed", "\"seed\" is not a command.");
        row("--data", "data");
        row("--data=", "--data needs a value.");
        row("--data d --database=", "--database needs a value.");
        row("--database mysql://x", "starts with postgresql://");
        row("--database postgresqlx", "starts with postgresql://");
        row("--data d --colour", "colour");
        row("-x", "x");
        row("--data d --log-json=yes", "log-json");
        row("--data d --listen", "listen");
        for (const char* address : {"x", "127.0.0.1", "127.0.0.1:", ":80", "127.0.0.1:65536", "127.0.0.1:-1",
                                    "127.0.0.1:http", "127.0.0.1:80/x", "u@127.0.0.1:80", "127.0.0.1:80?x", "[::1:80"})
            QTest::addRow("--listen %s", address)
                << QStringList{u"--data"_s, u"d"_s, u"--listen"_s, QString::fromLatin1(address)}
                << u"--listen needs ADDRESS:PORT"_s;
        row("--data d --tls-cert c", "go together");
        row("--data d --tls-key k", "go together");
        row("seed", "--data or --database is missing.");
        row("seed --data d --tickets 0", "--tickets needs a whole number from 1 to 5000000.");
        row("seed --data d --tickets x", "--tickets needs a whole number");
        row("seed --data d --tickets 1e3", "--tickets needs a whole number");
        row("seed --data d --messages 99999999999999999999", "--messages needs a whole number");
        row("seed --data d --tickets 10 --messages 9", "at least --tickets");
        row("seed --data d --seed -1", "--seed needs a whole number");
        row("seed --data d --listen 127.0.0.1:0", "listen");
        row("seed --data d user", "\"user\" is not a command.");
        row("user", "user needs add, list, role, off, on, reset, token, tokens or token-end.");
        row("user remove --data d", "user needs add");
        row("user --data d add", "user needs add");
        row("user add --data d --email a@b", "--name is missing.");
        row("user add --data d --name N", "--email is missing.");
        row("user add --name N --email a@b", "--data or --database is missing.");
        row("user add --data d --name N --email a@b --role king", "--role needs owner, admin, manager or support.");
        row("user add --data d --name N --email a@b --role other", "--role needs");
        row("user add --data d --name N --email a@b --role=", "--role needs");
        row("user add --data d --name N --email a@b --password secret", "password");
        row("user add --data d --name N --email a@b --password-file=", "--password-file is missing.");
        row("user add --data d --name N --email a@b extra", "\"extra\" is not a command.");
        row("user list --data d --email a@b", "email");
        row("user role --data d --email a@b", "--role needs");
        row("user off --data d", "--email is missing.");
        row("user off --data d --email a@b --role owner", "role");
        row("user token --data d --email=", "--email is missing.");
        row("user token --data d --email a@b --days 0", "--days needs a whole number from 1 to 3650.");
        row("user token --data d --email a@b --name=", "--name is missing.");
        row("user reset --data d --email a@b --days 3", "days");
        row("user tokens --data d --email a@b", "email");
        row("user token-end --data d", "--id is missing.");
        for (const char* origin : {"shop.example", "ftp://shop.example", "https://", "https://shop.example/chat",
                                   "https://u@shop.example", "https://shop.example?x", "null", "https://*"})
            QTest::addRow("--chat-origin %s", origin)
                << QStringList{u"--data"_s, u"d"_s, u"--chat-origin"_s, QString::fromLatin1(origin)}
                << u"--chat-origin needs the start of a page's address"_s;
        row("--data d --chat", "--chat goes with --embedded");
        row("--data d --embedded --chat-origin https://shop.example", "does not go with --embedded");
        row("desk", "desk needs show, set or release.");
        row("desk release", "--data or --database is missing.");
        row("backup --data d", "--to is missing.");
        row("backup --to d", "--data or --database is missing.");
        row("backup --database postgresql://db/b --to d", "pg_dump");
        row("restore --data d", "--from is missing.");
        row("restore --database postgresql://db/b --from d", "pg_restore");
        row("restore --from d", "--data or --database is missing.");
        row("desk show --data d --name N", "name");
        row("desk set --data d", "desk set needs something to set.");
        row("desk set --data d --name=", "--name is missing.");
        for (const char* hours :
             {"mon", "mon=", "=09:00-17:00", "mon=9-17", "mon=24:00-09:00", "mon=09:00-09:00", "fri-mon=09:00-17:00",
              "mon-tue-wed=09:00-17:00", "moon=closed", "mon=open", "mon=09:00-24:01",
              "mon=09:00-17:00=", "mon=09:00-12:00-13:00", "mon=09:00-12:00,", "mon=09:00-12:00,closed"})
            QTest::addRow("--hours %s", hours)
                << QStringList{u"desk"_s, u"set"_s, u"--data"_s, u"d"_s, u"--hours"_s, QString::fromLatin1(hours)}
                << u"--hours needs DAYS=FROM-TO"_s;
        row("desk set --data d --holiday 2027-02-30", "--holiday needs a date");
        row("desk set --data d --holiday tomorrow", "--holiday needs a date");
        row("desk set --data d --time-zone Mars/Base", "--time-zone needs");
        row("desk set --data d --time-zone ../../etc/passwd", "--time-zone needs");
        row("desk set --data d --always-open --holiday 2027-12-25", "--always-open goes with no other");
        for (const char* sms : {"NL", "NL=", "nl=long-code", "NLD=long-code", "NL=pigeon", "=long-code"})
            QTest::addRow("--sms %s", sms)
                << QStringList{u"desk"_s, u"set"_s, u"--data"_s, u"d"_s, u"--sms"_s, QString::fromLatin1(sms)}
                << u"--sms needs COUNTRY=SENDER"_s;
        QTest::newRow("a name of blanks")
            << QStringList{u"user"_s, u"add"_s, u"--data"_s, u"d"_s, u"--name"_s, u"   "_s, u"--email"_s, u"a@b"_s}
            << u"--name is missing."_s;
        QTest::newRow("a huge name") << QStringList{u"user"_s,           u"add"_s,     u"--data"_s, u"d"_s, u"--name"_s,
                                                    QString(2000, u'x'), u"--email"_s, u"a@b"_s}
                                     << u"--name takes at most 1,000 characters."_s;
        QTest::newRow("a huge word") << QStringList{QString(200'000, u'x')} << u"is not a command."_s;
        QTest::newRow("control characters") << QStringList{u"\n\x1b[2J"_s} << u"is not a command."_s;
        QTest::newRow("an empty word") << QStringList{QString()} << u"is not a command."_s;
    }
    void refuses()
    {
        QFETCH(const QStringList, arguments);
        QFETCH(const QString, said);
        const Command command = parse(arguments);
        const Say* say = std::get_if<Say>(&command);
        QVERIFY(say);
        QCOMPARE(say->code, kExitUsage);
        QVERIFY2(say->text.contains(said), qPrintable(say->text));
        QVERIFY(say->text.startsWith(u"bellhop-server: "_s));
        QVERIFY(say->text.endsWith(u"See bellhop-server --help.\n"_s));
        QVERIFY(say->text.size() < 500);
    }

    void serves()
    {
        const auto plain = as<Serve>("--data d");
        QCOMPARE(plain.place.dataDir, u"d"_s);
        QCOMPARE(plain.address, u"127.0.0.1"_s);
        QCOMPARE(plain.port, quint16(0));
        const auto all =
            as<Serve>("--listen [::1]:8443 --data d --database postgresql://b@db/b --tls-cert c --tls-key "
                      "k --behind-proxy p --behind-proxy q --host h --chat-origin https://S.example:443/ "
                      "--chat-origin http://s.example:8080 --chat-origin * --log-json --simulate --sample");
        QCOMPARE(all.address, u"::1"_s);
        QCOMPARE(all.port, quint16(8443));
        QCOMPARE(all.place.database, u"postgresql://b@db/b"_s);
        QCOMPARE(all.proxies, (QStringList{u"p"_s, u"q"_s}));
        QCOMPARE(all.hosts, QStringList{u"h"_s});
        QCOMPARE(all.chatOrigins, (QStringList{u"https://s.example"_s, u"http://s.example:8080"_s, u"*"_s}));
        QVERIFY(all.logJson && all.simulate && all.sample && !all.embedded && !all.embeddedChat);
        const auto embedded = as<Serve>("--data d --sample --embedded --chat");
        QVERIFY(embedded.sample && embedded.embedded && embedded.embeddedChat);
    }

    void databaseNeedsNoFolder()
    {
        qputenv("XDG_DATA_HOME", "/srv/share");
        QCOMPARE(as<Serve>("--database postgresql://db/b").place.dataDir, u"/srv/share/bellhop-server"_s);
        QCOMPARE(as<Seed>("seed --database postgres://db/b").place.dataDir, u"/srv/share/bellhop-server"_s);
        QCOMPARE(as<UserAdd>("user add --name N --email a@b --database postgresql://db/b").place.dataDir, QString());
        QCOMPARE(as<UserSecret>("user token --email a@b --database postgresql://db/b").place.dataDir, QString());
    }

    void people()
    {
        const auto first = as<UserAdd>("user add --data d --name N --email a@b");
        QVERIFY(!first.role);
        const auto added = as<UserAdd>("user add --data d --name N --email a@b --role admin --password-file -");
        QCOMPARE(added.role, std::optional(desk::Role::Admin));
        QCOMPARE(added.passwordFile, u"-"_s);
        QCOMPARE(as<UserList>("user list --data d").place.dataDir, u"d"_s);
        QCOMPARE(as<UserChange>("user role --data d --email a@b --role owner").role, std::optional(desk::Role::Owner));
        QCOMPARE(as<UserChange>("user off --data d --email a@b").active, std::optional(false));
        QCOMPARE(as<UserChange>("user on --data d --email a@b").active, std::optional(true));
        QCOMPARE(as<UserSecret>("user reset --data d --email a@b").kind, UserSecret::Kind::Invitation);
        const auto token = as<UserSecret>("user token --data d --email a@b");
        QCOMPARE(token.kind, UserSecret::Kind::Token);
        QVERIFY(token.name.isEmpty() && token.days == 0);
        const auto named = as<UserSecret>("user token --data d --email a@b --name report --days 30");
        QCOMPARE(named.name, u"report"_s);
        QCOMPARE(named.days, 30);
        QCOMPARE(as<TokenList>("user tokens --data d").place.dataDir, u"d"_s);
        QCOMPARE(as<TokenEnd>("user token-end --data d --id abc").id, u"abc"_s);
    }

    void settings()
    {
        const auto set = as<DeskSet>("desk set --data d --name Shop --hours mon-fri=09:00-17:30 --hours SAT=closed "
                                     "--time-zone Europe/Amsterdam --holiday 2027-12-25 --no-holidays --sms NL=none");
        QCOMPARE(set.name, std::optional(u"Shop"_s));
        QCOMPARE(set.hours.size(), 2);
        QCOMPARE(set.hours.at(0).days, (QList<int>{0, 1, 2, 3, 4}));
        QCOMPARE(set.hours.at(0).spans, (QList<desk::OpenSpan>{{9 * 60, 17 * 60 + 30}}));
        QCOMPARE(set.hours.at(1).days, QList<int>{5});
        QVERIFY(set.hours.at(1).spans.isEmpty());
        QCOMPARE(set.holidays, QList<QDate>{QDate(2027, 12, 25)});
        QVERIFY(set.noHolidays && !set.alwaysOpen);
        QCOMPARE(set.smsSenders.at(0).second, desk::SmsSender::None);
        QVERIFY(as<DeskSet>("desk set --data d --always-open").alwaysOpen);
        QCOMPARE(as<DeskShow>("desk show --data d").place.dataDir, u"d"_s);
    }

    void backups()
    {
        QCOMPARE(as<Backup>("backup --data d --to b").to, u"b"_s);
        QCOMPARE(as<Restore>("restore --data d --from b").from, u"b"_s);
        QCOMPARE(as<Restore>("restore --database postgresql://db/b").from, QString());
        QCOMPARE(as<DeskRelease>("desk release --data d").place.dataDir, u"d"_s);
    }

    void endsEarly()
    {
        QCOMPARE(as<Say>("user add --help").code, 0);
        QCOMPARE(as<Say>("-h").text, usage());
        QVERIFY(as<Say>("--version").text.startsWith(u"bellhop-server "_s));
    }
};

QTEST_GUILESS_MAIN(TestCommandLine)
#include "tst_command_line.moc"
