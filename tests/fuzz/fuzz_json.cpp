// The JSON of the wire: whatever comes, a value or an error with a path; what was read once is read back the same.
#include "desk/json.h"
#include "sync/pages.h"
#include "tests/fuzz/fuzz.h"

using namespace Qt::StringLiterals;

namespace
{

template<class T>
void readBack(const QJsonObject& object)
{
    const auto once = desk::fromJson<T>(object);
    if (!once) {
        if (once.error().path.isEmpty() || once.error().message.isEmpty())
            fuzzFail("an error names its place and what was expected");
        return;
    }
    const auto again = desk::fromJson<T>(desk::toJson(*once));
    if (!again || !(*again == *once))
        fuzzFail("what was read is written so that it reads the same");
}

void checkPages(const QByteArray& input)
{
    const syncing::FeedPage feed = syncing::readFeed(input);
    if (feed.error.isEmpty() && feed.to.seq < feed.from.seq)
        fuzzFail("a page of the feed never goes back");
    for (const qsizetype most : {1, 3}) {
        qsizetype lines = 0;
        for (const syncing::FeedSlice& slice : syncing::sliced(feed, most))
            lines += slice.changes.size();
        if (feed.error.isEmpty() && lines != feed.changes.size())
            fuzzFail("slices hold every line once");
    }
    for (const auto expected : {"tickets"_L1, "messages"_L1, "profile"_L1})
        syncing::readEntities(input, expected);
    syncing::readBootstrap(input);
    syncing::readReceipt(input);
    syncing::readSettlement(input);
    syncing::readMessages(input);
}

} // namespace

int fuzzOne(const std::uint8_t* data, std::size_t size)
{
    const QByteArray input(reinterpret_cast<const char*>(data), qsizetype(size));
    checkPages(input);
    const auto object = desk::parseObject(input);
    if (!object)
        return 0;
    readBack<desk::Ticket>(*object);
    readBack<desk::Message>(*object);
    readBack<desk::Profile>(*object);
    readBack<desk::Macro>(*object);
    readBack<desk::View>(*object);
    readBack<desk::Event>(*object);
    readBack<desk::Order>(*object);
    readBack<desk::Subscription>(*object);
    readBack<desk::Draft>(*object);
    readBack<desk::Operation>(*object);
    if (desk::strictOperation(*object) && !desk::fromJson<desk::Operation>(*object))
        fuzzFail("what is read strictly can be read");
    readBack<desk::Filter>(*object);
    readBack<desk::Change>(*object);
    return 0;
}
