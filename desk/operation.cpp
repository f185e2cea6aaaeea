#include "desk/operation.h"

#include <algorithm>
#include <array>

namespace desk
{

using namespace Qt::StringLiterals;

namespace
{

using K = OperationKind;

struct Rule {
    QLatin1StringView field;
    bool (*isSaid)(const Operation&); ///< it has a meaning here
    bool (*belongs)(const Operation&);
};

/// `id`, `ticket`, `kind`, `by` and `at` are of every kind.
constexpr std::array kRules{
    Rule{"text"_L1, [](const Operation& o) { return !o.text.isEmpty(); }, isWritten},
    Rule{"html"_L1, [](const Operation& o) { return !o.html.isEmpty(); }, isWritten},
    Rule{"attachments"_L1, [](const Operation& o) { return !o.attachments.isEmpty(); }, isWritten},
    Rule{"seen"_L1, [](const Operation& o) { return !o.seen.isEmpty(); },
         [](const Operation& o) { return isWritten(o) || o.kind == K::MarkRead; }},
    Rule{"sendAnyway"_L1, [](const Operation& o) { return o.sendAnyway; }, isWritten},
    Rule{"assignee"_L1, [](const Operation& o) { return !o.assignee.isEmpty(); },
         [](const Operation& o) { return o.kind == K::Assign; }},
    Rule{"team"_L1, [](const Operation& o) { return !o.team.isEmpty(); },
         [](const Operation& o) { return o.kind == K::SetTeam; }},
    Rule{"label"_L1, [](const Operation& o) { return !o.label.isEmpty(); },
         [](const Operation& o) { return o.kind == K::AddLabel || o.kind == K::RemoveLabel; }},
    Rule{"priority"_L1, [](const Operation& o) { return o.priority != Priority::Normal; },
         [](const Operation& o) { return o.kind == K::SetPriority; }},
    Rule{"until"_L1, [](const Operation& o) { return o.until.isSet(); },
         [](const Operation& o) { return o.kind == K::Snooze || (o.kind == K::Reply && o.then == ThenDo::Snooze); }},
    Rule{"then"_L1, [](const Operation& o) { return o.then != ThenDo::Nothing; },
         [](const Operation& o) { return o.kind == K::Reply; }},
    Rule{"before"_L1, [](const Operation& o) { return o.before.has_value(); },
         [](const Operation& o) { return o.kind == K::Restore; }},
    Rule{"after"_L1, [](const Operation& o) { return o.after.has_value(); },
         [](const Operation& o) { return o.kind == K::Restore; }},
};

} // namespace

TicketState stateOf(const Ticket& ticket)
{
    return {ticket.status, ticket.snoozedUntil, ticket.returnedFromSnooze, ticket.closed,
            ticket.spam,   ticket.priority,     ticket.assignee,           ticket.team};
}

QString misplacedField(const Operation& operation)
{
    const auto found = std::find_if(kRules.begin(), kRules.end(), [&operation](const Rule& rule) {
        return rule.isSaid(operation) && !rule.belongs(operation);
    });
    return found == kRules.end() ? QString() : QString(found->field);
}

} // namespace desk
