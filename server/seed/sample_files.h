#pragma once
// Small real files for the sample desk's attachments. Internal to the seed.

#include "desk/message.h"

#include <QByteArray>
#include <QList>

namespace server::seed
{

/// A file and its metadata (name, mime, size, digest; no id).
struct SampleFile {
    desk::Attachment attachment;
    QByteArray bytes;
};
/// PNG pictures in several colours, PDF invoices, plain texts.
const QList<SampleFile>& sampleFiles();

} // namespace server::seed
