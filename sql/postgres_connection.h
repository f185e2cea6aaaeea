#pragma once

#include "sql/connection.h"

struct pg_conn;
struct pg_cancel;

namespace sql
{

/// One NOTIFY that arrived.
struct Notification {
    QString channel;
    QString payload;
    int sender = 0; ///< the server process that sent it: compare with backendPid() to skip one's own
    bool operator==(const Notification&) const = default;
};

/// A connection to PostgreSQL 15 or newer. The types of `?` are inferred by the server: write CAST(? AS BIGINT) where
/// the context does not tell. Integers, text and blobs come back alike on both engines.
class PostgresConnection final : public Connection
{
public:
    /// `uri` as libpq takes it (postgresql://… or key=value). Throws Failure (Connection). The time-out is 10 seconds
    /// unless the uri has connect_timeout.
    static std::unique_ptr<PostgresConnection> open(const QString& uri);
    ~PostgresConnection() override;

    Engine engine() const noexcept override { return Engine::Postgres; }
    void interrupt() noexcept override;
    bool inTransaction() const noexcept override;

    /// False after the line broke: throw the connection away and open another.
    bool isAlive() const noexcept;
    int backendPid() const noexcept;

    /// Subscribes to a channel. Notifications arrive while the connection is outside a transaction.
    void listen(const QString& channel);
    /// Sends at commit, or at once outside a transaction. At most 7999 bytes of payload.
    void notify(const QString& channel, const QString& payload);
    /// The file descriptor to watch for reading; when it is readable, call takeNotifications().
    int socket() const noexcept;
    /// What has arrived, without waiting. Call it after queries too: they may have read notifications along the way.
    /// A broken line is a Failure (Connection).
    QList<Notification> takeNotifications();

protected:
    std::unique_ptr<StatementDriver> compile(const QString& sql) override;
    void runScript(const QString& sql) override;
    qint64 runBulkInsert(const QString& table, const QStringList& columns, const QList<Values>& rows) override;
    void begin(bool write, bool durable) override;
    void commit() override;
    void rollback() noexcept override;

private:
    explicit PostgresConnection(std::shared_ptr<pg_conn> handle);

    std::shared_ptr<pg_conn> m_handle; ///< shared with statements that outlive the connection by mistake
    pg_cancel* m_cancel = nullptr;
    quint64 m_statements = 0;
};

} // namespace sql
