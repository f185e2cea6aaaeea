#include "tests/server/uploads.h"

#include <QCryptographicHash>
#include <QFile>

namespace test
{

using namespace Qt::StringLiterals;
namespace store = server::store;

desk::Attachment fileOf(const QByteArray& bytes)
{
    desk::Attachment file;
    file.name = u"note.txt"_s;
    file.mime = u"text/plain"_s;
    file.size = bytes.size();
    file.sha256 = QString::fromLatin1(QCryptographicHash::hash(bytes, QCryptographicHash::Sha256).toHex());
    return file;
}

desk::Attachment upload(store::Store& store, const store::Uploader& by, const QByteArray& bytes, qint64 atMs)
{
    const auto begun = store::beginUpload(store, by, fileOf(bytes), {atMs});
    if (!begun)
        qFatal("not begun: %s", qPrintable(begun.fault().message));
    if (begun->complete())
        return begun->attachment;
    const auto done = store::appendUpload(store, by, begun->attachment.id, begun->offset, bytes.mid(begun->offset));
    if (!done || !done->complete())
        qFatal("not uploaded");
    return begun->attachment;
}

QByteArray contentOf(store::Store& store, const desk::AttachmentId& id)
{
    const auto stored = store::openLinkedFile(store, id);
    QFile file(stored ? stored->path : QString());
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace test
