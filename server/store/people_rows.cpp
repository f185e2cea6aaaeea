#include "server/store/rows.h"

namespace server::store
{

using namespace Qt::StringLiterals;

QString agentColumns()
{
    return u"id, seq, name, email, role, active"_s;
}

desk::Agent readAgent(const sql::Statement& row)
{
    desk::Agent agent;
    agent.id = idOf<desk::AgentId>(row.integer(0));
    agent.rev = row.integer(1);
    agent.name = row.text(2);
    agent.email = row.text(3);
    agent.role = desk::roleFrom(row.text(4)).value_or(desk::Role::Other);
    agent.active = row.integer(5) != 0;
    return agent;
}

namespace
{

QList<desk::TeamId> teamsOf(sql::Connection& sql, qint64 agent)
{
    QList<desk::TeamId> teams;
    auto rows = sql.query(u"SELECT team FROM team_members WHERE agent = ? ORDER BY team"_s, agent);
    while (rows.next())
        teams.append(idOf<desk::TeamId>(rows.integer(0)));
    return teams;
}

desk::Team readTeam(const sql::Statement& row)
{
    return {idOf<desk::TeamId>(row.integer(0)), row.integer(1), row.text(2)};
}

desk::Label readLabel(const sql::Statement& row)
{
    return {idOf<desk::LabelId>(row.integer(0)), row.integer(1), row.text(2), row.text(3)};
}

} // namespace

std::optional<desk::Agent> findAgent(sql::Connection& sql, qint64 id)
{
    std::optional<desk::Agent> agent;
    {
        auto rows = sql.query(u"SELECT %1 FROM agents WHERE id = ?"_s.arg(agentColumns()), id);
        if (!rows.next())
            return std::nullopt;
        agent = readAgent(rows);
    }
    agent->teams = teamsOf(sql, id);
    return agent;
}

QList<desk::Agent> allAgents(sql::Connection& sql)
{
    QList<desk::Agent> agents;
    auto rows = sql.query(u"SELECT %1 FROM agents ORDER BY id"_s.arg(agentColumns()));
    while (rows.next())
        agents.append(readAgent(rows));
    for (desk::Agent& agent : agents)
        agent.teams = teamsOf(sql, keyOf(agent.id));
    return agents;
}

QList<desk::Team> allTeams(sql::Connection& sql)
{
    QList<desk::Team> teams;
    auto rows = sql.query(u"SELECT id, seq, name FROM teams ORDER BY id"_s);
    while (rows.next())
        teams.append(readTeam(rows));
    return teams;
}

QList<desk::Label> allLabels(sql::Connection& sql)
{
    QList<desk::Label> labels;
    auto rows = sql.query(u"SELECT id, seq, name, color FROM labels ORDER BY id"_s);
    while (rows.next())
        labels.append(readLabel(rows));
    return labels;
}

QString setting(sql::Connection& sql, const QString& name)
{
    return sql.value<QString>(u"SELECT value FROM settings WHERE name = ?"_s, name).value_or(QString());
}

void setSetting(sql::Connection& sql, const QString& name, const QString& value)
{
    sql.execute(u"INSERT INTO settings (name, value) VALUES (?, ?) "
                "ON CONFLICT (name) DO UPDATE SET value = excluded.value"_s,
                name, value);
}

} // namespace server::store
