// The pure rules: what an answer means, how long to wait, what pages hold.

#include "sync/backoff.h"
#include "sync/error_class.h"
#include "sync/pages.h"
#include "sync/status.h"
#include "sync/stream.h"
#include "sync/unreadable.h"

#include <QTest>

using namespace Qt::StringLiterals;
using syncing::ErrorClass;
using Net = QNetworkReply;

class TestRules : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void errorClass_data();
    void errorClass();
    void doubt();
    void pauses();
    void askedPauseIsHonoured();
    void feedPages_data();
    void feedPages();
    void unreadableLineIsNamedAndLeftOut();
    void recordsAreAskedForOnlyByTheirPlace_data();
    void recordsAreAskedForOnlyByTheirPlace();
    void theServersOwnSentenceIsShown_data();
    void theServersOwnSentenceIsShown();
    void answerToAnotherQuestionIsNoPage();
    void slicesKeepOneSeqTogether();
    void slicesOutOfOrderNeverMoveTheCursorEarly();
    void frames();
};

void TestRules::errorClass_data()
{
    QTest::addColumn<QNetworkReply::NetworkError>("network");
    QTest::addColumn<int>("status");
    QTest::addColumn<QString>("code");
    QTest::addColumn<ErrorClass>("expected");
    struct Row {
        const char* name;
        QNetworkReply::NetworkError network;
        int status;
        const char* code;
        ErrorClass expected;
    };
    const Row rows[] = {
        {"fine", Net::NoError, 200, "", ErrorClass::None},
        {"fine without content", Net::NoError, 204, "", ErrorClass::None},
        {"truncated", Net::RemoteHostClosedError, 200, "", ErrorClass::Transient},
        {"cancelled by a limit", Net::OperationCanceledError, 200, "", ErrorClass::Transient},
        {"no line", Net::ConnectionRefusedError, 0, "", ErrorClass::Transient},
        {"no such host", Net::HostNotFoundError, 0, "", ErrorClass::Transient},
        {"timeout", Net::OperationCanceledError, 0, "", ErrorClass::Transient},
        {"untrusted certificate", Net::SslHandshakeFailedError, 0, "", ErrorClass::Transient},
        {"not HTTP", Net::ProtocolFailure, 0, "", ErrorClass::Transient},
        {"redirect", Net::NoError, 302, "", ErrorClass::Transient},
        {"token ran out", Net::AuthenticationRequiredError, 401, "token-expired", ErrorClass::Refresh},
        {"signed out", Net::AuthenticationRequiredError, 401, "signed-out", ErrorClass::SignedOut},
        {"unknown 401 of a desk", Net::AuthenticationRequiredError, 401, "new-code", ErrorClass::SignedOut},
        {"401 of a proxy", Net::AuthenticationRequiredError, 401, "", ErrorClass::Transient},
        {"proxy wants a password", Net::ProxyAuthenticationRequiredError, 407, "", ErrorClass::Transient},
        {"no access", Net::ContentAccessDenied, 403, "no-access", ErrorClass::NoAccess},
        {"not allowed", Net::ContentAccessDenied, 403, "not-allowed", ErrorClass::Permanent},
        {"403 of a proxy", Net::ContentAccessDenied, 403, "", ErrorClass::Transient},
        {"no such ticket", Net::ContentNotFoundError, 404, "no-such-ticket", ErrorClass::Permanent},
        {"404 of a proxy", Net::ContentNotFoundError, 404, "", ErrorClass::Transient},
        {"malformed", Net::ProtocolInvalidOperationError, 400, "malformed", ErrorClass::Transient},
        {"wrong origin", Net::ContentAccessDenied, 403, "wrong-origin", ErrorClass::Transient},
        {"no such address", Net::ContentNotFoundError, 404, "not-found", ErrorClass::Transient},
        {"no such method", Net::ContentOperationNotPermittedError, 405, "method-not-allowed", ErrorClass::Transient},
        {"wrong host", Net::UnknownContentError, 421, "wrong-host", ErrorClass::Transient},
        {"too large for a route", Net::UnknownContentError, 413, "too-large", ErrorClass::Permanent},
        {"slow request", Net::UnknownContentError, 408, "", ErrorClass::Transient},
        {"slow request with a code", Net::UnknownContentError, 408, "late", ErrorClass::Transient},
        {"stale", Net::ContentConflictError, 409, "stale", ErrorClass::Stale},
        {"still running", Net::ContentConflictError, 409, "running", ErrorClass::Transient},
        {"other conflict", Net::ContentConflictError, 409, "wrong-offset", ErrorClass::Permanent},
        {"conflict of a proxy", Net::ContentConflictError, 409, "", ErrorClass::Transient},
        {"cursor gone", Net::ContentGoneError, 410, "cursor-gone", ErrorClass::CursorGone},
        {"operation too old", Net::ContentGoneError, 410, "operation-old", ErrorClass::Permanent},
        {"taken back before", Net::ContentGoneError, 410, "cancelled", ErrorClass::Permanent},
        {"not known to the server", Net::UnknownContentError, 422, "unknown-field", ErrorClass::Permanent},
        {"too large", Net::UnknownContentError, 413, "", ErrorClass::Permanent},
        {"refused by a rule", Net::UnknownContentError, 422, "no-consent", ErrorClass::Permanent},
        {"422 without a code", Net::UnknownContentError, 422, "", ErrorClass::Transient},
        {"slow down", Net::UnknownContentError, 429, "slow-down", ErrorClass::Transient},
        {"server error", Net::InternalServerError, 500, "", ErrorClass::Transient},
        {"server error with a code", Net::InternalServerError, 500, "database", ErrorClass::Transient},
        {"gateway", Net::UnknownServerError, 502, "", ErrorClass::Transient},
        {"busy", Net::ServiceUnavailableError, 503, "", ErrorClass::Transient},
        {"proxy page 520", Net::UnknownServerError, 520, "", ErrorClass::Transient},
        {"unknown 599", Net::UnknownServerError, 599, "x", ErrorClass::Transient},
        {"nonsense", Net::NoError, 999, "", ErrorClass::Transient},
    };
    for (const Row& row : rows)
        QTest::newRow(row.name) << row.network << row.status << QString::fromLatin1(row.code) << row.expected;
}

