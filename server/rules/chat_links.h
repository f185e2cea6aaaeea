#pragma once
// Links to files for visitors: a browser opens them without a header, so the address itself must show that it may.

#include "server/store/files.h"

namespace server::rules
{

/// Long enough to fetch a file over a bad line, short enough to be worth nothing in somebody's log.
inline constexpr qint64 kLinkLife = 10 * desk::kMinute;

/// What an address says beside the file's id; signed with a key of the desk's own that every process of it shares.
struct FileLink {
    desk::Instant until;
    QString key;
};
/// Fault `no-such-attachment`: the session may not see the file.
store::Result<FileLink> chatLink(store::Store& store, const QString& session, const desk::AttachmentId& file,
                                 desk::Instant now);
/// Fault `no-such-attachment`: forged, or ended.
store::Result<store::StoredFile> openChatLink(store::Store& store, const desk::AttachmentId& file, const FileLink& link,
                                              desk::Instant now);

} // namespace server::rules
