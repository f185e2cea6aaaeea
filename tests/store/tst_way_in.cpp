// Feed, history, lists, counts and threads: what the server says is what the screens read.

#include "desk_file.h"

#include "sql/connection.h"
#include "sql/fault_plan.h"
#include "store/list_order.h"

#include <QRandomGenerator>
#include <QTest>

#include <algorithm>
#include <limits>

using namespace Qt::StringLiterals;
using namespace store_test;

namespace
{
const desk::TicketId kSeven(u"7"_s);
const desk::Instant kThen{1'749'000'000'000};

desk::Ticket randomTicket(QRandomGenerator& random, int id, qint64 rev)
{
    desk::Ticket t = ticket(QString::number(id), rev, {kThen.ms + random.bounded(20) * desk::kMinute});
    t.channel = desk::kChannels[random.bounded(5)];
    t.status = desk::Status(random.bounded(3));
    t.spam = random.bounded(5) == 0;
    t.priority = desk::Priority(random.bounded(4));
    t.unread = random.bounded(2) == 0;
    t.subject = random.bounded(2) ? u"ÄRGER mit Paket"_s : u"question"_s;
    if (random.bounded(2))
        t.assignee = desk::AgentId(random.bounded(2) ? u"a1"_s : u"a2"_s);
    if (random.bounded(2))
        t.waitingSince = {kThen.ms + random.bounded(20) * desk::kMinute};
    if (random.bounded(2))
        t.labels = {desk::LabelId(u"l1"_s), desk::LabelId(u"l2"_s)};
    return t;
}

QList<desk::Filter> filters()
{
    using desk::Field;
    using desk::Filter;
    using desk::Test;
    return {Filter::is(Field::Status, u"open"_s),
            Filter::all({Filter::is(Field::Label, u"l1"_s), Filter::isNot(Field::Channel, u"sms"_s)}),
            Filter::any({Filter::is(Field::Spam, u"true"_s),
                         Filter::of({Field::WaitingSince, Test::OlderThan, {}, {}, 10 * desk::kMinute})}),
            Filter::negate(Filter::of({Field::Assignee, Test::IsSet, {}, {}, 0})),
            Filter::of({Field::Subject, Test::Contains, {u"ärger"_s}, {}, 0}),
            Filter::of({Field::Updated, Test::YoungerThan, {}, {}, 5 * desk::kMinute})};
}

void crossAll(DeskFile& file)
{
    while (!file.writer().crossView(file.clock.at).isEmpty())
        continue;
}

QList<store::ChangeSet> sweep(DeskFile& file)
{
    QList<store::ChangeSet> sets;
    for (store::SweepPlace place; !place.done;)
        sets += file.writer().sweepStep(place);
    return sets;
}

QStringList ids(const store::ThreadPage& page)
{
    QStringList list;
    for (const auto& each : page.messages)
        list += each.message.id.value();
    return list;
}
} // namespace

