#include "server/api/answers.h"
#include "server/api/routes.h"
#include "server/api/service.h"
#include "server/rules/operations.h"

#include <QJsonDocument>

namespace server::api
{

using namespace Qt::StringLiterals;

namespace
{

http::Response execute(Service& service, const Call& call)
{
    const auto result = rules::execute(call.store, service.channels(), call.session.agent.id,
                                       call.request.param(u"uuid"_s), call.request.body, service.now());
    if (!result)
        return faultAnswer(result.fault());
    http::Response answer = http::Response::json(result->body, result->status);
    if (result->status >= 400)
        answer.contentType = "application/problem+json";
    return answer;
}

} // namespace

void addOperationRoutes(http::Router& router, Service& service)
{
    router.add("PUT", u"/v1/operations/{uuid}"_s,
               service.signedIn([&service](const Call& call) { return execute(service, call); }));
}

} // namespace server::api
