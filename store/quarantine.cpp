#include "store/quarantine.h"

#include "sql/sqlite_connection.h"
#include "sql/transaction.h"
#include "store/database.h"
#include "store/draft_rows.h"
#include "store/json_text.h"
#include "store/outbox_rows.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QSaveFile>

namespace store
{

using namespace Qt::StringLiterals;

namespace
{
QString suspectFile(const QString& path)
{
    return path + u".suspect"_s;
}

QString freeName(const QString& path, desk::Instant now)
{
    const QString name = path + u".damaged-"_s + now.utc().toString(u"yyyyMMdd-HHmmss"_s);
    QString candidate = name;
    for (int i = 2; QFile::exists(candidate); ++i)
        candidate = name + u'-' + QString::number(i);
    return candidate;
}

/// Row by row: one unreadable page must not cost the others. `read` gets the statement at each row.
template<class Read>
void salvage(sql::Connection& db, const QString& sql, const Read& read)
{
    try {
        sql::Statement rows = db.query(sql);
        while (rows.next())
            read(rows);
    } catch (const sql::Failure&) {
        // What was read until here is kept; the file itself stays for a closer look.
    }
}

Rescued rescue(const QString& damaged)
{
    Rescued rescued;
    try {
        const auto db = sql::SqliteConnection::open(damaged, sql::OpenMode::ReadWrite, {});
        salvage(*db, u"SELECT body FROM draft"_s, [&](const sql::Statement& row) {
            if (const auto draft = fromJsonText<desk::Draft>(row.bytes(0)))
                rescued.drafts += *draft;
        });
        salvage(*db, outboxSelect(), [&](const sql::Statement& row) {
            OutboxRow entry = outboxFrom(row);
            if (entry.operation.id)
                rescued.outbox += entry;
        });
    } catch (const sql::Failure&) {
        // Not even the header is readable: nothing to rescue.
    }
    return rescued;
}

QByteArray exported(const Rescued& rescued)
{
    QJsonArray outbox;
    for (const OutboxRow& row : rescued.outbox)
        outbox += QJsonObject{{u"operation"_s, desk::toJson(row.operation)},
                              {u"created"_s, row.created.ms},
                              {u"files"_s, QJsonDocument::fromJson(filesText(row.files).bytes).array()},
                              {u"reason"_s, row.reason}};
    QJsonArray drafts;
    for (const desk::Draft& draft : rescued.drafts)
        drafts += desk::toJson(draft);
    return QJsonDocument(QJsonObject{{u"outbox"_s, outbox}, {u"drafts"_s, drafts}}).toJson();
}

bool write(const QString& path, const QByteArray& bytes)
{
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly))
        return false;
    file.setPermissions(QFileDevice::ReadOwner | QFileDevice::WriteOwner);
    return file.write(bytes) == bytes.size() && file.commit();
}
} // namespace

Quarantined quarantine(const QString& path, const desk::Clock& clock)
{
    Quarantined result;
    result.damagedCopy = freeName(path, clock.now());
    if (!QFile::rename(path, result.damagedCopy))
        throw OpenFailure(OpenFailure::Kind::Broken,
                          QCoreApplication::translate("store::OpenFailure",
                                                      "The desk's file %1 is damaged and cannot be put aside. Nothing "
                                                      "was changed. Move it to another folder and start again.")
                              .arg(QDir::toNativeSeparators(path)));
    for (const QString& end : {u"-wal"_s, u"-shm"_s, u"-journal"_s})
        QFile::rename(path + end, result.damagedCopy + end);
    clearSuspicion(path);
    result.rescued = rescue(result.damagedCopy);
    if (result.rescued.outbox.isEmpty() && result.rescued.drafts.isEmpty())
        return result;
    const QString file = result.damagedCopy + u".rescued.json"_s;
    if (write(file, exported(result.rescued)))
        result.rescueFile = file;
    return result;
}

int importRescued(sql::Connection& db, const Rescued& rescued)
{
    sql::Transaction transaction(db, {sql::Transaction::Access::Write, true});
    for (OutboxRow row : rescued.outbox) {
        if (row.state == OutboxState::Sending)
            row.state = OutboxState::Queued;
        insertOutbox(db, row);
    }
    for (const desk::Draft& draft : rescued.drafts)
        putDraft(db, draft);
    transaction.commit();
    return static_cast<int>(rescued.outbox.size() + rescued.drafts.size());
}

void markSuspect(const QString& path)
{
    QFile file(suspectFile(path));
    file.open(QIODevice::WriteOnly);
}

bool isSuspect(const QString& path)
{
    return QFile::exists(suspectFile(path));
}

void clearSuspicion(const QString& path)
{
    QFile::remove(suspectFile(path));
}

} // namespace store
