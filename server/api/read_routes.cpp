#include "server/api/answers.h"
#include "server/api/routes.h"
#include "server/api/service.h"
#include "server/http/router.h"
#include "server/store/plain_text.h"

namespace server::api
{

using namespace Qt::StringLiterals;

namespace
{

/// A whole number of the query, or what is wrong with it.
struct Number {
    qint64 value = 0;
    bool ok = true;
};

Number number(const http::Request& request, const QString& name, qint64 absent, qint64 least, qint64 most)
{
    if (!request.hasQuery(name))
        return {absent, true};
    Number result;
    result.value = request.queryValue(name).toLongLong(&result.ok);
    result.ok = result.ok && result.value >= least && result.value <= most;
    return result;
}

http::Response badNumber(const QString& name)
{
    return problem(400, u"bad-request"_s, u"%1: expected a whole number in the allowed range"_s.arg(name));
}

template<class T, class Writer>
http::Response answer(const store::Result<T>& result, Writer writer)
{
    return result ? http::Response::json(writer(*result)) : faultAnswer(result.fault());
}

http::Response changes(const Call& call)
{
    const auto after = desk::cursorFrom(call.request.queryValue(u"after"_s));
    const Number limit = number(call.request, u"limit"_s, 500, 1, 1000);
    if (!after)
        return problem(400, u"bad-request"_s, u"after: expected a cursor"_s);
    if (!limit.ok)
        return badNumber(u"limit"_s);
    return answer(store::changes(call.store, call.session.agent.id, *after, int(limit.value)), pageJson);
}

http::Response historyTickets(const Call& call)
{
    const QString scope = call.request.queryValue(u"scope");
    const Number limit = number(call.request, u"limit"_s, 200, 1, 200);
    if (scope != u"active"_s && scope != u"all"_s)
        return problem(400, u"bad-request"_s, u"scope: expected active or all"_s);
    if (!limit.ok)
        return badNumber(u"limit"_s);
    const auto which = scope == u"active"_s ? store::HistoryScope::Active : store::HistoryScope::All;
    return answer(store::historyTickets(call.store, call.session.agent.id, which, call.request.queryValue(u"before"),
                                        int(limit.value)),
                  ticketPageJson);
}

http::Response historyMessages(const Call& call)
{
    const Number limit = number(call.request, u"limit"_s, 1000, 1, 1000);
    if (!limit.ok)
        return badNumber(u"limit"_s);
    return answer(store::historyMessages(call.store, call.request.queryValue(u"before"), int(limit.value)),
                  messagePageJson);
}

http::Response ticketMessages(const Call& call)
{
    const Number limit = number(call.request, u"limit"_s, 50, 1, 200);
    if (!limit.ok)
        return badNumber(u"limit"_s);
    const desk::TicketId ticket(call.request.param(u"id"_s));
    return answer(store::ticketMessages(call.store, ticket, call.request.queryValue(u"before"), int(limit.value)),
                  messagePageJson);
}

http::Response profile(const Call& call)
{
    const desk::ProfileId id(call.request.param(u"id"_s));
    return answer(store::profileDetails(call.store, call.session.agent.id, id), profileJson);
}

http::Response search(const Call& call)
{
    const Number limit = number(call.request, u"limit"_s, 50, 1, 100);
    if (!limit.ok)
        return badNumber(u"limit"_s);
    const QString text = call.request.queryValue(u"q");
    if (text.size() > 500 || store::hasForbidden(text))
        return problem(400, u"bad-request"_s, u"q: expected at most 500 characters, none of them a control"_s);
    return answer(
        store::search(call.store, call.session.agent.id, text, call.request.queryValue(u"before"), int(limit.value)),
        searchJson);
}

} // namespace

void addReadRoutes(http::Router& router, Service& service)
{
    router.add("GET", u"/v1/bootstrap"_s, service.reading([&service](const Call& call) {
        return answer(store::bootstrap(call.store, call.session.agent.id, service.now()), bootstrapJson);
    }));
    router.add("GET", u"/v1/changes"_s, service.reading(changes));
    router.add("GET", u"/v1/history/tickets"_s, service.reading(historyTickets));
    router.add("GET", u"/v1/history/messages"_s, service.reading(historyMessages));
    router.add("GET", u"/v1/tickets/{id}/messages"_s, service.reading(ticketMessages));
    router.add("GET", u"/v1/profiles/{id}"_s, service.reading(profile));
    router.add("GET", u"/v1/search"_s, service.reading(search));
}

} // namespace server::api
