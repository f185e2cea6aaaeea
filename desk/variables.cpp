#include "desk/variables.h"

#include "desk/words.h"

#include <array>

namespace desk
{

namespace
{

QString day(Instant at)
{
    return at.isSet() ? at.utc().date().toString(Qt::ISODate) : QString();
}

QString firstName(const QString& name)
{
    return name.simplified().section(u' ', 0, 0);
}

QString lastName(const QString& name)
{
    return name.simplified().section(u' ', 1);
}

QString first(const QStringList& values)
{
    return values.value(0);
}

struct Variable {
    QStringView name;
    QString (*read)(const VariableSource& source);
};

using Source = const VariableSource&;

constexpr std::array kVariables{
    Variable{u"ticket.id", [](Source s) { return s.ticket.number ? QString::number(s.ticket.number) : QString(); }},
    Variable{u"ticket.status", [](Source s) { return toString(s.ticket.status); }},
    Variable{u"ticket.priority", [](Source s) { return toString(s.ticket.priority); }},
    Variable{u"ticket.channel", [](Source s) { return toString(s.ticket.channel); }},
    Variable{u"ticket.via", [](Source s) { return toString(s.ticket.channel); }},
    Variable{u"ticket.subject", [](Source s) { return s.ticket.subject; }},
    Variable{u"ticket.recipient", [](Source s) { return s.ticket.recipient; }},
    Variable{u"ticket.requester", [](Source s) { return s.ticket.requesterName; }},
    Variable{u"ticket.requester_id", [](Source s) { return s.ticket.requester.value(); }},
    Variable{u"ticket.brand_id", [](Source s) { return s.ticket.brand; }},
    Variable{u"ticket.created", [](Source s) { return day(s.ticket.created); }},
    Variable{u"ticket.updated", [](Source s) { return day(s.ticket.updated); }},
    Variable{u"ticket.assignee", [](Source s) { return s.assignee.name; }},
    Variable{u"ticket.assignee_name", [](Source s) { return s.assignee.name; }},
    Variable{u"ticket.assignee_email", [](Source s) { return s.assignee.email; }},
    Variable{u"ticket.group_id", [](Source s) { return s.ticket.team.value(); }},
    Variable{u"ticket.group_name", [](Source s) { return s.teamName; }},
    Variable{u"ticket.tags", [](Source s) { return s.labelNames.join(u", "); }},
    Variable{u"ticket.url", [](Source s) { return s.ticketUrl; }},
    Variable{u"profile.name", [](Source s) { return s.profile.name.simplified(); }},
    Variable{u"profile.first_name", [](Source s) { return firstName(s.profile.name); }},
    Variable{u"profile.last_name", [](Source s) { return lastName(s.profile.name); }},
    Variable{u"profile.email", [](Source s) { return first(s.profile.emails); }},
    Variable{u"profile.phone", [](Source s) { return first(s.profile.phones); }},
    Variable{u"profile.city", [](Source s) { return s.profile.city; }},
    Variable{u"profile.country", [](Source s) { return s.profile.country; }},
    Variable{u"agent.name", [](Source s) { return s.agent.name.simplified(); }},
    Variable{u"agent.first_name", [](Source s) { return firstName(s.agent.name); }},
    Variable{u"agent.email", [](Source s) { return s.agent.email; }},
};

constexpr QStringView kProperty = u"profile.properties.";

/// The value; empty if there is none or the name is not one of ours.
QString valueOf(QStringView name, const VariableSource& source)
{
    for (const Variable& variable : kVariables)
        if (variable.name == name)
            return variable.read(source);
    if (name.startsWith(kProperty))
        return source.profile.properties.value(name.mid(kProperty.size()).toString());
    return {};
}

} // namespace

Expanded expandVariables(const QString& text, const VariableSource& source)
{
    Expanded result;
    const QStringView all(text);
    qsizetype done = 0;
    for (;;) {
        const qsizetype close = all.indexOf(u"}}", done);
        if (close < 0)
            break;
        // The innermost opening counts, so that a stray "{{" before a real variable stays text.
        const QStringView before = all.mid(done, close - done);
        const qsizetype open = before.lastIndexOf(u"{{");
        if (open < 0) {
            result.text += all.mid(done, close + 2 - done);
            done = close + 2;
            continue;
        }
        const QString name = before.mid(open + 2).trimmed().toString();
        const QString value = valueOf(name, source);
        result.text += before.left(open);
        const bool isMissing = value.trimmed().isEmpty();
        const QString written = before.mid(open).toString() + QStringLiteral("}}");
        result.text += isMissing ? written : value;
        if (isMissing && !result.missing.contains(name))
            result.missing.append(name);
        if (isMissing && !result.open.contains(written))
            result.open.append(written);
        done = close + 2;
    }
    result.text += all.mid(done);
    return result;
}

QStringList stillOpen(const QStringList& placeholders, const QString& text)
{
    if (placeholders.isEmpty())
        return {};
    const QString all = text.simplified();
    QStringList open;
    for (const QString& placeholder : placeholders)
        if (all.contains(placeholder.simplified()))
            open.append(placeholder);
    return open;
}

QStringList variableNames()
{
    QStringList names;
    for (const Variable& variable : kVariables)
        names.append(variable.name.toString());
    return names;
}

} // namespace desk
