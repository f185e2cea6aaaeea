#include "models/macro_text.h"

#include "models/desk_session.h"

#include <algorithm>

namespace models
{

desk::Expanded macroText(const DeskSession& session, const desk::Macro& macro, const desk::Ticket& ticket,
                         const std::optional<desk::Profile>& profile)
{
    desk::VariableSource source;
    source.ticket = ticket;
    source.profile = profile.value_or(desk::Profile());
    source.agent = session.me();
    const QList<desk::Agent>& agents = session.agents();
    const auto assignee = std::find_if(agents.begin(), agents.end(),
                                       [&](const desk::Agent& agent) { return agent.id == ticket.assignee; });
    if (!ticket.assignee.isEmpty() && assignee != agents.end())
        source.assignee = *assignee;
    source.teamName = session.teamName(ticket.team);
    for (const desk::LabelId& label : ticket.labels) {
        if (const QString name = session.labelName(label); !name.isEmpty())
            source.labelNames.append(name);
    }
    if (ticket.number)
        source.ticketUrl = QStringLiteral("bellhop://desk/ticket/%1").arg(ticket.number);
    return desk::expandVariables(macro.text, source);
}

} // namespace models
