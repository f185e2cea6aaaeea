// A search on the desk for what is not here: what it finds is stored, and nothing is said of the rest.

#include "desk/json.h"
#include "store/desk_rows.h"
#include "store/search.h"
#include "store/writer.h"
#include "tests/sync/rig.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

using namespace Qt::StringLiterals;

namespace
{

struct Outcome {
    QString error;
    bool more = false;
};

bool isSearch(const FakeRequest& request)
{
    return request.path == u"/v1/search";
}

FakeAnswer json(const QByteArray& body)
{
    return {200, body, "application/json", {}};
}

QByteArray hitsOf(const desk::Ticket& ticket, const desk::Message& message)
{
    const QJsonObject hit{{u"ticket"_s, desk::toJson(ticket)}, {u"message"_s, desk::toJson(message)}};
    return QJsonDocument(QJsonObject{{u"hits"_s, QJsonArray{hit}}}).toJson();
}

/// A desk with two closed tickets; a client without the past has neither.
struct Past {
    Past()
    {
        old = rig.desk.addTicket(u"Long ago"_s, desk::Status::Closed);
        for (int i = 0; i < 3; ++i)
            messages.append(rig.desk.addMessage(old, u"Where is my parcel, %1"_s.arg(i)));
        other = rig.desk.addTicket(u"Another"_s, desk::Status::Closed);
        messages.append(rig.desk.addMessage(other, u"The parcel broke"_s));
        rig.start();
        if (!rig.until([this] { return rig.isLive(); }))
            qFatal("not live");
    }

    Outcome ask(const QString& words, int limit = 50)
    {
        std::optional<Outcome> outcome;
        rig.engine().search(words, limit, &rig.context, [&outcome](const QString& error, bool more) {
            outcome = Outcome{error, more};
        });
        return rig.until([&] { return outcome.has_value(); }) ? *outcome : Outcome{u"no answer"_s, false};
    }
    /// How often the desk was asked.
    int asked() { return int(rig.desk.log.filter(u"/v1/search"_s).size()); }
    qsizetype hitsHere(const QString& words)
    {
        store::SearchThread thread(rig.path());
        std::optional<qsizetype> hits;
        thread.ask({words, 50}, &rig.context, [&hits](const store::SearchResult& found) { hits = found.hits.size(); });
        return rig.until([&] { return hits.has_value(); }, false) ? *hits : -1;
    }
    bool isEmptyHere() { return !rig.ticket(old) && !rig.ticket(other) && hitsHere(u"parcel"_s) == 0; }

    Rig rig{false};
    desk::TicketId old, other;
    QList<desk::MessageId> messages;
};

} // namespace

class TestSearch : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatIsNotHereIsFound();
    void aTicketByItsNumber();
    void furtherHitsAreSaid();
    void onlyNewerRevisionsAreTaken();
    void theDeletedStaysAway();
    void brokenLines_data();
    void brokenLines();
    void refusals_data();
    void refusals();
    void hostileAnswers_data();
    void hostileAnswers();
    void oneBadHitDoesNotHideTheOthers();
    void answersFromBeforeASnapshotAreAskedForAgain();
    void questionsWithoutAnEngineAreAnswered();
};

void TestSearch::whatIsNotHereIsFound()
{
    Past past;
    QVERIFY(past.isEmptyHere());
    const auto historyOf = [&past] {
        store::HistoryState state;
        past.rig.run([&state](store::Writer& writer) {
            state = writer.history();
            return store::ChangeSet();
        });
        return QList<bool>{state.activeDone, state.ticketsDone, state.messagesDone};
    };
    const QList<bool> before = historyOf();
    QObject listener;
    int changes = 0;
    past.rig.worker().listen(&listener, [&](const store::ChangeSet& set) { changes += int(set.tickets.size()); });
    QCOMPARE(past.ask(u"parcel & 1%2 \u00e9"_s).error, QString()); // nothing fits, and nothing breaks
    QVERIFY(past.isEmptyHere());
    const Outcome outcome = past.ask(u"parcel"_s);
    QCOMPARE(outcome.error, QString());
    QVERIFY(!outcome.more);
    QVERIFY(past.rig.ticket(past.old) && past.rig.ticket(past.other));
    QCOMPARE(past.hitsHere(u"parcel"_s), 2);
    QTRY_COMPARE(changes, 2);
    // One of many messages came, perhaps: the thread is asked for, and the history goes on where it was.
    QVERIFY(past.rig.reader().thread(past.old, std::nullopt, 10).needsServer);
    QVERIFY(!past.rig.reader().thread(past.old, std::nullopt, 10).complete);
    QVERIFY(past.rig.reader().threadFloor(past.old).isEmpty());
    QCOMPARE(historyOf(), before);
}