class TestWayIn : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void onlyNewerVersionsApply()
    {
        DeskFile file;
        QCOMPARE(file.writer().applyChanges({change(ticket(u"7"_s, 5))}, 5).tickets.size(), 1);
        desk::Ticket old = ticket(u"7"_s, 4);
        old.subject = u"old"_s;
        QVERIFY(file.writer().applyChanges({change(old)}, 6).tickets.isEmpty());
        QVERIFY(file.writer().applyHistory({old}, {}).tickets.isEmpty());
        QCOMPARE(file.reader().ticket(kSeven)->rev, 5);
        QCOMPARE(file.writer().cursor().seq, 6);
    }

    void historyNeverBringsBackWhatWasDeleted()
    {
        DeskFile file;
        file.writer().applyChanges({change(ticket(u"7"_s, 5)), change(message(u"1"_s, u"7"_s, 6, kThen, u"parcel"_s))},
                                   6);
        const auto set = file.writer().applyChanges(
            {deletion(desk::EntityKind::Message, u"1"_s, 7), deletion(desk::EntityKind::Ticket, u"7"_s, 8)}, 8);
        QVERIFY(set.tickets.at(0).before && !set.tickets.at(0).after);
        file.writer().applyHistory({ticket(u"7"_s, 5), message(u"1"_s, u"7"_s, 6, kThen)}, {});
        file.writer().applyThreadPage(kSeven, {message(u"1"_s, u"7"_s, 6, kThen)}, false);
        QVERIFY(!file.reader().ticket(kSeven));
        QVERIFY(file.reader().thread(kSeven, {}, 5).messages.isEmpty());
        file.writer().applyChanges({change(ticket(u"7"_s, 9))}, 9);
        QVERIFY(file.reader().ticket(kSeven).has_value());
        QCOMPARE(file.writer().connection().value<qint64>(u"SELECT count(*) FROM term WHERE term = 'parcel'"_s), 0);
    }

    void listsAndCountsAgreeWithThePredicate()
    {
        DeskFile file;
        QRandomGenerator random(7);
        store::Bootstrap start = bootstrap(1);
        int number = 0;
        for (const desk::Filter& filter : filters()) {
            desk::View view;
            view.id = desk::ViewId(u"v%1"_s.arg(++number));
            view.name = u"view"_s;
            view.filter = filter;
            view.sharing = desk::Sharing::Desk;
            start.views += view;
        }
        file.clock.at = {kThen.ms + 12 * desk::kMinute};
        file.writer().applyBootstrap(start, false);
        for (qint64 rev = 2; rev < 150; ++rev) {
            const int id = random.bounded(1, 60);
            if (random.bounded(12) == 0)
                file.writer().applyChanges({deletion(desk::EntityKind::Ticket, QString::number(id), rev)}, rev);
            else if (random.bounded(4) == 0)
                file.writer().applyHistory({randomTicket(random, id, rev)}, {});
            else
                file.writer().applyChanges({change(randomTicket(random, id, rev))}, rev);
            if (random.bounded(8) == 0) {
                file.clock.at = file.clock.at + desk::kMinute;
                crossAll(file);
            }
        }
        file.clock.at = std::max(file.clock.at, file.writer().nextViewCrossing());
        crossAll(file);
        file.writer().applyHistory({}, allHistory());

        QHash<desk::ViewId, store::ViewCount> counts;
        for (const auto& count : file.reader().counts())
            counts.insert(count.view, count);
        const auto all = file.reader().list(desk::Filter::all({}), desk::Sort::Newest, file.clock.at, {}, 1000);
        QVERIFY(all.size() > 20);
        for (const desk::View& view : file.reader().views()) {
            qint64 unread = 0;
            QList<store::ListKey> expected[4];
            for (const store::ListKey& key : all) {
                const auto t = file.reader().ticket(key.key);
                if (!desk::matches(view.filter, *t, file.clock.at))
                    continue;
                unread += t->unread;
                for (int sort = 0; sort < 4; ++sort)
                    expected[sort] += store::ListKey{store::sortValue(*t, desk::Sort(sort)), key.key};
            }
            QCOMPARE(file.reader().count(view.filter, file.clock.at), expected[0].size());
            QVERIFY(counts.contains(view.id));
            QVERIFY2(counts[view.id].count == expected[0].size(), qPrintable(view.id.value()));
            QCOMPARE(counts[view.id].unread, unread);
            QVERIFY(counts[view.id].exact);
            for (int sort = 0; sort < 4; ++sort) {
                std::sort(expected[sort].begin(), expected[sort].end(),
                          [sort](const auto& a, const auto& b) { return store::standsAbove(a, b, desk::Sort(sort)); });
                QList<store::ListKey> paged;
                std::optional<store::ListKey> after;
                for (;;) {
                    const auto page = file.reader().list(view.filter, desk::Sort(sort), file.clock.at, after, 3);
                    paged += page;
                    if (page.size() < 3)
                        break;
                    after = page.last();
                }
                QVERIFY(paged == expected[sort]);
            }
        }
    }

    void untilHistoryIsHereTheServersCountStands()
    {
        DeskFile file;
        store::Bootstrap start = bootstrap(1);
        start.counts = {{u"all"_s, 40}};
        file.writer().applyBootstrap(start, false);
        const auto all = [&] {
            for (const auto& count : file.reader().counts())
                if (count.view == desk::ViewId(u"all"_s))
                    return count;
            return store::ViewCount();
        };
        QCOMPARE(all().count, 40);
        QVERIFY(!all().exact);
        file.writer().applyHistory({ticket(u"7"_s, 1)}, {});
        QCOMPARE(all().count, 40);
        file.writer().applyChanges({change(ticket(u"8"_s, 2))}, 2);
        QCOMPARE(all().count, 41);
        file.writer().applyHistory({}, allHistory());
        QCOMPARE(all().count, 2);
        QVERIFY(all().exact);
    }

    void aThreadShowsOnlyWhatIsWhole()
    {
        DeskFile file;
        const auto at = [](int i) { return kThen + i * desk::kMinute; };
        file.writer().applyChanges({change(ticket(u"7"_s, 1)), change(message(u"9"_s, u"7"_s, 2, at(9)))}, 2);
        auto page = file.reader().thread(kSeven, {}, 3);
        QVERIFY(page.needsServer && !page.complete);
        QVERIFY(file.reader().threadFloor(kSeven).isEmpty());
        file.writer().applyThreadPage(
            kSeven,
            {message(u"9"_s, u"7"_s, 2, at(9)), message(u"8"_s, u"7"_s, 2, at(8)), message(u"7"_s, u"7"_s, 2, at(7))},
            true);
        file.writer().applyHistory({message(u"2"_s, u"7"_s, 2, at(2))}, {});
        page = file.reader().thread(kSeven, {}, 5);
        QCOMPARE(ids(page), (QStringList{u"7"_s, u"8"_s, u"9"_s}));
        QVERIFY(page.needsServer);
        QCOMPARE(file.reader().threadFloor(kSeven), desk::MessageId(u"7"_s));
        page = file.reader().thread(kSeven, page.messages[2].key, 1);
        QCOMPARE(ids(page), QStringList{u"8"_s});
        QVERIFY(!page.needsServer && !page.complete);
        file.writer().applyThreadPage(kSeven, {message(u"6"_s, u"7"_s, 2, at(6)), message(u"2"_s, u"7"_s, 2, at(2))},
                                      false);
        page = file.reader().thread(kSeven, {}, 50);
        QCOMPARE(ids(page), (QStringList{u"2"_s, u"6"_s, u"7"_s, u"8"_s, u"9"_s}));
        QVERIFY(page.complete);
        QCOMPARE(file.reader().messages({page.messages[0].key}).at(0).message.id, desk::MessageId(u"2"_s));
    }

    /// Of a desk that tells no places (TKT-13): its times as they are, whatever the clock here says.
    void keysFollowTheDesksTimes()
    {
        DeskFile file;
        const desk::Instant ahead{file.clock.at.ms * 2};
        file.writer().applyChanges({change(ticket(u"7"_s, 1)), change(message(u"1"_s, u"7"_s, 2, ahead)),
                                    change(message(u"2"_s, u"7"_s, 2, kThen)),
                                    change(message(u"3"_s, u"7"_s, 2, kThen)), change(message(u"4"_s, u"7"_s, 2, {-5})),
                                    change(message(u"5"_s, u"7"_s, 2, {std::numeric_limits<qint64>::max()}))},
                                   2);
        file.writer().submit(reply(u"op1"_s, u"7"_s, u"waits"_s, file.clock.at), {}, {}, false);
        const auto page = file.reader().thread(kSeven, {}, 9);
        QCOMPARE(ids(page), (QStringList{u"4"_s, u"2"_s, u"3"_s, u"1"_s, u"5"_s, u"op:op1"_s}));
        QCOMPARE(page.messages[0].key.value >> 20, 1);
        QCOMPARE(page.messages[1].key.value >> 20, kThen.ms);
        QCOMPARE(page.messages[1].key.value + 1, page.messages[2].key.value);
        QCOMPARE(page.messages[3].key.value >> 20, ahead.ms);
    }

    void oneMillisecondKeepsTheServersOrder()
    {
        DeskFile file;
        file.writer().applyChanges({change(ticket(u"7"_s, 1)), change(message(u"12"_s, u"7"_s, 2, kThen)),
                                    change(message(u"11"_s, u"7"_s, 2, kThen)),
                                    change(message(u"9"_s, u"7"_s, 2, kThen))},
                                   2);
        QCOMPARE(ids(file.reader().thread(kSeven, {}, 9)), (QStringList{u"9"_s, u"11"_s, u"12"_s}));
    }

    void anOlderAnswerHidesNoNewerOneOfALostTime()
    {
        DeskFile file;
        file.writer().applyBootstrap(bootstrap(1), false);
        file.writer().applyChanges({change(ticket(u"7"_s, 5))}, {u"before"_s, 5});
        file.writer().applyHistory({ticket(u"7"_s, 130)}, {}); // answers, which overtook the feed and each other
        file.writer().applyHistory({ticket(u"7"_s, 125)}, {});
        file.writer().applyChanges({change(ticket(u"7"_s, 125))}, {u"after"_s, 126});
        QVERIFY(file.writer().isLostTimeHere());
    }

    void aNumberOfAnotherTicketAsksForASnapshot()
    {
        DeskFile file;
        file.writer().applyBootstrap(bootstrap(1), false);
        desk::Ticket hers = ticket(u"7"_s, 5);
        hers.requester = desk::ProfileId(u"hers"_s);
        hers.created = kThen;
        file.writer().applyChanges({change(hers)}, {u"word"_s, 5});
        desk::Ticket moved = hers;
        moved.rev = 6;
        moved.requester = desk::ProfileId(u"friend"_s);
        file.writer().applyChanges({change(moved)}, {u"word"_s, 6});
        QVERIFY(!file.writer().isLostTimeHere());
        desk::Ticket his = moved;
        his.rev = 9;
        his.created = kThen + desk::kHour;
        his.requester = desk::ProfileId(u"his"_s);
        file.writer().applyChanges({change(his)}, {u"word"_s, 9});
        QVERIFY(file.writer().isLostTimeHere());
        QCOMPARE(file.reader().ticket(kSeven)->requester, moved.requester);
        file.writer().applyBootstrap(bootstrap(10), true);
        QVERIFY(!file.writer().isLostTimeHere());
        file.writer().applyHistory({his}, allHistory());
        QCOMPARE(file.reader().ticket(kSeven)->requester, his.requester);
    }

    void receiptsAreDoubtedAfterAnotherEpoch()
    {
        DeskFile file;
        file.writer().applyBootstrap(bootstrap(1), false);
        file.writer().applyChanges({change(ticket(u"7"_s, 5))}, {u"before"_s, 5});
        file.writer().submit(reply(u"op1"_s, u"7"_s, u"kept"_s, file.clock.at), {}, {}, false);
        file.writer().acknowledge(desk::OperationId(u"op1"_s), 50, {}); // and killed before its effects were here
        QCOMPARE(file.reader().outbox().first().state, store::OutboxState::Acknowledged);
        file.writer().applyChanges({change(ticket(u"8"_s, 60))}, {u"after"_s, 60});
        QCOMPARE(file.reader().outbox().size(), 1);
        QCOMPARE(file.reader().outbox().first().state, store::OutboxState::Queued);
        QVERIFY(file.reader().outbox().first().inDoubt);
    }

    void aSnapshotSweepsWhatItDoesNotHold()
    {
        DeskFile file;
        file.writer().applyBootstrap(bootstrap(50), false);
        file.writer().applyChanges(
            {change(ticket(u"7"_s, 60)), change(ticket(u"8"_s, 61)), change(message(u"1"_s, u"8"_s, 62, kThen))}, 62);
        file.writer().saveDraft({kSeven, true, u"keep"_s, {}, {}, {}, file.clock.at});
        file.writer().applyBootstrap(bootstrap(10), true);
        QCOMPARE(file.writer().cursor().seq, 10);
        file.reopen();
        file.writer().applyHistory({ticket(u"7"_s, 5)}, allHistory());
        const QList<store::ChangeSet> sets = sweep(file);
        QVERIFY(sets.last().swept && !sets.last().everything);
        QCOMPARE(file.reader().ticket(kSeven)->rev, 5);
        QVERIFY(!file.reader().ticket(desk::TicketId(u"8"_s)));
        QCOMPARE(file.reader().drafts().size(), 1);
        QCOMPARE(file.writer().connection().value<qint64>(u"SELECT count(*) FROM message"_s), 0);
    }

    void aSweepGoesInPartsThatAnAgentMayInterrupt()
    {
        DeskFile file;
        file.writer().applyBootstrap(bootstrap(1), false);
        QList<desk::Change> changes;
        for (int i = 1; i <= 450; ++i) {
            changes += change(ticket(QString::number(i), i + 1));
            changes += change(message(QString::number(i), QString::number(i), i + 1, kThen));
        }
        file.writer().applyChanges(changes, 500);
        file.writer().applyBootstrap(bootstrap(600), true);
        file.writer().applyHistory({ticket(u"3"_s, 4)}, allHistory());
        file.writer().submit(reply(u"op1"_s, u"3"_s, u"kept"_s, file.clock.at), {}, {}, false);
        store::SweepPlace place;
        file.writer().sweepStep(place);
        // Between two parts: a ticket of the new snapshot, and one more answer.
        file.writer().applyChanges({change(ticket(u"900"_s, 601))}, 601);
        file.writer().submit(reply(u"op2"_s, u"900"_s, u"kept too"_s, file.clock.at), {}, {}, false);
        int parts = 1;
        for (; !place.done; ++parts) {
            const store::ChangeSet set = file.writer().sweepStep(place);
            QVERIFY(set.tickets.size() <= 200 && set.threads.size() <= 200);
            QCOMPARE(set.swept, place.done);
        }
        QVERIFY(parts > 6);
        QCOMPARE(file.reader().count({}, file.clock.at), 2);
        QCOMPARE(file.writer().connection().value<qint64>(u"SELECT count(*) FROM message"_s), 2);
        QCOMPARE(file.reader().outbox().size(), 2);
    }

    void timeAloneMovesTicketsWithoutACount()
    {
        DeskFile file;
        store::Bootstrap start = bootstrap(1);
        desk::View view;
        view.id = desk::ViewId(u"old"_s);
        view.filter = desk::Filter::of({desk::Field::Updated, desk::Test::OlderThan, {}, {}, desk::kHour});
        start.views = {view};
        file.writer().applyBootstrap(start, false);
        QList<desk::Change> changes;
        for (int i = 1; i <= 30; ++i)
            changes += change(ticket(QString::number(i), i + 1, file.clock.at + i * desk::kMinute));
        file.writer().applyChanges(changes, 40);
        const auto plan = std::make_shared<sql::FaultPlan>();
        plan->only(u"count(*)"_s);
        file.writer().connection().setFaultPlan(plan);
        const desk::Instant began = file.clock.at;
        for (int minutes : {10, 25, 30}) {
            file.clock.at = began + desk::kHour + minutes * desk::kMinute + 1;
            crossAll(file);
            for (const store::ViewCount& count : file.reader().counts()) {
                if (count.view == view.id)
                    QCOMPARE(count.count, minutes);
            }
        }
        QVERIFY(!file.writer().nextViewCrossing().isSet());
        QCOMPARE(plan->calls(), 0);
        file.writer().connection().setFaultPlan({});
    }

    void snoozedTicketsWakeAlsoOffline()
    {
        DeskFile file;
        desk::Ticket t = ticket(u"7"_s, 1);
        t.status = desk::Status::Snoozed;
        t.snoozedUntil = file.clock.at + desk::kHour;
        file.writer().applyChanges({change(t)}, 1);
        QCOMPARE(file.writer().nextSnoozeDue(), t.snoozedUntil);
        QVERIFY(file.writer().wakeSnoozed(file.clock.at).isEmpty());
        QCOMPARE(file.writer().wakeSnoozed(t.snoozedUntil).tickets.size(), 1);
        QVERIFY(file.reader().ticket(kSeven)->status == desk::Status::Open);
        QVERIFY(!file.writer().nextSnoozeDue().isSet());
    }

    void draftsKeepTwentyVersions()
    {
        DeskFile file;
        for (int i = 0; i < 30; ++i) {
            file.clock.at = file.clock.at + desk::kMinute;
            file.writer().saveDraft({kSeven, false, u"version %1"_s.arg(i), {}, {}, {}, file.clock.at});
        }
        file.writer().saveDraft({kSeven, false, {}, {}, {}, {}, file.clock.at});
        QVERIFY(file.reader().drafts().isEmpty());
        const auto versions = file.reader().draftHistory(kSeven, false);
        QCOMPARE(versions.size(), 20);
        QCOMPARE(versions.first().text, u"version 29"_s);
    }
};

QTEST_GUILESS_MAIN(TestWayIn)
#include "tst_way_in.moc"
