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
    bool revoked = false;
};
std::optional<StoredToken> findToken(sql::Connection& sql, const QString& token, TokenKind kind);

QString newFamily(sql::Connection& sql, qint64 agent, const QString& device, desk::Instant now);
/// The token itself; only its hash is stored.
QString issueToken(sql::Connection& sql, TokenKind kind, qint64 agent, const QString& family, desk::Instant expires);
SignIn issueTokens(sql::Connection& sql, const desk::Agent& agent, const QString& family, desk::Instant now);
SignIn newSession(sql::Connection& sql, const desk::Agent& agent, const QString& device, desk::Instant now);
void revokeFamily(sql::Connection& sql, const QString& family);
void revokeAll(sql::Connection& sql, qint64 agent);

/// ROLE-1.
bool hasAccess(const desk::Agent& agent);
store::Fault signedOut();
store::Fault noAccess();

} // namespace server::rules