void TestSearch::aTicketByItsNumber()
{
    Past past;
    const qint64 number = past.rig.desk.tickets().value(past.old).number;
    QCOMPARE(past.ask(u"#%1"_s.arg(number), 1).error, QString());
    QVERIFY(past.rig.reader().byNumber(number) == past.old);
    QVERIFY(!past.rig.ticket(past.other));
    QCOMPARE(past.ask(u"#99999"_s, 1).error, QString());
    QVERIFY(!past.rig.reader().byNumber(99999));
}

void TestSearch::furtherHitsAreSaid()
{
    Past past;
    const Outcome outcome = past.ask(u"parcel"_s, 2);
    QCOMPARE(outcome.error, QString());
    QVERIFY(outcome.more);
}

void TestSearch::onlyNewerRevisionsAreTaken()
{
    Past past;
    QCOMPARE(past.ask(u"parcel"_s).error, QString());
    desk::Ticket older = *past.rig.ticket(past.old);
    const desk::Message message = past.rig.desk.messages().value(past.messages.first());
    older.subject = u"What it was"_s;
    older.rev -= 1;
    past.rig.desk.instead = [&](const FakeRequest& request) -> std::optional<FakeAnswer> {
        return isSearch(request) ? std::optional(json(hitsOf(older, message))) : std::nullopt;
    };
    QCOMPARE(past.ask(u"parcel"_s).error, QString());
    QCOMPARE(past.rig.ticket(past.old)->subject, u"Long ago"_s);
    older.rev += 1000;
    QCOMPARE(past.ask(u"parcel"_s).error, QString());
    QCOMPARE(past.rig.ticket(past.old)->subject, u"What it was"_s);
}

void TestSearch::theDeletedStaysAway()
{
    Past past;
    QCOMPARE(past.ask(u"parcel"_s).error, QString());
    const QByteArray late =
        hitsOf(past.rig.desk.tickets().value(past.old), past.rig.desk.messages().value(past.messages.first()));
    past.rig.desk.removeTicket(past.old);
    QVERIFY(past.rig.until([&] { return !past.rig.ticket(past.old); }));
    past.rig.desk.instead = [&](const FakeRequest& request) -> std::optional<FakeAnswer> {
        return isSearch(request) ? std::optional(json(late)) : std::nullopt;
    };
    QCOMPARE(past.ask(u"parcel"_s).error, QString());
    QVERIFY(!past.rig.ticket(past.old));
    QCOMPARE(past.hitsHere(u"parcel"_s), 1);
}

void TestSearch::brokenLines_data()
{
    QTest::addColumn<int>("fault");
    QTest::newRow("server error") << int(Fault::ServerError);
    QTest::newRow("a proxy's page") << int(Fault::ProxyPage);
    QTest::newRow("a sign-in page") << int(Fault::SignInPage);
    QTest::newRow("never answered") << int(Fault::Hang);
    QTest::newRow("dropped") << int(Fault::Drop);
    QTest::newRow("lost") << int(Fault::LoseAnswer);
    QTest::newRow("cut off") << int(Fault::Truncate);
    QTest::newRow("not JSON") << int(Fault::Garbage);
    QTest::newRow("busy") << int(Fault::Busy);
}

void TestSearch::brokenLines()
{
    QFETCH(int, fault);
    Past past;
    past.rig.desk.fault = [fault](int, const FakeRequest& request) {
        return isSearch(request) ? Fault(fault) : Fault::None;
    };
    const Outcome outcome = past.ask(u"parcel"_s);
    QVERIFY2(!outcome.error.isEmpty() && outcome.error != u"no answer", qPrintable(outcome.error));
    QVERIFY2(!outcome.error.contains(u"by itself"), qPrintable(outcome.error));
    QVERIFY(!outcome.more);
    QVERIFY(past.isEmptyHere());
    past.rig.desk.fault = {};
    QVERIFY(past.rig.until([&] { return past.rig.isLive(); }));
    QCOMPARE(past.ask(u"parcel"_s).error, QString());
    QCOMPARE(past.hitsHere(u"parcel"_s), 2);
}

