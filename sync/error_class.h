#pragma once
// What an answer of the server means for whoever asked (docs/protocol.md "Operations"). Decided in one place.

#include <QNetworkReply>
#include <QStringView>

namespace syncing
{

enum class ErrorClass {
    None,      ///< it worked
    Transient, ///< nobody's decision: try again later
    Permanent, ///< refused for good, with a code
    SignedOut, ///< the agent must sign in
    Refresh,   ///< the access token has run out
    NoAccess,  ///< the agent's role may not use the desk (ROLE-1)
    Stale,     ///< a newer message exists (BEY-3)
    CursorGone ///< a complete snapshot is needed
};

/// `status` 0 = no answer. `code`: of the problem document; empty = the answer is not from a desk server (a proxy's
/// page), and such a page never refuses anything for good, except that a body is too large. Neither does an answer
/// that concerns the address and not the request (`not-found`, `wrong-host`).
ErrorClass classify(QNetworkReply::NetworkError network, int status, QStringView code);

/// Whether the way to the server is in doubt, not the single request: everything waits behind the one gate.
bool concernsTheLine(int status);

/// Whether a request that failed so may have been executed all the same. `code`: of the problem document; the desk
/// stores no fault, so its own refusals say that nothing was done.
bool mayBeDone(QNetworkReply::NetworkError network, int status, QStringView code);

} // namespace syncing
