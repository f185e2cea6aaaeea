#include "server/process/command_line.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QUrl>

#include <limits>

namespace server::process
{

using namespace Qt::StringLiterals;

namespace
{

QString tr(const char* text)
{
    return QCoreApplication::translate("server::CommandLine", text);
}

Say wrong(const QString& sentence)
{
    return {kExitUsage, u"bellhop-server: "_s + sentence + u'\n' + tr("See bellhop-server --help.") + u'\n'};
}

const char* const kUsage = QT_TRANSLATE_NOOP("server::CommandLine", R"(Usage:
  bellhop-server --listen ADDRESS:PORT (--data DIR | --database URI [--data DIR]) [options]
  bellhop-server seed [--seed N] [--tickets T] [--messages M] (--data DIR | --database URI)
  bellhop-server user add --name NAME --email ADDRESS [--role ROLE] (--data DIR | --database URI)
  bellhop-server user token --email ADDRESS (--data DIR | --database URI)

Serves a Bellhop desk: tickets, threads, operations and web chat, on SQLite or PostgreSQL 15 and newer.
When ready it prints one line, "listening on http://ADDRESS:PORT", and logs to standard error.

  --listen ADDRESS:PORT   where to listen; port 0 picks a free one (127.0.0.1:0)
  --data DIR              the desk's folder: SQLite database, attachments, lock
  --database URI          postgresql://... instead of SQLite; attachments stay under --data
  --tls-cert FILE         certificate chain (PEM) and
  --tls-key FILE          its key: speak https only
  --behind-proxy ADDRESS  a reverse proxy that adds TLS; believed in X-Forwarded-*; may be repeated
  --host NAME             a name that clients may use in Host; may be repeated
  --chat-origin ORIGIN    a page that may open the web chat (any, if none is given); may be repeated
  --log-json              log for machines, one JSON object a line
  --simulate              sample customers go on writing
  --sample                fill an empty desk with sample data
  --embedded              for Bellhop itself: reads an access token from standard input and ends when it closes
  -h, --help              this help
  -v, --version           the version

seed fills an empty desk reproducibly: the same numbers make the same content.
user add reads the password from standard input when that is not a terminal; without one the agent has none yet.
user token prints an access token that does not expire until it is revoked.
Roles: owner, admin, manager, support.

Exit codes: 0 ended as asked, 1 it could not be done, 2 wrong command line.
)");

struct Reader {
    QCommandLineParser parser;
    QString error;

    explicit Reader(const QStringList& names, const QStringList& flags, const QStringList& arguments)
    {
        for (const QString& name : names)
            parser.addOption(QCommandLineOption(name, {}, u"value"_s));
        for (const QString& flag : flags)
            parser.addOption(QCommandLineOption(flag));
        if (!parser.parse(arguments))
            error = parser.errorText();
        else if (!parser.positionalArguments().isEmpty())
            error = tr("\"%1\" is not a command.").arg(parser.positionalArguments().constFirst());
    }

    QString value(const QString& name) const { return parser.value(name); }

    qint64 number(const QString& name, qint64 absent, qint64 least, qint64 most)
    {
        if (!parser.isSet(name))
            return absent;
        bool ok = false;
        const qint64 number = value(name).toLongLong(&ok);
        if (!ok || number < least || number > most)
            error = tr("--%1 needs a whole number from %2 to %3.").arg(name).arg(least).arg(most);
        return number;
    }

