// A filter as SQL holds for exactly the tickets that the predicate accepts (VIEW-2), on both engines.
#include "desk/words.h"
#include "sql/filter_sql.h"
#include "tests/sql/both_engines.h"

#include <QRandomGenerator>
#include <QTest>

using namespace Qt::StringLiterals;
using desk::Field;
using desk::Filter;
using sql::Values;

namespace
{

const desk::Instant now{1'700'000'000'000};

const sql::TicketColumns columns = {
    .channel = u"t.channel"_s,
    .status = u"t.status"_s,
    .spam = u"t.spam"_s,
    .assignee = u"t.assignee"_s,
    .team = u"t.team"_s,
    .priority = u"t.priority"_s,
    .brand = u"t.brand"_s,
    .requester = u"t.requester"_s,
    .unread = u"t.unread"_s,
    .hasAttachment = u"t.attachment"_s,
    .created = u"t.created"_s,
    .updated = u"t.updated"_s,
    .waitingSince = u"t.waiting"_s,
    .subject = u"t.subject"_s,
    .foldedSubject = u"t.folded_subject"_s,
    .foldedBrand = u"t.folded_brand"_s,
    .labels = u"SELECT l.label FROM ticket_label l WHERE l.ticket = t.id"_s,
    .stored = {},
};

const QString schema = u"CREATE TABLE ticket (id {int} PRIMARY KEY, channel {text}, status {text}, spam {bool}, "
                       "assignee {text}, team {text}, priority {text}, brand {text}, requester {text}, unread {bool}, "
                       "attachment {bool}, created {int}, updated {int}, waiting {int}, subject {text}, "
                       "folded_subject {text}, folded_brand {text});"
                       "CREATE TABLE ticket_label (ticket {int}, label {text})"_s;

const QStringList ids = {QString(), u"1"_s, u"2"_s, u"7"_s};
const QStringList texts = {QString(), u"Late order"_s, u"ÉTÉ à la Straße"_s, u"100% 'off' _"_s, u"été"_s, u"%"_s};

template<class List>
auto pick(QRandomGenerator& random, const List& list)
{
    return list[random.bounded(static_cast<int>(list.size()))];
}

desk::Instant someTime(QRandomGenerator& random)
{
    // A few exact values, so that the edges of before, after and ages are met.
    return pick(random, QList<desk::Instant>{{0}, {-5}, now, now - 1, now - 1000, now - 2000, now + 1000});
}

desk::Ticket someTicket(QRandomGenerator& random)
{
    desk::Ticket ticket;
    ticket.channel = pick(random, QList{desk::Channel::Email, desk::Channel::Sms, desk::Channel::WebChat});
    ticket.status = pick(random, QList{desk::Status::Open, desk::Status::Snoozed, desk::Status::Closed});
    ticket.priority = pick(random, QList{desk::Priority::Low, desk::Priority::Urgent});
    ticket.spam = random.bounded(2);
    ticket.unread = random.bounded(2);
    ticket.hasAttachment = random.bounded(2);
    ticket.assignee = desk::AgentId(pick(random, ids));
    ticket.team = desk::TeamId(pick(random, ids));
    ticket.requester = desk::ProfileId(pick(random, ids));
    ticket.brand = pick(random, texts);
    ticket.subject = pick(random, texts);
    for (const QString& label : {u"1"_s, u"2"_s, u"7"_s}) {
        if (random.bounded(3) == 0)
            ticket.labels += desk::LabelId(label);
    }
    ticket.created = someTime(random);
    ticket.updated = someTime(random);
    ticket.waitingSince = someTime(random);
    return ticket;
}

Filter someFilter(QRandomGenerator& random, int depth)
{
    if (depth > 0 && random.bounded(3) > 0) {
        Filter filter;
        filter.kind = pick(random, QList{Filter::Kind::All, Filter::Kind::Any, Filter::Kind::Not});
        const int count = filter.kind == Filter::Kind::Not ? 1 : random.bounded(4);
        for (int i = 0; i < count; ++i)
            filter.children += someFilter(random, depth - 1);
        return filter;
    }
    static const QStringList words = {u"email"_s, u"sms"_s,   u"open"_s, u"closed"_s, u"low"_s, u"urgent"_s,
                                      u"true"_s,  u"false"_s, u"1"_s,    u"2"_s,      u"7"_s,   u"straße"_s};
    desk::Condition condition;
    condition.field = static_cast<Field>(random.bounded(static_cast<int>(Field::Subject) + 1));
    condition.test = static_cast<desk::Test>(random.bounded(static_cast<int>(desk::Test::Contains) + 1));
    const int count = random.bounded(4);
    for (int i = 0; i < count; ++i)
        condition.values += random.bounded(2) ? pick(random, words) : pick(random, texts);
    condition.at = someTime(random);
    condition.age = pick(random, QList<qint64>{0, 1, 1000, 2000, -1000});
    return Filter::of(condition);
}

Values rowOf(int id, const desk::Ticket& ticket)
{
    return {id,
            desk::toString(ticket.channel),
            desk::toString(ticket.status),
            ticket.spam,
            ticket.assignee.value(),
            ticket.team.value(),
            desk::toString(ticket.priority),
            ticket.brand,
            ticket.requester.value(),
            ticket.unread,
            ticket.hasAttachment,
            ticket.created.ms,
            ticket.updated.ms,
            ticket.waitingSince.ms,
            ticket.subject,
            ticket.subject.toCaseFolded(),
            ticket.brand.toCaseFolded()};
}

QList<desk::Ticket> fill(sql::Connection& db, int count)
{
    db.executeScript(schema);
    QRandomGenerator random(20240501);
    QList<desk::Ticket> tickets;
    QList<Values> rows;
    QList<Values> labels;
    for (int i = 0; i < count; ++i) {
        tickets += someTicket(random);
        rows += rowOf(i, tickets[i]);
        for (const desk::LabelId& label : tickets[i].labels)
            labels += Values{i, label.value()};
    }
    db.bulkInsert(u"ticket"_s,
                  {u"id"_s, u"channel"_s, u"status"_s, u"spam"_s, u"assignee"_s, u"team"_s, u"priority"_s, u"brand"_s,
                   u"requester"_s, u"unread"_s, u"attachment"_s, u"created"_s, u"updated"_s, u"waiting"_s, u"subject"_s,
                   u"folded_subject"_s, u"folded_brand"_s},
                  rows);
    db.bulkInsert(u"ticket_label"_s, {u"ticket"_s, u"label"_s}, labels);
    return tickets;
}

QSet<int> bySql(sql::Connection& db, const Filter& filter)
{
    const sql::Where where = sql::filterSql(filter, columns, now);
    QSet<int> found;
    auto rows = db.query(u"SELECT t.id FROM ticket t WHERE "_s + where.sql, where.args);
    while (rows.next())
        found += rows.get<int>(0);
    return found;
}

QSet<int> byPredicate(const QList<desk::Ticket>& tickets, const Filter& filter)
{
    QSet<int> found;
    for (int i = 0; i < tickets.size(); ++i) {
        if (desk::matches(filter, tickets[i], now))
            found += i;
    }
    return found;
}

} // namespace

