// `user` and `desk` on the real program: beside a running server, with passwords from files, pipes and a terminal.

#include "server/rules/auth.h"
#include "server/rules/desk_settings.h"
#include "tests/server/server_program.h"

#include <QDate>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QTemporaryDir>
#include <QTest>

#include <array>
#include <poll.h>
#include <pty.h>
#include <sys/wait.h>
#include <termios.h>
#include <unistd.h>
#include <vector>

using namespace Qt::StringLiterals;
namespace rules = server::rules;
namespace store = server::store;
using test::Ran;
using test::ServerProgram;

namespace
{

/// A program on a terminal of its own.
class Terminal
{
public:
    explicit Terminal(const QStringList& arguments)
    {
        QList<QByteArray> words{QFile::encodeName(ServerProgram::path())};
        for (const QString& argument : arguments)
            words.append(argument.toUtf8());
        std::vector<char*> raw;
        for (QByteArray& word : words)
            raw.push_back(word.data());
        raw.push_back(nullptr);
        m_process = forkpty(&m_line, nullptr, nullptr, nullptr);
        if (m_process == 0) {
            execv(raw.front(), raw.data());
            _exit(127);
        }
    }
    ~Terminal()
    {
        if (m_process > 0) // never with -1, which would name every process of the user
            ::kill(m_process, SIGKILL);
        wait();
        ::close(m_line);
    }

    /// Reads until `words` stand there behind what was read before.
    bool waitFor(const QByteArray& words)
    {
        while (m_said.indexOf(words, m_read) < 0)
            if (!readMore())
                return false;
        m_read = m_said.indexOf(words, m_read) + words.size();
        return true;
    }
    void type(const QByteArray& words) { QVERIFY(::write(m_line, words.constData(), size_t(words.size())) > 0); }
    /// The exit code, or minus the signal.
    int wait()
    {
        while (readMore())
            continue;
        int status = 0;
        if (m_process > 0 && waitpid(m_process, &status, 0) == m_process) {
            m_code = WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
            m_process = -1;
        }
        return m_code;
    }
    bool echoes() const
    {
        termios state = {};
        return tcgetattr(m_line, &state) == 0 && (state.c_lflag & ECHO);
    }
    QByteArray said() const { return m_said; }

private:
    bool readMore()
    {
        pollfd ready{m_line, POLLIN, 0};
        std::array<char, 1024> piece{};
        if (poll(&ready, 1, 60'000) <= 0)
            return false;
        const ssize_t got = ::read(m_line, piece.data(), piece.size());
        if (got > 0)
            m_said.append(piece.data(), got);
        return got > 0;
    }

    int m_line = -1;
    pid_t m_process = -1;
    QByteArray m_said;
    qsizetype m_read = 0;
    int m_code = -1;
};

} // namespace

class TestUsers : public QObject
{
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_folder;
    QNetworkAccessManager m_network;

