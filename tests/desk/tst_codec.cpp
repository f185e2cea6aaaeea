// The codec: what is written is read back; what is wrong names its path; nothing hostile gets further than an error.

#include "desk/json.h"
#include "desk_print.h"
#include "random_values.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

#include <functional>

using namespace desk;
using namespace Qt::StringLiterals;

namespace
{

template<class T>
T randomOf(RandomValues& random)
{
    if constexpr (std::is_same_v<T, Ticket>)
        return random.ticket();
    else if constexpr (std::is_same_v<T, Filter>)
        return random.filter(4);
    else
        return random.value<T>();
}

/// Through bytes, as on the wire.
QJsonObject overTheWire(const QJsonObject& object)
{
    const auto parsed = parseObject(QJsonDocument(object).toJson(QJsonDocument::Compact));
    return parsed ? *parsed : QJsonObject();
}

template<class T>
void roundTrip(RandomValues& random)
{
    for (int i = 0; i < 300; ++i) {
        const T value = randomOf<T>(random);
        QJsonObject object = overTheWire(toJson(value));
        object.insert(u"aFieldOfTheFuture"_s, QJsonArray{1, u"x"_s});
        const auto parsed = fromJson<T>(object);
        QVERIFY2(parsed.ok(), qPrintable(parsed.ok() ? QString() : parsed.error().toString()));
        QCOMPARE(*parsed, value);
    }
}

/// Every JSON type that is not the type of `right`.
QList<QJsonValue> wrongFor(const QJsonValue& right)
{
    const QList<QJsonValue> samples{true, 7, u"certainly no word of ours"_s, QJsonArray{1}, QJsonObject{{u"x"_s, 1}}};
    QList<QJsonValue> wrong;
    for (const auto& sample : samples)
        if (sample.type() != right.type())
            wrong.append(sample);
    return wrong;
}

using Variant = std::function<void(const QJsonValue& bad, const QString& path)>;

/// Calls `each` with copies of the document in which one value, at whatever depth, has a wrong type.
void eachWrong(const QJsonValue& document, const QString& path, const Variant& each)
{
    for (const auto& wrong : wrongFor(document))
        each(wrong, path);
    const QJsonObject object = document.toObject();
    for (const QString& key : object.keys())
        eachWrong(object.value(key), path + u'.' + key, [&](const QJsonValue& bad, const QString& where) {
            QJsonObject copy = object;
            copy.insert(key, bad);
            each(copy, where);
        });
    const QJsonArray array = document.toArray();
    for (qsizetype i = 0; i < array.size(); ++i)
        eachWrong(array[i], u"%1[%2]"_s.arg(path).arg(i), [&](const QJsonValue& bad, const QString& where) {
            QJsonArray copy = array;
            copy[i] = bad;
            each(copy, where);
        });
}

template<class T>
void wrongTypes(RandomValues& random, const QString& root)
{
    QSet<QString> tried;
    for (int i = 0; i < 30; ++i)
        eachWrong(toJson(randomOf<T>(random)), root, [&](const QJsonValue& bad, const QString& path) {
            if (!bad.isObject() || path == root)
                return;
            const auto parsed = fromJson<T>(bad.toObject());
            QVERIFY2(!parsed.ok(), qPrintable(path));
            // A wrong object in place of a right one may be blamed on the field that it lacks.
            QVERIFY2(parsed.error().path.startsWith(path), qPrintable(path + u" blamed on "_s + parsed.error().path));
            QVERIFY(!parsed.error().message.isEmpty());
            tried.insert(path);
        });
    QVERIFY(tried.size() >= 2);
}

template<class T>
QString failure(const char* json)
{
    const auto object = parseObject(json);
    if (!object)
        return object.error().toString();
    const auto parsed = fromJson<T>(*object);
    return parsed ? QString() : parsed.error().toString();
}

/// A function, since moc cannot read raw strings inside a macro's brackets.
void expect(const QString& actual, const QString& wanted)
{
    QCOMPARE(actual, wanted);
}

bool isRead(const QByteArray& bytes, qsizetype maxBytes = 1024 * 1024)
{
    return parseObject(bytes, maxBytes).ok();
}

} // namespace

class Codec : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void roundTripsEveryType();
    void roundTripsChanges();
    void refusesWrongTypesOfEveryField();
    void refusesWrongFilters();
    void namesThePath_data();
    void namesThePath();
    void defaults();
    void sortsLabels();
    void cleansText();
    void refusesBytes_data();
    void refusesBytes();
    void survivesRandomBytes();
    void everyWordIsItsOwn();
};

void Codec::roundTripsEveryType()
{
    RandomValues random(1);
    roundTrip<Ticket>(random);
    roundTrip<Message>(random);
    roundTrip<Attachment>(random);
    roundTrip<Profile>(random);
    roundTrip<Agent>(random);
    roundTrip<Team>(random);
    roundTrip<Label>(random);
    roundTrip<Macro>(random);
    roundTrip<View>(random);
    roundTrip<Event>(random);
    roundTrip<Order>(random);
    roundTrip<Subscription>(random);
    roundTrip<Draft>(random);
    roundTrip<Operation>(random);
    roundTrip<Filter>(random);
}

