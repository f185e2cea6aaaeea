// What an operation says: strictly read (nothing of it is left out unseen), and the undo that brings back exactly what
// was there (BEY-12).

#include "desk/json.h"
#include "desk/lifecycle.h"
#include "desk_print.h"

#include <QJsonArray>
#include <QTest>

using namespace desk;
using namespace Qt::StringLiterals;
using K = OperationKind;

namespace
{

constexpr Instant kNow{1'700'000'000'000};

Operation operation(K kind)
{
    Operation operation;
    operation.id = OperationId(u"uuid"_s);
    operation.ticket = TicketId(u"7"_s);
    operation.kind = kind;
    return operation;
}

Ticket open(Channel channel = Channel::Email)
{
    Ticket ticket;
    ticket.id = TicketId(u"7"_s);
    ticket.channel = channel;
    ticket.assignee = AgentId(u"1"_s);
    return ticket;
}

Ticket returned()
{
    Ticket ticket = open();
    ticket.returnedFromSnooze = true;
    return ticket;
}

Ticket snoozed()
{
    Ticket ticket = open();
    ticket.status = Status::Snoozed;
    ticket.snoozedUntil = kNow + kDay;
    return ticket;
}

Ticket closed()
{
    Ticket ticket = open();
    ticket.status = Status::Closed;
    ticket.closed = kNow - kDay;
    return ticket;
}

Operation undoOf(const Ticket& before, const Ticket& after)
{
    Operation undo = operation(K::Restore);
    undo.before = stateOf(before);
    undo.after = stateOf(after);
    return undo;
}

} // namespace