void TestSearch::refusals_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<QString>("code");
    QTest::addColumn<QString>("said");
    QTest::newRow("role") << 403 << u"no-access"_s << u"no access"_s;
    QTest::newRow("question") << 400 << u"bad-request"_s << u"The desk says: bad-request."_s;
    QTest::newRow("too often") << 429 << u"slow-down"_s << u"slow down"_s;
}

void TestSearch::refusals()
{
    QFETCH(int, status);
    QFETCH(QString, code);
    QFETCH(QString, said);
    Past past;
    past.rig.desk.instead = [&](const FakeRequest& request) -> std::optional<FakeAnswer> {
        return isSearch(request) ? std::optional(problem(status, code)) : std::nullopt;
    };
    const Outcome outcome = past.ask(u"parcel"_s);
    QVERIFY2(outcome.error.contains(said), qPrintable(outcome.error));
    QVERIFY(past.isEmptyHere());
}

void TestSearch::hostileAnswers_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<bool>("refused"); ///< else nothing of it is taken
    QTest::newRow("nothing") << QByteArray() << true;
    QTest::newRow("a list") << QByteArray("[]") << true;
    QTest::newRow("another answer") << QByteArray(R"({"messages": []})") << true;
    QTest::newRow("hits are a text") << QByteArray(R"({"hits": "many"})") << true;
    QTest::newRow("hits are missing") << QByteArray(R"({"next": "5"})") << true;
    QTest::newRow("deep") << QByteArray(R"({"hits": )") + QByteArray(5000, '[') + QByteArray(5000, ']') + '}' << true;
    QTest::newRow("no hits at all") << QByteArray(R"({"hits": []})") << false;
    QTest::newRow("hits are numbers") << QByteArray(R"({"hits": [1, null, "x", [], {}]})") << false;
    QTest::newRow("parts of another kind") << QByteArray(R"({"hits": [{"ticket": 5, "message": ["x"]}]})") << false;
    QTest::newRow("empty parts") << QByteArray(R"({"hits": [{"ticket": {}, "message": {}}]})") << false;
    QTest::newRow("numbers beyond reason")
        << QByteArray(R"({"hits": [{"ticket": {"id": "9", "rev": 1e300, "number": -1e300}}]})") << false;
}

void TestSearch::hostileAnswers()
{
    QFETCH(QByteArray, body);
    QFETCH(bool, refused);
    Past past;
    past.rig.desk.instead = [&](const FakeRequest& request) -> std::optional<FakeAnswer> {
        return isSearch(request) ? std::optional(json(body)) : std::nullopt;
    };
    const Outcome outcome = past.ask(u"parcel"_s);
    QVERIFY2(outcome.error.isEmpty() != refused, qPrintable(outcome.error));
    QVERIFY(past.isEmptyHere());
    QCOMPARE(past.rig.reader().count(desk::Filter(), past.rig.time.now()), 0);
    past.rig.desk.instead = {};
    QCOMPARE(past.ask(u"parcel"_s).error, QString());
    QCOMPARE(past.hitsHere(u"parcel"_s), 2);
}

void TestSearch::oneBadHitDoesNotHideTheOthers()
{
    Past past;
    past.rig.desk.spoil(u"ticket"_s, past.other.value(), QJsonObject{{u"id"_s, u"x"_s}, {u"rev"_s, u"many"_s}});
    QCOMPARE(past.ask(u"parcel"_s).error, QString());
    QVERIFY(past.rig.ticket(past.old));
    QVERIFY(!past.rig.ticket(past.other));
}

void TestSearch::answersFromBeforeASnapshotAreAskedForAgain()
{
    Past past;
    bool begun = false;
    past.rig.desk.instead = [&](const FakeRequest& request) -> std::optional<FakeAnswer> {
        if (isSearch(request) && !std::exchange(begun, true)) {
            past.rig.run([](store::Writer& writer) {
                store::putSetting(writer.connection(), u"generation"_s, u"7"_s);
                return store::ChangeSet();
            });
        }
        return std::nullopt;
    };
    QCOMPARE(past.ask(u"parcel"_s).error, QString());
    QCOMPARE(past.asked(), 2);
    QCOMPARE(past.hitsHere(u"parcel"_s), 2);
}

void TestSearch::questionsWithoutAnEngineAreAnswered()
{
    Past past;
    past.rig.engine().stop();
    QVERIFY(past.ask(u"parcel"_s).error.contains(u"not connected"));
    QCOMPARE(past.asked(), 0);
}

QTEST_GUILESS_MAIN(TestSearch)
#include "tst_search.moc"
