// Inviting, adding and changing agents (ROLE-1 to ROLE-3): the part of auth.h that writes people.

#include "server/rules/auth.h"
#include "server/rules/faults.h"
#include "server/rules/secrets.h"
#include "server/rules/tokens.h"
#include "server/store/plain_text.h"
#include "server/store/rows.h"

#include <algorithm>

namespace server::rules
{

using namespace Qt::StringLiterals;
using store::Fault;
using store::FaultKind;
using store::FeedTransaction;
using store::keyOf;
using store::Result;

namespace
{

Fault notAllowed()
{
    return fault(FaultKind::NotAllowed, "not-allowed", "Only admins and owners may do this; nothing was changed.");
}

std::optional<Fault> passwordFault(const QString& password)
{
    if (password.size() < kShortestPassword)
        return fault(FaultKind::Refused, "weak-password", "The password is too short. Use at least 10 characters.");
    if (password.size() > kLongestPassword)
        return fault(FaultKind::Refused, "weak-password", "The password is too long. Use at most 1,000 characters.");
    return std::nullopt;
}

desk::Role roleOfNext(sql::Connection& sql)
{
    const bool isFirst = sql.value<qint64>(u"SELECT count(*) FROM agents"_s).value_or(0) == 0;
    return isFirst ? desk::Role::Owner : desk::Role::Support;
}

Fault noSuchAgent()
{
    return fault(FaultKind::NotFound, "no-such-agent", "There is no such agent.");
}

bool mayManage(const desk::Agent& by)
{
    return by.active && (by.role == desk::Role::Owner || by.role == desk::Role::Admin);
}

/// Owners stand above admins: an admin neither makes nor touches one.
bool mayTouch(const desk::Agent& by, desk::Role role)
{
    return mayManage(by) && (role != desk::Role::Owner || by.role == desk::Role::Owner);
}

bool isAddress(const QString& email)
{
    const qsizetype at = email.indexOf(u'@');
    const bool isPrintable = std::none_of(email.cbegin(), email.cend(), [](QChar c) {
        return c.isSpace() || !c.isPrint() || QStringView(u"<>\"(),;:\\").contains(c);
    });
    return at > 0 && at == email.lastIndexOf(u'@') && at < email.size() - 1 && email.size() <= 254 && isPrintable;
}

/// Shown to customers and colleagues: one line, nothing invisible that turns the text around it.
bool isName(const QString& name)
{
    return name.size() <= 100 && std::none_of(name.cbegin(), name.cend(), store::isDeceptive);
}

/// Inserts; a new agent has read everything that is there already.
Result<qint64> insertAgent(FeedTransaction& transaction, const QString& email, const QString& name, desk::Role role,
                           const QString& hash)
{
    const QString address = accountOf(email);
    if (!isAddress(address))
        return fault(FaultKind::Refused, "bad-address", "This is no e-mail address.");
    if (!isName(name))
        return fault(FaultKind::Refused, "bad-name",
                     "The name is longer than 100 characters, or has line breaks or marks that cannot be seen.");
    sql::Connection& sql = transaction.sql();
    std::optional<qint64> id;
    {
        auto rows = sql.query(u"INSERT INTO agents (seq, name, email, role, active, password, feed_floor, read_floor) "
                              "SELECT 0, CAST(? AS TEXT), CAST(? AS TEXT), CAST(? AS TEXT), 1, CAST(? AS TEXT), 0, "
                              "COALESCE((SELECT max(id) FROM messages), 0) WHERE 1 = 1 "
                              "ON CONFLICT (email) DO NOTHING RETURNING id"_s,
                              name.trimmed().isEmpty() ? address : name.trimmed(), address, desk::toString(role), hash);
        if (rows.next())
            id = rows.integer(0);
        while (id && rows.next())
            continue;
    }
    if (!id)
        return fault(FaultKind::Refused, "known-address", "An agent with this e-mail address exists already.");
    transaction.touch(desk::EntityKind::Agent, *id);
    return *id;
}

QString oneTimeToken(sql::Connection& sql, qint64 agent, const QString& purpose, desk::Instant now)
{
    const QString family = newFamily(sql, agent, purpose, now);
    return issueToken(sql, TokenKind::Invitation, agent, family, now + kInvitationLife);
}

} // namespace

Result<QString> invite(store::Store& store, const desk::Agent& by, const QString& email, const QString& name,
                       desk::Role role, desk::Instant now)
{
    if (!mayTouch(by, role))
        return notAllowed();
    return store.write([&](FeedTransaction& transaction) -> Result<QString> {
        const auto agent = insertAgent(transaction, email, name, role, {});
        if (!agent)
            return agent.fault();
        return oneTimeToken(transaction.sql(), *agent, u"invitation"_s, now);
    });
}

Result<QString> resetPassword(store::Store& store, const desk::Agent& by, const desk::AgentId& agent, desk::Instant now)
{
    return store.write([&](FeedTransaction& transaction) -> Result<QString> {
        if (!mayManage(by))
            return notAllowed();
        const auto found = store::findAgent(transaction.sql(), keyOf(agent));
        if (!found)
            return noSuchAgent();
        if (!mayTouch(by, found->role))
            return notAllowed();
        return oneTimeToken(transaction.sql(), keyOf(agent), u"reset"_s, now);
    });
}

Result<SignIn> acceptInvitation(store::Store& store, const QString& invitation, const QString& password,
                                const QString& device, desk::Instant now)
{
    if (auto weak = passwordFault(password))
        return *weak;
    const QString hash = passwordHash(password);
    if (hash.isEmpty())
        return fault(FaultKind::Unavailable, "busy", "The server has too little memory now. Try again.");
    return store.write([&](FeedTransaction& transaction) -> Result<SignIn> {
        sql::Connection& sql = transaction.sql();
        const auto token = findToken(sql, invitation, TokenKind::Invitation);
        const bool isGood = token && !token->revoked && token->expires > now;
        if (!isGood ||
            sql.execute(u"UPDATE tokens SET spent = 1 WHERE hash = ? AND spent = 0"_s, tokenHash(invitation)) != 1)
            return signedOut();
        const auto agent = store::findAgent(sql, token->agent);
        if (!agent || !hasAccess(*agent))
            return noAccess();
        revokeAll(sql, token->agent);
        sql.execute(u"UPDATE agents SET password = ? WHERE id = ?"_s, hash, token->agent);
        return newSession(sql, *agent, device, now);
    });
}

Result<desk::Agent> addUser(store::Store& store, const QString& email, const QString& name,
                            std::optional<desk::Role> role, const QString& password)
{
    if (!password.isEmpty())
        if (auto weak = passwordFault(password))
            return *weak;
    const QString hash = password.isEmpty() ? QString() : passwordHash(password);
    if (!password.isEmpty() && hash.isEmpty())
        return fault(FaultKind::Unavailable, "busy", "There is too little memory now. Nothing was added; try again.");
    return store.write([&](FeedTransaction& transaction) -> Result<desk::Agent> {
        const auto id = insertAgent(transaction, email, name, role ? *role : roleOfNext(transaction.sql()), hash);
        if (!id)
            return id.fault();
        transaction.stamp();
        return *store::findAgent(transaction.sql(), *id);
    });
}

Result<desk::Agent> agentByAddress(store::Store& store, const QString& email)
{
    return store.read([&](sql::Connection& sql) -> Result<desk::Agent> {
        const auto id = sql.value<qint64>(u"SELECT id FROM agents WHERE email = ?"_s, accountOf(email));
        if (!id)
            return fault(FaultKind::NotFound, "no-such-agent", "There is no agent with this address.");
        return *store::findAgent(sql, *id);
    });
}

desk::Agent commandLineOwner()
{
    desk::Agent owner;
    owner.role = desk::Role::Owner;
    return owner;
}

Result<desk::Agent> changeRights(store::Store& store, const desk::Agent& by, const desk::AgentId& agent,
                                 desk::Role role, bool active, desk::Instant)
{
    return store.write([&](FeedTransaction& transaction) -> Result<desk::Agent> {
        sql::Connection& sql = transaction.sql();
        const auto before = store::findAgent(sql, keyOf(agent));
        if (!mayManage(by))
            return notAllowed();
        if (!before)
            return noSuchAgent();
        if (!mayTouch(by, before->role) || !mayTouch(by, role))
            return notAllowed();
        sql.execute(u"UPDATE agents SET role = ?, active = ? WHERE id = ?"_s, desk::toString(role), active,
                    keyOf(agent));
        const auto owners =
            sql.value<qint64>(u"SELECT count(*) FROM agents WHERE role = 'owner' AND active = ?"_s, true);
        if (before->active && before->role == desk::Role::Owner && owners == 0)
            return fault(FaultKind::Refused, "last-owner",
                         "This is the desk's last owner; nothing was changed. Make another agent owner first.");
        transaction.touch(desk::EntityKind::Agent, keyOf(agent));
        const qint64 seq = transaction.stamp();
        // Cursors from before this change end (410): what the agent may see has changed.
        sql.execute(u"UPDATE agents SET feed_floor = ? WHERE id = ?"_s, seq, keyOf(agent));
        const auto after = store::findAgent(sql, keyOf(agent));
        if (!hasAccess(*after))
            revokeAll(sql, keyOf(agent));
        return *after;
    });
}

} // namespace server::rules
