// Every database call of every writing rule fails once: the repeat converges, nothing is lost, nothing is done twice,
// and the feed is whole. BELLHOP_FAULTS=all tries every call, else a spread sample.

#include "server/rules/chat.h"
#include "server/rules/jobs.h"
#include "server/store/feed.h"
#include "server/store/paths.h"
#include "server/store/rows.h"
#include "server/store/settings.h"
#include "sql/fault_plan.h"
#include "tests/server/desk_fixture.h"
#include "tests/server/uploads.h"

#include <QFile>
#include <QTest>

#include <functional>

using namespace Qt::StringLiterals;
using K = desk::OperationKind;
using test::DeskFixture;
namespace store = server::store;
namespace rules = server::rules;

namespace
{

constexpr desk::Instant kNow{100 * desk::kDay};

/// One thing that the desk does, prepared anew for each fault.
struct Deed {
    /// Does it; a fault says that it must be repeated.
    std::function<std::optional<store::Fault>()> act;
    /// What is wrong after it was done; empty = it was done once.
    std::function<QString()> wrong;
};

struct Kind {
    const char* name;
    std::function<Deed(DeskFixture&, int round)> prepare;
};

template<class T>
std::optional<store::Fault> faultOf(const store::Result<T>& result)
{
    return result ? std::nullopt : std::optional(result.fault());
}

qint64 count(DeskFixture& desk, const QString& from)
{
    return desk.store().sql().value<qint64>(u"SELECT count(*) FROM "_s + from).value_or(-1);
}

QString unless(bool isRight, const QString& what)
{
    return isRight ? QString() : what;
}

QByteArray bytesOf(int round)
{
    return "the bytes of round " + QByteArray::number(round);
}

store::Uploader uploader(DeskFixture& desk)
{
    return {store::idOf<desk::AgentId>(desk.store().sql().value<qint64>(u"SELECT min(id) FROM agents"_s).value_or(0)),
            {}};
}

desk::Agent owner(DeskFixture& desk)
{
    return *store::findAgent(desk.store().sql(), store::keyOf(uploader(desk).agent));
}

/// A visitor's first line with a file, outside the hours: session, ticket, profile, message, automatic answer.
Deed chatSend(DeskFixture& desk, int round)
{
    store::OfficeHours closed;
    closed.closedNotice = u"Closed."_s;
    store::setOfficeHours(desk.store().sql(), closed);
    const QString session = rules::chatHello(desk.store(), {}, kNow)->session;
    const auto file = test::upload(desk.store(), {{}, session}, bytesOf(round), kNow.ms);
    const auto ticket = std::make_shared<desk::TicketId>();
    return {[&desk, session, file, ticket] {
                const auto sent =
                    rules::chatSend(desk.store(), session, u"client"_s, u"Hello"_s, {file.id.value()}, kNow);
                *ticket = sent ? sent->ticket : desk::TicketId();
                return faultOf(sent);
            },
            [&desk, file, ticket, round] {
                const QString of = u" WHERE ticket = %1"_s.arg(ticket->value());
                if (count(desk, u"tickets"_s) != round + 1)
                    return u"tickets"_s;
                if (count(desk, u"messages"_s + of + u" AND text = 'Hello'"_s) != 1)
                    return u"the line"_s;
                if (count(desk, u"messages"_s + of + u" AND text = 'Closed.'"_s) != 1)
                    return u"the automatic answer"_s;
                return unless(count(desk, u"attachments WHERE message > 0 AND id = "_s + file.id.value()) == 1,
                              u"the file"_s);
            }};
}

Deed inbound(DeskFixture& desk, int round)
{
    rules::InboundMessage message;
    message.channel = desk::Channel::Email;
    message.from = u"customer%1@shop.example"_s.arg(round);
    message.to = u"the desk"_s;
    message.externalId = u"<%1@shop.example>"_s.arg(round);
    message.text = u"Where is it?"_s;
    message.at = kNow;
    return {[&desk, message] { return faultOf(rules::receive(desk.store(), message)); },
            [&desk, round] {
                return unless(count(desk, u"messages WHERE kind = 'message'"_s) == round + 1 &&
                                  count(desk, u"tickets"_s) == round + 1 && count(desk, u"profiles"_s) == round + 1 &&
                                  count(desk, u"message_sources WHERE message > 0"_s) == round + 1,
                              u"messages"_s);
            }};
}

Deed beginUpload(DeskFixture& desk, int round)
{
    const auto wanted = test::fileOf(bytesOf(round));
    const auto by = uploader(desk);
    return {[&desk, by, wanted] { return faultOf(store::beginUpload(desk.store(), by, wanted, kNow)); },
            [&desk, round] { return unless(count(desk, u"attachments"_s) == round + 1, u"rows"_s); }};
}

/// Sends what is missing, as far as `until`.
Deed append(DeskFixture& desk, int round, qsizetype from, qsizetype until)
{
    const QByteArray bytes = bytesOf(round);
    const auto by = uploader(desk);
    const auto id = store::beginUpload(desk.store(), by, test::fileOf(bytes), kNow)->attachment.id;
    if (from > 0 && !store::appendUpload(desk.store(), by, id, 0, bytes.left(from)))
        qFatal("not begun");
    return {[&desk, bytes, by, id, from, until] {
                return faultOf(store::appendUpload(desk.store(), by, id, from, bytes.mid(from, until - from)));
            },
            [&desk, bytes, by, id, until] {
                const auto state = store::uploadState(desk.store(), by, id);
                if (!state || state->offset != until)
                    return u"the offset"_s;
                if (until < bytes.size() && !store::appendUpload(desk.store(), by, id, until, bytes.mid(until)))
                    return u"it does not go on"_s;
                return unless(test::contentOf(desk.store(), id) == bytes, u"the bytes"_s);
            }};
}

Deed refresh(DeskFixture& desk, int round)
{
    const auto agent = rules::addUser(desk.store(), u"agent%1@desk.example"_s.arg(round), u"Agent"_s,
                                      desk::Role::Support, u"a long password"_s);
    const auto first = rules::signIn(desk.store(), agent->email, u"a long password"_s, {}, kNow);
    const auto second = std::make_shared<rules::SignIn>();
    return {[&desk, first, second] {
                const auto fresh = rules::refresh(desk.store(), first->refresh, kNow);
                *second = fresh ? *fresh : rules::SignIn();
                return faultOf(fresh);
            },
            [&desk, second, agent] {
                if (!rules::authenticate(desk.store(), second->access, kNow))
                    return u"the session is lost"_s;
                return unless(
                    count(desk, u"tokens WHERE kind = 'refresh' AND spent = 0 AND agent = "_s + agent->id.value()) == 1,
                    u"tokens"_s);
            }};
}

Deed invite(DeskFixture& desk, int round)
{
    const QString email = u"new%1@desk.example"_s.arg(round);
    const desk::Agent by = owner(desk);
    return {
        [&desk, email, by] {
            return faultOf(rules::invite(desk.store(), by, email, u"New"_s, desk::Role::Support, kNow));
        },
        [&desk, email] {
            return unless(
                count(desk, u"agents WHERE email = '%1'"_s.arg(email)) == 1 &&
                    count(desk, u"tokens AS t JOIN agents AS a ON a.id = t.agent WHERE email = '%1'"_s.arg(email)) == 1,
                u"the invitation"_s);
        }};
}

Deed accept(DeskFixture& desk, int round)
{
    const QString email = u"new%1@desk.example"_s.arg(round);
    const auto token = rules::invite(desk.store(), owner(desk), email, u"New"_s, desk::Role::Support, kNow);
    return {[&desk, token] {
                return faultOf(rules::acceptInvitation(desk.store(), *token, u"a long password"_s, {}, kNow));
            },
            [&desk, token, email] {
                if (!rules::signIn(desk.store(), email, u"a long password"_s, {}, kNow))
                    return u"the password"_s;
                return unless(!rules::acceptInvitation(desk.store(), *token, u"another password"_s, {}, kNow),
                              u"it is accepted twice"_s);
            }};
}

Deed wake(DeskFixture& desk, int round)
{
    const auto agent = uploader(desk).agent;
    const auto ticket = desk.receive(desk::Channel::Sms, u"+3165550%1"_s.arg(1000 + round), u"Hi"_s).ticket;
    auto snooze = DeskFixture::operation(K::Snooze, ticket);
    snooze.until = {kNow.ms - 1};
    if (desk.run(snooze, agent)->status != 200)
        qFatal("not snoozed");
    return {[&desk] { return faultOf(rules::runDueJobs(desk.store(), kNow)); },
            [&desk, ticket, agent] {
                if (desk.ticket(ticket, agent).status != desk::Status::Open)
                    return u"it sleeps"_s;
                return unless(count(desk, u"messages WHERE event_kind = 'returned' AND ticket = "_s + ticket.value()) ==
                                      1 &&
                                  count(desk, u"jobs"_s) == 0,
                              u"it woke twice"_s);
            }};
}

Deed prune(DeskFixture& desk, int round)
{
    const auto by = uploader(desk);
    const auto old = test::upload(desk.store(), by, bytesOf(round), 1);
    const auto young = test::upload(desk.store(), by, "young " + bytesOf(round), kNow.ms);
    const auto ticket = desk.receive(desk::Channel::Sms, u"+31655501234"_s, u"Hi"_s).ticket;
    desk.run(DeskFixture::operation(K::MarkRead, ticket), by.agent, 1);
    desk.store().write([&](store::FeedTransaction& transaction) {
        transaction.bury(desk::EntityKind::Label, u"9%1"_s.arg(round), {}, {1});
        transaction.sql().execute(u"DELETE FROM jobs WHERE kind = 'prune'"_s); // a new day
        return store::Done{};
    });
    return {[&desk] { return faultOf(rules::prune(desk.store(), kNow)); },
            [&desk, old, young, round] {
                if (count(desk, u"tombstones"_s) + count(desk, u"operations"_s) != 0)
                    return u"old rows"_s;
                if (QFile::exists(store::filePath(desk.database(), old.sha256)) ||
                    count(desk, u"attachments"_s) != round + 1)
                    return u"the old file"_s;
                return unless(test::contentOf(desk.store(), young.id) == "young " + bytesOf(round),
                              u"the young file"_s);
            }};
}

const QList<Kind>& kinds()
{
    static const QList<Kind> all{
        {"chat send", chatSend},
        {"inbound", inbound},
        {"begin upload", beginUpload},
        {"append", [](DeskFixture& desk, int round) { return append(desk, round, 4, 9); }},
        {"finish upload", [](DeskFixture& desk, int round) { return append(desk, round, 4, bytesOf(round).size()); }},
        {"refresh", refresh},
        {"invite", invite},
        {"accept an invitation", accept},
        {"wake", wake},
        {"prune", prune}};
    return all;
}

/// A client of the desk that pages its feed, and what the tables say.
class Follower
{
public:
    /// What of the feed was missed, came in another version, or came out of order; empty when it is whole.
    QString check(store::Store& store)
    {
        for (bool more = true; more;) {
            const auto page = store::sharedChanges(store, m_cursor, 10);
            if (!page)
                return page.fault().code;
            for (const store::SharedChange& each : page->changes)
                if (QString error = take(each); !error.isEmpty())
                    return error;
            m_cursor = page->to;
            more = page->more;
        }
        using E = desk::EntityKind;
        for (const E kind : {E::Ticket, E::Message, E::Profile, E::Agent}) {
            auto rows = store.sql().query(u"SELECT CAST(id AS TEXT), seq FROM "_s + store::tableOf(kind));
            while (rows.next())
                if (m_known.value(desk::toString(kind) + rows.text(0)) != rows.integer(1))
                    return u"%1 %2 was missed"_s.arg(desk::toString(kind), rows.text(0));
        }
        return {};
    }

private:
    QString take(const store::SharedChange& each)
    {
        if (each.change.seq <= m_last)
            return u"seq %1 after %2"_s.arg(each.change.seq).arg(m_last);
        m_last = each.change.seq;
        if (each.owner.isEmpty())
            m_known.insert(desk::toString(each.change.kind) + each.change.id, each.change.seq);
        return {};
    }

