// A desk on damaged pages takes nothing more, and says so; what is answered with success is there.

#include "sql/fault_plan.h"
#include "sql/sqlite_connection.h"
#include "tests/server/api_desk.h"
#include "tests/server/desk_fixture.h"

#include <QFile>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using server::process::DeskServerOptions;
using sql::ErrorKind;
using sql::FaultPlan;
using test::Answer;
using test::ApiDesk;

class TestDamagedDesk : public QObject
{
    Q_OBJECT

private:
    ApiDesk m_desk;
    QByteArray m_token;
    QString m_ticket;
    std::mutex m_mutex;
    std::shared_ptr<FaultPlan> m_plan; ///< of each new connection

    bool open(sql::Engine engine, ErrorKind kind, const QString& statement)
    {
        auto plan = std::make_shared<FaultPlan>(0, kind);
        plan->only(statement);
        plan->only(FaultPlan::Call::Step);
        DeskServerOptions options;
        m_plan.reset();
        options.store.connected = [this](sql::Connection& connection) {
            const std::lock_guard lock(m_mutex);
            connection.setFaultPlan(m_plan);
        };
        if (!m_desk.open(engine, options))
            return false;
        m_token = m_desk.agent(u"ada"_s);
        m_ticket = ticket();
        const std::lock_guard lock(m_mutex);
        m_plan = plan;
        return true;
    }

    QString ticket()
    {
        server::rules::InboundMessage message;
        message.channel = desk::Channel::Email;
        message.from = u"customer@shop.example"_s;
        message.to = u"help@desk.example"_s;
        message.text = u"hello"_s;
        message.at = m_desk.clock().now();
        return server::rules::receive(m_desk.store(), message)->ticket.value();
    }

    Answer note()
    {
        QJsonObject note = test::operation(u"note"_s, m_ticket, {{u"text"_s, u"kept"_s}});
        note.insert(u"at"_s, m_desk.clock().now().ms);
        return m_desk.call("PUT", u"/v1/operations/"_s + note[u"id"_s].toString(), m_token, note);
    }

    void isRefused(const Answer& answer)
    {
        QCOMPARE(answer.status, 503);
        QCOMPARE(answer.code(), u"desk-damaged"_s);
        QVERIFY(answer.headers.contains("retry-after"));
        QVERIFY(answer.json()[u"detail"_s].toString().contains(u"restore a backup"_s));
    }

private Q_SLOTS:
    void damageMetInReadingEndsTheWriting_data() { ApiDesk::rows(); }
    void damageMetInReadingEndsTheWriting()
    {
        QFETCH(sql::Engine, engine);
        if (!open(engine, ErrorKind::Corrupt, u"FROM profiles"_s))
            QSKIP(qPrintable(m_desk.why()));
        isRefused(m_desk.call("GET", u"/v1/profiles/1"_s, m_token));
        isRefused(note());
        isRefused(m_desk.call("GET", u"/v1/health"_s));
        isRefused(m_desk.call(
            "POST", u"/v1/attachments"_s, m_token,
            QJsonObject{
                {u"name"_s, u"x"_s}, {u"mime"_s, u"text/plain"_s}, {u"size"_s, 1}, {u"sha256"_s, QString(64, u'0')}}));
        QCOMPARE(m_desk.call("GET", u"/v1/me"_s, m_token).status, 200); // what can be read may be
    }

    void nothingIsAnsweredThatCannotBeReadBack()
    {
        QVERIFY(open(sql::Engine::Sqlite, ErrorKind::Corrupt, u"SELECT agent, digest, status"_s));
        isRefused(note());
        isRefused(note());
    }

    void aFullDiskIsNoDamage_data() { ApiDesk::rows(); }
    void aFullDiskIsNoDamage()
    {
        QFETCH(sql::Engine, engine);
        if (!open(engine, ErrorKind::Full, u"INSERT INTO operations"_s))
            QSKIP(qPrintable(m_desk.why()));
        const Answer full = note();
        QCOMPARE(full.status, 503);
        QCOMPARE(full.code(), u"disk-full"_s);
        QVERIFY(full.json()[u"detail"_s].toString().contains(u"disk is full"_s));
        QCOMPARE(note().status, 200);
    }

    void damageThatNobodyMetIsLookedFor()
    {
        test::DeskFixture before;
        QVERIFY(before.open(sql::Engine::Sqlite));
        const QString file = before.options().dataDir + u"/desk.sqlite"_s;
        before.agent(u"ada"_s, desk::Role::Owner);
        const auto page =
            before.store().sql().value<qint64>(u"SELECT rootpage FROM sqlite_master WHERE name = 'subscriptions'"_s);
        before.close();
        QFile raw(file);
        QVERIFY(raw.open(QIODevice::ReadWrite));
        const qint64 size = 4096;
        QVERIFY(raw.seek((page.value_or(0) - 1) * size));
        QCOMPARE(raw.write(QByteArray(size, '\x5a')), size);
        raw.close();

        test::MovedClock clock;
        DeskServerOptions options;
        options.store = before.options();
        options.pageCheckAfter = 0ms;
        auto server = server::process::DeskServer::open(options, clock);
        QVERIFY2(server.ok(), "the desk opens: nothing of the page is needed for that");
        QVERIFY((*server)->listen(u"127.0.0.1"_s, 0).ok);
        QTRY_VERIFY((*server)->database().isDamaged());
        const auto store = (*server)->database().connect();
        QVERIFY(store);
        const auto written = (*store)->write([](server::store::FeedTransaction&) { return server::store::Done{}; });
        QVERIFY(!written);
        QCOMPARE(written.fault().code, u"desk-damaged"_s);
    }

    void aSoundDeskIsNotCalledDamaged()
    {
        test::DeskFixture sound;
        QVERIFY(sound.open(sql::Engine::Sqlite));
        sound.receive(desk::Channel::Email, u"customer@shop.example"_s, u"hello"_s);
        // Keys in another order than their columns, which SQLite's quick check takes for damage.
        sound.store().sql().execute(u"INSERT INTO team_members (team, agent) VALUES (7, 1)"_s);
        sound.store().sql().execute(u"INSERT INTO ticket_labels (ticket, label) VALUES (7, 1)"_s);
        server::process::PageCheck check(sound.database().shared_from_this(), 0ms);
        check.start();
        QTRY_VERIFY(check.isDone());
        QVERIFY(!sound.database().isDamaged());
    }
};

QTEST_GUILESS_MAIN(TestDamagedDesk)
#include "tst_damaged_desk.moc"
