#include "server/process/usage.h"

#include <QCoreApplication>

namespace server::process
{

namespace
{

struct UsageText {
    Q_DECLARE_TR_FUNCTIONS(server::Usage)
};

} // namespace

QString usage()
{
    return UsageText::tr(R"(Usage:
  bellhop-server [--listen ADDRESS:PORT] DESK [options]
  bellhop-server seed [--seed N] [--tickets T] [--messages M] DESK
  bellhop-server user add --name NAME --email ADDRESS [--role ROLE] [--password-file FILE] DESK
  bellhop-server user list DESK
  bellhop-server user role --email ADDRESS --role ROLE DESK
  bellhop-server user off|on|reset --email ADDRESS DESK
  bellhop-server user token --email ADDRESS [--name NAME] [--days N] DESK
  bellhop-server user tokens DESK
  bellhop-server user token-end --id ID DESK
  bellhop-server desk show DESK
  bellhop-server desk set [--name NAME] [--hours DAYS=FROM-TO] ... DESK
  bellhop-server desk release DESK
  bellhop-server backup --to DIR --data DIR
  bellhop-server restore --from DIR --data DIR

DESK is where the desk is kept: --data DIR (SQLite) or --database URI (PostgreSQL 15 or newer).

Serves a desk: tickets, conversations and web chat. When ready it prints one line,
"listening on http://ADDRESS:PORT", and logs to standard error. SIGTERM and SIGINT end it cleanly;
a second signal ends it at once.

Options of every command:
  --data DIR              the desk's folder: SQLite database, attachments, lock
  --database URI          postgresql://... instead of SQLite; the server and seed keep attachments in --data,
                          or in bellhop-server below $XDG_DATA_HOME or ~/.local/share
  -h, --help              this help
  -v, --version           the version

Options of the server:
  --listen ADDRESS:PORT   where to listen; port 0 picks a free one (127.0.0.1:0)
  --tls-cert FILE         certificate chain (PEM) and
  --tls-key FILE          its key: speak https only
  --behind-proxy ADDRESS  a reverse proxy that adds TLS; believed in X-Forwarded-*; without a certificate it and
                          this computer alone are served; may be repeated
  --host NAME             a name that clients may use in Host; may be repeated
  --chat-origin ORIGIN    a site that may open the web chat, such as https://shop.example, or * for every one; may
                          be repeated; without one only the desk's own pages may
  --log-json              log for machines, one JSON object a line
  --simulate              sample customers go on writing
  --sample                fill an empty desk with sample data
  --embedded              for Bellhop itself: reads an access token from standard input and ends when it closes;
                          pages of other sites get no answer from it
  --chat                  with --embedded: web chat on its own pages, which otherwise only the sample has

seed fills an empty desk, the same numbers with the same content, while no server runs on it:
  --seed N                which content (1)
  --tickets T             how many tickets (600)
  --messages M            how many messages, at least one a ticket (4000)

user and desk work while the server runs. A signed-in client notices at once.
user add adds an agent: in a terminal it asks for a password; without one it prints an invitation, with which the
agent chooses a password. user list lists the agents, user role changes a role, user off signs an agent out for good,
user on lets them in again, user reset prints an invitation for a new password, user token prints an access token
that opens the desk until it is ended, its days are over, or the agent is switched off or chooses a new password;
user tokens lists those that do (id, agent, made, until, what for), user token-end ends one.
  --name NAME             the agent's name; of a token, what it is for
  --days N                how many days the token opens the desk (until it is ended)
  --id ID                 which token, as user tokens names it
  --email ADDRESS         what the agent signs in with
  --role ROLE             owner, admin, manager or support (the first agent: owner, every other: support)
  --password-file FILE    the password is the first line of FILE; - is standard input

desk set changes what is given and leaves the rest; desk show prints all of it:
  --name NAME             the desk's name, which customers read
  --hours DAYS=FROM-TO    office hours, such as mon-fri=09:00-12:00,13:00-17:30, sat=22:00-06:00 (past midnight),
                          sun=00:00-24:00 or sun=closed; may be repeated; a day that was never named is closed
  --time-zone ZONE        whose hours they are, such as Europe/Amsterdam (UTC)
  --holiday DATE          a day without office hours, YYYY-MM-DD; may be repeated
  --no-holidays           forgets the holidays before
  --closed-notice TEXT    what a visitor of the web chat reads outside the hours
  --always-open           no office hours (as it is before they are set)
  --sms COUNTRY=SENDER    how SMS go to a country, such as NL=long-code: toll-free, long-code, short-code,
                          alphanumeric-only or none; may be repeated

backup copies a desk in --data while its server runs; restore makes a desk of it in an empty place. A desk that was
restored, or whose database is behind what clients were told, sends nothing by itself until desk release. Of a desk
in PostgreSQL take pg_dump and copy the attachments; after pg_restore say restore --database URI.
  --to DIR                a new or empty folder for the backup
  --from DIR              a folder that backup made

Exit codes: 0 ended as asked, 1 it could not be done, start or go on (the message says why and what was
kept), 2 wrong command line.
)");
}

} // namespace server::process