    desk::Cursor m_cursor;
    qint64 m_last = 0;
    QHash<QString, qint64> m_known;
};

/// Which of `calls` calls fail: all, or some from everywhere, the first and the last among them.
QList<int> chosen(int calls)
{
    constexpr int kSample = 7;
    QList<int> list;
    if (qEnvironmentVariable("BELLHOP_FAULTS") == u"all" || calls <= kSample) {
        for (int i = 0; i < calls; ++i)
            list.append(i);
        return list;
    }
    for (int i = 0; i < kSample; ++i)
        list.append(i * (calls - 1) / (kSample - 1));
    return list;
}

} // namespace

class TestFaults : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyFailingCallConverges_data()
    {
        QTest::addColumn<sql::Engine>("engine");
        QTest::addColumn<int>("kind");
        for (const auto engine : {sql::Engine::Sqlite, sql::Engine::Postgres})
            for (int kind = 0; kind < kinds().size(); ++kind)
                QTest::addRow("%s %s", engine == sql::Engine::Sqlite ? "sqlite" : "postgres", kinds()[kind].name)
                    << engine << kind;
    }
    void everyFailingCallConverges()
    {
        FRESH_DESK(m_desk);
        QFETCH(int, kind);
        m_desk.agent(u"owner"_s, desk::Role::Owner);
        m_follower = {};
        int round = 0;
        const auto counting = std::make_shared<sql::FaultPlan>();
        QVERIFY(!attempt(kind, round, counting));
        QCOMPARE(m_follower.check(m_desk.store()), QString());
        const int calls = counting->calls();
        QVERIFY2(calls >= 4, qPrintable(QString::number(calls)));
        for (int i : chosen(calls)) {
            const auto plan = std::make_shared<sql::FaultPlan>(i);
            const auto fault = attempt(kind, ++round, plan);
            const QString at = u"call %1 of %2: "_s.arg(i).arg(calls);
            QVERIFY2(plan->fired(), qPrintable(at + u"did not fail"_s));
            QVERIFY2(!fault || fault->isTransient(), qPrintable(at + (fault ? fault->code : QString())));
            if (fault) {
                const auto repeated = m_deed.act();
                QVERIFY2(!repeated, qPrintable(at + (repeated ? repeated->code : QString())));
            }
            const QString wrong = m_deed.wrong();
            QVERIFY2(wrong.isEmpty(), qPrintable(at + wrong));
            const QString missed = m_follower.check(m_desk.store());
            QVERIFY2(missed.isEmpty(), qPrintable(at + missed));
        }
        const auto late = std::make_shared<sql::FaultPlan>(calls);
        QVERIFY(!attempt(kind, ++round, late));
        QVERIFY(!late->fired());
        QCOMPARE(m_deed.wrong(), QString());
    }

private:
    /// Prepares the deed of this round and does it under the plan.
    std::optional<store::Fault> attempt(int kind, int round, const std::shared_ptr<sql::FaultPlan>& plan)
    {
        m_deed = kinds()[kind].prepare(m_desk, round);
        if (const QString missed = m_follower.check(m_desk.store()); !missed.isEmpty())
            qFatal("before the deed: %s", qPrintable(missed));
        m_desk.store().sql().clearStatementCache(); // or later rounds would prepare less
        m_desk.store().sql().setFaultPlan(plan);
        const auto fault = m_deed.act();
        m_desk.store().sql().setFaultPlan(nullptr);
        return fault;
    }

    DeskFixture m_desk;
    Follower m_follower;
    Deed m_deed;
};

QTEST_GUILESS_MAIN(TestFaults)
#include "tst_rules_faults.moc"
