#pragma once
// A real desk server in the test's process, on a folder that can be copied and brought back.

#include "desk/instant.h"
#include "desk/message.h"
#include "server/process/desk_server.h"
#include "server/rules/inbound.h"
#include "tests/support/postgres_fixture.h"

#include <QTemporaryDir>
#include <QUrl>

#include <memory>

namespace faults
{

/// What a new desk is copied from: an agent, her token, a few chats and text messages. Made once a process and engine.
struct DeskTemplate {
    QTemporaryDir folder;
    QString database; ///< PostgreSQL: its name
    QString token;
    desk::AgentId agent;
};
const DeskTemplate& deskTemplate(sql::Engine engine, desk::Instant now);
/// The PostgreSQL of this process; empty when there is none: `why` says so.
test::PostgresFixture* postgres(QString* why = nullptr);

class ServedDesk
{
public:
    /// A copy of the template in a folder of its own; not yet started.
    ServedDesk(const desk::Clock& clock, desk::Instant began, sql::Engine engine = sql::Engine::Sqlite);
    /// A further process of a desk on PostgreSQL, by a clock of its own.
    ServedDesk(const ServedDesk& other, const desk::Clock& clock);
    ~ServedDesk();

    void start();
    /// Ends cleanly: the database is one file afterwards.
    void stop();
    bool isRunning() const { return m_server != nullptr; }
    QUrl url() const { return m_url; }

    /// Copies the folder as it lies there, of a running server only while nothing is going on in it; on PostgreSQL the
    /// database too, while stopped.
    void keep();
    /// What comes back of a kept copy: all, all but the write-ahead log (SQLite), the database alone (PostgreSQL).
    enum class Part { Whole, WithoutLog, DatabaseAlone };
    /// While stopped: the kept copy takes the desk's place.
    void bringBack(Part part = Part::Whole);

    /// Seam for the database's faults: given each new connection. Before start().
    void setConnected(std::function<void(sql::Connection&)> connected) { m_connected = std::move(connected); }
    /// Over which line the server reaches its database from the next start on, and how long that may be silent; what
    /// the test itself asks goes straight there.
    void setLine(const QString& postgres, const sql::PostgresLimits& limits);
    const QString& database() const { return m_database; }
    server::http::Server& http() { return m_server->http(); }
    server::store::Store& store() { return *m_store; }

    /// A message of the customer with this identity: a chat when it is a visitor's, else a text message.
    server::rules::InboundReceipt customerWrites(const QString& from, const QString& text);
    /// A colleague's note, straight on the server.
    void colleagueNotes(const desk::TicketId& ticket, const QString& text);

    QList<desk::TicketId> tickets();
    /// All of a thread, oldest first, as a client is given it.
    QList<desk::Message> thread(const desk::TicketId& ticket);
    /// How many messages this operation made.
    int made(const desk::OperationId& operation);

private:
    /// False with the reason; `isAway`: the database could not be reached.
    bool listens(QString* error, bool* isAway);

    const desk::Clock& m_clock;
    std::shared_ptr<QTemporaryDir> m_place;
    QString m_databaseName; ///< PostgreSQL
    QString m_database;     ///< its uri
    QString m_line;         ///< the same over a line of the test's
    sql::PostgresLimits m_limits;
    int m_kept = 0;
    QUrl m_url;
    std::function<void(sql::Connection&)> m_connected;
    std::unique_ptr<server::process::DeskServer> m_server;
    std::unique_ptr<server::store::Store> m_store;
    QString folder() const { return m_place->filePath(QStringLiteral("desk")); }
    QString keptDatabase() const { return m_databaseName + QStringLiteral("_kept_%1").arg(m_kept); }
    QString kept() const { return m_place->filePath(QStringLiteral("kept-%1").arg(m_kept)); }
};

} // namespace faults
