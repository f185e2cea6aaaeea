#include "server/http/wire.h"

#include <QDateTime>
#include <QFileInfo>
#include <QLocale>

namespace server::http
{
using namespace Qt::StringLiterals;

namespace
{

/// Formatting costs more than the rest of a small answer, so one text serves a whole second.
QByteArray httpDate()
{
    thread_local qint64 second = 0;
    thread_local QByteArray text;
    const qint64 now = QDateTime::currentSecsSinceEpoch();
    if (now != second) {
        second = now;
        const QDateTime time = QDateTime::fromSecsSinceEpoch(now, Qt::UTC);
        text = QLocale::c().toString(time, u"ddd, dd MMM yyyy HH:mm:ss"_s).toLatin1() + " GMT";
    }
    return text;
}

QByteArray fileTag(const QFileInfo& info)
{
    return '"' + QByteArray::number(info.size(), 36) + '-' +
           QByteArray::number(info.lastModified().toMSecsSinceEpoch(), 36) + '"';
}

/// Opens the file of an answer, or turns the answer into 404.
std::unique_ptr<QFile> openFile(Response& response)
{
    if (response.filePath.isEmpty())
        return nullptr;
    auto file = std::make_unique<QFile>(response.filePath);
    const QFileInfo info(response.filePath);
    if (!info.isFile() || !file->open(QIODevice::ReadOnly)) {
        response = Response::problem(404, {}, u"The file is gone."_s);
        return nullptr;
    }
    if (response.etag.isEmpty())
        response.etag = fileTag(info);
    return file;
}

void setDefault(Headers& headers, const QByteArray& name, const QByteArray& value)
{
    if (!headers.contains(name))
        headers.set(name, value);
}

void addCommon(const Request& request, Response& response, bool close)
{
    Headers& headers = response.headers;
    if (!response.contentType.isEmpty())
        headers.set("Content-Type", response.contentType);
    headers.set("Date", httpDate());
    if (close)
        headers.set("Connection", "close");
    if (response.bare)
        return;
    setDefault(headers, "Cache-Control", "no-store");
    setDefault(headers, "X-Content-Type-Options", "nosniff");
    setDefault(headers, "Referrer-Policy", "no-referrer");
    if (!request.id.isEmpty())
        headers.set("X-Request-Id", request.id);
}

bool hasNoBody(int status)
{
    return status == 204 || status == 304;
}

} // namespace

Outgoing prepare(const Request& request, Response response, bool close)
{
    Outgoing out;
    out.close = close;
    std::unique_ptr<QFile> file = openFile(response);
    const ByteRange part = applyConditions(request, response, file ? file->size() : response.body.size());
    if (response.filePath.isEmpty())
        file.reset();
    qint64 length = part.length;
    if (hasNoBody(response.status))
        length = 0;
    addCommon(request, response, close);
    response.headers.remove("Transfer-Encoding");
    response.headers.remove("Content-Length");
    if (!hasNoBody(response.status))
        response.headers.set("Content-Length", QByteArray::number(length));
    out.status = response.status;
    out.head = "HTTP/1.1 " + QByteArray::number(response.status) + ' ' + reasonPhrase(response.status) + "\r\n";
    for (const auto& [name, value] : response.headers.fields())
        out.head += name + ": " + value + "\r\n";
    out.head += "\r\n";
    out.length = request.method == "HEAD" ? 0 : length;
    if (file && out.length > 0 && file->seek(part.first))
        out.file = std::move(file);
    else if (out.length > 0)
        out.body =
            part.first == 0 && length == response.body.size() ? response.body : response.body.mid(part.first, length);
    return out;
}

} // namespace server::http
