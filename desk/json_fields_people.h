#pragma once
// The fields of customers, their orders, and the desk's own people, each named once: reading and writing follow the
// same list. Internal to the codec. required = an entity without it means nothing; count = a whole number from 0 on.

#include "desk/commerce.h"
#include "desk/people.h"
#include "desk/profile.h"

#include <QLatin1StringView>
#include <QString>

namespace desk
{

template<class V>
void describe(V& v, typename V::template Ref<Consent> value)
{
    using namespace Qt::StringLiterals;
    v.field("email"_L1, value.email);
    v.field("smsMarketing"_L1, value.smsMarketing);
    v.field("smsTransactional"_L1, value.smsTransactional);
    v.field("whatsapp"_L1, value.whatsapp);
}

template<class V>
void describe(V& v, typename V::template Ref<Predictive> value)
{
    using namespace Qt::StringLiterals;
    v.field("available"_L1, value.available);
    v.field("unavailableReason"_L1, value.unavailableReason);
    v.field("currency"_L1, value.currency);
    v.field("historicValue"_L1, value.historicValue);
    v.field("predictedValue"_L1, value.predictedValue);
    v.count("orders"_L1, value.orders);
    v.field("churnRisk"_L1, value.churnRisk);
    v.field("expectedNextOrder"_L1, value.expectedNextOrder);
    v.field("daysBetweenOrders"_L1, value.daysBetweenOrders);
    v.field("averageOrderValue"_L1, value.averageOrderValue);
    v.field("asOf"_L1, value.asOf);
}

template<class V>
void describe(V& v, typename V::template Ref<Profile> value)
{
    using namespace Qt::StringLiterals;
    v.required("id"_L1, value.id);
    v.count("rev"_L1, value.rev);
    v.field("name"_L1, value.name);
    v.field("emails"_L1, value.emails);
    v.field("phones"_L1, value.phones);
    v.field("handles"_L1, value.handles);
    v.field("city"_L1, value.city);
    v.field("country"_L1, value.country);
    v.field("timeZone"_L1, value.timeZone);
    v.field("consent"_L1, value.consent);
    v.field("predictive"_L1, value.predictive);
    v.field("segments"_L1, value.segments);
    v.field("lists"_L1, value.lists);
    v.field("properties"_L1, value.properties);
    v.field("notes"_L1, value.notes);
    v.field("blocked"_L1, value.blocked);
    v.count("ticketCount"_L1, value.ticketCount);
    v.count("orderCount"_L1, value.orderCount);
    v.count("eventCount"_L1, value.eventCount);
}

template<class V>
void describe(V& v, typename V::template Ref<Agent> value)
{
    using namespace Qt::StringLiterals;
    v.required("id"_L1, value.id);
    v.count("rev"_L1, value.rev);
    v.field("name"_L1, value.name);
    v.field("email"_L1, value.email);
    v.field("role"_L1, value.role);
    v.field("teams"_L1, value.teams);
    v.field("active"_L1, value.active);
}

template<class V>
void describe(V& v, typename V::template Ref<Team> value)
{
    using namespace Qt::StringLiterals;
    v.required("id"_L1, value.id);
    v.count("rev"_L1, value.rev);
    v.field("name"_L1, value.name);
}

template<class V>
void describe(V& v, typename V::template Ref<Label> value)
{
    using namespace Qt::StringLiterals;
    v.required("id"_L1, value.id);
    v.count("rev"_L1, value.rev);
    v.field("name"_L1, value.name);
    v.field("color"_L1, value.color);
}

template<class V>
void describe(V& v, typename V::template Ref<OrderLine> value)
{
    using namespace Qt::StringLiterals;
    v.field("title"_L1, value.title);
    v.field("sku"_L1, value.sku);
    v.count("quantity"_L1, value.quantity);
    v.field("unitPrice"_L1, value.unitPrice);
}

template<class V>
void describe(V& v, typename V::template Ref<Order> value)
{
    using namespace Qt::StringLiterals;
    v.required("id"_L1, value.id);
    v.count("rev"_L1, value.rev);
    v.required("profile"_L1, value.profile);
    v.field("number"_L1, value.number);
    v.field("placed"_L1, value.placed);
    v.field("currency"_L1, value.currency);
    v.field("total"_L1, value.total);
    v.field("payment"_L1, value.payment);
    v.field("fulfilment"_L1, value.fulfilment);
    v.field("tracking"_L1, value.tracking);
    v.field("lines"_L1, value.lines);
}

template<class V>
void describe(V& v, typename V::template Ref<Subscription> value)
{
    using namespace Qt::StringLiterals;
    v.required("id"_L1, value.id);
    v.count("rev"_L1, value.rev);
    v.required("profile"_L1, value.profile);
    v.field("title"_L1, value.title);
    v.count("quantity"_L1, value.quantity);
    v.count("intervalDays"_L1, value.intervalDays);
    v.field("nextCharge"_L1, value.nextCharge);
    v.field("currency"_L1, value.currency);
    v.field("price"_L1, value.price);
    v.field("status"_L1, value.status);
}

template<class V>
void describe(V& v, typename V::template Ref<Event> value)
{
    using namespace Qt::StringLiterals;
    v.required("id"_L1, value.id);
    v.count("rev"_L1, value.rev);
    v.required("profile"_L1, value.profile);
    v.field("metric"_L1, value.metric);
    v.field("detail"_L1, value.detail);
    v.field("at"_L1, value.at);
    v.field("properties"_L1, value.properties);
}

} // namespace desk