void Codec::roundTripsChanges()
{
    RandomValues random(2);
    const QList<Entity> entities{random.ticket(),       random.value<Message>(),     random.value<Profile>(),
                                 random.value<Agent>(), random.value<Team>(),        random.value<Label>(),
                                 random.value<Macro>(), random.value<View>(),        random.value<Event>(),
                                 random.value<Order>(), random.value<Subscription>()};
    for (const Entity& entity : entities)
        for (const bool deleted : {false, true}) {
            const Change change{99, kindOf(entity), idOf(entity), deleted ? std::nullopt : std::optional(entity)};
            const auto parsed = fromJson<Change>(overTheWire(toJson(change)));
            QVERIFY2(parsed.ok(), qPrintable(parsed.ok() ? QString() : parsed.error().toString()));
            QCOMPARE(*parsed, change);
        }
}

void Codec::refusesWrongTypesOfEveryField()
{
    RandomValues random(3);
    wrongTypes<Ticket>(random, u"ticket"_s);
    wrongTypes<Message>(random, u"message"_s);
    wrongTypes<Attachment>(random, u"attachment"_s);
    wrongTypes<Profile>(random, u"profile"_s);
    wrongTypes<Agent>(random, u"agent"_s);
    wrongTypes<Team>(random, u"team"_s);
    wrongTypes<Label>(random, u"label"_s);
    wrongTypes<Macro>(random, u"macro"_s);
    wrongTypes<View>(random, u"view"_s);
    wrongTypes<Event>(random, u"event"_s);
    wrongTypes<Order>(random, u"order"_s);
    wrongTypes<Subscription>(random, u"subscription"_s);
    wrongTypes<Draft>(random, u"draft"_s);
    wrongTypes<Operation>(random, u"operation"_s);
}

void Codec::refusesWrongFilters()
{
    expect(failure<Filter>("{}"), u"filter.field: missing"_s);
    expect(failure<Filter>(R"({"all":{}})"), u"filter.all: expected list"_s);
    expect(failure<Filter>(R"({"any":[{"all":[]},7]})"), u"filter.any[1]: expected object"_s);
    expect(failure<Filter>(R"({"not":[]})"), u"filter.not: expected object"_s);
    expect(failure<Filter>(R"({"field":"mood","test":"is"})"), u"filter.field: unknown word \"mood\""_s);
    expect(failure<View>(R"({"id":"1","filter":{"not":{"field":"status","test":"is","values":[1]}}})"),
           u"view.filter.not.values[0]: expected string"_s);
    QByteArray deep = R"({"field":"spam","test":"is-set"})";
    for (int i = 0; i < 31; ++i)
        deep = R"({"not":)" + deep + '}';
    expect(failure<Filter>(deep.constData()), QString());
    deep = R"({"not":)" + deep + '}';
    QVERIFY(failure<Filter>(deep.constData()).endsWith(u"nested too deeply"));
}

void Codec::namesThePath_data()
{
    QTest::addColumn<QString>("json");
    QTest::addColumn<QString>("error");
    const auto row = [](const char* more, const char* error) {
        const QString json =
            u"{\"id\":\"7\",\"channel\":\"sms\",\"status\":\"open\","_s + QString::fromUtf8(more) + u'}';
        QTest::newRow(more) << json << u"ticket."_s + QString::fromUtf8(error);
    };
    row(R"("assignee":3)", "assignee: expected string");
    row(R"("labels":["1",2])", "labels[1]: expected string");
    row(R"("labels":["1",null])", "labels[1]: expected string");
    row(R"("rev":-1)", "rev: must not be negative");
    row(R"("rev":1.5)", "rev: expected whole number");
    row(R"("rev":9007199254740993)", "rev: number too large");
    row(R"("rev":1e300)", "rev: number too large");
    row(R"("rev":18446744073709551617)", "rev: number too large");
    row(R"("created":-5)", "created: must not be negative");
    row(R"("created":"2026-01-01")", "created: expected whole number");
    row(R"("satisfaction":4294967297)", "satisfaction: number too large");
    row(R"("priority":"Urgent")", "priority: unknown word \"Urgent\"");
    row(R"("status":null)", "status: missing");
    row(R"("id":"")", "id: must not be empty");
    row(R"("id":"\u0000")", "id: must not be empty");
    row(R"("spam":0)", "spam: expected true or false");
}

void Codec::namesThePath()
{
    QFETCH(QString, json);
    QFETCH(QString, error);
    expect(failure<Ticket>(json.toUtf8().constData()), error);
}

