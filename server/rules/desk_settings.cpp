#include "server/rules/desk_settings.h"

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
        if (const auto fault = change(after))
            return *fault;
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
