#include "server/seed/world.h"

#include "server/rules/secrets.h"
#include "server/store/rows.h"
#include "server/store/settings.h"

#include <array>

namespace server::seed
{

using namespace Qt::StringLiterals;

namespace
{

constexpr std::array kAgents{"Mara Lindholm", "Joost Terweel",    "Ana Beltrame",     "Tariq Nassiri",
                             "Femke Osinga",  "Dmitri Halvorsen", "Rosa Quintanelle", "Kenji Moriwaki"};
constexpr std::array kTeams{"Front desk", "Returns", "Wholesale", "Night shift"};
struct LabelLook {
    const char* name;
    const char* color;
};
constexpr std::array kLabels{LabelLook{"shipping", "#3b82c4"},         LabelLook{"returns", "#b45f2b"},
                             LabelLook{"order change", "#7a5bb5"},     LabelLook{"refund", "#b8860b"},
                             LabelLook{"product question", "#2f8f6b"}, LabelLook{"complaint", "#c0392b"},
                             LabelLook{"discount", "#8a8f2b"},         LabelLook{"VIP", "#a0527a"}};

void addAgents(World& world, const SeedOptions& options)
{
    const auto add = [&](const QString& name, const QString& email, desk::Role role) {
        desk::Agent agent;
        agent.id = desk::AgentId(QString::number(world.agents.size() + 1));
        agent.name = name;
        agent.email = email.trimmed().toLower();
        agent.role = role;
        agent.teams = {desk::TeamId(QString::number(1 + world.agents.size() % qsizetype(kTeams.size())))};
        world.agents.append(agent);
    };
    add(options.ownerName, options.ownerEmail, desk::Role::Owner);
    for (const char* name : kAgents) {
        const QString full = QString::fromUtf8(name);
        const desk::Role role = world.agents.size() == 1   ? desk::Role::Admin
                                : world.agents.size() == 2 ? desk::Role::Manager
                                                           : desk::Role::Support;
        add(full, full.section(u' ', 0, 0).toLower() + u"@team.desk.example"_s, role);
    }
}

desk::Macro macro(int id, const char* category, const char* name, const char* text)
{
    desk::Macro result;
    result.id = desk::MacroId(QString::number(id));
    result.category = QString::fromUtf8(category);
    result.name = QString::fromUtf8(name);
    result.text = QString::fromUtf8(text);
    return result;
}

void addMacros(World& world)
{
    world.macros = {
        macro(
            1, "Shipping", "Ask the carrier",
            "Hi {{ profile.first_name }},\n\nI have asked the carrier to look for your parcel and will write to you as "
            "soon as they answer.\n\n{{ agent.name }}"),
        macro(2, "Shipping", "Tracking link",
              "Hi {{ profile.first_name }}, you can follow your parcel with the link in your confirmation."),
        macro(3, "Returns", "How to return",
              "Hi {{ profile.first_name }},\n\nthe label is attached. Hand the parcel in at any service point; the "
              "refund follows within five working days.\n\n{{ agent.name }}"),
        macro(4, "General", "Thank you and close", "Thank you, {{ profile.first_name }}. Have a nice day!"),
        macro(5, "General", "Ask for a picture",
              "Hi {{ profile.first_name }}, could you send us a picture? Please mention #{{ ticket.id }}.")};
    world.macros[2].addLabels = {desk::LabelId(u"2"_s)};
    world.macros[3].setStatus = desk::Status::Closed;
}

void addViews(World& world)
{
    using desk::Field;
    using desk::Filter;
    desk::View urgent;
    urgent.id = desk::ViewId(u"1"_s);
    urgent.name = u"Urgent and open"_s;
    urgent.description = u"High and urgent tickets that nobody has finished"_s;
    urgent.icon = u"flag"_s;
    urgent.filter =
        Filter::all({Filter::is(Field::Status, u"open"_s),
                     Filter::any({Filter::is(Field::Priority, u"high"_s), Filter::is(Field::Priority, u"urgent"_s)})});
    urgent.sort = desk::Sort::LongestWaiting;
    urgent.sharing = desk::Sharing::Desk;
    desk::View returns = urgent;
    returns.id = desk::ViewId(u"2"_s);
    returns.name = u"Returns"_s;
    returns.description.clear();
    returns.icon = u"label"_s;
    returns.filter = Filter::all({Filter::isNot(Field::Status, u"closed"_s), Filter::is(Field::Label, u"2"_s)});
    returns.sharing = desk::Sharing::Team;
    returns.team = desk::TeamId(u"2"_s);
    returns.position = 1;
    desk::View mine = urgent;
    mine.id = desk::ViewId(u"3"_s);
    mine.name = u"My chats"_s;
    mine.description.clear();
    mine.icon = u"chat"_s;
    mine.filter = Filter::all({Filter::is(Field::Channel, u"webchat"_s), Filter::is(Field::Assignee, u"1"_s)});
    mine.sharing = desk::Sharing::Private;
    mine.owner = desk::AgentId(u"1"_s);
    mine.position = 2;
    world.views = {urgent, returns, mine};
}

store::OfficeHours hours()
{
    store::OfficeHours hours;
    hours.timeZone = u"Europe/Amsterdam"_s;
    for (std::size_t day = 0; day < 5; ++day)
        hours.days[day] = {{9 * 60, 17 * 60 + 30}};
    hours.days[5] = {{10 * 60, 16 * 60}};
    hours.closedNotice = u"We are closed right now. Leave your question; we answer on the next working day."_s;
    return hours;
}

/// The desk keeps the id that its database was made with.
void writeSettings(sql::Connection& sql, const SeedOptions& options)
{
    store::setSetting(sql, u"desk-name"_s, options.deskName);
    store::setSetting(sql, u"sample"_s, u"true"_s);
    store::setSmsSenders(sql, {{u"NL"_s, desk::SmsSender::LongCode},
                               {u"DE"_s, desk::SmsSender::LongCode},
                               {u"GB"_s, desk::SmsSender::LongCode},
                               {u"US"_s, desk::SmsSender::TollFree},
                               {u"SE"_s, desk::SmsSender::ShortCode},
                               {u"FR"_s, desk::SmsSender::AlphanumericOnly}});
    store::setOfficeHours(sql, hours());
}

} // namespace

World makeWorld(const SeedOptions& options, desk::Instant now)
{
    World world;
    world.seed = options.seed;
    world.now = now;
    world.customers = std::max<qint64>(20, options.tickets * 2 / 3);
    addAgents(world, options);
    for (const char* name : kTeams)
        world.teams.append({desk::TeamId(QString::number(world.teams.size() + 1)), 0, QString::fromUtf8(name)});
    for (const LabelLook& look : kLabels)
        world.labels.append({desk::LabelId(QString::number(world.labels.size() + 1)), 0, QString::fromUtf8(look.name),
                             QString::fromUtf8(look.color)});
    addMacros(world);
    addViews(world);
    return world;
}

void writeWorld(store::FeedTransaction& transaction, const World& world, const SeedOptions& options)
{
    sql::Connection& sql = transaction.sql();
    qint64 seq = transaction.reserve(world.agents.size() + world.teams.size() + world.labels.size() +
                                     world.macros.size() + world.views.size());
    const QString hash = options.ownerPassword.isEmpty() ? QString() : rules::passwordHash(options.ownerPassword);
    QList<sql::Values> agents;
    QList<sql::Values> members;
    for (const desk::Agent& agent : world.agents) {
        agents.append({store::keyOf(agent.id), seq++, agent.name, agent.email, desk::toString(agent.role), true,
                       agents.isEmpty() ? hash : QString(), 0, 0});
        for (const desk::TeamId& team : agent.teams)
            members.append({store::keyOf(team), store::keyOf(agent.id)});
    }
    sql.bulkInsert(u"agents"_s,
                   {u"id"_s, u"seq"_s, u"name"_s, u"email"_s, u"role"_s, u"active"_s, u"password"_s, u"feed_floor"_s,
                    u"read_floor"_s},
                   agents);
    sql.bulkInsert(u"team_members"_s, {u"team"_s, u"agent"_s}, members);
    QList<sql::Values> teams;
    for (const desk::Team& team : world.teams)
        teams.append({store::keyOf(team.id), seq++, team.name});
    sql.bulkInsert(u"teams"_s, {u"id"_s, u"seq"_s, u"name"_s}, teams);
    QList<sql::Values> labels;
    for (const desk::Label& label : world.labels)
        labels.append({store::keyOf(label.id), seq++, label.name, label.color});
    sql.bulkInsert(u"labels"_s, {u"id"_s, u"seq"_s, u"name"_s, u"color"_s}, labels);
    QList<sql::Values> macros;
    for (const desk::Macro& each : world.macros)
        macros.append({store::keyOf(each.id), seq++, store::bodyOf(each)});
    sql.bulkInsert(u"macros"_s, {u"id"_s, u"seq"_s, u"body"_s}, macros);
    QList<sql::Values> views;
    for (const desk::View& view : world.views)
        views.append({store::keyOf(view.id), seq++, store::keyOf(view.owner), store::bodyOf(view)});
    sql.bulkInsert(u"views"_s, {u"id"_s, u"seq"_s, u"owner"_s, u"body"_s}, views);
    writeSettings(sql, options);
}

} // namespace server::seed
