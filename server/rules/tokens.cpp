#include "server/rules/tokens.h"

#include "server/rules/faults.h"
#include "server/rules/secrets.h"
#include "server/store/keys.h"

namespace server::rules
{

using namespace Qt::StringLiterals;
using store::FaultKind;

namespace
{

QString word(TokenKind kind)
{
    switch (kind) {
    case TokenKind::Access:
        return u"access"_s;
    case TokenKind::Refresh:
        return u"refresh"_s;
    case TokenKind::Invitation:
        return u"invitation"_s;
    }
    return {};
}

} // namespace

std::optional<StoredToken> findToken(sql::Connection& sql, const QString& token, TokenKind kind)
{
    auto rows = sql.query(
        u"SELECT t.agent, t.family, t.expires, t.spent, t.spent_at, t.replaces, f.revoked, f.standing FROM tokens AS t "
        "JOIN token_families AS f ON f.id = t.family WHERE t.hash = ? AND t.kind = ?"_s,
        tokenHash(token), word(kind));
    if (!rows.next())
        return std::nullopt;
    return StoredToken{rows.integer(0),   rows.text(1), {rows.integer(2)},    rows.integer(3) != 0,
                       {rows.integer(4)}, rows.text(5), rows.integer(6) != 0, rows.integer(7) != 0};
}

QString newFamily(sql::Connection& sql, qint64 agent, const QString& device, desk::Instant now, bool isStanding)
{
    const QString family = randomName();
    sql.execute(u"INSERT INTO token_families (id, agent, device, created, revoked, standing) "
                "VALUES (?, ?, ?, ?, 0, ?)"_s,
                family, agent, device.left(200), now.ms, isStanding ? 1 : 0);
    return family;
}

QString issueToken(sql::Connection& sql, TokenKind kind, qint64 agent, const QString& family, desk::Instant expires,
                   const QString& replaces)
{
    const QString token = randomToken();
    sql.execute(u"INSERT INTO tokens (hash, kind, agent, family, expires, spent, replaces) "
                "VALUES (?, ?, ?, ?, ?, 0, ?)"_s,
                tokenHash(token), word(kind), agent, family, expires.ms, replaces);
    return token;
}

SignIn issueTokens(sql::Connection& sql, const desk::Agent& agent, const QString& family, desk::Instant now,
                   const QString& replaces)
{
    const qint64 key = store::keyOf(agent.id);
    SignIn result;
    result.accessExpires = now + kAccessLife;
    result.access = issueToken(sql, TokenKind::Access, key, family, result.accessExpires);
    result.refresh = issueToken(sql, TokenKind::Refresh, key, family, now + kRefreshLife, replaces);
    result.agent = agent;
    return result;
}

SignIn newSession(sql::Connection& sql, const desk::Agent& agent, const QString& device, desk::Instant now)
{
    return issueTokens(sql, agent, newFamily(sql, store::keyOf(agent.id), device, now), now);
}

void lockFamily(sql::Connection& sql, const QString& family)
{
    sql.value<QString>(u"SELECT id FROM token_families WHERE id = ? {for update}"_s, family);
}

bool spendRefresh(sql::Connection& sql, const QString& hash, const StoredToken& token, desk::Instant now)
{
    const bool isFirst =
        sql.execute(u"UPDATE tokens SET spent = 1, spent_at = ? WHERE hash = ? AND spent = 0"_s, now.ms, hash) == 1;
    if (isFirst && !token.replaces.isEmpty())
        sql.execute(u"UPDATE tokens SET spent = 1 WHERE family = ? AND replaces = ? AND spent = 0"_s, token.family,
                    token.replaces);
    return isFirst;
}

bool isReplacementUsed(sql::Connection& sql, const QString& hash, const QString& family)
{
    return sql
        .value<qint64>(u"SELECT 1 FROM tokens WHERE family = ? AND replaces = ? AND spent_at > 0 LIMIT 1"_s, family,
                       hash)
        .has_value();
}

void revokeFamily(sql::Connection& sql, const QString& family)
{
    sql.execute(u"UPDATE token_families SET revoked = 1 WHERE id = ?"_s, family);
}

void revokeAll(sql::Connection& sql, qint64 agent)
{
    sql.execute(u"UPDATE token_families SET revoked = 1 WHERE agent = ?"_s, agent);
}

bool hasAccess(const desk::Agent& agent)
{
    return agent.active && agent.role != desk::Role::Other;
}

store::Fault signedOut()
{
    return fault(FaultKind::SignedOut, "signed-out",
                 "You are signed out. Sign in again; drafts and unsent messages "
                 "are kept.");
}

store::Fault noAccess()
{
    return fault(FaultKind::NotAllowed, "no-access",
                 "Your account has no access to this desk: it is switched off, or its role does not work with tickets. "
                 "Ask an admin.");
}

} // namespace server::rules
