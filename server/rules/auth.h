#pragma once
// Who may enter (ROLE-1 to ROLE-3): passwords (Argon2id), access and refresh tokens (random, stored hashed),
// invitations.

#include "server/store/store.h"

#include "desk/people.h"

#include <QList>
#include <QString>

#include <optional>

namespace server::rules
{

inline constexpr qint64 kAccessLife = desk::kHour;
inline constexpr qint64 kRefreshLife = 30 * desk::kDay;
/// How long a spent refresh token is still answered with a pair, because its first answer may have been lost.
inline constexpr qint64 kRefreshGrace = desk::kMinute;
inline constexpr qint64 kInvitationLife = 7 * desk::kDay;
inline constexpr qsizetype kShortestPassword = 10;
inline constexpr qsizetype kLongestPassword = 1000;

/// What a client gets when it signs in or refreshes.
struct SignIn {
    QString access;
    desk::Instant accessExpires;
    QString refresh;
    desk::Agent agent;
};

/// The one spelling of an agent's address under which it is stored, looked up and counted by limits.
QString accountOf(const QString& email);

/// Who a valid access token belongs to.
struct Session {
    desk::Agent agent;
    QString family;        ///< of its tokens; empty for `user token`
    desk::Instant expires; ///< unset = never
};

/// Faults: `signed-out` (unknown or revoked), `token-expired`, `no-access` (ROLE-1 or switched off).
store::Result<Session> authenticate(store::Store& store, const QString& access, desk::Instant now);
/// Takes the same time for an unknown address as for a wrong password. Faults: `wrong-password`, `no-access`.
/// The caller limits the rate: by peer and by address.
store::Result<SignIn> signIn(store::Store& store, const QString& email, const QString& password, const QString& device,
                             desk::Instant now);
/// Spends the refresh token. Used again within kRefreshGrace, while nobody has used what it was replaced by: a further
/// pair (the first answer was lost). Used again otherwise: the family is revoked and the fault is `signed-out`.
store::Result<SignIn> refresh(store::Store& store, const QString& refresh, desk::Instant now);
/// Revokes the token's family (or the single `user token`).
store::Result<store::Done> signOut(store::Store& store, const QString& access);

/// `by` must be admin or owner, and may not give more than its own role: `not-allowed`. `known-address`, `bad-address`,
/// `bad-name`.
store::Result<QString> invite(store::Store& store, const desk::Agent& by, const QString& email, const QString& name,
                              desk::Role role, desk::Instant now);
/// `by` must be admin or owner; only an owner may reset an owner. Faults: `not-allowed`, `no-such-agent`.
store::Result<QString> resetPassword(store::Store& store, const desk::Agent& by, const desk::AgentId& agent,
                                     desk::Instant now);
/// For invitations and resets; signs in; a reset revokes all other sessions. Faults: `signed-out`, `weak-password`
/// (Refused; under 10 characters or over 1,000).
store::Result<SignIn> acceptInvitation(store::Store& store, const QString& invitation, const QString& password,
                                       const QString& device, desk::Instant now);

/// Command line: `user add`. No role = owner for the desk's first agent, support for every other. An empty password =
/// none yet. Faults: `known-address`, `bad-address`, `bad-name`, `weak-password`.
store::Result<desk::Agent> addUser(store::Store& store, const QString& email, const QString& name,
                                   std::optional<desk::Role> role, const QString& password);
/// Command line: the agent with this address. Fault: `no-such-agent`.
store::Result<desk::Agent> agentByAddress(store::Store& store, const QString& email);
/// Command line: who sits at the server stands in for an owner.
desk::Agent commandLineOwner();
/// Command line: `user token`: an access token that stays until it is ended; `name` says what it is for, and no
/// `expires` = never. Fault: `no-such-agent`.
store::Result<QString> makeToken(store::Store& store, const QString& email, const QString& name, desk::Instant now,
                                 desk::Instant expires = {});
/// Changes role or switches off; ends the agent's cursors (410) and, when access is lost, its sessions. Faults:
/// `not-allowed`, `no-such-agent`, `last-owner` (a desk keeps an active owner).
store::Result<desk::Agent> changeRights(store::Store& store, const desk::Agent& by, const desk::AgentId& agent,
                                        desk::Role role, bool active, desk::Instant now);

} // namespace server::rules
