#include "server/rules/standing_tokens.h"

#include "server/rules/faults.h"
#include "server/rules/tokens.h"

namespace server::rules
{

using namespace Qt::StringLiterals;
using store::Result;

Result<QList<StandingToken>> standingTokens(store::Store& store, desk::Instant now)
{
    return store.read([&](sql::Connection& sql) -> QList<StandingToken> {
        QList<StandingToken> tokens;
        auto rows = sql.query(u"SELECT f.id, a.email, f.device, f.created, t.expires FROM token_families AS f "
                              "JOIN tokens AS t ON t.family = f.id JOIN agents AS a ON a.id = f.agent "
                              "WHERE f.standing = 1 AND f.revoked = 0 AND a.active = 1 "
                              "AND (t.expires = 0 OR t.expires > ?) ORDER BY f.created, f.id"_s,
                              now.ms);
        while (rows.next())
            tokens.append({rows.text(0), rows.text(1), rows.text(2), {rows.integer(3)}, {rows.integer(4)}});
        return tokens;
    });
}

Result<store::Done> endToken(store::Store& store, const QString& id)
{
    return store.write([&](store::FeedTransaction& transaction) -> Result<store::Done> {
        sql::Connection& sql = transaction.sql();
        const bool isThere = sql.value<qint64>(u"SELECT 1 FROM token_families WHERE id = ? AND standing = 1 "
                                               "AND revoked = 0 {for update}"_s,
                                               id)
                                 .has_value();
        if (!isThere)
            return fault(store::FaultKind::NotFound, "no-such-token",
                         "There is no token with this id, or it has ended. user tokens lists those that there are.");
        revokeFamily(sql, id);
        return store::Done{};
    });
}

} // namespace server::rules
