#include "desk/json.h"
#include "server/api/answers.h"
#include "server/api/download.h"
#include "server/api/routes.h"
#include "server/api/service.h"
#include "server/store/files.h"
#include "server/store/plain_text.h"

namespace server::api
{

using namespace Qt::StringLiterals;

namespace
{

// A request carries at most this much of a file; a client sends a larger one in several.
constexpr qint64 kChunk = 4 * 1024 * 1024;

store::Uploader uploader(const Call& call)
{
    return {call.session.agent.id, {}};
}

http::Response begin(Service& service, const Call& call)
{
    QString error;
    const auto body = call.request.jsonObject(&error);
    if (!body)
        return problem(400, u"bad-request"_s, error);
    QJsonObject described = *body;
    described.insert(u"id"_s, u"new"_s);
    // As it came: the codec leaves U+0000 out. In a name it shows as the store shows other controls.
    if (store::hasForbidden(body->value(u"contentId"_s).toString()))
        return problem(400, u"bad-request"_s, u"contentId: it holds a control character"_s);
    if (const QJsonValue name = body->value(u"name"_s); name.isString())
        described.insert(u"name"_s, name.toString().replace(QChar(0), u'_'));
    const auto wanted = desk::fromJson<desk::Attachment>(described);
    if (!wanted)
        return problem(400, u"bad-request"_s, wanted.error().toString());
    const auto upload = store::beginUpload(call.store, uploader(call), *wanted, service.now());
    if (!upload)
        return faultAnswer(upload.fault());
    return http::Response::json(
        QJsonObject{{u"attachment"_s, toJson(upload->attachment)}, {u"offset"_s, upload->offset}}, 201);
}

http::Response offsetAnswer(const store::Result<store::Upload>& upload, int status)
{
    if (!upload)
        return faultAnswer(upload.fault());
    http::Response answer;
    answer.status = status;
    return std::move(answer).with("Upload-Offset", QByteArray::number(upload->offset));
}

std::optional<qint64> offsetOf(const http::Request& request)
{
    bool ok = false;
    const qint64 offset = request.headers.value("Upload-Offset").toLongLong(&ok);
    return ok && offset >= 0 ? std::optional(offset) : std::nullopt;
}

http::Response badOffset()
{
    return problem(400, u"bad-request"_s, u"Upload-Offset: expected a whole number"_s);
}

http::Response append(const Call& call)
{
    const auto offset = offsetOf(call.request);
    if (!offset)
        return badOffset();
    const desk::AttachmentId id(call.request.param(u"id"_s));
    return offsetAnswer(store::appendUpload(call.store, uploader(call), id, *offset, call.request.body), 204);
}

// Bytes that would be refused need not travel; who else writes meanwhile is found out by append().
std::optional<http::Response> refuseAppend(const Call& call, qint64 announced)
{
    const auto offset = offsetOf(call.request);
    if (!offset)
        return badOffset();
    const desk::AttachmentId id(call.request.param(u"id"_s));
    const auto fault = store::checkAppend(call.store, uploader(call), id, *offset, announced);
    return fault ? std::optional(faultAnswer(*fault)) : std::nullopt;
}

// HEAD tells how far an upload has come; GET is for finished files.
http::Response download(const Call& call)
{
    const desk::AttachmentId id(call.request.param(u"id"_s));
    if (call.request.method == "HEAD") {
        if (const auto upload = store::uploadState(call.store, uploader(call), id))
            return offsetAnswer(upload, 200);
    }
    return downloadAnswer(store::openFile(call.store, call.session.agent.id, id));
}

} // namespace

void addAttachmentRoutes(http::Router& router, Service& service)
{
    router.add("POST", u"/v1/attachments"_s,
               service.signedIn([&service](const Call& call) { return begin(service, call); }));
    http::RouteOptions chunk;
    chunk.maxBody = kChunk;
    chunk.admit = service.admitting(refuseAppend);
    router.add("PATCH", u"/v1/attachments/{id}"_s, service.signedIn(append), chunk);
    router.add("GET", u"/v1/attachments/{id}"_s, service.signedIn(download));
}

} // namespace server::api
