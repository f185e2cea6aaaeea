#include "store/work_file.h"

#include "sql/sqlite_file.h"

#include <QFile>

namespace store
{

using namespace Qt::StringLiterals;

namespace
{
// `in_doubt`: sent at least once and not answered. `ticket_created` and `requester` tell the ticket from another one of
// a desk that was restored, `epoch` is the desk's when it gave the receipt. Times are milliseconds, 0 = unset.
constexpr const char kWorkFile[] = R"(
CREATE TABLE outbox (
  position INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, ticket TEXT NOT NULL, state INTEGER NOT NULL,
  created INTEGER NOT NULL, not_before INTEGER NOT NULL, attempts INTEGER NOT NULL, reason_code TEXT NOT NULL,
  reason TEXT NOT NULL, receipt INTEGER NOT NULL, operation TEXT NOT NULL, files TEXT NOT NULL,
  chosen_files TEXT NOT NULL, newer TEXT NOT NULL, in_doubt INTEGER NOT NULL DEFAULT 0,
  ticket_created INTEGER NOT NULL DEFAULT 0, requester TEXT NOT NULL DEFAULT '', epoch TEXT NOT NULL DEFAULT '');
CREATE INDEX outbox_lane ON outbox (ticket, position);
CREATE TABLE draft (
  ticket TEXT NOT NULL, note INTEGER NOT NULL, updated INTEGER NOT NULL, body TEXT NOT NULL,
  ticket_created INTEGER NOT NULL DEFAULT 0, requester TEXT NOT NULL DEFAULT '',
  PRIMARY KEY (ticket, note)) WITHOUT ROWID;
CREATE TABLE draft_history (
  version INTEGER PRIMARY KEY AUTOINCREMENT, ticket TEXT NOT NULL, note INTEGER NOT NULL, saved INTEGER NOT NULL,
  body TEXT NOT NULL);
CREATE INDEX draft_history_of ON draft_history (ticket, note, version);
CREATE TABLE fact (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
)";

constexpr int kMarkLength = 20;
constexpr sql::SqliteOptions kOptions{.cacheKiB = 512, .synchronous = sql::Synchronous::Full};

QString markOf(const QString& path)
{
    return path + u".mark"_s;
}

/// In place, always as long: whatever a crash leaves of it is one of two numbers.
void mark(const QString& path, qint64 commits)
{
    QFile file(markOf(path));
    if (file.open(QIODevice::ReadWrite, QFileDevice::ReadOwner | QFileDevice::WriteOwner))
        file.write(QByteArray::number(commits).rightJustified(kMarkLength, '0'));
}
} // namespace

QString workPath(const QString& cache)
{
    const QString ending = u".db"_s;
    return (cache.endsWith(ending) ? cache.chopped(ending.size()) : cache) + u".work.db"_s;
}

const QList<sql::Migration>& workMigrations()
{
    static const QList<sql::Migration> steps{
        {1, QStringLiteral("outbox and drafts"), QLatin1String(kWorkFile), {}},
    };
    return steps;
}

qint64 prepareWork(const QString& path)
{
    if (!QFile::exists(path))
        sql::createFile(path, kOptions, [](auto& db) { sql::migrate(db, workMigrations()); });
    if (sql::endOf(path) != sql::FileEnd::Whole)
        throw sql::Failure(sql::ErrorKind::Corrupt, u"the file was cut short"_s);
    const auto db = sql::SqliteConnection::open(path, sql::OpenMode::Create, kOptions);
    sql::migrate(*db, workMigrations());
    if (!db->integrityCheck().sound)
        throw sql::Failure(sql::ErrorKind::Corrupt, u"the check found damage"_s);
    return db->value<qint64>(u"SELECT value FROM fact WHERE name = 'commits'"_s).value_or(0);
}

qint64 markedCommits(const QString& path)
{
    QFile file(markOf(path));
    return file.open(QIODevice::ReadOnly) ? file.read(kMarkLength).toLongLong() : 0;
}

void forgetMark(const QString& path)
{
    QFile::remove(markOf(path));
}

void attachWork(sql::SqliteConnection& db, const QString& path)
{
    db.attach(path, u"work"_s, sql::Synchronous::Full);
}

QString fact(sql::Connection& db, const QString& name)
{
    return db.value<QString>(u"SELECT value FROM fact WHERE name = ?"_s, name).value_or(QString());
}

void putFact(sql::Connection& db, const QString& name, const QString& value)
{
    if (value.isEmpty())
        db.execute(u"DELETE FROM fact WHERE name = ?"_s, name);
    else
        db.execute(u"INSERT OR REPLACE INTO fact (name, value) VALUES (?, ?)"_s, name, value);
}

WorkChange::WorkChange(sql::Connection& connection)
    : db(connection)
    , m_transaction(connection)
{
}

void WorkChange::commit()
{
    const auto count = db.value<qint64>(u"INSERT INTO fact (name, value) VALUES ('commits', '1') "
                                        "ON CONFLICT (name) DO UPDATE SET value = value + 1 RETURNING value"_s);
    const auto file = db.value<QString>(u"SELECT file FROM pragma_database_list WHERE name = 'work'"_s);
    m_transaction.commit();
    if (count && file)
        mark(*file, *count);
}

} // namespace store
