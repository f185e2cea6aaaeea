#pragma once
// The tokens that `user token` made: what there is, and ending one of them.

#include "server/store/store.h"

#include "desk/people.h"

#include <QList>
#include <QString>

namespace server::rules
{

/// All that may be known of one: the token itself is stored nowhere.
struct StandingToken {
    QString id; ///< names it; opens nothing
    QString email;
    QString name; ///< what it is for
    desk::Instant created;
    desk::Instant expires; ///< unset = never
};
/// Those that still open the desk to an agent who may enter, oldest first.
store::Result<QList<StandingToken>> standingTokens(store::Store& store, desk::Instant now);
/// From now on it opens nothing; streams that hang on it end at the next look of each server, within 30 s. Fault:
/// `no-such-token`.
store::Result<store::Done> endToken(store::Store& store, const QString& id);

} // namespace server::rules
