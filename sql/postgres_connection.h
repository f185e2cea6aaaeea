#pragma once

#include "sql/connection.h"
#include "sql/postgres_limits.h"

namespace sql
{

class PostgresLine;

/// One NOTIFY that arrived.
struct Notification {
    QString channel;
    QString payload;
    int sender = 0; ///< the server process that sent it: compare with backendPid() to skip one's own
    bool operator==(const Notification&) const = default;
};

/// A connection to PostgreSQL 15 or newer. The types of `?` are inferred by the server: write CAST(? AS BIGINT) where
/// the context does not tell. Integers, text and blobs come back alike on both engines. No call waits longer than the
/// limits say; one that would fails with Connection, and the line is closed (whether it was done is then unknown).
class PostgresConnection final : public Connection
{
public:
    /// `uri` as libpq takes it (postgresql://… or key=value). Throws Failure (Connection).
    static std::unique_ptr<PostgresConnection> open(const QString& uri, const PostgresOptions& options = {});
    ~PostgresConnection() override;

    Engine engine() const noexcept override { return Engine::Postgres; }
    void interrupt() noexcept override;
    bool inTransaction() const noexcept override;

    /// False after the line broke: throw the connection away and open another.
    bool isAlive() const noexcept;
    int backendPid() const noexcept;
    /// Asks the server for a sign of life: throws Failure (Connection) when there is none within the limit.
    void probe();

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
    void setPatient(bool patient) override;

private:
    PostgresConnection(const QString& uri, std::shared_ptr<PostgresLine> line);
    void tellServerLimits();

    const QString m_uri;
    std::shared_ptr<PostgresLine> m_line; ///< shared with statements that outlive the connection by mistake
    const int m_backendPid;
    quint64 m_statements = 0;
};

} // namespace sql
