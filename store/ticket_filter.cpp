#include "store/ticket_filter.h"

#include <algorithm>

namespace store
{

using namespace Qt::StringLiterals;

namespace
{
const sql::TicketColumns& columns()
{
    static const sql::TicketColumns columns = [] {
        sql::TicketColumns c;
        c.channel = u"channel"_s;
        c.status = u"status"_s;
        c.spam = u"spam"_s;
        c.assignee = u"assignee"_s;
        c.team = u"team"_s;
        c.priority = u"priority"_s;
        c.brand = u"brand"_s;
        c.requester = u"requester"_s;
        c.unread = u"unread"_s;
        c.hasAttachment = u"has_attachment"_s;
        c.created = u"created"_s;
        c.updated = u"updated"_s;
        c.waitingSince = u"waiting"_s;
        c.subject = u"subject"_s;
        c.foldedSubject = u"subject_folded"_s;
        c.foldedBrand = u"brand_folded"_s;
        c.labels = u"SELECT l.label FROM ticket_label AS l WHERE l.ticket = ticket.key"_s;
        return c;
    }();
    return columns;
}
} // namespace

sql::Where whereOf(const desk::Filter& filter, desk::Instant now)
{
    return sql::filterSql(filter, columns(), now);
}

bool onlyActive(const desk::Filter& filter)
{
    if (filter.kind == desk::Filter::Kind::All)
        return std::any_of(filter.children.begin(), filter.children.end(), onlyActive);
    if (filter.kind != desk::Filter::Kind::Condition)
        return false;
    const desk::Condition& condition = filter.condition;
    if (condition.field != desk::Field::Status || condition.test != desk::Test::Is)
        return false;
    return !condition.values.contains(desk::toString(desk::Status::Closed));
}

} // namespace store
