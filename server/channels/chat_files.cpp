#include "server/channels/chat_files.h"

#include "desk/json.h"
#include "server/api/answers.h"

#include <QCryptographicHash>
#include <QFile>

// Outside of any namespace: it declares the function that the resource compiler writes. A static library's resources
// are linked only where somebody asks for them.
static void initWidgetResources()
{
    Q_INIT_RESOURCE(widget);
}

namespace server::channels
{

using namespace Qt::StringLiterals;

namespace
{

/// The script is one file for pages, several for people.
constexpr const char* kScriptParts[] = {"texts.js", "memory.js", "session.js", "line.js",
                                        "input.js", "thread.js", "view.js",    "start.js"};

struct Asset {
    const char* path;
    const char* resource; ///< null: the script
    const char* type;
};

constexpr Asset kAssets[] = {
    {"/chat/widget.js", nullptr, "text/javascript; charset=utf-8"},
    {"/chat/widget.css", "widget.css", "text/css; charset=utf-8"},
    {"/chat/demo", "demo.html", "text/html; charset=utf-8"},
    {"/chat/demo.css", "demo.css", "text/css; charset=utf-8"},
};

QByteArray resource(const char* name)
{
    QFile file(u":/widget/"_s + QString::fromLatin1(name));
    if (!file.open(QIODevice::ReadOnly))
        qFatal("the program was built without %s", name);
    return file.readAll();
}

/// A function of its own around it all: none of its names become names of the page.
QByteArray script()
{
    QByteArray text = "(() => {\n\"use strict\";\n";
    for (const char* part : kScriptParts)
        text += resource(part);
    return text + "})();\n";
}

http::Response assetAnswer(const Asset& asset)
{
    http::Response answer = http::Response::text(asset.resource ? resource(asset.resource) : script());
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
    initWidgetResources();
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
