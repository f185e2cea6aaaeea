#include "server/rules/desk_settings.h"

#include "server/rules/faults.h"
#include "server/store/plain_text.h"

namespace server::rules
{

using namespace Qt::StringLiterals;
using store::Fault;
using store::FeedTransaction;
using store::Result;

namespace
{

DeskSettings readSettings(sql::Connection& sql)
{
    return {store::deskName(sql), store::officeHours(sql), store::smsSenders(sql)};
}

bool isKept(const DeskSettings& settings)
{
    if (store::hasForbidden(settings.name))
        return false;
    return !settings.hours ||
           !(store::hasForbidden(settings.hours->timeZone) || store::hasForbidden(settings.hours->closedNotice));
}

void endCursors(FeedTransaction& transaction)
{
    const qint64 seq = transaction.reserve(1);
    transaction.sql().execute(u"UPDATE agents SET feed_floor = ?"_s, seq);
}

} // namespace

Result<DeskSettings> deskSettings(store::Store& store)
{
    return store.read([](sql::Connection& sql) { return readSettings(sql); });
}

Result<DeskSettings> changeDeskSettings(store::Store& store,
                                        const std::function<std::optional<Fault>(DeskSettings&)>& change)
{
    return store.write([&](FeedTransaction& transaction) -> Result<DeskSettings> {
        sql::Connection& sql = transaction.sql();
        const DeskSettings before = readSettings(sql);
        DeskSettings after = before;
        if (const auto refused = change(after))
            return *refused;
        if (!isKept(after))
            return fault(store::FaultKind::Refused, "bad-characters",
                         "A control character cannot be kept. Nothing was changed; take it out, then try again.");
        if (after.name != before.name)
            store::setDeskName(sql, after.name);
        if (after.hours != before.hours)
            store::setOfficeHours(sql, after.hours);
        if (after.smsSenders != before.smsSenders)
            store::setSmsSenders(sql, after.smsSenders);
        if (after.name != before.name || after.smsSenders != before.smsSenders)
            endCursors(transaction);
        return after;
    });
}

} // namespace server::rules
