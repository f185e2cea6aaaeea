#pragma once

#include "server/rules/auth.h"
#include "server/rules/inbound.h"
#include "server/rules/operations.h"
#include "server/store/store.h"
#include "tests/support/postgres_fixture.h"

#include <QTemporaryDir>
#include <QUuid>

#include <memory>

namespace test
{

/// A fresh desk on either engine, with one agent of each sort; for table tests over engines.
class DeskFixture
{
public:
    /// Adds one row for each engine to a _data function.
    static void rows();
    /// A new, empty desk; false when there is no PostgreSQL: why() says so.
    bool open(sql::Engine engine);
    QString why() const { return m_why; }
    /// Ends the process on the desk.
    void close();
    /// Ends the process on the desk and starts the next one on the same data.
    void reopen();

    /// A further connection, or one of another "process" (its own Database object; PostgreSQL only).
    std::unique_ptr<server::store::Store> connect();
    std::shared_ptr<server::store::Database> anotherProcess();
    server::store::Store& store() { return *m_store; }
    server::store::Database& database() { return *m_database; }
    server::store::StoreOptions& options() { return m_options; }

    desk::AgentId agent(const QString& name = QStringLiteral("ada"), desk::Role role = desk::Role::Support);
    /// A customer's message through the rules; must succeed.
    server::rules::InboundReceipt receive(desk::Channel channel, const QString& from, const QString& text,
                                          qint64 atMs = 1000);
    /// An operation of this kind on the ticket with a fresh uuid.
    static desk::Operation operation(desk::OperationKind kind, const desk::TicketId& ticket);
    server::store::Result<server::rules::OperationAnswer> run(const desk::Operation& operation,
                                                              const desk::AgentId& agent, qint64 nowMs = 5000);
    desk::Ticket ticket(const desk::TicketId& id, const desk::AgentId& agent);

private:
    std::unique_ptr<QTemporaryDir> m_folder;
    PostgresFixture m_postgres;
    bool m_isStarted = false;
    server::store::StoreOptions m_options;
    std::shared_ptr<server::store::Database> m_database;
    std::unique_ptr<server::store::Store> m_store;
    QString m_why;
};

} // namespace test

/// Fetches the row's engine and opens `desk_` on it, or skips.
#define FRESH_DESK(fixture)                                                                                            \
    QFETCH(sql::Engine, engine);                                                                                       \
    if (!(fixture).open(engine))                                                                                       \
    QSKIP(qPrintable((fixture).why()))
