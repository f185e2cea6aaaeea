#pragma once
// The command line of `bellhop` (docs/automation.md, bellhop(1)).

#include <QString>
#include <QStringList>
#include <QUrl>

#include <optional>
#include <variant>

namespace app
{

struct Options {
    QString dataFolder;           ///< everything of one user; the platform's default when not given
    bool fromDesktop = true;      ///< nothing but a link was given: who started it may see no terminal
    QUrl desk;                    ///< connect there without questions
    QString tokenFile;            ///< its first line is the access token
    QString logFile;              ///< empty: stderr, warnings and worse only
    QString screenshot;           ///< the main window is painted there once it is usable
    QString language;             ///< of the texts, such as "de"; empty: the desktop's
    bool sample = false;          ///< open the sample desk without asking
    bool hidden = false;          ///< start in the tray
    std::optional<qint64> ticket; ///< from bellhop://desk/ticket/NUMBER
    QUrl link;                    ///< the argument as given, handed to a running instance
};

/// Ends the program at once: --help and --version with code 0, a wrong command line with code 2.
struct EarlyExit {
    int code = 0;
    QString text; ///< to stdout for code 0, else to stderr
};

/// Exit codes beyond 0 (documented in --help).
inline constexpr int kExitDisplay = 1; ///< there is no display
inline constexpr int kExitUsage = 2;
inline constexpr int kExitData = 3;

/// Never exits by itself; `arguments` includes the program's name.
std::variant<Options, EarlyExit> parseOptions(const QStringList& arguments);

/// bellhop://desk/ticket/48213 → 48213; nullopt for anything else.
std::optional<qint64> ticketOfLink(const QUrl& link);

} // namespace app
