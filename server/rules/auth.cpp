#include "server/rules/auth.h"

#include "server/rules/faults.h"
#include "server/rules/secrets.h"
#include "server/rules/tokens.h"
#include "server/store/rows.h"

#include <cstdlib>

namespace server::rules
{

using namespace Qt::StringLiterals;
using store::FaultKind;
using store::FeedTransaction;
using store::Result;

namespace
{

/// Whether a spent refresh token comes again because its answer never arrived: soon, and before any of its replacements
/// was used. A clock that was set back opens no window.
bool isLostAnswer(sql::Connection& sql, const QString& hash, const StoredToken& token, desk::Instant now)
{
    if (!token.spentAt.isSet() || std::abs(now - token.spentAt) > kRefreshGrace)
        return false;
    return !isReplacementUsed(sql, hash, token.family);
}

} // namespace

QString accountOf(const QString& email)
{
    return email.trimmed().toLower();
}

Result<Session> authenticate(store::Store& store, const QString& access, desk::Instant now)
{
    return store.read([&](sql::Connection& sql) -> Result<Session> {
        const auto token = findToken(sql, access, TokenKind::Access);
        if (!token || token->revoked)
            return signedOut();
        if (token->expires.isSet() && token->expires <= now)
            return token->standing
                       ? signedOut()
                       : fault(FaultKind::SignedOut, "token-expired", "The access token has expired. Refresh it.");
        const auto agent = store::findAgent(sql, token->agent);
        if (!agent)
            return signedOut();
        if (!hasAccess(*agent))
            return noAccess();
        return Session{*agent, token->standing ? QString() : token->family, token->expires};
    });
}

Result<SignIn> signIn(store::Store& store, const QString& email, const QString& password, const QString& device,
                      desk::Instant now)
{
    struct Known {
        qint64 agent = 0;
        QString hash;
    };
    const auto known = store.read([&](sql::Connection& sql) -> Known {
        auto rows = sql.query(u"SELECT id, password FROM agents WHERE email = ?"_s, accountOf(email));
        return rows.next() ? Known{rows.integer(0), rows.text(1)} : Known{};
    });
    if (!known)
        return known.fault();
    // Outside any transaction: hashing takes a tenth of a second.
    const bool fits = passwordFits(known->hash, password);
    if (!fits || known->hash.isEmpty())
        return fault(FaultKind::SignedOut, "wrong-password", "E-mail address or password is wrong.");
    return store.write([&](FeedTransaction& transaction) -> Result<SignIn> {
        const auto agent = store::findAgent(transaction.sql(), known->agent);
        if (!agent || !hasAccess(*agent))
            return noAccess();
        return newSession(transaction.sql(), *agent, device, now);
    });
}

Result<SignIn> refresh(store::Store& store, const QString& refresh, desk::Instant now)
{
    auto result = store.write([&](FeedTransaction& transaction) -> Result<std::optional<SignIn>> {
        sql::Connection& sql = transaction.sql();
        auto token = findToken(sql, refresh, TokenKind::Refresh);
        if (!token)
            return signedOut();
        // Under the family's lock, so that what is read now is what a request in another process left.
        lockFamily(sql, token->family);
        token = findToken(sql, refresh, TokenKind::Refresh);
        if (!token || token->revoked || token->expires <= now)
            return signedOut();
        const QString hash = tokenHash(refresh);
        if (!spendRefresh(sql, hash, *token, now) && !isLostAnswer(sql, hash, *token, now)) {
            // Somebody else holds a copy: nobody may go on with this family. This must be committed.
            revokeFamily(sql, token->family);
            return std::optional<SignIn>();
        }
        const auto agent = store::findAgent(sql, token->agent);
        if (!agent || !hasAccess(*agent))
            return noAccess();
        return std::optional(issueTokens(sql, *agent, token->family, now, hash));
    });
    if (!result)
        return result.fault();
    if (!*result)
        return signedOut();
    return **result;
}

Result<store::Done> signOut(store::Store& store, const QString& access)
{
    return store.write([&](FeedTransaction& transaction) -> Result<store::Done> {
        const auto token = findToken(transaction.sql(), access, TokenKind::Access);
        if (token)
            revokeFamily(transaction.sql(), token->family);
        return store::Done{};
    });
}

Result<QString> makeToken(store::Store& store, const QString& email, const QString& name, desk::Instant now,
                          desk::Instant expires)
{
    return store.write([&](FeedTransaction& transaction) -> Result<QString> {
        sql::Connection& sql = transaction.sql();
        const auto agent = sql.value<qint64>(u"SELECT id FROM agents WHERE email = ?"_s, accountOf(email));
        if (!agent)
            return fault(FaultKind::NotFound, "no-such-agent", "There is no agent with this address.");
        const QString family = newFamily(sql, *agent, name, now, true);
        return issueToken(sql, TokenKind::Access, *agent, family, expires);
    });
}

} // namespace server::rules