class TestOperation : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void unknownIsRefusedAtEveryDepth_data()
    {
        QTest::addColumn<QJsonObject>("more");
        QTest::addColumn<QString>("path");
        QTest::addColumn<int>("kind");
        using Kind = JsonError::Kind;
        const auto row = [](const char* name, const QJsonObject& more, const QString& path, Kind kind) {
            QTest::newRow(name) << more << path << int(kind);
        };
        row("field", {{u"cc"_s, u"a@b"_s}}, u"operation.cc"_s, Kind::UnknownField);
        row("field without a value", {{u"sendAt"_s, QJsonValue()}}, u"operation.sendAt"_s, Kind::UnknownField);
        row("kind", {{u"kind"_s, u"merge"_s}}, u"operation.kind"_s, Kind::UnknownWord);
        row("word", {{u"then"_s, u"call"_s}}, u"operation.then"_s, Kind::UnknownWord);
        row("kind before its fields", {{u"kind"_s, u"merge"_s}, {u"into"_s, u"8"_s}}, u"operation.kind"_s,
            Kind::UnknownWord);
        row("field of a file", {{u"attachments"_s, QJsonArray{QJsonObject{{u"id"_s, u"1"_s}, {u"inline"_s, true}}}}},
            u"operation.attachments[0].inline"_s, Kind::UnknownField);
        row("field of a state", {{u"before"_s, QJsonObject{{u"status"_s, u"open"_s}, {u"brand"_s, u"b"_s}}}},
            u"operation.before.brand"_s, Kind::UnknownField);
        row("wrong type", {{u"text"_s, 7}}, u"operation.text"_s, Kind::Wrong);
    }
    void unknownIsRefusedAtEveryDepth()
    {
        QFETCH(QJsonObject, more);
        QFETCH(QString, path);
        QFETCH(int, kind);
        QJsonObject body = toJson(operation(K::Reply));
        QVERIFY(strictOperation(body).ok());
        for (auto field = more.constBegin(); field != more.constEnd(); ++field)
            body.insert(field.key(), field.value());
        const auto read = strictOperation(body);
        QVERIFY(!read.ok());
        QCOMPARE(read.error().path, path);
        QCOMPARE(int(read.error().kind), kind);
    }

    /// What a store holds is read all the same: a newer version may have written it.
    void storedOnesAreReadOn()
    {
        QJsonObject body = toJson(operation(K::Reply));
        body.insert(u"cc"_s, u"a@b"_s);
        QVERIFY(fromJson<Operation>(body).ok());
    }

    void misplaced_data()
    {
        QTest::addColumn<Operation>("said");
        QTest::addColumn<QString>("field");
        const auto row = [](const char* name, K kind, const auto& say, const QString& field) {
            Operation said = operation(kind);
            say(said);
            QTest::newRow(name) << said << field;
        };
        row(
            "text of a close", K::Close, [](auto& o) { o.text = u"Bye"_s; }, u"text"_s);
        row(
            "file of a snooze", K::Snooze, [](auto& o) { o.attachments.append(Attachment()); }, u"attachments"_s);
        row(
            "time of a reply", K::Reply, [](auto& o) { o.until = kNow; }, u"until"_s);
        row(
            "time of a reply that snoozes", K::Reply, [](auto& o) { o.then = ThenDo::Snooze, o.until = kNow; },
            QString());
        row(
            "what follows a note", K::Note, [](auto& o) { o.then = ThenDo::Close; }, u"then"_s);
        row(
            "agent of a label", K::AddLabel, [](auto& o) { o.assignee = AgentId(u"1"_s); }, u"assignee"_s);
        row(
            "priority of a close", K::Close, [](auto& o) { o.priority = Priority::Urgent; }, u"priority"_s);
        row(
            "priority that is none", K::Close, [](auto& o) { o.priority = Priority::Normal; }, QString());
        row(
            "mark up to", K::MarkRead, [](auto& o) { o.seen = MessageId(u"1"_s); }, QString());
        row(
            "unread up to", K::MarkUnread, [](auto& o) { o.seen = MessageId(u"1"_s); }, u"seen"_s);
        row(
            "state of a reopen", K::Reopen, [](auto& o) { o.before = TicketState(); }, u"before"_s);
        row(
            "state of an undo", K::Restore, [](auto& o) { o.before = o.after = TicketState(); }, QString());
    }
    void misplaced()
    {
        QFETCH(Operation, said);
        QFETCH(QString, field);
        QCOMPARE(misplacedField(said), field);
        QVERIFY(!fromJson<Operation>(toJson(said)).ok() || *fromJson<Operation>(toJson(said)) == said);
    }

    /// Every action from every state comes back to exactly what was there.
    void undoIsExact_data()
    {
        QTest::addColumn<Ticket>("before");
        QTest::addColumn<Operation>("action");
        const QList<std::pair<const char*, Ticket>> tickets{
            {"open", open()}, {"returned", returned()}, {"snoozed", snoozed()}, {"closed", closed()}};
        for (const auto& [name, ticket] : tickets) {
            const auto row = [&](const char* what, K kind, const auto& say) {
                Operation action = operation(kind);
                say(action);
                QTest::addRow("%s of %s", what, name) << ticket << action;
            };
            row("close", K::Close, [](auto&) {});
            row("snooze", K::Snooze, [](auto& o) { o.until = kNow + kHour; });
            row("open-ended snooze", K::Snooze, [](auto&) {});
            row("reopen", K::Reopen, [](auto&) {});
            row("spam", K::MarkSpam, [](auto&) {});
            row("assign", K::Assign, [](auto& o) { o.assignee = AgentId(u"2"_s); });
            row("unassign", K::Assign, [](auto&) {});
            row("team", K::SetTeam, [](auto& o) { o.team = TeamId(u"3"_s); });
            row("priority", K::SetPriority, [](auto& o) { o.priority = Priority::Urgent; });
        }
    }
    void undoIsExact()
    {
        QFETCH(Ticket, before);
        QFETCH(Operation, action);
        const Ticket after = apply(before, action, kNow);
        const Operation undo = undoOf(before, after);
        QVERIFY(!mayApply(after, undo, kNow));
        Ticket undone = apply(after, undo, kNow + 1);
        QVERIFY(stateOf(undone) == stateOf(before));
        QVERIFY(apply(undone, undo, kNow + 2) == undone);
        // What nobody touched is left as somebody else set it meanwhile.
        Ticket meanwhile = after;
        meanwhile.subject = u"Another"_s;
        meanwhile.labels = {LabelId(u"9"_s)};
        undone = apply(meanwhile, undo, kNow + 1);
        QCOMPARE(undone.subject, u"Another"_s);
        QCOMPARE(undone.labels.size(), 1);
    }

    void undoOverwritesNobody_data()
    {
        QTest::addColumn<Ticket>("before");
        QTest::addColumn<Ticket>("after");
        QTest::addColumn<Ticket>("now");
        QTest::addColumn<QString>("code");
        Ticket other = closed();
        other.assignee = AgentId(u"2"_s);
        QTest::newRow("snoozed by somebody else") << open() << closed() << snoozed() << u"changed-since"_s;
        QTest::newRow("opened again already") << open() << closed() << open() << QString();
        QTest::newRow("assigned by somebody else") << open() << closed() << other << QString();
        Ticket mine = open();
        mine.assignee = AgentId(u"3"_s);
        Ticket theirs = open();
        theirs.assignee = AgentId(u"4"_s);
        QTest::newRow("assigned on") << open() << mine << theirs << u"changed-since"_s;
        QTest::newRow("closed while assigned") << open() << mine << closed() << QString();
        Ticket chat = open(Channel::WebChat);
        Ticket finished = closed();
        finished.channel = Channel::WebChat;
        QTest::newRow("closed chat") << chat << finished << finished << u"closed-chat"_s;
    }
    void undoOverwritesNobody()
    {
        QFETCH(Ticket, before);
        QFETCH(Ticket, after);
        QFETCH(Ticket, now);
        QFETCH(QString, code);
        const auto refusal = mayApply(now, undoOf(before, after), kNow);
        QCOMPARE(refusal ? refusal->code : QString(), code);
    }
};

QTEST_APPLESS_MAIN(TestOperation)
#include "tst_operation.moc"
