#pragma once
// Attachments: metadata in the database, bytes under DATA/attachments by digest. Uploads are resumable.

#include "server/store/store.h"

#include "desk/message.h"

#include <QByteArray>

namespace server::store
{

inline constexpr qint64 kMaxAttachment = 25 * 1024 * 1024;
inline constexpr qint64 kMaxChatAttachment = 5 * 1024 * 1024;

/// Who uploads: exactly one is set. Others cannot continue or attach what is not theirs.
struct Uploader {
    desk::AgentId agent;
    QString chatSession;
};

struct Upload {
    desk::Attachment attachment;
    qint64 offset = 0; ///< bytes that are there
    bool complete() const { return offset == attachment.size; }
};

/// Begins an upload (`id` of `wanted` is ignored). The same uploader, digest, name and size again continues what is
/// unfinished; bytes that this uploader sent before are complete at once, as an attachment of its own.
/// Faults: `too-large`, `bad-name`, `bad-digest`, `bad-size` (Refused).
/// The name is kept as a plain file name (no path, no invisible marks), the type as `type/subtype`.
Result<Upload> beginUpload(Store& store, const Uploader& by, desk::Attachment wanted, desk::Instant now,
                           qint64 maxSize = kMaxAttachment);
/// Appends. Faults: `wrong-offset` (Conflict, detail = the right one), `too-large`, `digest` (Refused; the upload is
/// gone), `no-such-attachment`.
Result<Upload> appendUpload(Store& store, const Uploader& by, const desk::AttachmentId& id, qint64 offset,
                            const QByteArray& bytes);
/// The fault that appendUpload() would give for so many bytes (-1: not known) before it looks at them; nothing = none.
std::optional<Fault> checkAppend(Store& store, const Uploader& by, const desk::AttachmentId& id, qint64 offset,
                                 qint64 bytes);
Result<Upload> uploadState(Store& store, const Uploader& by, const desk::AttachmentId& id);

/// Removes uploads begun before that moment that no message has, with their bytes; how many. Safe with several
/// processes and with new uploads of the same bytes; at most 1000 a call.
Result<int> pruneUploads(Store& store, desk::Instant before);

/// A complete file to be read: metadata and the path of its bytes.
struct StoredFile {
    desk::Attachment attachment;
    QString path;
};
/// For an agent: the files of messages, and the own uploads. What others have not sent yet is as if it were not there.
Result<StoredFile> openFile(Store& store, const desk::AgentId& reader, const desk::AttachmentId& id);
/// For a link whose signature shows that somebody who may read the file asked for it.
Result<StoredFile> openLinkedFile(Store& store, const desk::AttachmentId& id);
/// For a visitor: only files of messages of the session's own conversations, and the session's own uploads.
Result<StoredFile> openChatFile(Store& store, const QString& session, const desk::AttachmentId& id);

} // namespace server::store
