#include "server/api/answers.h"
#include "server/api/routes.h"
#include "server/api/service.h"

#include <QFile>

// Outside of any namespace: it declares the function that the resource compiler writes. A static library's resources
// are linked only where somebody asks for them.
static void initApiResources()
{
    Q_INIT_RESOURCE(api);
}

namespace server::api
{

using namespace Qt::StringLiterals;

namespace
{

http::Response health(const http::Request&, store::Store& store)
{
    if (store.database().isDamaged())
        return faultAnswer(store::damagedFault());
    const auto seq = store::newestSeq(store);
    return seq ? http::Response::json(
                     {{u"status"_s, u"ok"_s}, {u"api"_s, kApiVersion}, {u"version"_s, u"" BELLHOP_VERSION ""_s}})
               : faultAnswer(seq.fault());
}

http::Handler description(const QString& resource)
{
    return [resource](const http::Request&) {
        QFile file(resource);
        if (!file.open(QIODevice::ReadOnly))
            return problem(404, u"not-found"_s, u"This server was built without its description."_s);
        http::Response answer = http::Response::text(file.readAll());
        answer.contentType = "application/yaml";
        return answer;
    };
}

} // namespace

void addServiceRoutes(http::Router& router, Service& service)
{
    initApiResources();
    router.add("GET", u"/v1/health"_s, service.open(health));
    router.add("GET", u"/v1/openapi.yaml"_s, description(u":/api/openapi.yaml"_s));
    router.add("GET", u"/v1/asyncapi.yaml"_s, description(u":/api/asyncapi.yaml"_s));
}

} // namespace server::api
