#include "sync/pages.h"

#include "desk/json.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>
#include <cmath>

namespace syncing
{

using namespace Qt::StringLiterals;

namespace
{

std::optional<qint64> whole(const QJsonValue& value)
{
    constexpr double kLargest = 9007199254740992.0;
    const double number = value.toDouble(-1);
    if (!value.isDouble() || number < 0 || number > kLargest || number != std::floor(number))
        return std::nullopt;
    return static_cast<qint64>(number);
}

QString wrong(const char* path, const char* message)
{
    return QLatin1String(path) + u": "_s + QLatin1String(message);
}

QList<QJsonObject> objects(const QJsonObject& object, QLatin1StringView key)
{
    QList<QJsonObject> list;
    const QJsonArray array = object.value(key).toArray();
    list.reserve(array.size());
    for (const auto& value : array)
        list.append(value.toObject());
    return list;
}

BadRow badRow(const QJsonObject& object, const QString& kind, qint64 seq, const QString& path)
{
    return {kind.left(40), object.value("id"_L1).toString().left(200), seq, path.left(300)};
}

/// Reads `key`, a list of T, into `take`.
template<class T, class Take>
void readList(const QJsonObject& object, QLatin1StringView key, desk::EntityKind kind, QList<BadRow>& bad, Take take)
{
    for (const QJsonObject& one : objects(object, key)) {
        auto parsed = desk::fromJson<T>(one);
        if (parsed.ok())
            take(std::move(parsed.value()));
        else
            bad.append(
                badRow(one, desk::toString(kind), whole(one.value("rev"_L1)).value_or(0), parsed.error().toString()));
    }
}

template<class T>
void readInto(const QJsonObject& object, QLatin1StringView key, desk::EntityKind kind, EntityPage& page)
{
    readList<T>(object, key, kind, page.bad, [&page](T&& value) { page.entities.append(std::move(value)); });
}

template<class T>
void readOne(const QJsonObject& object, QLatin1StringView key, desk::EntityKind kind, QList<desk::Entity>& out,
             QList<BadRow>& bad)
{
    const QJsonValue value = object.value(key);
    if (value.isUndefined() || value.isNull())
        return;
    auto parsed = desk::fromJson<T>(value.toObject());
    if (parsed.ok())
        out.append(std::move(parsed.value()));
    else
        bad.append(badRow(value.toObject(), desk::toString(kind), whole(value.toObject().value("rev"_L1)).value_or(0),
                          parsed.error().toString()));
}

void readChange(const QJsonObject& line, FeedPage& page)
{
    auto change = desk::fromJson<desk::Change>(line);
    if (change.ok()) {
        page.changes.append(std::move(change.value()));
        return;
    }
    page.bad.append(badRow(line, line.value("kind"_L1).toString(), whole(line.value("seq"_L1)).value_or(0),
                           change.error().toString()));
}

QString parseError(const desk::Parsed<QJsonObject>& parsed)
{
    return parsed.error().toString();
}

QHash<QString, qint64> readCounts(const QJsonObject& object)
{
    QHash<QString, qint64> counts;
    for (auto it = object.begin(); it != object.end(); ++it) {
        if (const auto count = whole(it.value()))
            counts.insert(it.key(), *count);
    }
    return counts;
}

} // namespace

std::optional<desk::Cursor> readCursor(const QJsonValue& value)
{
    if (value.isString())
        return desk::cursorFrom(value.toString());
    const auto number = whole(value);
    return number ? std::optional(desk::Cursor(*number)) : std::nullopt;
}

FeedPage readFeed(const QJsonObject& object)
{
    FeedPage page;
    const auto from = readCursor(object.value("from"_L1));
    const auto to = readCursor(object.value("to"_L1));
    if (!from || !to)
        page.error = wrong("feed.to", "expected cursor");
    else if (to->seq < from->seq)
        page.error = wrong("feed.to", "lies before feed.from");
    else if (!object.value("changes"_L1).isArray())
        page.error = wrong("feed.changes", "expected list");
    if (!page.error.isEmpty())
        return page;
    page.from = *from;
    page.to = *to;
    page.more = object.value("more"_L1).toBool();
    for (const QJsonObject& line : objects(object, "changes"_L1))
        readChange(line, page);
    if (page.from == page.to && (page.more || !page.changes.isEmpty()))
        page.error = wrong("feed.to", "does not go on");
    return page;
}

FeedPage readFeed(const QByteArray& bytes)
{
    const auto object = desk::parseObject(bytes);
    if (object)
        return readFeed(*object);
    FeedPage page;
    page.error = parseError(object);
    return page;
}

EntityPage readEntities(const QByteArray& bytes, QLatin1StringView expected)
{
    using K = desk::EntityKind;
    EntityPage page;
    const auto parsed = desk::parseObject(bytes);
    if (!parsed) {
        page.error = parseError(parsed);
        return page;
    }
    const QJsonObject& object = *parsed;
    for (QLatin1StringView key : {"tickets"_L1, "profiles"_L1, "messages"_L1, "orders"_L1, "hits"_L1}) {
        if (object.contains(key) && !object.value(key).isArray())
            page.error = key + u": expected list"_s;
    }
    if (!object.contains(expected))
        page.error = expected + u": missing"_s;
    readOne<desk::Profile>(object, "profile"_L1, K::Profile, page.entities, page.bad);
    readInto<desk::Profile>(object, "profiles"_L1, K::Profile, page);
    readInto<desk::Ticket>(object, "tickets"_L1, K::Ticket, page);
    readInto<desk::Message>(object, "messages"_L1, K::Message, page);
    readInto<desk::Order>(object, "orders"_L1, K::Order, page);
    readInto<desk::Subscription>(object, "subscriptions"_L1, K::Subscription, page);
    readInto<desk::Event>(object, "events"_L1, K::Event, page);
    for (const QJsonObject& hit : objects(object, "hits"_L1)) {
        readOne<desk::Ticket>(hit, "ticket"_L1, K::Ticket, page.entities, page.bad);
        readOne<desk::Message>(hit, "message"_L1, K::Message, page.entities, page.bad);
    }
    page.next = object.value("next"_L1).toString();
    return page;
}

BootstrapPage readBootstrap(const QByteArray& bytes)
{
    using K = desk::EntityKind;
    BootstrapPage page;
    const auto parsed = desk::parseObject(bytes);
    if (!parsed) {
        page.error = parseError(parsed);
        return page;
    }
    const QJsonObject& object = *parsed;
    store::Bootstrap& out = page.bootstrap;
    const auto cursor = readCursor(object.value("cursor"_L1));
    const auto me = desk::fromJson<desk::Agent>(object.value("agent"_L1).toObject());
    if (!cursor)
        page.error = wrong("bootstrap.cursor", "expected cursor");
    else if (!me)
        page.error = me.error().toString();
    if (!page.error.isEmpty())
        return page;
    out.cursor = *cursor;
    out.me = *me;
    out.deskId = object.value("desk"_L1).toObject().value("id"_L1).toString();
    out.deskName = object.value("desk"_L1).toObject().value("name"_L1).toString();
    readList<desk::Agent>(object, "agents"_L1, K::Agent, page.bad, [&](auto&& v) { out.agents.append(v); });
    readList<desk::Team>(object, "teams"_L1, K::Team, page.bad, [&](auto&& v) { out.teams.append(v); });
    readList<desk::Label>(object, "labels"_L1, K::Label, page.bad, [&](auto&& v) { out.labels.append(v); });
    readList<desk::Macro>(object, "macros"_L1, K::Macro, page.bad, [&](auto&& v) { out.macros.append(v); });
    readList<desk::View>(object, "views"_L1, K::View, page.bad, [&](auto&& v) { out.views.append(v); });
    out.capabilities = readCapabilities(object);
    out.counts = readCounts(object.value("counts"_L1).toObject());
    out.smsSenders = QJsonDocument(object.value("smsSenders"_L1).toObject()).toJson(QJsonDocument::Compact);
    const QJsonObject totals = object.value("totals"_L1).toObject();
    out.totalTickets = whole(totals.value("tickets"_L1)).value_or(0);
    out.totalMessages = whole(totals.value("messages"_L1)).value_or(0);
    return page;
}

namespace
{
Receipt receiptFrom(const QJsonObject& object)
{
    Receipt receipt;
    const auto seq = whole(object.value("seq"_L1));
    receipt.id = object.value("id"_L1).toString();
    if (!seq)
        receipt.error = wrong("receipt.seq", "expected whole number");
    receipt.seq = seq.value_or(0);
    readOne<desk::Ticket>(object, "ticket"_L1, desk::EntityKind::Ticket, receipt.effects, receipt.bad);
    readOne<desk::Message>(object, "message"_L1, desk::EntityKind::Message, receipt.effects, receipt.bad);
    return receipt;
}
} // namespace

Receipt readReceipt(const QByteArray& bytes)
{
    const auto object = desk::parseObject(bytes);
    if (object)
        return receiptFrom(*object);
    Receipt unreadable;
    unreadable.error = parseError(object);
    return unreadable;
}

Settlement readSettlement(const QByteArray& bytes)
{
    Settlement settlement;
    const auto object = desk::parseObject(bytes);
    const QString outcome = object ? object->value("outcome"_L1).toString() : QString();
    if (outcome == "executed"_L1)
        settlement.receipt = receiptFrom(object->value("answer"_L1).toObject());
    else if (outcome != "cancelled"_L1 && outcome != "refused"_L1)
        settlement.error = object ? wrong("settlement.outcome", "unknown word") : parseError(object);
    if (settlement.error.isEmpty())
        settlement.error = settlement.receipt.error;
    settlement.receipt.error = settlement.error;
    return settlement;
}

QStringList readCapabilities(const QJsonObject& object)
{
    constexpr qsizetype kMost = 200;
    QStringList words;
    const QJsonArray array = object.value("capabilities"_L1).toArray();
    for (const auto& value : array) {
        const QString word = value.toString();
        const bool sound = !word.isEmpty() && word.size() <= kMost && !word.contains(u' ');
        if (sound && words.size() < kMost)
            words.append(word);
    }
    return words;
}

QList<desk::Message> readMessages(const QByteArray& bytes)
{
    QList<desk::Message> messages;
    QList<BadRow> bad;
    if (const auto object = desk::parseObject(bytes))
        readList<desk::Message>(*object, "messages"_L1, desk::EntityKind::Message, bad,
                                [&](desk::Message&& message) { messages.append(std::move(message)); });
    return messages;
}

QList<FeedSlice> sliced(const FeedPage& page, qsizetype most)
{
    QList<FeedSlice> slices;
    const auto bySeq = [](const desk::Change& a, const desk::Change& b) { return a.seq < b.seq; };
    // Out of order, no seq in between may become the cursor: it would skip what is still to come.
    const bool ordered = std::is_sorted(page.changes.begin(), page.changes.end(), bySeq);
    const qsizetype size = page.changes.size();
    for (qsizetype begin = 0; begin < size;) {
        qsizetype end = std::min(begin + most, size);
        while (ordered && end < size && page.changes[end].seq == page.changes[end - 1].seq)
            ++end;
        const qint64 last = page.changes[end - 1].seq;
        const desk::Cursor reached(page.to.word, std::clamp(last, page.from.seq, page.to.seq));
        slices.append({page.changes.mid(begin, end - begin), ordered ? reached : page.from});
        begin = end;
    }
    if (slices.isEmpty())
        slices.append(FeedSlice());
    slices.last().cursor = page.to;
    return slices;
}

} // namespace syncing
