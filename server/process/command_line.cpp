#include "server/process/command_line.h"

#include "server/process/usage.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QStandardPaths>
#include <QTimeZone>
#include <QUrl>

#include <limits>

namespace server::process
{

using namespace Qt::StringLiterals;

namespace
{

struct CommandLineText {
    Q_DECLARE_TR_FUNCTIONS(server::CommandLine)
};

constexpr qsizetype kLongestText = 1000;

Say wrong(const QString& sentence)
{
    return {kExitUsage,
            u"bellhop-server: "_s + sentence + u'\n' + CommandLineText::tr("See bellhop-server --help.") + u'\n'};
}

/// Whether a command keeps attachments beside a PostgreSQL database.
enum class Files { Keeps, KeepsNone };

/// The options of one command; the first mistake is the one that is told.
class Reader
{
public:
    Reader(QStringList names, const QStringList& flags, const QStringList& arguments)
    {
        names += {u"data"_s, u"database"_s};
        for (const QString& name : std::as_const(names))
            m_parser.addOption(QCommandLineOption(name, {}, u"value"_s));
        for (const QString& flag : flags)
            m_parser.addOption(QCommandLineOption(flag));
        if (!m_parser.parse(arguments))
            m_error = m_parser.errorText();
        else if (!m_parser.positionalArguments().isEmpty())
            m_error = CommandLineText::tr("\"%1\" is not a command.")
                          .arg(m_parser.positionalArguments().constFirst().left(100));
    }

    bool isSet(const QString& name) const { return m_parser.isSet(name); }
    QString value(const QString& name) const { return m_parser.value(name); }
    QStringList values(const QString& name) const { return m_parser.values(name); }
    void refuse(const QString& sentence)
    {
        if (m_error.isEmpty())
            m_error = sentence;
    }
    template<class T>
    Command answer(T command) const
    {
        return m_error.isEmpty() ? Command(std::move(command)) : Command(wrong(m_error));
    }

    /// One that must be there, with words in it.
    QString needed(const QString& name)
    {
        if (value(name).trimmed().isEmpty())
            refuse(CommandLineText::tr("--%1 is missing.").arg(name));
        else if (value(name).size() > kLongestText)
            refuse(CommandLineText::tr("--%1 takes at most 1,000 characters.").arg(name));
        return value(name);
    }
    std::optional<QString> given(const QString& name)
    {
        if (!isSet(name))
            return std::nullopt;
        if (value(name).size() > kLongestText)
            refuse(CommandLineText::tr("--%1 takes at most 1,000 characters.").arg(name));
        return value(name);
    }

    qint64 number(const QString& name, qint64 absent, qint64 least, qint64 most)
    {
        if (!isSet(name))
            return absent;
        bool ok = false;
        const qint64 number = value(name).toLongLong(&ok);
        if (!ok || number < least || number > most)
            refuse(CommandLineText::tr("--%1 needs a whole number from %2 to %3.").arg(name).arg(least).arg(most));
        return number;
    }

    desk::Role role()
    {
        const auto role = desk::roleFrom(value(u"role"_s));
        if (!role || *role == desk::Role::Other)
            refuse(CommandLineText::tr("--role needs owner, admin, manager or support."));
        return role.value_or(desk::Role::Support);
    }

