#include "server/api/download.h"

#include "server/api/answers.h"

#include <QUrl>

namespace server::api
{

using namespace Qt::StringLiterals;

http::Response downloadAnswer(const store::Result<store::StoredFile>& file)
{
    if (!file)
        return faultAnswer(file.fault());
    static const QStringList pictures{u"image/png"_s, u"image/jpeg"_s, u"image/gif"_s, u"image/webp"_s};
    const bool picture = pictures.contains(file->attachment.mime);
    http::Response answer =
        http::Response::file(file->path, picture ? file->attachment.mime.toLatin1() : "application/octet-stream");
    const QByteArray name = QUrl::toPercentEncoding(file->attachment.name);
    answer.headers.set("Content-Disposition",
                       (picture ? "inline" : "attachment") + QByteArray("; filename*=UTF-8''") + name);
    answer.headers.set("Content-Security-Policy", "default-src 'none'; sandbox");
    answer.headers.set("Cache-Control", "private, max-age=86400");
    answer.etag = '"' + file->attachment.sha256.toLatin1() + '"';
    return answer;
}

} // namespace server::api