void Codec::defaults()
{
    const auto ticket = fromJson<Ticket>(*parseObject(
        R"({"id":"7","channel":"sms","status":"open","assignee":null,"rev":9007199254740992,"labels":null})"));
    QVERIFY(ticket.ok());
    Ticket expected;
    expected.id = TicketId(u"7"_s);
    expected.channel = Channel::Sms;
    expected.rev = qint64(1) << 53;
    QCOMPARE(*ticket, expected);

    const auto macro = fromJson<Macro>(*parseObject(R"({"id":"1","setAssignee":"","setStatus":null})"));
    QVERIFY(macro.ok());
    QVERIFY(macro->setAssignee.has_value() && macro->setAssignee->isEmpty());
    QVERIFY(!macro->setStatus.has_value());

    QCOMPARE(
        failure<Change>(R"({"seq":1,"kind":"ticket","id":"7","entity":{"id":"8","channel":"sms","status":"open"}})"),
        u"change.entity.id: differs from the id of the change"_s);
    expect(failure<Change>(R"({"seq":1,"kind":"parrot","id":"7"})"), u"change.kind: unknown word \"parrot\""_s);
    expect(failure<Change>(R"({"seq":1,"kind":"label","id":"7","entity":{"id":"7","name":[]}})"),
           u"change.entity.name: expected string"_s);
}

void Codec::sortsLabels()
{
    const auto ticket =
        fromJson<Ticket>(*parseObject(R"({"id":"7","channel":"sms","status":"open","labels":["b","a","b"]})"));
    QVERIFY(ticket.ok());
    QCOMPARE(ticket->labels, (QList<LabelId>{LabelId(u"a"_s), LabelId(u"b"_s)}));
}

void Codec::cleansText()
{
    const auto name = [](const char* json) {
        const auto team = fromJson<Team>(parseObject(json).value());
        return team ? team->name : u"error: "_s + team.error().toString();
    };
    expect(name(R"({"id":"1","name":"a\u0000b"})"), u"ab"_s);
    expect(name(R"({"id":"1","name":"a\ud83db"})"), u"a\ufffdb"_s);
    expect(name(R"({"id":"1","name":"\ude00\ud83d"})"), u"\ufffd\ufffd"_s);
    expect(name(R"({"id":"1","name":"\ud83d\ude00"})"), u"\U0001F600"_s);
    expect(name(R"({"id":"1","name":"first","name":"last"})"), u"last"_s);
}

void Codec::refusesBytes_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("empty") << QByteArray();
    QTest::newRow("a list") << QByteArray("[]");
    QTest::newRow("a number") << QByteArray("7");
    QTest::newRow("cut short") << QByteArray(R"({"id": "7)");
    QTest::newRow("two values") << QByteArray("{} {}");
    QTest::newRow("not UTF-8") << QByteArray("{\"id\": \"\xff\xfe\"}");
    QTest::newRow("infinite") << QByteArray(R"({"a": 1e999})");
    QTest::newRow("deep lists") << QByteArray(R"({"a":)") + QByteArray(100'000, '[');
    QTest::newRow("deep objects") << QByteArray(R"({"a":)").repeated(100'000);
    QTest::newRow("65 levels") << QByteArray(R"({"a":)").repeated(65) + '1' + QByteArray(65, '}');
}

void Codec::refusesBytes()
{
    QFETCH(QByteArray, bytes);
    const auto parsed = parseObject(bytes);
    QVERIFY(!parsed.ok());
    QVERIFY(!parsed.error().message.isEmpty());
    const QByteArray deepest = QByteArray(R"({"a":)").repeated(64) + '1' + QByteArray(64, '}');
    const QByteArray bracketsInText = R"({"a": "[[[\"[["})";
    QVERIFY(isRead(deepest));
    QVERIFY(isRead(bracketsInText));
    QVERIFY(isRead("{\"a\": 1}", 8));
    QVERIFY(!isRead("{\"a\": 1}", 7));
}

void Codec::survivesRandomBytes()
{
    RandomValues random(5);
    const QByteArray good = QJsonDocument(toJson(random.ticket())).toJson(QJsonDocument::Compact);
    int understood = 0;
    for (int i = 0; i < 20'000; ++i) {
        QByteArray bytes = good;
        for (int n = 1 + random.upTo(3); n > 0; --n)
            bytes[random.upTo(int(bytes.size()) - 1)] = char(random.upTo(255));
        const auto object = parseObject(bytes);
        if (object && fromJson<Ticket>(*object))
            ++understood;
    }
    QVERIFY(understood > 0 && understood < 20'000);
}

template<class E>
void checkWords()
{
    QSet<QString> names;
    for (const Word<E>& word : Words<E>::kTable) {
        QVERIFY(fromWord<E>(word.name) == word.value);
        QCOMPARE(wordOf(word.value), word.name);
        names.insert(word.name.toString());
    }
    QCOMPARE(names.size(), qsizetype(Words<E>::kTable.size()));
    QVERIFY(!fromWord<E>(u"").has_value());
}

void Codec::everyWordIsItsOwn()
{
    checkWords<Channel>();
    checkWords<Status>();
    checkWords<Priority>();
    checkWords<Direction>();
    checkWords<MessageKind>();
    checkWords<Delivery>();
    checkWords<AuthorKind>();
    checkWords<OperationKind>();
    checkWords<ThenDo>();
    checkWords<Role>();
    checkWords<ConsentState>();
    checkWords<Sort>();
    checkWords<Sharing>();
    checkWords<EntityKind>();
    checkWords<Field>();
    checkWords<desk::Test>();
}

QTEST_GUILESS_MAIN(Codec)
#include "tst_codec.moc"
