#pragma once
// The fields of tickets, messages and what is done to them, each named once: reading and writing follow the same list.
// Internal to the codec. required = an entity without it means nothing; count = a whole number from 0 on.

#include "desk/draft.h"
#include "desk/macro.h"
#include "desk/message.h"
#include "desk/operation.h"
#include "desk/ticket.h"
#include "desk/view.h"

#include <QLatin1StringView>
#include <QString>

namespace desk
{

template<class V>
void describe(V& v, typename V::template Ref<Ticket> value)
{
    using namespace Qt::StringLiterals;
    v.required("id"_L1, value.id);
    v.count("rev"_L1, value.rev);
    v.count("number"_L1, value.number);
    v.required("channel"_L1, value.channel);
    v.required("status"_L1, value.status);
    v.field("spam"_L1, value.spam);
    v.field("priority"_L1, value.priority);
    v.field("subject"_L1, value.subject);
    v.field("requester"_L1, value.requester);
    v.field("requesterName"_L1, value.requesterName);
    v.field("recipient"_L1, value.recipient);
    v.field("brand"_L1, value.brand);
    v.field("attribution"_L1, value.attribution);
    v.field("assignee"_L1, value.assignee);
    v.field("team"_L1, value.team);
    v.field("labels"_L1, value.labels);
    v.field("created"_L1, value.created);
    v.field("updated"_L1, value.updated);
    v.field("firstReply"_L1, value.firstReply);
    v.field("closed"_L1, value.closed);
    v.field("snoozedUntil"_L1, value.snoozedUntil);
    v.field("returnedFromSnooze"_L1, value.returnedFromSnooze);
    v.field("waitingSince"_L1, value.waitingSince);
    v.field("lastInbound"_L1, value.lastInbound);
    v.field("lastMessage"_L1, value.lastMessage);
    v.field("snippet"_L1, value.snippet);
    v.field("snippetDirection"_L1, value.snippetDirection);
    v.field("hasAttachment"_L1, value.hasAttachment);
    v.count("messageCount"_L1, value.messageCount);
    v.field("unread"_L1, value.unread);
    v.count("satisfaction"_L1, value.satisfaction);
}

template<class V>
void describe(V& v, typename V::template Ref<Attachment> value)
{
    using namespace Qt::StringLiterals;
    v.required("id"_L1, value.id);
    v.field("name"_L1, value.name);
    v.field("mime"_L1, value.mime);
    v.count("size"_L1, value.size);
    v.field("contentId"_L1, value.contentId);
    v.field("sha256"_L1, value.sha256);
}

template<class V>
void describe(V& v, typename V::template Ref<Message> value)
{
    using namespace Qt::StringLiterals;
    v.required("id"_L1, value.id);
    v.count("rev"_L1, value.rev);
    v.required("ticket"_L1, value.ticket);
    v.count("place"_L1, value.place);
    v.required("kind"_L1, value.kind);
    v.required("direction"_L1, value.direction);
    v.required("channel"_L1, value.channel);
    v.required("authorKind"_L1, value.authorKind);
    v.field("author"_L1, value.author);
    v.field("authorName"_L1, value.authorName);
    v.field("at"_L1, value.at);
    v.field("text"_L1, value.text);
    v.field("html"_L1, value.html);
    v.field("delivery"_L1, value.delivery);
    v.field("failure"_L1, value.failure);
    v.field("attachments"_L1, value.attachments);
    v.field("operation"_L1, value.operation);
    v.field("eventKind"_L1, value.eventKind);
    v.field("eventFrom"_L1, value.eventFrom);
    v.field("eventTo"_L1, value.eventTo);
}

template<class V>
void describe(V& v, typename V::template Ref<TicketState> value)
{
    using namespace Qt::StringLiterals;
    v.required("status"_L1, value.status);
    v.field("snoozedUntil"_L1, value.snoozedUntil);
    v.field("returnedFromSnooze"_L1, value.returnedFromSnooze);
    v.field("closed"_L1, value.closed);
    v.field("spam"_L1, value.spam);
    v.field("priority"_L1, value.priority);
    v.field("assignee"_L1, value.assignee);
    v.field("team"_L1, value.team);
}

template<class V>
void describe(V& v, typename V::template Ref<Operation> value)
{
    using namespace Qt::StringLiterals;
    v.required("id"_L1, value.id);
    v.required("ticket"_L1, value.ticket);
    v.required("kind"_L1, value.kind);
    v.field("by"_L1, value.by);
    v.field("at"_L1, value.at);
    v.field("text"_L1, value.text);
    v.field("html"_L1, value.html);
    v.field("attachments"_L1, value.attachments);
    v.field("seen"_L1, value.seen);
    v.field("sendAnyway"_L1, value.sendAnyway);
    v.field("assignee"_L1, value.assignee);
    v.field("team"_L1, value.team);
    v.field("label"_L1, value.label);
    v.field("priority"_L1, value.priority);
    v.field("until"_L1, value.until);
    v.field("then"_L1, value.then);
    v.field("ticketCreated"_L1, value.ticketCreated);
    v.field("cursor"_L1, value.cursor);
    v.field("before"_L1, value.before);
    v.field("after"_L1, value.after);
}

template<class V>
void describe(V& v, typename V::template Ref<DraftFile> value)
{
    using namespace Qt::StringLiterals;
    v.required("path"_L1, value.path);
    v.field("name"_L1, value.name);
    v.field("mime"_L1, value.mime);
    v.count("size"_L1, value.size);
}

template<class V>
void describe(V& v, typename V::template Ref<Draft> value)
{
    using namespace Qt::StringLiterals;
    v.required("ticket"_L1, value.ticket);
    v.field("note"_L1, value.note);
    v.field("text"_L1, value.text);
    v.field("html"_L1, value.html);
    v.field("files"_L1, value.files);
    v.field("seen"_L1, value.seen.id);
    v.count("seenPlace"_L1, value.seen.place);
    v.field("updated"_L1, value.updated);
    v.field("unfilled"_L1, value.unfilled);
}

template<class V>
void describe(V& v, typename V::template Ref<Macro> value)
{
    using namespace Qt::StringLiterals;
    v.required("id"_L1, value.id);
    v.count("rev"_L1, value.rev);
    v.field("name"_L1, value.name);
    v.field("category"_L1, value.category);
    v.field("text"_L1, value.text);
    v.field("setStatus"_L1, value.setStatus);
    v.field("setAssignee"_L1, value.setAssignee);
    v.field("addLabels"_L1, value.addLabels);
}

template<class V>
void describe(V& v, typename V::template Ref<View> value)
{
    using namespace Qt::StringLiterals;
    v.required("id"_L1, value.id);
    v.count("rev"_L1, value.rev);
    v.field("name"_L1, value.name);
    v.field("description"_L1, value.description);
    v.field("icon"_L1, value.icon);
    v.field("filter"_L1, value.filter);
    v.field("sort"_L1, value.sort);
    v.field("sharing"_L1, value.sharing);
    v.field("owner"_L1, value.owner);
    v.field("team"_L1, value.team);
    v.field("position"_L1, value.position);
}

} // namespace desk
