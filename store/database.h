#pragma once
// The agent's database as a file: opening, upgrading, and what happens when that cannot be done. One SQLite file per
// desk, mode 0600, write-ahead log. A damaged file is put aside and never deleted; its outbox and drafts are rescued.

#include "desk/instant.h"
#include "sql/sqlite_connection.h"

#include <QString>

#include <exception>
#include <memory>

namespace store
{

/// The file cannot be used as it is; nothing was changed. `message` is for people.
class OpenFailure : public std::exception
{
public:
    enum class Kind {
        Newer,    ///< written by a newer version of the program
        Locked,   ///< somebody else holds it; it is not damaged
        ReadOnly, ///< the file or the folder may not be written
        Full,     ///< no space left
        NoFolder, ///< the folder does not exist and cannot be made
        Broken,   ///< damaged, and putting it aside failed
        Other
    };

    OpenFailure(Kind kind, QString message)
        : m_kind(kind)
        , m_message(std::move(message))
        , m_what(m_message.toUtf8())
    {
    }

    Kind kind() const noexcept { return m_kind; }
    const QString& message() const noexcept { return m_message; }
    const char* what() const noexcept override { return m_what.constData(); }

private:
    Kind m_kind;
    QString m_message;
    QByteArray m_what;
};

/// What openDatabase() had to do.
struct Opened {
    std::unique_ptr<sql::SqliteConnection> connection;
    QString damagedCopy; ///< the file that was put aside; empty = none
    QString rescueFile;  ///< JSON with its outbox and drafts; empty = none
    int rescued = 0;     ///< outbox rows and drafts that are in the new file
};

/// Opens for writing: makes the file, upgrades its schema, puts a damaged one aside (`.damaged-DATE` beside it).
/// Throws OpenFailure.
Opened openDatabase(const QString& path, const desk::Clock& clock);

/// Opens read-only for another thread. Throws OpenFailure (Newer) or sql::Failure.
std::unique_ptr<sql::SqliteConnection> openForReading(const QString& path);

/// Whether this failure says that the file itself is unusable. Busy, full and read-only are not damage.
bool meansDamage(sql::ErrorKind kind) noexcept;

} // namespace store
