// TKT-11: what a change of a ticket writes into its thread.

#include "desk/lifecycle.h"

namespace desk
{

namespace
{

QString word(const char* latin)
{
    return QString::fromLatin1(latin);
}

QString untilWord(const Ticket& ticket)
{
    if (ticket.status != Status::Snoozed)
        return {};
    return ticket.snoozedUntil.isSet() ? QString::number(ticket.snoozedUntil.ms) : word("customer");
}

void statusLine(QList<EventLine>& lines, const Ticket& before, const Ticket& after)
{
    if (after.status == Status::Snoozed) {
        if (untilWord(before) != untilWord(after))
            lines.append({word("snooze"), untilWord(before), untilWord(after)});
        return;
    }
    if (before.status == after.status)
        return;
    const bool returned = before.status == Status::Snoozed && after.returnedFromSnooze;
    lines.append({word(returned ? "returned" : "status"), toString(before.status), toString(after.status)});
}

void line(QList<EventLine>& lines, const char* kind, const QString& from, const QString& to)
{
    if (from != to)
        lines.append({word(kind), from, to});
}

void labelLines(QList<EventLine>& lines, const QList<LabelId>& before, const QList<LabelId>& after)
{
    for (const LabelId& label : after)
        if (!before.contains(label))
            lines.append({word("label-added"), {}, label.value()});
    for (const LabelId& label : before)
        if (!after.contains(label))
            lines.append({word("label-removed"), label.value(), {}});
}

QString truth(bool value)
{
    return word(value ? "true" : "false");
}

} // namespace

QList<EventLine> eventLines(const Ticket& before, const Ticket& after)
{
    QList<EventLine> lines;
    statusLine(lines, before, after);
    line(lines, "assignee", before.assignee.value(), after.assignee.value());
    line(lines, "team", before.team.value(), after.team.value());
    labelLines(lines, before.labels, after.labels);
    line(lines, "priority", toString(before.priority), toString(after.priority));
    line(lines, "spam", truth(before.spam), truth(after.spam));
    return lines;
}

} // namespace desk