void TestRules::errorClass()
{
    QFETCH(QNetworkReply::NetworkError, network);
    QFETCH(int, status);
    QFETCH(QString, code);
    QFETCH(ErrorClass, expected);
    QCOMPARE(syncing::classify(network, status, code), expected);
}

/// BEY-15: doubt ends only where it is certain that nothing was done.
void TestRules::doubt()
{
    const auto mayBeDone = [](Net::NetworkError network, int status, const char* code) {
        return syncing::mayBeDone(network, status, QString::fromLatin1(code));
    };
    QVERIFY(mayBeDone(Net::RemoteHostClosedError, 0, ""));
    QVERIFY(mayBeDone(Net::TimeoutError, 0, ""));
    QVERIFY(mayBeDone(Net::NoError, 200, "answer")); // an answer that cannot be read
    QVERIFY(mayBeDone(Net::InternalServerError, 500, "internal-server-error"));
    QVERIFY(mayBeDone(Net::ServiceUnavailableError, 503, ""));
    QVERIFY(mayBeDone(Net::ContentAccessDenied, 403, "")); // a proxy's page says nothing of the desk
    QVERIFY(mayBeDone(Net::ContentConflictError, 409, "running"));
    QVERIFY(!mayBeDone(Net::ConnectionRefusedError, 0, ""));
    QVERIFY(!mayBeDone(Net::HostNotFoundError, 0, ""));
    QVERIFY(!mayBeDone(Net::UnknownContentError, 429, "slow-down"));
    QVERIFY(!mayBeDone(Net::AuthenticationRequiredError, 401, "signed-out"));
}

