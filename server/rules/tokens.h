#pragma once
// Token rows: families, issuing, finding, revoking. Internal to the rules; may throw sql::Failure.

#include "server/rules/auth.h"

#include <optional>

namespace server::rules
{

enum class TokenKind { Access, Refresh, Invitation };

struct StoredToken {
    qint64 agent = 0;
    QString family;
    desk::Instant expires; ///< unset = never
    bool spent = false;
    desk::Instant spentAt; ///< unset = a sibling was used in its place, or spent before the desk kept the time
    QString replaces;      ///< hash of the refresh token that this one was the answer to
    bool revoked = false;
    bool standing = false; ///< made by `user token`: there is nothing to refresh it with
};
std::optional<StoredToken> findToken(sql::Connection& sql, const QString& token, TokenKind kind);

QString newFamily(sql::Connection& sql, qint64 agent, const QString& device, desk::Instant now,
                  bool isStanding = false);
/// The token itself; only its hash is stored.
QString issueToken(sql::Connection& sql, TokenKind kind, qint64 agent, const QString& family, desk::Instant expires,
                   const QString& replaces = {});
SignIn issueTokens(sql::Connection& sql, const desk::Agent& agent, const QString& family, desk::Instant now,
                   const QString& replaces = {});
SignIn newSession(sql::Connection& sql, const desk::Agent& agent, const QString& device, desk::Instant now);
/// Whoever refreshes in this family waits until this transaction ends.
void lockFamily(sql::Connection& sql, const QString& family);
/// Spends the refresh token, once; false when it is spent already. Its siblings, given out for the same lost answer,
/// end.
bool spendRefresh(sql::Connection& sql, const QString& hash, const StoredToken& token, desk::Instant now);
/// Whether a refresh token that was given out in the place of this one has been used.
bool isReplacementUsed(sql::Connection& sql, const QString& hash, const QString& family);
void revokeFamily(sql::Connection& sql, const QString& family);
void revokeAll(sql::Connection& sql, qint64 agent);

/// ROLE-1.
bool hasAccess(const desk::Agent& agent);
store::Fault signedOut();
store::Fault noAccess();

} // namespace server::rules