    Place place(Files files = Files::KeepsNone)
    {
        Place place{value(u"data"_s), value(u"database"_s)};
        for (const QString& name : {u"data"_s, u"database"_s})
            if (isSet(name) && value(name).isEmpty())
                refuse(CommandLineText::tr("--%1 needs a value.").arg(name));
        if (place.dataDir.isEmpty() && place.database.isEmpty())
            refuse(CommandLineText::tr("--data or --database is missing."));
        const bool isUri = place.database.startsWith("postgresql://"_L1) || place.database.startsWith("postgres://"_L1);
        if (!place.database.isEmpty() && !isUri)
            refuse(CommandLineText::tr("--database needs an address that starts with postgresql://."));
        if (place.dataDir.isEmpty() && files == Files::Keeps)
            place.dataDir =
                QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation) + u"/bellhop-server"_s;
        return place;
    }

private:
    QCommandLineParser m_parser;
    QString m_error;
};

void readAddress(Reader& reader, Serve& serve)
{
    if (!reader.isSet(u"listen"_s))
        return;
    const QUrl url(u"tcp://"_s + reader.value(u"listen"_s), QUrl::StrictMode);
    const bool isBare = url.path().isEmpty() && url.userInfo().isEmpty() && !url.hasQuery() && !url.hasFragment();
    if (!url.isValid() || url.host().isEmpty() || url.port(-1) < 0 || !isBare)
        reader.refuse(CommandLineText::tr("--listen needs ADDRESS:PORT, such as 127.0.0.1:0."));
    serve.address = url.host();
    serve.port = quint16(std::max(0, url.port(0)));
}

/// As browsers write it in Origin: "https://shop.example:8443", "*" for any; empty for anything else.
QString originFrom(const QString& text)
{
    if (text == u"*"_s)
        return text;
    const QUrl url(text, QUrl::StrictMode);
    const bool isWeb = url.scheme() == u"https"_s || url.scheme() == u"http"_s;
    const bool isBare = (url.path().isEmpty() || url.path() == u"/"_s) && url.userInfo().isEmpty() && !url.hasQuery() &&
                        !url.hasFragment();
    if (!url.isValid() || !isWeb || !isBare || url.host().isEmpty())
        return {};
    const int usual = url.scheme() == u"https"_s ? 443 : 80;
    const QString port = url.port(usual) == usual ? QString() : u":%1"_s.arg(url.port());
    return url.scheme() + u"://"_s + url.host(QUrl::FullyEncoded) + port;
}

Command serve(const QStringList& arguments)
{
    Reader reader({u"listen"_s, u"tls-cert"_s, u"tls-key"_s, u"behind-proxy"_s, u"host"_s, u"chat-origin"_s},
                  {u"log-json"_s, u"simulate"_s, u"sample"_s, u"embedded"_s, u"chat"_s}, arguments);
    Serve serve;
    serve.place = reader.place(Files::Keeps);
    serve.tlsCert = reader.value(u"tls-cert"_s);
    serve.tlsKey = reader.value(u"tls-key"_s);
    serve.proxies = reader.values(u"behind-proxy"_s);
    serve.hosts = reader.values(u"host"_s);
    for (const QString& text : reader.values(u"chat-origin"_s)) {
        serve.chatOrigins.append(originFrom(text));
        if (serve.chatOrigins.constLast().isEmpty())
            reader.refuse(
                CommandLineText::tr("--chat-origin needs the start of a page's address, such as https://shop.example, "
                                    "or * for every page."));
    }
    serve.logJson = reader.isSet(u"log-json"_s);
    serve.simulate = reader.isSet(u"simulate"_s);
    serve.sample = reader.isSet(u"sample"_s);
    serve.embedded = reader.isSet(u"embedded"_s);
    serve.embeddedChat = reader.isSet(u"chat"_s);
    if (serve.embeddedChat && !serve.embedded)
        reader.refuse(CommandLineText::tr("--chat goes with --embedded; every other desk has web chat."));
    if (serve.embedded && !serve.chatOrigins.isEmpty())
        reader.refuse(
            CommandLineText::tr("--chat-origin does not go with --embedded, whose chat is for its own pages alone."));
    if (serve.tlsCert.isEmpty() != serve.tlsKey.isEmpty())
        reader.refuse(CommandLineText::tr("--tls-cert and --tls-key go together."));
    readAddress(reader, serve);
    return reader.answer(serve);
}

Command seed(const QStringList& arguments)
{
    Reader reader({u"seed"_s, u"tickets"_s, u"messages"_s}, {}, arguments);
    Seed seed;
    seed.place = reader.place(Files::Keeps);
    seed.seed = quint64(reader.number(u"seed"_s, 1, 0, std::numeric_limits<qint64>::max()));
    seed.tickets = reader.number(u"tickets"_s, seed.tickets, 1, 5'000'000);
    seed.messages = reader.number(u"messages"_s, std::max(seed.messages, seed.tickets), 1, 50'000'000);
    if (seed.messages < seed.tickets)
        reader.refuse(CommandLineText::tr("--messages must be at least --tickets: every ticket has one."));
    return reader.answer(seed);
}

Command userAdd(const QStringList& arguments)
{
    Reader reader({u"name"_s, u"email"_s, u"role"_s, u"password-file"_s}, {}, arguments);
    UserAdd user;
    user.place = reader.place();
    user.name = reader.needed(u"name"_s);
    user.email = reader.needed(u"email"_s);
    if (reader.isSet(u"role"_s))
        user.role = reader.role();
    if (reader.isSet(u"password-file"_s))
        user.passwordFile = reader.needed(u"password-file"_s);
    return reader.answer(user);
}

Command userChange(const QString& what, const QStringList& arguments)
{
    const bool isRole = what == u"role"_s;
    Reader reader(isRole ? QStringList{u"email"_s, u"role"_s} : QStringList{u"email"_s}, {}, arguments);
    UserChange user;
    user.place = reader.place();
    user.email = reader.needed(u"email"_s);
    if (isRole)
        user.role = reader.role();
    else
        user.active = what == u"on"_s;
    return reader.answer(user);
}

Command userSecret(const QString& what, const QStringList& arguments)
{
    const bool isToken = what == u"token"_s;
    Reader reader(isToken ? QStringList{u"email"_s, u"name"_s, u"days"_s} : QStringList{u"email"_s}, {}, arguments);
    UserSecret secret;
    secret.place = reader.place();
    secret.email = reader.needed(u"email"_s);
    secret.kind = isToken ? UserSecret::Kind::Token : UserSecret::Kind::Invitation;
    if (isToken && reader.isSet(u"name"_s))
        secret.name = reader.needed(u"name"_s).simplified();
    secret.days = isToken ? reader.number(u"days"_s, 0, 1, 3650) : 0;
    return reader.answer(secret);
}

Command user(const QString& what, const QStringList& arguments)
{
    if (what == u"add"_s)
        return userAdd(arguments);
    if (what == u"role"_s || what == u"off"_s || what == u"on"_s)
        return userChange(what, arguments);
    if (what == u"list"_s) {
        Reader reader({}, {}, arguments);
        return reader.answer(UserList{reader.place()});
    }
    if (what == u"tokens"_s) {
        Reader reader({}, {}, arguments);
        return reader.answer(TokenList{reader.place()});
    }
    if (what == u"token-end"_s) {
        Reader reader({u"id"_s}, {}, arguments);
        const Place place = reader.place();
        return reader.answer(TokenEnd{place, reader.needed(u"id"_s).trimmed()});
    }
    if (what == u"token"_s || what == u"reset"_s)
        return userSecret(what, arguments);
    return wrong(CommandLineText::tr("user needs add, list, role, off, on, reset, token, tokens or token-end."));
}

void readHours(Reader& reader, DeskSet& set)
{
    for (const QString& text : reader.values(u"hours"_s)) {
        const auto hours = dayHoursFrom(text);
        if (!hours)
            return reader.refuse(CommandLineText::tr(
                "--hours needs DAYS=FROM-TO, such as mon-fri=09:00-12:00,13:00-17:30 or sat=closed."));
        set.hours.append(*hours);
    }
    for (const QString& text : reader.values(u"holiday"_s)) {
        const QDate date = QDate::fromString(text, u"yyyy-MM-dd"_s);
        if (!date.isValid())
            return reader.refuse(CommandLineText::tr("--holiday needs a date, such as 2027-12-25."));
        set.holidays.append(date);
    }
    set.timeZone = reader.given(u"time-zone"_s);
    if (set.timeZone && !QTimeZone::isTimeZoneIdAvailable(set.timeZone->toLatin1()))
        reader.refuse(CommandLineText::tr("--time-zone needs the name of a time zone, such as Europe/Amsterdam."));
    set.closedNotice = reader.given(u"closed-notice"_s);
    set.noHolidays = reader.isSet(u"no-holidays"_s);
    set.alwaysOpen = reader.isSet(u"always-open"_s);
    const bool hasHours = !set.hours.isEmpty() || !set.holidays.isEmpty() || set.timeZone || set.closedNotice;
    if (set.alwaysOpen && (hasHours || set.noHolidays))
        reader.refuse(CommandLineText::tr("--always-open goes with no other option about hours."));
}

Command deskSet(const QStringList& arguments)
{
    Reader reader({u"name"_s, u"hours"_s, u"time-zone"_s, u"holiday"_s, u"closed-notice"_s, u"sms"_s},
                  {u"no-holidays"_s, u"always-open"_s}, arguments);
    DeskSet set;
    set.place = reader.place();
    if (reader.isSet(u"name"_s))
        set.name = reader.needed(u"name"_s).trimmed();
    readHours(reader, set);
    for (const QString& text : reader.values(u"sms"_s)) {
        const auto sender = smsFrom(text);
        if (!sender)
            reader.refuse(CommandLineText::tr("--sms needs COUNTRY=SENDER, such as NL=long-code."));
        else
            set.smsSenders.append(*sender);
    }
    const bool changesHours = !set.hours.isEmpty() || !set.holidays.isEmpty() || set.timeZone || set.closedNotice ||
                              set.noHolidays || set.alwaysOpen;
    if (!set.name && !changesHours && set.smsSenders.isEmpty())
        reader.refuse(CommandLineText::tr("desk set needs something to set."));
    return reader.answer(set);
}

Command desk(const QString& what, const QStringList& arguments)
{
    if (what == u"set"_s)
        return deskSet(arguments);
    if (what != u"show"_s && what != u"release"_s)
        return wrong(CommandLineText::tr("desk needs show, set or release."));
    Reader reader({}, {}, arguments);
    if (what == u"release"_s)
        return reader.answer(DeskRelease{reader.place()});
    return reader.answer(DeskShow{reader.place()});
}

Command backup(const QStringList& arguments)
{
    Reader reader({u"to"_s}, {}, arguments);
    Backup backup{reader.place(), reader.needed(u"to"_s)};
    if (!backup.place.database.isEmpty())
        reader.refuse(
            CommandLineText::tr("backup is for desks in --data. Of PostgreSQL take pg_dump for the database, and copy "
                                "the folder with the attachments after it."));
    return reader.answer(backup);
}

Command restore(const QStringList& arguments)
{
    Reader reader({u"from"_s}, {}, arguments);
    Restore restore{reader.place(), {}};
    if (restore.place.database.isEmpty())
        restore.from = reader.needed(u"from"_s);
    else if (reader.isSet(u"from"_s))
        reader.refuse(CommandLineText::tr(
            "--from is for desks in --data. Restore a PostgreSQL database with pg_restore, then say "
            "restore --database without it."));
    return reader.answer(restore);
}

} // namespace

Command parseCommand(const QStringList& arguments)
{
    if (arguments.contains(u"-h"_s) || arguments.contains(u"--help"_s))
        return Say{0, usage()};
    if (arguments.contains(u"-v"_s) || arguments.contains(u"--version"_s))
        return Say{0, u"bellhop-server " BELLHOP_VERSION "\n"_s};
    const QString first = arguments.value(1);
    if (first == u"seed"_s)
        return seed(arguments.mid(1));
    if (first == u"user"_s)
        return user(arguments.value(2), arguments.mid(2));
    if (first == u"desk"_s)
        return desk(arguments.value(2), arguments.mid(2));
    if (first == u"backup"_s)
        return backup(arguments.mid(1));
    if (first == u"restore"_s)
        return restore(arguments.mid(1));
    return serve(arguments);
}

} // namespace server::process
