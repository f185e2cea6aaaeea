#pragma once
// The command line of `bellhop-server` (bellhop-server(1)).

#include "desk/people.h"
#include "server/process/desk_options.h"

#include <QDate>
#include <QString>
#include <QStringList>

#include <optional>
#include <utility>
#include <variant>

namespace server::process
{

// Exit codes: 0 ended as asked, 1 it could not be done, 2 wrong command line.
inline constexpr int kExitFailed = 1;
inline constexpr int kExitUsage = 2;

/// Where the desk is; every command has it.
struct Place {
    QString dataDir;  ///< empty only with a database and a command that keeps no files
    QString database; ///< postgresql:// URI; empty = SQLite under dataDir
};

struct Serve {
    Place place;
    QString address = QStringLiteral("127.0.0.1");
    quint16 port = 0;
    QString tlsCert, tlsKey;
    QStringList proxies;
    QStringList hosts;
    QStringList chatOrigins;
    bool logJson = false;
    bool simulate = false;
    bool embedded = false;     ///< token on standard input, ends when it closes
    bool embeddedChat = false; ///< an embedded desk serves web chat also when it is not the sample
    bool sample = false;       ///< fill an empty desk with the sample
};

struct Seed {
    Place place;
    quint64 seed = 1;
    qint64 tickets = 600;
    qint64 messages = 4000;
};

struct UserAdd {
    Place place;
    QString name, email;
    std::optional<desk::Role> role; ///< unset: owner for the first, support for every other
    QString passwordFile;           ///< "-" = standard input; empty: ask where somebody can be asked
};

struct UserList {
    Place place;
};

struct UserChange {
    Place place;
    QString email;
    std::optional<desk::Role> role;
    std::optional<bool> active;
};

/// What user token and user reset print.
struct UserSecret {
    enum class Kind { Token, Invitation };
    Place place;
    QString email;
    Kind kind = Kind::Token;
    QString name;    ///< what a token is for
    qint64 days = 0; ///< how long it opens the desk; 0 = until it is ended
};

struct TokenList {
    Place place;
};

struct TokenEnd {
    Place place;
    QString id;
};

struct DeskShow {
    Place place;
};

/// What is unset or empty stays.
struct DeskSet {
    Place place;
    std::optional<QString> name, timeZone, closedNotice;
    QList<DayHours> hours;
    QList<QDate> holidays;
    bool noHolidays = false;
    bool alwaysOpen = false;
    QList<std::pair<QString, desk::SmsSender>> smsSenders;
};

/// What a desk that went back in time holds goes out again (DESK-6).
struct DeskRelease {
    Place place;
};

struct Backup {
    Place place;
    QString to; ///< a folder
};

struct Restore {
    Place place;
    QString from; ///< empty with a PostgreSQL database, which its own tools have restored
};

/// --help, --version, or what is wrong with the command line.
struct Say {
    int code = 0;
    QString text;
};

using Command = std::variant<Serve, Seed, UserAdd, UserList, UserChange, UserSecret, TokenList, TokenEnd, DeskShow,
                             DeskSet, DeskRelease, Backup, Restore, Say>;

/// Never exits by itself; `arguments` includes the program's name.
Command parseCommand(const QStringList& arguments);

} // namespace server::process
