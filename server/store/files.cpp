#include "server/store/files.h"

#include "desk/file_name.h"
#include "server/store/file_bytes.h"
#include "server/store/keys.h"
#include "server/store/paths.h"
#include "server/store/plain_text.h"

#include <QCoreApplication>
#include <QFile>
#include <QFileInfo>
#include <QRegularExpression>

namespace server::store
{

using namespace Qt::StringLiterals;

namespace
{

Fault fileFault(FaultKind kind, const char* code, const char* message, qint64 detail = 0)
{
    return {kind, QString::fromLatin1(code), QCoreApplication::translate("server::store::Files", message), detail};
}

Fault noSuchAttachment()
{
    return fileFault(FaultKind::NotFound, "no-such-attachment", "This file does not exist, or is not yours.");
}

Fault wrongOffset(qint64 right)
{
    return fileFault(FaultKind::Conflict, "wrong-offset", "The upload goes on at another place.", right);
}

Fault diskFault()
{
    return fileFault(FaultKind::Unavailable, "disk-full",
                     "The server cannot write the file; its disk may be full. Try again later.");
}

/// "type/subtype" of RFC 9110's tokens; anything else says nothing about the bytes.
QString plainMime(const QString& mime)
{
    static const QRegularExpression form(u"^[a-z0-9!#$&^_.+-]{1,100}/[a-z0-9!#$&^_.+-]{1,100}$"_s);
    const QString bare = mime.section(u';', 0, 0).trimmed().toLower();
    return form.match(bare).hasMatch() ? bare : u"application/octet-stream"_s;
}

std::optional<Fault> checkWanted(const desk::Attachment& wanted, qint64 maxSize)
{
    static const QRegularExpression digest(u"^[0-9a-f]{64}$"_s);
    if (wanted.name.trimmed().isEmpty() || wanted.name.size() > 255 || wanted.contentId.size() > 255 ||
        hasForbidden(wanted.contentId))
        return fileFault(FaultKind::Refused, "bad-name", "The file's name is empty, too long, or cannot be kept.");
    if (wanted.size < 1)
        return fileFault(FaultKind::Refused, "bad-size", "The file's size makes no sense.");
    if (wanted.size > maxSize)
        return fileFault(FaultKind::Refused, "too-large", "The file is too large. Send a smaller one, or a link.");
    if (!digest.match(wanted.sha256).hasMatch())
        return fileFault(FaultKind::Refused, "bad-digest",
                         "The file's digest is not 64 lower-case hexadecimal digits.");
    return std::nullopt;
}

struct Row {
    Upload upload;
    QString session;
    qint64 agent = 0;
    qint64 message = 0;
};

std::optional<Row> findRow(sql::Connection& sql, const desk::AttachmentId& id)
{
    auto rows = sql.query(u"SELECT name, mime, size, content_id, sha256, uploaded, agent, session, message "
                          "FROM attachments WHERE id = ?"_s,
                          keyOf(id));
    if (!rows.next())
        return std::nullopt;
    return Row{{{id, rows.text(0), rows.text(1), rows.integer(2), rows.text(3), rows.text(4)}, rows.integer(5)},
               rows.text(7),
               rows.integer(6),
               rows.integer(8)};
}

StoredFile stored(Store& store, const Row& row)
{
    return {row.upload.attachment, filePath(store.database(), row.upload.attachment.sha256)};
}

QString sessionKey(const Uploader& by)
{
    return by.chatSession.isEmpty() ? QString() : hashOf(by.chatSession);
}

std::optional<Row> ownRow(sql::Connection& sql, const Uploader& by, const desk::AttachmentId& id)
{
    auto row = findRow(sql, id);
    if (!row || row->upload.offset < 0 || row->agent != keyOf(by.agent) || row->session != sessionKey(by))
        return std::nullopt;
    return row;
}

std::optional<Fault> checkPlace(const Upload& upload, qint64 offset, qint64 bytes)
{
    if (offset != upload.offset)
        return wrongOffset(upload.offset);
    if (bytes > upload.attachment.size - offset)
        return fileFault(FaultKind::Refused, "too-large", "More bytes came than were announced.");
    return std::nullopt;
}

Result<Row> readRow(Store& store, const Uploader& by, const desk::AttachmentId& id)
{
    return store.read([&](sql::Connection& sql) -> Result<Row> {
        const auto row = ownRow(sql, by, id);
        return row ? Result<Row>(*row) : Result<Row>(noSuchAttachment());
    });
}

/// Until the transaction ends nobody else settles or removes the file of this digest. SQLite has one writer anyway.
void lockDigest(sql::Connection& sql, const QString& sha256)
{
    if (sql.engine() == sql::Engine::Postgres)
        sql.query(u"SELECT 1 FROM (SELECT pg_advisory_xact_lock(hashtextextended(?, 7216))) AS lock"_s, sha256).next();
}

/// What this uploader began and did not finish. A finished row is for one message: the next one gets its own.
std::optional<Upload> unfinished(sql::Connection& sql, const Uploader& by, const desk::Attachment& wanted)
{
    const auto id = sql.value<qint64>(u"SELECT id FROM attachments WHERE sha256 = ? AND name = ? AND size = ? "
                                      "AND agent = ? AND session = ? AND message = 0 AND uploaded >= 0 "
                                      "AND uploaded < size "
                                      "ORDER BY id LIMIT 1"_s,
                                      wanted.sha256, wanted.name, wanted.size, keyOf(by.agent), sessionKey(by));
    return id ? std::optional(findRow(sql, idOf<desk::AttachmentId>(*id))->upload) : std::nullopt;
}

/// Whether the desk has these bytes from this very uploader: a digest alone must not open somebody else's file.
bool isSentBefore(sql::Connection& sql, const Database& database, const Uploader& by, const desk::Attachment& wanted)
{
    lockDigest(sql, wanted.sha256);
    const auto row = sql.value<qint64>(u"SELECT 1 FROM attachments WHERE sha256 = ? AND size = ? AND agent = ? "
                                       "AND session = ? AND uploaded = size LIMIT 1"_s,
                                       wanted.sha256, wanted.size, keyOf(by.agent), sessionKey(by));
    return row && QFileInfo(filePath(database, wanted.sha256)).size() == wanted.size;
}

/// What an append comes to. A refusal may have changed the row too, so it is committed like a success.
struct Appended {
    Upload upload;
    std::optional<Fault> refusal;
};

void setUploaded(sql::Connection& sql, const desk::AttachmentId& id, qint64 uploaded)
{
    sql.execute(u"UPDATE attachments SET uploaded = ? WHERE id = ?"_s, uploaded, keyOf(id));
}

/// The row says more than the disk has: the upload goes on where its bytes end.
Appended goBack(sql::Connection& sql, Upload upload, qint64 there)
{
    setUploaded(sql, upload.attachment.id, there);
    return {std::move(upload), wrongOffset(there)};
}

Appended refuseDigest(sql::Connection& sql, Upload upload, const QString& partial)
{
    QFile::remove(partial);
    sql.execute(u"DELETE FROM attachments WHERE id = ? AND message = 0"_s, keyOf(upload.attachment.id));
    return {std::move(upload),
            fileFault(FaultKind::Refused, "digest", "The file arrived damaged and was not kept. Upload it again.")};
}

/// Writes the bytes where the upload stands, then the row; nobody else is at this upload meanwhile.
Result<Appended> appendTo(sql::Connection& sql, const Database& database, Upload upload, const QByteArray& bytes)
{
    const qint64 offset = upload.offset;
    const QString partial = partialPath(database, keyOf(upload.attachment.id));
    const QString path = filePath(database, upload.attachment.sha256);
    const qint64 there = QFileInfo(partial).size();
    upload.offset += bytes.size();
    // An attempt that settled the file but could not write the row left no partial file: then only the row is missing.
    if (upload.complete())
        lockDigest(sql, upload.attachment.sha256);
    const bool isSettled = there < offset && upload.complete() &&
                           isFinished(path, upload.attachment.size, upload.attachment.sha256, bytes);
    if (there < offset && !isSettled)
        return goBack(sql, upload, there);
    if (!isSettled && !writeAt(partial, offset, bytes))
        return diskFault();
    if (!isSettled && upload.complete()) {
        if (!digestFits(partial, upload.attachment.sha256))
            return refuseDigest(sql, upload, partial);
        if (!settle(partial, path, upload.attachment.size))
            return diskFault();
    }
    setUploaded(sql, upload.attachment.id, upload.offset);
    return Appended{upload, std::nullopt};
}

/// Removes one marked row, its unfinished bytes, and its file when no other row needs it. The row goes last, so that
/// whoever is stopped here is followed by the next.
int removeUpload(sql::Connection& sql, const Database& database, qint64 id)
{
    const auto digest = sql.value<QString>(u"SELECT sha256 FROM attachments WHERE id = ?"_s, id);
    if (!digest)
        return 0; // another process was faster
    lockDigest(sql, *digest);
    const bool isNeeded =
        sql.value<qint64>(u"SELECT 1 FROM attachments WHERE sha256 = ? AND uploaded >= 0 LIMIT 1"_s, *digest)
            .has_value();
    if (!isNeeded)
        QFile::remove(filePath(database, *digest));
    QFile::remove(partialPath(database, id));
    return static_cast<int>(sql.execute(u"DELETE FROM attachments WHERE id = ? AND uploaded < 0"_s, id));
}

} // namespace

Result<Upload> beginUpload(Store& store, const Uploader& by, desk::Attachment wanted, desk::Instant now, qint64 maxSize)
{
    if (auto refused = checkWanted(wanted, maxSize))
        return *refused;
    wanted.name = desk::plainFileName(wanted.name);
    wanted.mime = plainMime(wanted.mime);
    return store.write([&](FeedTransaction& transaction) -> Upload {
        sql::Connection& sql = transaction.sql();
        if (const auto begun = unfinished(sql, by, wanted))
            return *begun;
        const qint64 there = isSentBefore(sql, store.database(), by, wanted) ? wanted.size : 0;
        auto rows =
            sql.query(u"INSERT INTO attachments (name, mime, size, content_id, sha256, uploaded, agent, session, "
                      "message, created) VALUES (?, ?, ?, ?, ?, ?, ?, ?, 0, ?) RETURNING id"_s,
                      wanted.name, wanted.mime, wanted.size, wanted.contentId, wanted.sha256, there, keyOf(by.agent),
                      sessionKey(by), now.ms);
        Upload upload{wanted, there};
        upload.attachment.id = idOf<desk::AttachmentId>(rows.next() ? rows.integer(0) : 0);
        rows.next();
        return upload;
    });
}

Result<Upload> appendUpload(Store& store, const Uploader& by, const desk::AttachmentId& id, qint64 offset,
                            const QByteArray& bytes)
{
    const auto appended = store.write([&](FeedTransaction& transaction) -> Result<Appended> {
        sql::Connection& sql = transaction.sql();
        // A repeated request waits here for the first one, in this process or another, and finds a new offset.
        sql.value<qint64>(u"SELECT id FROM attachments WHERE id = ? {for update}"_s, keyOf(id));
        const auto row = ownRow(sql, by, id);
        if (!row)
            return noSuchAttachment();
        if (const auto refused = checkPlace(row->upload, offset, bytes.size()))
            return *refused;
        return appendTo(sql, store.database(), row->upload, bytes);
    });
    if (!appended)
        return appended.fault();
    return appended->refusal ? Result<Upload>(*appended->refusal) : Result<Upload>(appended->upload);
}

std::optional<Fault> checkAppend(Store& store, const Uploader& by, const desk::AttachmentId& id, qint64 offset,
                                 qint64 bytes)
{
    const auto row = readRow(store, by, id);
    return row ? checkPlace(row->upload, offset, bytes) : std::optional(row.fault());
}

Result<Upload> uploadState(Store& store, const Uploader& by, const desk::AttachmentId& id)
{
    const auto row = readRow(store, by, id);
    if (!row)
        return row.fault();
    return row->upload;
}

Result<StoredFile> openFile(Store& store, const desk::AgentId& reader, const desk::AttachmentId& id)
{
    return store.read([&](sql::Connection& sql) -> Result<StoredFile> {
        const auto row = findRow(sql, id);
        const bool isTheirs = row && (row->message != 0 || (reader && row->agent == keyOf(reader)));
        if (!isTheirs || !row->upload.complete())
            return noSuchAttachment();
        return stored(store, *row);
    });
}

Result<StoredFile> openLinkedFile(Store& store, const desk::AttachmentId& id)
{
    return store.read([&](sql::Connection& sql) -> Result<StoredFile> {
        const auto row = findRow(sql, id);
        return row && row->upload.complete() ? Result<StoredFile>(stored(store, *row)) : noSuchAttachment();
    });
}

Result<StoredFile> openChatFile(Store& store, const QString& session, const desk::AttachmentId& id)
{
    return store.read([&](sql::Connection& sql) -> Result<StoredFile> {
        const auto row = findRow(sql, id);
        if (!row || !row->upload.complete())
            return noSuchAttachment();
        const QString key = hashOf(session);
        // Notes are for agents: a file of one is not the visitor's, even in the same conversation.
        const bool isTheirs =
            row->session == key ||
            sql.value<qint64>(u"SELECT 1 FROM messages AS m JOIN tickets AS t ON t.id = m.ticket "
                              "JOIN chat_sessions AS s ON s.profile = t.requester WHERE m.id = ? AND s.id = ? "
                              "AND m.kind = 'message' AND t.channel = 'webchat'"_s,
                              row->message, key)
                .has_value();
        if (!isTheirs)
            return noSuchAttachment();
        return stored(store, *row);
    });
}

Result<int> pruneUploads(Store& store, desk::Instant before)
{
    // Marked first: from here on nobody continues, sends or reads them.
    const auto marked = store.write([&](FeedTransaction& transaction) -> QList<qint64> {
        sql::Connection& sql = transaction.sql();
        sql.execute(u"UPDATE attachments SET uploaded = -1 WHERE message = 0 AND created < ?"_s, before.ms);
        QList<qint64> ids;
        auto rows = sql.query(u"SELECT id FROM attachments WHERE message = 0 AND uploaded < 0 LIMIT 1000"_s);
        while (rows.next())
            ids.append(rows.integer(0));
        return ids;
    });
    if (!marked)
        return marked.fault();
    int removed = 0;
    for (qint64 id : *marked) {
        const auto gone = store.write(
            [&](FeedTransaction& transaction) { return removeUpload(transaction.sql(), store.database(), id); });
        if (!gone)
            return gone.fault();
        removed += *gone;
    }
    return removed;
}

} // namespace server::store
