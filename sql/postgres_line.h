#pragma once
// The line to a PostgreSQL server: libpq's asynchronous calls, none of which waits longer than its limit.

#include "sql/error.h"
#include "sql/postgres_limits.h"

#include <libpq-fe.h>

#include <QByteArrayView>

#include <chrono>
#include <memory>

namespace sql
{

struct FreeResult {
    void operator()(PGresult* result) const noexcept { PQclear(result); }
};
using Result = std::unique_ptr<PGresult, FreeResult>;

/// The kind for a five-letter SQLSTATE.
ErrorKind postgresKind(QByteArrayView state) noexcept;

/// One line. Belongs to one thread. A call that fails with Connection has ended the line: isAlive() is false then, and
/// what was under way on it may or may not have happened.
class PostgresLine
{
public:
    /// Throws Failure (Connection). The limit does not hold for the name of the host: the resolver has its own.
    PostgresLine(const QString& uri, const PostgresOptions& options);
    ~PostgresLine();
    PostgresLine(const PostgresLine&) = delete;
    PostgresLine& operator=(const PostgresLine&) = delete;

    PGconn* handle() const noexcept { return m_handle.get(); }
    bool isAlive() const noexcept;
    const PostgresOptions& options() const noexcept { return m_options; }
    /// How long the next calls may be silent.
    void setLimit(std::chrono::milliseconds limit) noexcept { m_limit = limit; }
    std::chrono::milliseconds limit() const noexcept { return m_limit; }

    // Each sends, waits for the end, and returns the last result or throws the first error; `told` is the statement
    // that a Failure names.
    Result run(const QByteArray& sql, const QString& told);
    Result prepare(const QByteArray& name, const QByteArray& sql, const QString& told);
    Result describe(const QByteArray& name, const QString& told);
    struct Arguments {
        int count = 0;
        const char* const* values = nullptr;
        const int* lengths = nullptr;
        const int* formats = nullptr;
    };
    Result execute(const QByteArray& name, const Arguments& arguments, const QString& told);

    /// After run() of a COPY … FROM STDIN.
    void put(const QByteArray& data, const QString& told);
    /// `refusal` set: nothing of it is kept, and no error is thrown for that.
    void endCopy(const char* refusal, const QString& told);

    /// Reads what has come, without waiting.
    void consume();
    /// Ends it without a word to the server.
    void breakOff() noexcept;
    /// Ends it properly: the server hears of it, and nothing is waited for.
    void close() noexcept;

private:
    using Clock = std::chrono::steady_clock;

    void open(std::chrono::milliseconds limit);
    void sent(int ok, const QString& told);
    void flush(const QString& told);
    Result finish(const QString& told);
    short wait(short events, Clock::time_point until, const QString& told);
    [[noreturn]] void lose(const QString& why, const QString& told);
    [[noreturn]] void loseWithReason(const QString& told);
    [[noreturn]] void fail(const PGresult* result, const QString& told);

    PostgresOptions m_options;
    std::unique_ptr<PGconn, decltype(&PQfinish)> m_handle{nullptr, &PQfinish};
    std::chrono::milliseconds m_limit;
};

} // namespace sql
