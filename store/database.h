#pragma once
// The agent's database as files: opening, upgrading, and what happens when that cannot be done. Two SQLite files per
// desk, mode 0600, write-ahead log: the cache, and beside it the agent's own work (store/work_file.h). A damaged file
// is put aside and never deleted; outbox and drafts are rescued, the cache comes from the desk again.

#include "desk/instant.h"
#include "sql/sqlite_connection.h"

#include <QString>
#include <QStringList>

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

/// What was found damaged.
struct Damage {
    QString cacheCopy;     ///< the cache that was put aside; empty = it was sound
    QString workCopy;      ///< the same of the work file
    QString rescueFile;    ///< JSON with the outbox and drafts that came out of one of them; empty = none
    int rescued = 0;       ///< outbox rows and drafts that are in the new file
    bool heldWork = false; ///< outbox and drafts lay in what was put aside
    QStringList unread;    ///< ids of tickets for which something waited that could not be read

    bool cacheGone = false;    ///< it was not there, and something waits beside it
    bool workGone = false;     ///< it was not there any more
    bool workWentBack = false; ///< it is whole and older than what was stored in it: its log is gone

    bool isEmpty() const
    {
        return cacheCopy.isEmpty() && workCopy.isEmpty() && !cacheGone && !workGone && !workWentBack;
    }
};

/// What openDatabase() had to do.
struct Opened {
    std::unique_ptr<sql::SqliteConnection> connection;
    Damage damage;
};

struct OpenOptions {
    bool damageShowed = false; ///< in use, in one of the two: where the work file is sound it was the cache
    std::shared_ptr<sql::FaultPlan> faults = {}; ///< seam for tests: of the connection that upgrades
};

/// Opens for writing: makes the files, upgrades their schemas, puts a damaged one aside (`.damaged-DATE` beside it).
/// Throws OpenFailure.
Opened openDatabase(const QString& path, const desk::Clock& clock, const OpenOptions& options = {});

/// Opens both read-only for another thread. Throws OpenFailure (Newer) or sql::Failure.
std::unique_ptr<sql::SqliteConnection> openForReading(const QString& path);

/// Whether this failure says that the file itself is unusable. Busy, full and read-only are not damage.
bool meansDamage(sql::ErrorKind kind) noexcept;

} // namespace store
