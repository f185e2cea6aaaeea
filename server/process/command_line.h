#pragma once
// The command line of `bellhop-server` (bellhop-server(1)).

#include "desk/people.h"

#include <QString>
#include <QStringList>

#include <variant>

namespace server::process
{

// Exit codes: 0 ended as asked, 1 it could not be done, 2 wrong command line.
inline constexpr int kExitFailed = 1;
inline constexpr int kExitUsage = 2;

/// Where the desk is; every command has it.
struct Place {
    QString dataDir;
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
    bool embedded = false; ///< token on standard input, ends when it closes
    bool sample = false;   ///< fill an empty desk with the sample
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
    desk::Role role = desk::Role::Support;
};

struct UserToken {
    Place place;
    QString email;
};

/// --help, --version, or what is wrong with the command line.
struct Say {
    int code = 0;
    QString text;
};

using Command = std::variant<Serve, Seed, UserAdd, UserToken, Say>;

/// Never exits by itself; `arguments` includes the program's name.
Command parseCommand(const QStringList& arguments);

} // namespace server::process
