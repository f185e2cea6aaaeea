#include "server/channels/chat_files.h"

#include "desk/json.h"
#include "server/api/answers.h"

#include <QCryptographicHash>
#include <QFile>

namespace server::channels
{

using namespace Qt::StringLiterals;

namespace
{

struct Asset {
    const char* path;
    const char* resource;
    const char* type;
};

constexpr Asset kAssets[] = {
    {"/chat/widget.js", ":/widget/widget.js", "text/javascript; charset=utf-8"},
    {"/chat/widget.css", ":/widget/widget.css", "text/css; charset=utf-8"},
    {"/chat/demo", ":/widget/demo.html", "text/html; charset=utf-8"},
    {"/chat/demo.css", ":/widget/demo.css", "text/css; charset=utf-8"},
};

http::Response assetAnswer(const Asset& asset)
{
    QFile file(QString::fromLatin1(asset.resource));
    if (!file.open(QIODevice::ReadOnly))
        return api::problem(404, u"not-found"_s, u"There is no such file."_s);
    http::Response answer = http::Response::text(file.readAll());
    answer.contentType = asset.type;
    answer.etag = '"' + QCryptographicHash::hash(answer.body, QCryptographicHash::Sha256).toHex().left(20) + '"';
    answer.headers.set("Cache-Control", "public, max-age=300");
    answer.headers.set(
        "Content-Security-Policy",
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self' "
        "ws: wss:; base-uri 'none'; form-action 'none'");
    return answer;
}

} // namespace

void addChatFiles(http::Router& router, const http::RouteOptions& options)
{
    for (const Asset& asset : kAssets)
        router.add(
            "GET", QString::fromLatin1(asset.path), [&asset](const http::Request&) { return assetAnswer(asset); },
            options);
}

http::Response uploadWhole(store::Store& store, const QString& session, const http::Request& request, desk::Instant now)
{
    desk::Attachment wanted;
    wanted.name = request.queryValue(u"name");
    wanted.mime = QString::fromLatin1(request.headers.value("Content-Type"));
    wanted.size = request.body.size();
    wanted.sha256 = QString::fromLatin1(QCryptographicHash::hash(request.body, QCryptographicHash::Sha256).toHex());
    const store::Uploader by{{}, session};
    const auto begun = store::beginUpload(store, by, wanted, now, store::kMaxChatAttachment);
    if (!begun)
        return api::faultAnswer(begun.fault());
    if (begun->complete())
        return http::Response::json(QJsonObject{{u"attachment"_s, toJson(begun->attachment)}}, 201);
    const auto done =
        store::appendUpload(store, by, begun->attachment.id, begun->offset, request.body.mid(begun->offset));
    if (!done)
        return api::faultAnswer(done.fault());
    return http::Response::json(QJsonObject{{u"attachment"_s, toJson(done->attachment)}}, 201);
}

} // namespace server::channels