    Place place()
    {
        const Place place{value(u"data"_s), value(u"database"_s)};
        if (place.dataDir.isEmpty())
            error = place.database.isEmpty() ? tr("--data or --database is missing.")
                                             : tr("--database needs --data too: attachments are kept there.");
        else if (!place.database.isEmpty() && !place.database.startsWith(u"postgres"_s))
            error = tr("--database needs an address that starts with postgresql://.");
        return place;
    }
};

Command serve(const QStringList& arguments)
{
    Reader reader({u"listen"_s, u"data"_s, u"database"_s, u"tls-cert"_s, u"tls-key"_s, u"behind-proxy"_s, u"host"_s,
                   u"chat-origin"_s},
                  {u"log-json"_s, u"simulate"_s, u"sample"_s, u"embedded"_s}, arguments);
    if (!reader.error.isEmpty())
        return wrong(reader.error);
    Serve serve;
    serve.place = reader.place();
    serve.tlsCert = reader.value(u"tls-cert"_s);
    serve.tlsKey = reader.value(u"tls-key"_s);
    serve.proxies = reader.parser.values(u"behind-proxy"_s);
    serve.hosts = reader.parser.values(u"host"_s);
    serve.chatOrigins = reader.parser.values(u"chat-origin"_s);
    serve.logJson = reader.parser.isSet(u"log-json"_s);
    serve.simulate = reader.parser.isSet(u"simulate"_s);
    serve.sample = reader.parser.isSet(u"sample"_s);
    serve.embedded = reader.parser.isSet(u"embedded"_s);
    if (serve.tlsCert.isEmpty() != serve.tlsKey.isEmpty())
        reader.error = tr("--tls-cert and --tls-key go together.");
    if (reader.parser.isSet(u"listen"_s)) {
        const QUrl url(u"tcp://"_s + reader.value(u"listen"_s), QUrl::StrictMode);
        if (!url.isValid() || url.host().isEmpty() || url.port(-1) < 0)
            reader.error = tr("--listen needs ADDRESS:PORT, such as 127.0.0.1:0.");
        serve.address = url.host();
        serve.port = quint16(std::max(0, url.port(0)));
    }
    return reader.error.isEmpty() ? Command(serve) : wrong(reader.error);
}

Command seed(const QStringList& arguments)
{
    Reader reader({u"data"_s, u"database"_s, u"seed"_s, u"tickets"_s, u"messages"_s}, {}, arguments);
    if (!reader.error.isEmpty())
        return wrong(reader.error);
    Seed seed;
    seed.place = reader.place();
    seed.seed = quint64(reader.number(u"seed"_s, 1, 0, std::numeric_limits<qint64>::max()));
    seed.tickets = reader.number(u"tickets"_s, seed.tickets, 1, 5'000'000);
    seed.messages = reader.number(u"messages"_s, std::max(seed.messages, seed.tickets), 1, 50'000'000);
    if (reader.error.isEmpty() && seed.messages < seed.tickets)
        reader.error = tr("--messages must be at least --tickets: every ticket has one.");
    return reader.error.isEmpty() ? Command(seed) : wrong(reader.error);
}

Command user(const QString& what, const QStringList& arguments)
{
    Reader reader({u"data"_s, u"database"_s, u"name"_s, u"email"_s, u"role"_s}, {}, arguments);
    if (!reader.error.isEmpty())
        return wrong(reader.error);
    const Place place = reader.place();
    const QString email = reader.value(u"email"_s);
    if (email.isEmpty())
        reader.error = tr("--email is missing.");
    if (what == u"token"_s)
        return reader.error.isEmpty() ? Command(UserToken{place, email}) : wrong(reader.error);
    const auto role = desk::roleFrom(reader.parser.isSet(u"role"_s) ? reader.value(u"role"_s) : u"support"_s);
    if (!role || *role == desk::Role::Other)
        reader.error = tr("--role needs owner, admin, manager or support.");
    if (reader.value(u"name"_s).isEmpty())
        reader.error = tr("--name is missing.");
    return reader.error.isEmpty() ? Command(UserAdd{place, reader.value(u"name"_s), email, *role})
                                  : wrong(reader.error);
}

} // namespace

Command parseCommand(const QStringList& arguments)
{
    if (arguments.contains(u"-h"_s) || arguments.contains(u"--help"_s))
        return Say{0, tr(kUsage)};
    if (arguments.contains(u"-v"_s) || arguments.contains(u"--version"_s))
        return Say{0, u"bellhop-server " BELLHOP_VERSION "\n"_s};
    const QString first = arguments.value(1);
    if (first == u"seed"_s)
        return seed(arguments.mid(1));
    if (first == u"user"_s) {
        const QString what = arguments.value(2);
        if (what != u"add"_s && what != u"token"_s)
            return wrong(tr("user needs add or token."));
        return user(what, arguments.mid(2));
    }
    return serve(arguments);
}

} // namespace server::process
