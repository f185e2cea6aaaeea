// The predicate against an evaluator written from the words of filter.h, over random trees and tickets; and its limits.

#include "desk/filter.h"
#include "desk/view.h"
#include "desk_print.h"
#include "random_values.h"

#include <QTest>

#include <map>

using namespace desk;
using namespace Qt::StringLiterals;

namespace
{

/// All values of a field as words, unset ones left out.
QStringList wordsOf(const Ticket& t, Field field)
{
    const auto truth = [](bool value) { return value ? u"true"_s : u"false"_s; };
    QStringList words;
    for (const LabelId& label : t.labels)
        words.append(label.value());
    const std::map<Field, QStringList> all{{Field::Channel, {toString(t.channel)}},
                                           {Field::Status, {toString(t.status)}},
                                           {Field::Spam, {truth(t.spam)}},
                                           {Field::Assignee, {t.assignee.value()}},
                                           {Field::Team, {t.team.value()}},
                                           {Field::Label, words},
                                           {Field::Priority, {toString(t.priority)}},
                                           {Field::Brand, {t.brand}},
                                           {Field::Requester, {t.requester.value()}},
                                           {Field::Unread, {truth(t.unread)}},
                                           {Field::HasAttachment, {truth(t.hasAttachment)}},
                                           {Field::Subject, {t.subject}}};
    const auto found = all.find(field);
    QStringList result = found == all.end() ? QStringList() : found->second;
    result.removeAll(QString());
    return result;
}

bool naiveCondition(const Condition& c, const Ticket& t, Instant now)
{
    const std::map<Field, qint64> times{
        {Field::Created, t.created.ms}, {Field::Updated, t.updated.ms}, {Field::WaitingSince, t.waitingSince.ms}};
    const bool isTime = times.contains(c.field);
    const qint64 ms = isTime ? times.at(c.field) : 0;
    const QStringList words = wordsOf(t, c.field);
    bool shared = false;
    bool part = false;
    for (const QString& word : words)
        for (const QString& value : c.values) {
            shared = shared || word == value;
            part = part || (!value.isEmpty() && word.toCaseFolded().indexOf(value.toCaseFolded()) >= 0);
        }
    const bool set = isTime ? ms != 0 : !words.isEmpty();
    const bool text = c.field == Field::Subject || c.field == Field::Brand;
    const std::map<desk::Test, bool> answers{{desk::Test::Is, !isTime && shared},
                                             {desk::Test::IsNot, !isTime && !shared},
                                             {desk::Test::IsSet, set},
                                             {desk::Test::IsNotSet, !set},
                                             {desk::Test::Before, isTime && set && ms < c.at.ms},
                                             {desk::Test::After, isTime && set && ms > c.at.ms},
                                             {desk::Test::OlderThan, isTime && set && now.ms - ms > c.age},
                                             {desk::Test::YoungerThan, isTime && set && now.ms - ms < c.age},
                                             {desk::Test::Contains, text && part}};
    return answers.at(c.test);
}

bool naive(const Filter& f, const Ticket& t, Instant now)
{
    if (f.kind == Filter::Kind::Condition)
        return naiveCondition(f.condition, t, now);
    qsizetype count = 0;
    for (const Filter& child : f.children)
        count += naive(child, t, now) ? 1 : 0;
    if (f.kind == Filter::Kind::Any)
        return count > 0;
    return f.kind == Filter::Kind::Not ? count == 0 : count == f.children.size();
}

constexpr Instant kNow{1'000'000'000};

/// A ticket whose times lie around `now`, so that every comparison falls both ways.
Ticket ticketNear(RandomValues& random, Instant now)
{
    Ticket ticket = random.ticket();
    for (Instant Ticket::*time : {&Ticket::created, &Ticket::updated, &Ticket::waitingSince})
        ticket.*time = random.upTo(3) == 0 ? Instant() : now - random.upTo(6) * (random.coin() ? kHour : 1);
    return ticket;
}

} // namespace

class FilterMatch : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void agreesWithNaiveEvaluator();
    void changesOnlyAtCrossings();
    void readsOnlyItsFields();
    void builtInViews_data();
    void builtInViews();
    void namesAndOrderOfBuiltInViews();
    void timeDependence();
};

void FilterMatch::agreesWithNaiveEvaluator()
{
    RandomValues random(17);
    int matched = 0;
    for (int i = 0; i < 20'000; ++i) {
        const Filter filter = random.filter(4);
        const Ticket ticket = ticketNear(random, kNow);
        const bool expected = naive(filter, ticket, kNow);
        QVERIFY2(matches(filter, ticket, kNow) == expected, qPrintable(toText(filter)));
        matched += expected ? 1 : 0;
    }
    QVERIFY(matched > 2'000 && matched < 18'000);
}