    QString desk() const { return m_folder->filePath(u"desk"_s); }
    QStringList on(QStringList command) const { return command << u"--data"_s << desk(); }
    QStringList add(const QString& name, const QStringList& more = {}) const
    {
        return on(QStringList{u"user"_s, u"add"_s, u"--name"_s, name, u"--email"_s, name + u"@desk.example"_s} + more);
    }
    std::unique_ptr<store::Store> open() const
    {
        store::StoreOptions options;
        options.dataDir = desk();
        options.beside = true;
        auto database = store::Database::open(options);
        auto store = database ? (*database)->connect() : database.fault();
        return store ? std::move(store).value() : nullptr;
    }
    /// Only yes and no are answers.
    bool signsIn(const QString& name, const QString& password) const
    {
        const auto store = open();
        if (!store)
            qFatal("the desk cannot be opened");
        const auto answer = rules::signIn(*store, name + u"@desk.example"_s, password, {}, {1000});
        if (!answer && answer.fault().kind != store::FaultKind::SignedOut)
            qFatal("no answer: %s", qPrintable(answer.fault().message));
        return answer.ok();
    }
    int statusOfMe(const QString& url, const QByteArray& token)
    {
        QNetworkRequest request(QUrl(url + u"/v1/me"_s));
        request.setRawHeader("Authorization", "Bearer " + token);
        const std::unique_ptr<QNetworkReply> reply(m_network.get(request));
        [&] { QTRY_VERIFY_WITH_TIMEOUT(reply->isFinished(), 20'000); }();
        return reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    }
    QByteArray token(const QString& name) const
    {
        return ServerProgram::run(on({u"user"_s, u"token"_s, u"--email"_s, name + u"@desk.example"_s}))
            .out.trimmed()
            .toLatin1();
    }

private Q_SLOTS:
    void init()
    {
        if (ServerProgram::path().isEmpty())
            QSKIP("BELLHOP_SERVER does not name the program");
        m_folder = std::make_unique<QTemporaryDir>();
    }

    void firstIsOwner()
    {
        QVERIFY(ServerProgram::run(add(u"ada"_s)).out.startsWith(u"added ada@desk.example as owner\ninvitation: "_s));
        QVERIFY(ServerProgram::run(add(u"bob"_s)).out.startsWith(u"added bob@desk.example as support\n"_s));
        const Ran admin = ServerProgram::run(add(u"cy"_s, {u"--role"_s, u"admin"_s}));
        QVERIFY(admin.out.startsWith(u"added cy@desk.example as admin\n"_s));
        const Ran again = ServerProgram::run(add(u"cy"_s));
        QCOMPARE(again.code, 1);
        QVERIFY(again.err.contains(u"exists already"_s));
    }

    void invitationSetsThePassword()
    {
        const Ran ran = ServerProgram::run(add(u"ada"_s));
        const QString invitation = ran.out.section(u"invitation: "_s, 1).section(u'\n', 0, 0);
        const auto store = open();
        QVERIFY(rules::acceptInvitation(*store, invitation, u"a long password"_s, {}, {1000}).ok());
        QVERIFY(signsIn(u"ada"_s, u"a long password"_s));
        const Ran reset = ServerProgram::run(on({u"user"_s, u"reset"_s, u"--email"_s, u"Ada@desk.example"_s}));
        const QString second = reset.out.section(u"invitation: "_s, 1).section(u'\n', 0, 0);
        QVERIFY(rules::acceptInvitation(*store, second, u"another password"_s, {}, {1000}).ok());
        QVERIFY(!signsIn(u"ada"_s, u"a long password"_s));
    }

    void passwords_data()
    {
        QTest::addColumn<QByteArray>("input");
        QTest::addColumn<QString>("password"); // empty: refused
        QTest::addColumn<QString>("said");
        QTest::newRow("a line") << QByteArray("a long password\n") << u"a long password"_s << QString();
        QTest::newRow("without an end") << QByteArray("a long password") << u"a long password"_s << QString();
        QTest::newRow("blanks are part of it")
            << QByteArray("  a long password \t\n") << u"  a long password \t"_s << QString();
        QTest::newRow("the line end of others")
            << QByteArray("a long password\r\nnext\n") << u"a long password"_s << QString();
        QTest::newRow("more than letters") << QByteArray("pä\xC3\x9Fwörd ☾ \n") << u"päßwörd ☾ "_s << QString();
        QTest::newRow("nothing") << QByteArray() << QString() << u"There is no password in"_s;
        QTest::newRow("an empty line") << QByteArray("\na long password\n") << QString() << u"There is no password"_s;
        QTest::newRow("short") << QByteArray("nine char\n") << QString() << u"at least 10 characters"_s;
        QTest::newRow("long") << QByteArray(1001, 'x') << QString() << u"at most 1,000 characters"_s;
        QTest::newRow("endless") << QByteArray(1'000'000, 'x') << QString() << u"at most 1,000 characters"_s;
        QTest::newRow("no text") << QByteArray("\xff\xfe a long password\n") << QString() << u"no text in UTF-8"_s;
        QTest::newRow("a zero in it") << QByteArray("a long\0password\n", 16) << QString() << u"no text in UTF-8"_s;
    }
    void passwords()
    {
        QFETCH(const QByteArray, input);
        QFETCH(const QString, password);
        QFETCH(const QString, said);
        QFile file(m_folder->filePath(u"password"_s));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(input);
        file.close();
        const Ran piped = ServerProgram::run(add(u"ada"_s, {u"--password-file"_s, u"-"_s}), input);
        const Ran read = ServerProgram::run(add(u"bob"_s, {u"--password-file"_s, file.fileName()}));
        QCOMPARE(piped.code, password.isEmpty() ? 1 : 0);
        QCOMPARE(read.code, piped.code);
        if (!password.isEmpty()) {
            QVERIFY(signsIn(u"ada"_s, password));
            QVERIFY(signsIn(u"bob"_s, password));
            return;
        }
        QVERIFY2(piped.err.contains(said), qPrintable(piped.err));
        QVERIFY2(read.err.contains(said), qPrintable(read.err));
        QVERIFY(!signsIn(u"ada"_s, QString::fromUtf8(input)));
    }

    void aPasswordFileThatEverybodyReadsIsSaid()
    {
        QFile file(m_folder->filePath(u"password"_s));
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write("a long password\n") > 0);
        file.close();
        const QString advice = u"chmod o-rwx "_s + file.fileName();
        QVERIFY(file.setPermissions(QFileDevice::ReadOwner | QFileDevice::ReadOther));
        const Ran open = ServerProgram::run(add(u"ada"_s, {u"--password-file"_s, file.fileName()}));
        QCOMPARE(open.code, 0);
        QVERIFY2(open.err.contains(advice), qPrintable(open.err));
        QVERIFY(file.setPermissions(QFileDevice::ReadOwner));
        const Ran own = ServerProgram::run(add(u"bob"_s, {u"--password-file"_s, file.fileName()}));
        QCOMPARE(own.code, 0);
        QVERIFY2(!own.err.contains(advice), qPrintable(own.err));
    }

    void missingPasswordFile()
    {
        const Ran ran = ServerProgram::run(add(u"ada"_s, {u"--password-file"_s, m_folder->filePath(u"none"_s)}));
        QCOMPARE(ran.code, 1);
        QVERIFY2(ran.err.contains(u"cannot be read"_s), qPrintable(ran.err));
        QVERIFY(!QFile::exists(desk()));
    }

    void doesNotWaitForAnInheritedPipe()
    {
        QProcess process; // its standard input stays open, and nothing comes
        process.start(ServerProgram::path(), add(u"ada"_s));
        QVERIFY(process.waitForFinished(30'000));
        QCOMPARE(process.exitCode(), 0);
        QVERIFY(process.readAllStandardOutput().contains("invitation: "));
    }

    void asksOnATerminal()
    {
        Terminal terminal(add(u"ada"_s));
        QVERIFY(terminal.waitFor("Password of ada@desk.example (empty: invite instead): "));
        QTRY_VERIFY_WITH_TIMEOUT(!terminal.echoes(), 30'000);
        terminal.type("short\n");
        QVERIFY(terminal.waitFor("Too short: use at least 10 characters."));
        QVERIFY(terminal.waitFor("invite instead): "));
        QTRY_VERIFY_WITH_TIMEOUT(!terminal.echoes(), 30'000);
        terminal.type(" a long password \n");
        QVERIFY(terminal.waitFor("Once more: "));
        QTRY_VERIFY_WITH_TIMEOUT(!terminal.echoes(), 30'000);
        terminal.type("a long password\n");
        QVERIFY(terminal.waitFor("The two differ."));
        QVERIFY(terminal.waitFor("invite instead): "));
        QTRY_VERIFY_WITH_TIMEOUT(!terminal.echoes(), 30'000);
        terminal.type(" a long password \n");
        QVERIFY(terminal.waitFor("Once more: "));
        QTRY_VERIFY_WITH_TIMEOUT(!terminal.echoes(), 30'000);
        terminal.type(" a long password \n");
        QCOMPARE(terminal.wait(), 0);
        QVERIFY(terminal.said().contains("added ada@desk.example as owner"));
        QVERIFY(!terminal.said().contains("long password"));
        QVERIFY(signsIn(u"ada"_s, u" a long password "_s));
    }

    void endsWhileItAsks()
    {
        Terminal terminal(add(u"ada"_s));
        QVERIFY(terminal.waitFor("invite instead): "));
        QTRY_VERIFY_WITH_TIMEOUT(!terminal.echoes(), 30'000);
        terminal.type("\x03");
        QCOMPARE(terminal.wait(), -SIGINT);
        QVERIFY(terminal.echoes()); // as the shell behind it finds it
        QVERIFY(!QFile::exists(desk()));
    }

    void runningServerNotices()
    {
        ServerProgram server;
        QVERIFY(server.serve(on({u"--listen"_s, u"127.0.0.1:0"_s})));
        QCOMPARE(ServerProgram::run(add(u"ada"_s)).code, 0);
        QCOMPARE(ServerProgram::run(add(u"bob"_s)).code, 0);
        const QByteArray ada = token(u"ada"_s);
        const QByteArray bob = token(u"bob"_s);
        QCOMPARE(statusOfMe(server.url(), bob), 200);
        const QStringList bobs{u"--email"_s, u"bob@desk.example"_s};
        const Ran off = ServerProgram::run(on(QStringList{u"user"_s, u"off"_s} + bobs));
        QCOMPARE(off.out, u"bob@desk.example\tsupport\toff\tbob\n"_s);
        QCOMPARE(statusOfMe(server.url(), bob), 401);
        QCOMPARE(ServerProgram::run(on(QStringList{u"user"_s, u"on"_s} + bobs)).code, 0);
        QCOMPARE(statusOfMe(server.url(), token(u"bob"_s)), 200);
        const Ran role = ServerProgram::run(on(QStringList{u"user"_s, u"role"_s, u"--role"_s, u"owner"_s} + bobs));
        QCOMPARE(role.out, u"bob@desk.example\towner\ton\tbob\n"_s);
        QCOMPARE(statusOfMe(server.url(), ada), 200);
    }

    void tokensAreListedAndEnded()
    {
        ServerProgram server;
        QVERIFY(server.serve(on({u"--listen"_s, u"127.0.0.1:0"_s})));
        QCOMPARE(ServerProgram::run(add(u"ada"_s)).code, 0);
        const QByteArray plain = token(u"ada"_s);
        const QByteArray named = ServerProgram::run(on({u"user"_s, u"token"_s, u"--email"_s, u"ada@desk.example"_s,
                                                        u"--name"_s, u"the nightly\treport"_s, u"--days"_s, u"30"_s}))
                                     .out.trimmed()
                                     .toLatin1();
        const auto list = [this] {
            return ServerProgram::run(on({u"user"_s, u"tokens"_s})).out.split(u'\n', Qt::SkipEmptyParts);
        };
        QCOMPARE(list().size(), 2);
        QStringList report;
        for (const QString& line : list()) {
            QVERIFY(!line.contains(QString::fromLatin1(plain)) && !line.contains(QString::fromLatin1(named)));
            QCOMPARE(line.section(u'\t', 1, 1), u"ada@desk.example"_s);
            if (line.section(u'\t', 4) == u"the nightly report"_s)
                report = line.split(u'\t');
            else
                QCOMPARE(line.section(u'\t', 3), u"-\tcommand line"_s);
        }
        QCOMPARE(report.size(), 5);
        const auto date = [](const QString& text) { return QDate::fromString(text, Qt::ISODate); };
        QCOMPARE(date(report[2]).daysTo(date(report[3])), 30);
        QCOMPARE(statusOfMe(server.url(), named), 200);
        const QStringList end = on({u"user"_s, u"token-end"_s, u"--id"_s, report[0]});
        QCOMPARE(ServerProgram::run(end).code, 0);
        QCOMPARE(statusOfMe(server.url(), named), 401);
        QCOMPARE(statusOfMe(server.url(), plain), 200);
        QCOMPARE(list().size(), 1);
        const Ran again = ServerProgram::run(end);
        QCOMPARE(again.code, 1);
        QVERIFY2(again.err.contains(u"no token with this id"_s), qPrintable(again.err));
    }

    void keepsAnOwner()
    {
        QCOMPARE(ServerProgram::run(add(u"ada"_s)).code, 0);
        const QStringList adas{u"--email"_s, u"ada@desk.example"_s};
        for (const QStringList& what :
             {QStringList{u"user"_s, u"off"_s}, QStringList{u"user"_s, u"role"_s, u"--role"_s, u"support"_s}}) {
            const Ran ran = ServerProgram::run(on(what + adas));
            QCOMPARE(ran.code, 1);
            QVERIFY2(ran.err.contains(u"last owner"_s), qPrintable(ran.err));
        }
        QCOMPARE(ServerProgram::run(on({u"user"_s, u"list"_s})).out, u"ada@desk.example\towner\ton\tada\n"_s);
        const Ran nobody = ServerProgram::run(on({u"user"_s, u"off"_s, u"--email"_s, u"eve@desk.example"_s}));
        QCOMPARE(nobody.code, 1);
        QVERIFY(nobody.err.contains(u"no agent with this address"_s));
    }

    void settings()
    {
        const Ran closed = ServerProgram::run(on({u"desk"_s, u"set"_s, u"--closed-notice"_s, u"Later."_s}));
        QCOMPARE(closed.code, 1);
        QVERIFY2(closed.err.contains(u"no office hours yet"_s), qPrintable(closed.err));
        QCOMPARE(ServerProgram::run(on({u"desk"_s, u"show"_s})).out, u"name Help desk\nalways-open\n"_s);
        const Ran set = ServerProgram::run(
            on({u"desk"_s, u"set"_s, u"--name"_s, u"Café ☾"_s, u"--hours"_s, u"mon-fri=09:00-17:30"_s, u"--hours"_s,
                u"fri=closed"_s, u"--time-zone"_s, u"Europe/Amsterdam"_s, u"--holiday"_s, u"2027-12-25"_s, u"--sms"_s,
                u"NL=long-code"_s, u"--sms"_s, u"DE=short-code"_s}));
        QCOMPARE(set.code, 0);
        QCOMPARE(
            ServerProgram::run(on({u"desk"_s, u"set"_s, u"--sms"_s, u"DE=none"_s, u"--closed-notice"_s, u"Later."_s}))
                .code,
            0);
        QCOMPARE(ServerProgram::run(on({u"desk"_s, u"show"_s})).out,
                 u"name Café ☾\nhours mon=09:00-17:30\nhours tue=09:00-17:30\nhours wed=09:00-17:30\n"
                 "hours thu=09:00-17:30\nhours fri=closed\nhours sat=closed\nhours sun=closed\n"
                 "time-zone Europe/Amsterdam\nholiday 2027-12-25\nclosed-notice Later.\nsms NL=long-code\n"_s);
        const Ran both = ServerProgram::run(on({u"desk"_s, u"set"_s, u"--hours"_s, u"mon=09:00-12:00,11:00-17:00"_s}));
        QCOMPARE(both.code, 1);
        QVERIFY2(both.err.contains(u"mon=09:00-12:00 and mon=11:00-17:00 overlap"_s), qPrintable(both.err));
        QCOMPARE(ServerProgram::run(on({u"desk"_s, u"set"_s, u"--hours"_s, u"sat=09:00-12:00"_s, u"--hours"_s,
                                        u"sat=13:00-17:00,22:00-06:00"_s, u"--hours"_s, u"sun=10:00-23:59"_s}))
                     .code,
                 0);
        const QString shown = ServerProgram::run(on({u"desk"_s, u"show"_s})).out;
        QVERIFY2(shown.contains(u"hours sat=09:00-12:00,13:00-17:00,22:00-06:00\nhours sun=10:00-24:00\n"_s),
                 qPrintable(shown));
        const auto settings = rules::deskSettings(*open());
        QVERIFY(settings->hours->isOpen({1'825'059'600'000}));  // a Monday, 10:00 in Amsterdam
        QVERIFY(!settings->hours->isOpen({1'825'088'400'000})); // the same day, 18:00
        QCOMPARE(ServerProgram::run(on({u"desk"_s, u"set"_s, u"--always-open"_s})).code, 0);
        QVERIFY(!rules::deskSettings(*open())->hours);
    }
};

QTEST_GUILESS_MAIN(TestUsers)
#include "tst_users.moc"
