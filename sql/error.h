#pragma once

#include <QString>

#include <exception>

namespace sql
{

/// What went wrong, in classes that a caller can act upon (PROBES P3: busy is never corruption).
enum class ErrorKind {
    Busy,          ///< Somebody else holds a lock; nothing was changed, a later try may succeed.
    Full,          ///< The disk (or the page limit) is exhausted.
    ReadOnly,      ///< The file, the folder or the transaction may not be written.
    Corrupt,       ///< The database is damaged or truncated.
    NotADatabase,  ///< The file is something else.
    Constraint,    ///< NOT NULL, CHECK or a foreign key refused the row.
    Unique,        ///< A unique index or primary key refused the row.
    Serialization, ///< Deadlock or snapshot conflict: the whole transaction must be repeated.
    Connection,    ///< The server cannot be reached or the line broke; the outcome of a commit is then unknown.
    Interrupted,   ///< interrupt() was called.
    BadText,       ///< A text holds U+0000, which not every engine can keep: nothing was done, no repeat can help.
    Injected,      ///< A FaultPlan of a test said so.
    Other,         ///< A mistake in the SQL, a missing table, an I/O error.
};

/// The English word of a kind, for logs.
const char* kindName(ErrorKind kind) noexcept;

/// One failed database call.
struct Error {
    using Kind = ErrorKind;

    Kind kind = Kind::Other;
    QString message; ///< The engine's own words.
    QString sql;     ///< The statement in question; may be empty. Never holds bound values.

    bool operator==(const Error&) const = default;
};

/// The exception of the database layers; the public methods of stores and of the server turn it into results.
class Failure : public std::exception
{
public:
    explicit Failure(Error error);
    Failure(ErrorKind kind, const QString& message, const QString& sql = {});

    const Error& error() const noexcept { return m_error; }
    ErrorKind kind() const noexcept { return m_error.kind; }
    QString message() const { return m_error.message; }
    /// Kind, message and SQL in one UTF-8 line.
    const char* what() const noexcept override { return m_what.constData(); }

private:
    Error m_error;
    QByteArray m_what;
};

/// The database was written by a newer program; it was not touched. Not a Failure: no retry can help.
class NewerSchema : public std::exception
{
public:
    NewerSchema(int found, int known);

    int found() const noexcept { return m_found; } ///< Version in the database.
    int known() const noexcept { return m_known; } ///< Newest version this program knows.
    const char* what() const noexcept override { return m_what.constData(); }

private:
    int m_found;
    int m_known;
    QByteArray m_what;
};

} // namespace sql