class TestFilterSql : public QObject
{
    Q_OBJECT

private:
    BothEngines m_engines;

private Q_SLOTS:
    void equalsThePredicate_data() { BothEngines::rows(); }
    void equalsThePredicate()
    {
        FRESH(m_engines);
        const QList<desk::Ticket> tickets = fill(db, 200);
        QRandomGenerator random(7);
        int interesting = 0;
        for (int round = 0; round < 1500; ++round) {
            const Filter filter = someFilter(random, 3);
            const QSet<int> wanted = byPredicate(tickets, filter);
            if (bySql(db, filter) != wanted) {
                const sql::Where where = sql::filterSql(filter, columns, now);
                QFAIL(qPrintable(u"round %1: %2"_s.arg(round).arg(where.sql)));
            }
            interesting += !wanted.isEmpty() && wanted.size() < tickets.size();
        }
        QVERIFY2(interesting > 200, qPrintable(QString::number(interesting)));
    }

    void everyFieldAndTest_data() { BothEngines::rows(); }
    void everyFieldAndTest()
    {
        FRESH(m_engines);
        const QList<desk::Ticket> tickets = fill(db, 200);
        for (int field = 0; field <= int(Field::Subject); ++field) {
            for (int test = 0; test <= int(desk::Test::Contains); ++test) {
                const desk::Condition condition{Field(field),
                                                desk::Test(test),
                                                {u"open"_s, u"1"_s, u"true"_s, u"ÉTÉ"_s, QString()},
                                                now - 1000,
                                                1000};
                const Filter filter = Filter::of(condition);
                QVERIFY2(bySql(db, filter) == byPredicate(tickets, filter),
                         qPrintable(sql::filterSql(filter, columns, now).sql));
            }
        }
    }

    void hugeFiltersWork_data() { BothEngines::rows(); }
    void hugeFiltersWork()
    {
        FRESH(m_engines);
        const QList<desk::Ticket> tickets = fill(db, 20);
        QList<Filter> many;
        for (int i = 0; i < 3000; ++i)
            many += Filter::isNot(Field::Assignee, u"agent%1"_s.arg(i));
        QCOMPARE(bySql(db, Filter::all(many)).size(), 20);
        Filter deep = Filter::isNot(Field::Assignee, u"nobody"_s);
        for (int i = 0; i < 10; ++i) {
            const Filter other = Filter::is(Field::Status, u"open"_s);
            deep = Filter::negate(Filter::all({other, Filter::any({other, Filter::negate(deep), other}), other}));
        }
        QCOMPARE(bySql(db, deep), byPredicate(tickets, deep));
        for (int i = 0; i < 1000; ++i)
            deep = Filter::negate(deep);
        VERIFY_FAILS(sql::filterSql(deep, columns, now), sql::ErrorKind::Other);
    }

    void valuesAreArgumentsNeverSql()
    {
        const QString evil = u"x'); DROP TABLE ticket; --"_s;
        for (int field = 0; field <= int(Field::Subject); ++field) {
            for (const desk::Test test : {desk::Test::Is, desk::Test::Contains}) {
                const Filter filter = Filter::of({Field(field), test, {evil}, {}, 0});
                QVERIFY(!sql::filterSql(filter, columns, now).sql.contains(u"DROP"_s));
            }
        }
    }

    void storedFormsAreMapped()
    {
        sql::TicketColumns numbers = columns;
        numbers.stored = [](Field, const QString& word) { return word == u"open"_s ? sql::Value(3) : sql::Value(); };
        const sql::Where open = sql::filterSql(Filter::is(Field::Status, u"open"_s), numbers, now);
        QCOMPARE(open.sql, u"(t.status = ?)"_s);
        QVERIFY(open.args == Values{3});
        QCOMPARE(sql::filterSql(Filter::is(Field::Status, u"odd"_s), numbers, now).sql, u"(1=0)"_s);
    }
};

QTEST_GUILESS_MAIN(TestFilterSql)
#include "tst_filter_sql.moc"
