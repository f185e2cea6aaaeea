#pragma once

#include "server/store/files.h"

namespace test
{

/// A text file with these bytes, as a client announces it.
desk::Attachment fileOf(const QByteArray& bytes);
/// A finished upload of it; must succeed.
desk::Attachment upload(server::store::Store& store, const server::store::Uploader& by, const QByteArray& bytes,
                        qint64 atMs = 1);
/// The bytes that the desk gives out for it; null when there are none.
QByteArray contentOf(server::store::Store& store, const desk::AttachmentId& id);

} // namespace test
