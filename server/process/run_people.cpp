// The commands about agents.
#include "server/process/command_desk.h"
#include "server/process/password.h"
#include "server/process/run.h"
#include "server/rules/auth.h"
#include "server/rules/standing_tokens.h"
#include "server/store/rows.h"

#include <QCoreApplication>
#include <QDateTime>

namespace server::process
{

using namespace Qt::StringLiterals;

namespace
{

struct RunPeopleText {
    Q_DECLARE_TR_FUNCTIONS(server::Commands)
};

/// Empty = none: the agent chooses one by an invitation.
store::Result<QString> passwordOf(const UserAdd& user)
{
    if (!user.passwordFile.isEmpty())
        return passwordFromFile(user.passwordFile);
    return canAskForPassword() ? askForPassword(user.email) : QString();
}

int sayInvitation(store::Store& store, const desk::Agent& agent)
{
    const auto invitation = rules::resetPassword(store, rules::commandLineOwner(), agent.id, desk::SystemClock().now());
    if (!invitation)
        return failed(invitation.fault().message);
    say(u"invitation: "_s + *invitation);
    say(RunPeopleText::tr(
            "Next: hand it to %1, who starts bellhop, chooses \"I have an invitation\" and sets a password. It "
            "works once, within 7 days.")
            .arg(agent.name));
    return 0;
}

QString line(const desk::Agent& agent)
{
    const QString state = agent.active ? u"on"_s : u"off"_s;
    return QStringList{agent.email, desk::toString(agent.role), state, agent.name}.join(u'\t');
}

QString day(desk::Instant at)
{
    return QDateTime::fromMSecsSinceEpoch(at.ms, Qt::UTC).toString(u"yyyy-MM-dd"_s);
}

QString line(const rules::StandingToken& token)
{
    const QString until = token.expires.isSet() ? day(token.expires) : u"-"_s;
    return QStringList{token.id, token.email, day(token.created), until, token.name}.join(u'\t');
}

} // namespace

int run(const UserAdd& user)
{
    const auto password = passwordOf(user);
    if (!password)
        return failed(password.fault().message);
    return withDesk(user.place, [&](store::Store& store) {
        const auto added = rules::addUser(store, user.email, user.name, user.role, *password);
        if (!added)
            return failed(added.fault().message);
        say(u"added %1 as %2"_s.arg(added->email, desk::toString(added->role)));
        if (password->isEmpty())
            return sayInvitation(store, *added);
        say(RunPeopleText::tr("Next: %1 starts bellhop, enters the desk's address and signs in.").arg(added->name));
        return 0;
    });
}

int run(const UserList& users)
{
    return lookAtDesk(users.place, [](store::Store& store) {
        const auto agents = store.read([](sql::Connection& sql) { return store::allAgents(sql); });
        if (!agents)
            return failed(agents.fault().message);
        for (const desk::Agent& agent : *agents)
            say(line(agent));
        return 0;
    });
}

int run(const UserChange& user)
{
    return withExistingDesk(user.place, [&](store::Store& store) {
        const auto before = rules::agentByAddress(store, user.email);
        if (!before)
            return failed(before.fault().message);
        const auto after =
            rules::changeRights(store, rules::commandLineOwner(), before->id, user.role.value_or(before->role),
                                user.active.value_or(before->active), desk::SystemClock().now());
        if (!after)
            return failed(after.fault().message);
        say(line(*after));
        return 0;
    });
}

int run(const UserSecret& user)
{
    return withExistingDesk(user.place, [&](store::Store& store) {
        const auto agent = rules::agentByAddress(store, user.email);
        if (!agent)
            return failed(agent.fault().message);
        if (user.kind == UserSecret::Kind::Invitation)
            return sayInvitation(store, *agent);
        const QString name = user.name.isEmpty() ? u"command line"_s : user.name;
        const desk::Instant expires =
            user.days > 0 ? desk::SystemClock().now() + user.days * desk::kDay : desk::Instant();
        const auto token = rules::makeToken(store, user.email, name, desk::SystemClock().now(), expires);
        if (!token)
            return failed(token.fault().message);
        say(*token);
        return 0;
    });
}

int run(const TokenList& tokens)
{
    return withExistingDesk(tokens.place, [](store::Store& store) {
        const auto found = rules::standingTokens(store, desk::SystemClock().now());
        if (!found)
            return failed(found.fault().message);
        for (const rules::StandingToken& token : *found)
            say(line(token));
        return 0;
    });
}

int run(const TokenEnd& token)
{
    return withExistingDesk(token.place, [&](store::Store& store) {
        const auto ended = rules::endToken(store, token.id);
        return ended ? 0 : failed(ended.fault().message);
    });
}

} // namespace server::process