void TestRules::pauses()
{
    QCOMPARE(syncing::pauseAfter(1, 0.0), 500);
    QCOMPARE(syncing::pauseAfter(1, 1.0), 1000);
    QCOMPARE(syncing::pauseAfter(2, 1.0), 2000);
    QCOMPARE(syncing::pauseAfter(4, 0.0), 4000);
    QCOMPARE(syncing::pauseAfter(9, 1.0), 256'000);
    QCOMPARE(syncing::pauseAfter(10, 1.0), 300'000);
    QCOMPARE(syncing::pauseAfter(1'000'000, 0.0), 150'000);
    QCOMPARE(syncing::pauseAfter(0, 1.0), 1000);
    syncing::Backoff one(7);
    syncing::Backoff same(7);
    for (int i = 0; i < 5; ++i)
        QCOMPARE(one.next(), same.next());
    QCOMPARE(one.failures(), 5);
    one.reset();
    QVERIFY(one.next() <= 1000);
}

void TestRules::askedPauseIsHonoured()
{
    syncing::Backoff backoff(1);
    QCOMPARE(backoff.next(30'000), 30'000);
    QVERIFY2(backoff.next(1'000'000'000) <= 3'600'000, "an hour at most");
    QVERIFY(backoff.next(-5) > 0);
}

void TestRules::feedPages_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("error");
    QTest::newRow("empty") << QByteArray() << u"json"_s;
    QTest::newRow("not JSON") << QByteArray("<html>") << u"json"_s;
    QTest::newRow("a list") << QByteArray("[]") << u"json"_s;
    QTest::newRow("no cursor") << QByteArray("{}") << u"feed.to"_s;
    QTest::newRow("text for a cursor") << QByteArray(R"({"from":"x","to":2,"changes":[]})") << u"feed.to"_s;
    QTest::newRow("a fraction") << QByteArray(R"({"from":1,"to":2.5,"changes":[]})") << u"feed.to"_s;
    QTest::newRow("backwards") << QByteArray(R"({"from":5,"to":4,"changes":[]})") << u"feed.to"_s;
    QTest::newRow("negative") << QByteArray(R"({"from":-5,"to":4,"changes":[]})") << u"feed.to"_s;
    QTest::newRow("too large") << QByteArray(R"({"from":1,"to":1e300,"changes":[]})") << u"feed.to"_s;
    QTest::newRow("no changes") << QByteArray(R"({"from":1,"to":2})") << u"feed.changes"_s;
    QTest::newRow("changes of another kind") << QByteArray(R"({"from":1,"to":2,"changes":{}})") << u"feed.changes"_s;
    QTest::newRow("more without progress")
        << QByteArray(R"({"from":1,"to":1,"more":true,"changes":[]})") << u"feed.to"_s;
    QTest::newRow("nothing new") << QByteArray(R"({"from":1,"to":1,"more":false,"changes":[]})") << QString();
}

void TestRules::feedPages()
{
    QFETCH(QByteArray, bytes);
    QFETCH(QString, error);
    const syncing::FeedPage page = syncing::readFeed(bytes);
    QCOMPARE(page.error.isEmpty(), error.isEmpty());
    QVERIFY2(page.error.startsWith(error), qPrintable(page.error));
}

void TestRules::unreadableLineIsNamedAndLeftOut()
{
    const auto page = syncing::readFeed(QByteArray(
        R"({"from":1,"to":9,"changes":[7,{"seq":3,"kind":"label","id":"4","entity":{"id":"4","name":5}},
            {"seq":4,"kind":"label","id":"5"}]})"));
    QVERIFY2(page.error.isEmpty(), qPrintable(page.error));
    QCOMPARE(page.changes.size(), 1);
    QCOMPARE(page.bad.size(), 2);
    QCOMPARE(page.bad.at(1).id, u"4"_s);
    QCOMPARE(page.bad.at(1).kind, u"label"_s);
    QCOMPARE(page.bad.at(1).seq, 3);
    QVERIFY2(page.bad.at(1).path.contains(u"name"), qPrintable(page.bad.at(1).path));
}

void TestRules::recordsAreAskedForOnlyByTheirPlace_data()
{
    QTest::addColumn<QList<qint64>>("seqs");
    QTest::addColumn<bool>("again");
    QTest::addColumn<bool>("changed");
    QTest::newRow("known place") << QList<qint64>{7} << true << false;
    QTest::newRow("known places") << QList<qint64>{7, 9} << true << false;
    QTest::newRow("unknown place") << QList<qint64>{0} << false << true;
    QTest::newRow("both") << QList<qint64>{7, 0} << true << true;
    QTest::newRow("both, the other way round") << QList<qint64>{0, 7} << true << true;
    QTest::newRow("none left") << QList<qint64>() << false << false;
}

void TestRules::recordsAreAskedForOnlyByTheirPlace()
{
    QFETCH(QList<qint64>, seqs);
    QFETCH(bool, again);
    QFETCH(bool, changed);
    QList<syncing::BadRow> rows;
    for (const qint64 seq : seqs)
        rows.append({u"ticket"_s, u"4"_s, seq, u"ticket.subject: expected string"_s});
    syncing::Status status;
    syncing::Unreadable(status).show(rows);
    const QString said = status.state().trouble;
    QCOMPARE(said.isEmpty(), seqs.isEmpty());
    QVERIFY2(said.contains(u"asked for again") == again, qPrintable(said));
    QVERIFY2(said.contains(u"somebody changes them") == changed, qPrintable(said));
    QCOMPARE(said.contains(u"ticket.subject"), !seqs.isEmpty());
}

void TestRules::theServersOwnSentenceIsShown_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<QString>("code");
    QTest::addColumn<QString>("detail");
    QTest::addColumn<QString>("shown");
    const QString full = u"The server's disk is full. Nothing was changed; free some space, then try again."_s;
    QTest::newRow("full disk") << 503 << u"disk-full"_s << full << full;
    QTest::newRow("damaged") << 503 << u"desk-damaged"_s << u"Damaged 100%1."_s << u"Damaged 100%1."_s;
    QTest::newRow("a mistake") << 500 << u"internal"_s << u"The server made a mistake."_s
                               << u"The server made a mistake."_s;
    QTest::newRow("another name") << 421 << u"wrong-host"_s << u"Start it with --host."_s << u"Start it with --host."_s;
    QTest::newRow("a proxy's 421") << 421 << QString() << QString() << u"(421)"_s;
    QTest::newRow("a title alone") << 500 << u"internal-server-error"_s << u"Internal Server Error"_s << u"(500)"_s;
    QTest::newRow("a proxy's page") << 503 << QString() << QString() << u"(503)"_s;
    QTest::newRow("a proxy's problem") << 502 << QString() << u"Upstream gone."_s << u"(502)"_s;
}

void TestRules::theServersOwnSentenceIsShown()
{
    QFETCH(int, status);
    QFETCH(QString, code);
    QFETCH(QString, detail);
    QFETCH(QString, shown);
    syncing::Answer answer;
    answer.status = status;
    answer.code = code;
    answer.detail = detail;
    const QString said = syncing::lineSentence(answer);
    QVERIFY2(said.contains(shown), qPrintable(said));
    QVERIFY2(said.contains(u"What you do is kept"), qPrintable(said));
    QCOMPARE(said.contains(u"(503)"), shown == u"(503)");
}

void TestRules::answerToAnotherQuestionIsNoPage()
{
    const QByteArray feed(R"({"from":1,"to":1,"more":false,"changes":[]})");
    QVERIFY(!syncing::readEntities(feed, "tickets"_L1).error.isEmpty());
    QVERIFY(!syncing::readEntities(R"({"tickets":{}})", "tickets"_L1).error.isEmpty());
    QVERIFY(syncing::readEntities(R"({"tickets":[]})", "tickets"_L1).error.isEmpty());
}

namespace
{
syncing::FeedPage pageOf(const QList<qint64>& seqs)
{
    syncing::FeedPage page;
    page.from = 1;
    page.to = 100;
    for (qint64 seq : seqs)
        page.changes.append({seq, desk::EntityKind::Label, QString::number(seq), {}});
    return page;
}
} // namespace

void TestRules::slicesKeepOneSeqTogether()
{
    const auto slices = syncing::sliced(pageOf({2, 3, 3, 3, 4}), 2);
    QCOMPARE(slices.size(), 2);
    QCOMPARE(slices.at(0).changes.size(), 4);
    QCOMPARE(slices.at(0).cursor.seq, 3);
    QCOMPARE(slices.at(1).cursor.seq, 100);
    const auto none = syncing::sliced(pageOf({}), 2);
    QCOMPARE(none.size(), 1);
    QCOMPARE(none.at(0).cursor.seq, 100);
}

void TestRules::slicesOutOfOrderNeverMoveTheCursorEarly()
{
    const auto slices = syncing::sliced(pageOf({5, 2, 9, 3}), 2);
    QCOMPARE(slices.size(), 2);
    QCOMPARE(slices.at(0).cursor.seq, 1);
    QCOMPARE(slices.at(1).cursor.seq, 100);
}

void TestRules::frames()
{
    using Kind = syncing::StreamFrame::Kind;
    QCOMPARE(syncing::readFrame(u"not JSON"_s).kind, Kind::Unknown);
    QCOMPARE(syncing::readFrame(u"{\"type\":7}"_s).kind, Kind::Unknown);
    QCOMPARE(syncing::readFrame(u"{\"type\":\"ready\",\"cursor\":12}"_s).cursor, desk::Cursor(12));
    QCOMPARE(syncing::readFrame(u"{\"type\":\"ready\",\"cursor\":\"a1-12\"}"_s).cursor, desk::Cursor(u"a1"_s, 12));
    const auto broken = syncing::readFrame(u"{\"type\":\"changes\",\"from\":3}"_s);
    QCOMPARE(broken.kind, Kind::Changes);
    QVERIFY(!broken.page.error.isEmpty());
    const auto presence = syncing::readFrame(
        u"{\"type\":\"presence\",\"ticket\":\"7\",\"agents\":[{\"id\":\"2\",\"name\":\"Bo\",\"typing\":true},5,{}]}"_s);
    QCOMPARE(presence.agents.size(), 1);
    QVERIFY(presence.agents.first().typing);
}

QTEST_GUILESS_MAIN(TestRules)
#include "tst_rules.moc"
