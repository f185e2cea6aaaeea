#include "model_desk.h"

#include "store/changes.h"

#include <QEventLoop>
#include <QObject>

namespace models_test
{

using namespace Qt::StringLiterals;

desk::Ticket ticket(int number, desk::Instant updated)
{
    desk::Ticket ticket;
    ticket.id = desk::TicketId(QString::number(number));
    ticket.number = number;
    ticket.subject = u"Order %1 is late"_s.arg(number);
    ticket.snippet = u"Where is it?"_s;
    ticket.requester = desk::ProfileId(u"p%1"_s.arg(number % 7));
    ticket.requesterName = u"Anna Muster"_s;
    ticket.created = updated;
    ticket.updated = updated;
    return ticket;
}

desk::Message message(const QString& id, int ticketNumber, desk::Instant at, const QString& text)
{
    desk::Message message;
    message.id = desk::MessageId(id);
    message.ticket = desk::TicketId(QString::number(ticketNumber));
    message.at = at;
    message.text = text.isEmpty() ? u"Message %1"_s.arg(id) : text;
    message.authorName = u"Anna Muster"_s;
    return message;
}

desk::Change change(const desk::Entity& entity)
{
    return {desk::revOf(entity), desk::kindOf(entity), desk::idOf(entity), entity};
}

store::Bootstrap bootstrap()
{
    store::Bootstrap start;
    start.cursor = 1;
    start.me = {desk::AgentId(u"me"_s), 1, u"Mia Agent"_s, u"mia@desk.example"_s, desk::Role::Support, {}, true};
    start.agents = {
        start.me,
        {desk::AgentId(u"other"_s), 1, u"Otto Other"_s, u"otto@desk.example"_s, desk::Role::Support, {}, true}};
    start.teams = {{desk::TeamId(u"t1"_s), 1, u"Returns"_s}, {desk::TeamId(u"t2"_s), 1, u"Sales"_s}};
    start.labels = {{desk::LabelId(u"l1"_s), 1, u"Refund"_s, {}}, {desk::LabelId(u"l2"_s), 1, u"Late"_s, {}}};
    desk::View waiting;
    waiting.id = desk::ViewId(u"waiting"_s);
    waiting.rev = 1;
    waiting.name = u"Waiting too long"_s;
    waiting.sharing = desk::Sharing::Desk;
    waiting.filter = desk::Filter::all(
        {desk::Filter::is(desk::Field::Status, u"open"_s),
         desk::Filter::of({desk::Field::WaitingSince, desk::Test::OlderThan, {}, {}, 2 * desk::kHour})});
    start.views = {waiting};
    start.smsSenders = R"({"NL": "long-code", "FR": "alphanumeric-only"})";
    return start;
}

ModelDesk::ModelDesk()
    : worker(std::make_unique<store::Worker>(path(), clock))
{
    QEventLoop loop;
    worker->start(&loop, [&loop](const QString& error) {
        if (!error.isEmpty())
            qFatal("%s", qPrintable(error));
        loop.quit();
    });
    loop.exec();
    run([](store::Writer& writer) {
        store::ChangeSet changes = writer.applyBootstrap(bootstrap(), false);
        store::HistoryState done;
        done.activeDone = done.ticketsDone = done.messagesDone = true;
        writer.applyHistory({}, done);
        return changes;
    });
    session = std::make_unique<models::DeskSession>(*worker, &remote, clock, folder());
}

ModelDesk::~ModelDesk()
{
    session.reset();
    worker->stop();
}

void ModelDesk::crossViews()
{
    run([now = clock.now()](store::Writer& writer) {
        store::ChangeSet all;
        for (;;) {
            const store::ChangeSet one = writer.crossView(now);
            if (one.isEmpty())
                return all;
            store::merge(all, one);
        }
    });
}

QString ModelDesk::run(store::Worker::Job job)
{
    QEventLoop loop;
    QString result;
    worker->run(store::Worker::Urgency::Agent, std::move(job), &loop, [&](const QString& error) {
        result = error;
        loop.quit();
    });
    loop.exec();
    return result;
}

void ModelDesk::apply(const QList<desk::Entity>& entities)
{
    QList<desk::Change> changes;
    for (desk::Entity entity : entities) {
        std::visit([this](auto& each) { each.rev = nextRev(); }, entity);
        changes.append(change(entity));
    }
    const QString error = run([&](store::Writer& writer) { return writer.applyChanges(changes, m_rev); });
    if (!error.isEmpty())
        qFatal("%s", qPrintable(error));
}

void ModelDesk::page(int number, const QList<desk::Message>& messages, bool older)
{
    QList<desk::Message> numbered = messages;
    for (desk::Message& each : numbered)
        each.rev = nextRev();
    run([&](store::Writer& writer) {
        return writer.applyThreadPage(desk::TicketId(QString::number(number)), numbered, older);
    });
}

void ModelDesk::remove(desk::EntityKind kind, const QString& id)
{
    const qint64 rev = nextRev();
    run([&](store::Writer& writer) { return writer.applyChanges({{rev, kind, id, std::nullopt}}, rev); });
}

void ModelDesk::loseHistory()
{
    run([](store::Writer& writer) { return writer.applyHistory({}, {}); });
}

} // namespace models_test
