#pragma once

#include "sql/sqlite_connection.h"

#include <vector>

struct sqlite3_stmt;

namespace sql
{

/// Throws the Failure for what `handle` reports for the result code `code`.
[[noreturn]] void throwSqlite(sqlite3* handle, int code, const QString& sql = {});
/// The kind for an (extended) result code.
ErrorKind sqliteKind(int code) noexcept;

/// A sqlite3_stmt behind StatementDriver.
class SqliteStatement final : public StatementDriver
{
public:
    SqliteStatement(SqliteConnection& connection, const QString& sql);
    ~SqliteStatement() override;

    void bind(int index, const Value& value) override;
    void bindInt(int index, qint64 value) override;
    void bindText(int index, const QString& value) override;
    int parameterCount() const override { return static_cast<int>(m_held.size()); }
    bool step() override;
    void reset() noexcept override;
    qint64 affectedRows() const override { return m_affected; }
    int columnCount() const override;
    bool isNull(int column) const override;
    qint64 integer(int column) const override;
    double real(int column) const override;
    QString text(int column) const override;
    QByteArray bytes(int column) const override;
    Value value(int column) const override;

private:
    void holdText(int index, QByteArray utf8);
    void check(int code) const;

    SqliteConnection& m_connection;
    sqlite3_stmt* m_statement = nullptr;
    std::vector<QByteArray> m_held; ///< bound text and blobs: SQLite reads them in place
    qint64 m_affected = 0;
    qint64 m_changesBefore = 0;
    bool m_running = false;
};

} // namespace sql