void FilterMatch::changesOnlyAtCrossings()
{
    RandomValues random(23);
    int crossings = 0;
    for (int i = 0; i < 5'000; ++i) {
        const Filter filter = random.filter(4);
        const Ticket ticket = ticketNear(random, kNow);
        const bool before = matches(filter, ticket, kNow);
        const Instant next = nextCrossing(filter, ticket, kNow);
        QVERIFY(!next.isSet() || next > kNow);
        QVERIFY(!next.isSet() || dependsOnTime(filter));
        const Instant last = next.isSet() ? next - 1 : kNow + 365 * kDay;
        QVERIFY2(matches(filter, ticket, last) == before, qPrintable(toText(filter)));
        crossings += next.isSet() && matches(filter, ticket, next) != before ? 1 : 0;
    }
    QVERIFY(crossings > 50);
}

void FilterMatch::readsOnlyItsFields()
{
    RandomValues random(29);
    for (int i = 0; i < 5'000; ++i) {
        const Filter filter = random.filter(3);
        Ticket ticket = ticketNear(random, kNow);
        const bool before = matches(filter, ticket, kNow);
        const QSet<Field> fields = fieldsOf(filter);
        if (!fields.contains(Field::Status))
            random.fill(ticket.status);
        if (!fields.contains(Field::Label))
            random.fill(ticket.labels);
        if (!fields.contains(Field::Subject))
            random.fill(ticket.subject);
        if (!fields.contains(Field::Updated))
            ticket.updated = random.instant();
        ticket.snippet = random.text();
        QCOMPARE(matches(filter, ticket, kNow), before);
    }
}

void FilterMatch::builtInViews_data()
{
    QTest::addColumn<QString>("status");
    QTest::addColumn<QString>("assignee");
    QTest::addColumn<bool>("spam");
    QTest::addColumn<QStringList>("views");
    QTest::newRow("mine") << u"open"_s << u"7"_s << false << QStringList{u"my-inbox"_s, u"all"_s, u"channel-sms"_s};
    QTest::newRow("a colleague's") << u"open"_s << u"8"_s << false << QStringList{u"all"_s, u"channel-sms"_s};
    QTest::newRow("nobody's") << u"open"_s << u""_s << false
                              << QStringList{u"unassigned"_s, u"all"_s, u"channel-sms"_s};
    QTest::newRow("mine, snoozed") << u"snoozed"_s << u"7"_s << false << QStringList{u"all"_s, u"channel-sms"_s};
    QTest::newRow("nobody's, closed") << u"closed"_s << u""_s << false << QStringList{u"all"_s, u"channel-sms"_s};
    QTest::newRow("spam") << u"open"_s << u"7"_s << true << QStringList{u"spam"_s};
}

void FilterMatch::builtInViews()
{
    QFETCH(QString, status);
    QFETCH(QString, assignee);
    QFETCH(bool, spam);
    QFETCH(QStringList, views);
    Ticket ticket;
    ticket.channel = Channel::Sms;
    ticket.status = *statusFrom(status);
    ticket.assignee = AgentId(assignee);
    ticket.spam = spam;
    QStringList found;
    for (const View& view : desk::builtInViews(AgentId(u"7"_s)))
        if (matches(view.filter, ticket, kNow))
            found.append(view.id.value());
    QCOMPARE(found, views);
}

void FilterMatch::namesAndOrderOfBuiltInViews()
{
    QStringList ids;
    int position = 0;
    for (const View& view : desk::builtInViews(AgentId())) {
        ids.append(view.id.value());
        QVERIFY(!view.name.isEmpty());
        QVERIFY(!view.icon.isEmpty());
        QVERIFY(view.sharing == Sharing::BuiltIn);
        QCOMPARE(view.position, position++);
    }
    const QStringList expected{u"my-inbox"_s,    u"unassigned"_s,        u"all"_s,
                               u"spam"_s,        u"channel-webchat"_s,   u"channel-email"_s,
                               u"channel-sms"_s, u"channel-instagram"_s, u"channel-whatsapp"_s};
    QCOMPARE(ids, expected);
}

void FilterMatch::timeDependence()
{
    const Filter aged = Filter::of({Field::WaitingSince, desk::Test::OlderThan, {}, {}, 2 * kHour});
    QVERIFY(dependsOnTime(Filter::negate(Filter::any({aged}))));
    QVERIFY(!dependsOnTime(Filter::of({Field::Created, desk::Test::Before, {}, kNow, 0})));
    Ticket ticket;
    QVERIFY(!nextCrossing(aged, ticket, kNow).isSet());
    ticket.waitingSince = kNow;
    const Instant crossing = nextCrossing(aged, ticket, kNow);
    QCOMPARE(crossing.ms, kNow.ms + 2 * kHour + 1);
    QVERIFY(!matches(aged, ticket, crossing - 1));
    QVERIFY(matches(aged, ticket, crossing));
}

QTEST_GUILESS_MAIN(FilterMatch)
#include "tst_filter_match.moc"
