// A desk of an earlier version opens on either engine: nothing is executed again, nobody is signed out, threads keep
// their order, and a visitor's browser finds its conversation.

#include "tests/server/api_desk.h"
#include "tests/support/legacy.h"

#include "sql/postgres_connection.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QProcess>
#include <QTest>

using namespace Qt::StringLiterals;

namespace
{

/// The kept desk, served by today's program.
class LegacyDesk
{
public:
    bool open(sql::Engine engine)
    {
        server::process::DeskServerOptions options;
        options.store.dataDir = m_folder.filePath(u"desk"_s);
        QDir().mkpath(options.store.dataDir + u"/attachments"_s);
        if (engine == sql::Engine::Sqlite) {
            facts = test::legacyFacts(u"server-5.sqlite"_s);
            test::placeLegacy(u"server-5.sqlite"_s, options.store.dataDir + u"/desk.sqlite"_s);
        } else {
            if (!m_postgres.start()) {
                m_why = m_postgres.why();
                return false;
            }
            facts = test::legacyFacts(u"server-5.sql"_s);
            options.store.postgres = m_postgres.newDatabase();
            // Its own line: the dump changes settings of the session.
            const auto line = sql::PostgresConnection::open(options.store.postgres);
            line->executeScript(QString::fromUtf8(test::legacyBytes(u"server-5.sql"_s)));
        }
        QFile mark(options.store.dataDir + u"/attachments/desk"_s);
        if (!mark.open(QIODevice::WriteOnly) || mark.write(facts.value(u"folder"_s).toString().toLatin1()) < 0)
            qFatal("the folder cannot be marked");
        mark.close();
        api.serve(std::move(options));
        return true;
    }

    QString why() const { return m_why; }
    QByteArray token() const { return facts.value(u"token"_s).toString().toLatin1(); }
    QStringList order() const { return facts.value(u"order"_s).toVariant().toStringList(); }

    QJsonObject facts;

private:
    QTemporaryDir m_folder;
    test::PostgresFixture m_postgres;
    QString m_why;

public:
    test::ApiDesk api; // last: it is served from what stands above
};

QStringList idsOf(const QJsonArray& messages)
{
    QStringList ids;
    for (const QJsonValue& message : messages)
        ids.append(message.toObject().value(u"id"_s).toString());
    return ids;
}

#define LEGACY_DESK(desk)                                                                                              \
    QFETCH(sql::Engine, engine);                                                                                       \
    if (!(desk).open(engine))                                                                                          \
    QSKIP(qPrintable((desk).why()))

} // namespace

class TestLegacy : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void keepsWhoIsSignedIn_data() { test::ApiDesk::rows(); }
    void keepsWhoIsSignedIn();
    void executesNothingAgain_data() { test::ApiDesk::rows(); }
    void executesNothingAgain();
    void keepsTheOrderOfAThread_data() { test::ApiDesk::rows(); }
    void keepsTheOrderOfAThread();
    void knowsItsVisitors_data() { test::ApiDesk::rows(); }
    void knowsItsVisitors();
};

void TestLegacy::keepsWhoIsSignedIn()
{
    LegacyDesk desk;
    LEGACY_DESK(desk);
    QCOMPARE(desk.api.call("GET", u"/v1/me"_s, desk.token()).status, 200);
    const auto changes =
        desk.api.call("GET", u"/v1/changes?after=%1"_s.arg(desk.facts.value(u"cursor"_s).toInteger()), desk.token());
    QVERIFY2(changes.status == 200 || changes.code() == u"cursor-gone"_s, changes.body.constData());
    QCOMPARE(desk.api.call("GET", u"/v1/bootstrap"_s, desk.token()).status, 200);
}

void TestLegacy::executesNothingAgain()
{
    LegacyDesk desk;
    LEGACY_DESK(desk);
    const QJsonObject operation = desk.facts.value(u"operation"_s).toObject();
    // The age of an operation is judged by its own time.
    desk.api.clock().advance(operation.value(u"at"_s).toInteger() - desk.api.clock().now().ms + 1000);
    const auto answer =
        desk.api.call("PUT", u"/v1/operations/"_s + operation.value(u"id"_s).toString(), desk.token(), operation);
    QCOMPARE(answer.status, 200);
    QCOMPARE(answer.json().value(u"message"_s).toObject().value(u"id"_s), desk.facts.value(u"operationMessage"_s));
    const auto made = desk.api.store().sql().value<qint64>(u"SELECT COUNT(*) FROM messages WHERE operation = ?"_s,
                                                           operation.value(u"id"_s).toString());
    QCOMPARE(made.value_or(-1), 1);
}

/// TKT-13. The clock went back an hour in the middle of it.
void TestLegacy::keepsTheOrderOfAThread()
{
    LegacyDesk desk;
    LEGACY_DESK(desk);
    const QString ticket = desk.facts.value(u"clockBackTicket"_s).toString();
    const auto page = desk.api.call("GET", u"/v1/tickets/%1/messages?limit=50"_s.arg(ticket), desk.token());
    QStringList newestFirst = idsOf(page.json().value(u"messages"_s).toArray());
    std::reverse(newestFirst.begin(), newestFirst.end());
    QCOMPARE(newestFirst, desk.order());
}

void TestLegacy::knowsItsVisitors()
{
    LegacyDesk desk;
    LEGACY_DESK(desk);
    for (const QJsonValue& session : desk.facts.value(u"sessions"_s).toArray()) {
        test::Socket visitor(desk.api.socketUrl(u"/chat/socket"_s),
                             QString::fromLatin1("http://") + desk.api.socketUrl(u"/"_s).authority());
        visitor.say({{u"type"_s, u"hello"_s}, {u"session"_s, session}});
        const QJsonObject welcome = visitor.hear(u"welcome"_s);
        QCOMPARE(welcome.value(u"session"_s), session);
        QVERIFY(welcome.value(u"messages"_s).toArray().size() >= 3);
    }
}

QTEST_GUILESS_MAIN(TestLegacy)
#include "tst_legacy.moc"
