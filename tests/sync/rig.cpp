#include "tests/sync/rig.h"

#include "sql/connection.h"
#include "store/writer.h"
#include "tests/sync/stillness.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QEventLoop>
#include <QTest>
#include <QTimer>
#include <QUuid>

using namespace Qt::StringLiterals;

namespace
{
constexpr qsizetype kEnoughToSee = 500;
/// Rounds at rest before the time moves: the kernel may hand a packet over a little after its sender fell asleep.
constexpr int kRoundsAtRest = 3;

/// This thread's half of the rig (the desk, what the engine tells) works for a millisecond, each thing as it comes.
void work()
{
    QEventLoop loop;
    QTimer::singleShot(1, Qt::PreciseTimer, &loop, &QEventLoop::quit);
    loop.exec();
}
} // namespace

void FakeCredentials::load(QObject* context, std::function<void(const syncing::Tokens&)> done)
{
    QMetaObject::invokeMethod(
        context, [done, tokens = get()] { done(tokens); }, Qt::QueuedConnection);
}

void FakeCredentials::set(const syncing::Tokens& tokens)
{
    const std::scoped_lock lock(m_mutex);
    m_tokens = tokens;
}

syncing::Tokens FakeCredentials::get() const
{
    const std::scoped_lock lock(m_mutex);
    return m_tokens;
}

Rig::Rig(bool withHistory)
    : history(withHistory)
{
}

Rig::~Rig()
{
    stop();
}

void Rig::start()
{
    if (!m_worker) {
        m_worker = std::make_unique<store::Worker>(path(), time);
        bool open = false;
        m_worker->start(&context, [&open](const QString& error) { open = error.isEmpty(); });
        QElapsedTimer clock;
        clock.start();
        while (!open && clock.elapsed() < 20'000)
            QCoreApplication::processEvents(QEventLoop::AllEvents, 5);
        QVERIFY2(open, "the store does not open");
    }
    if (faults)
        plan(faults);
    syncing::EngineOptions options;
    options.server = desk.url();
    options.history = history;
    options.timers = &time;
    m_engine = std::make_unique<syncing::Engine>(*m_worker, credentials, time, options);
    m_engine->listen(&context, {[this](const store::SyncState& now) {
                                    state = now;
                                    states.append(now);
                                },
                                [this](const desk::TicketId& ticket, const QList<syncing::Presence>& agents) {
                                    presence.append({ticket, agents});
                                },
                                [this](const desk::TicketId&, bool typing) { customerTyping.append(typing); }});
    m_engine->start();
}

void Rig::stop(bool alsoWorker)
{
    if (m_engine)
        m_engine->stop();
    m_engine.reset();
    m_reader.reset();
    if (!alsoWorker || !m_worker)
        return;
    m_worker->stop();
    m_worker.reset();
    state = {};
}

bool Rig::until(const std::function<bool()>& done, bool moveTime)
{
    QElapsedTimer clock;
    clock.start();
    int quiet = 0;
    while (!done()) {
        if (clock.elapsed() > 20'000)
            return false;
        quiet = round() ? quiet + 1 : 0;
        if (!moveTime || !m_worker || quiet < kRoundsAtRest)
            continue;
        quiet = 0;
        time.advanceToNext(*m_worker);
    }
    return true;
}

bool Rig::round()
{
    if (m_worker)
        drain(*m_worker);
    const auto happened = [this] { return desk.activity + states.size(); };
    const auto before = happened();
    Stillness others;
    others.look();
    work();
    return others.look() && happened() == before;
}

QString Rig::difference()
{
    if (!outbox().isEmpty())
        return u"the outbox holds %1"_s.arg(outbox().size());
    const auto tickets = desk.tickets();
    for (const desk::Ticket& there : tickets) {
        const auto here = ticket(there.id);
        if (!here || *here != there)
            return u"ticket %1: here rev %2, there rev %3"_s.arg(there.id.value())
                .arg(here ? here->rev : -1)
                .arg(there.rev);
    }
    const qint64 count = reader().count(desk::Filter(), time.now());
    if (count != tickets.size())
        return u"%1 tickets here, %2 there"_s.arg(count).arg(tickets.size());
    QMap<std::pair<qint64, qint64>, desk::Message> inOrder; // TKT-13
    for (const desk::Message& message : desk.messages())
        inOrder.insert({message.place, message.id.value().toLongLong()}, message);
    QHash<desk::TicketId, QStringList> there;
    for (const desk::Message& message : std::as_const(inOrder))
        there[message.ticket].append(u"%1@%2"_s.arg(message.id.value()).arg(message.rev));
    for (const desk::Ticket& one : tickets) {
        QStringList here;
        for (const desk::Message& message : thread(one.id))
            here.append(u"%1@%2"_s.arg(message.id.value()).arg(message.rev));
        if (here != there[one.id])
            return u"thread %1: here %2, there %3"_s.arg(one.id.value(), here.join(u' ').left(kEnoughToSee),
                                                         there[one.id].join(u' ').left(kEnoughToSee));
    }
    return {};
}

bool Rig::converged()
{
    return state.caughtUp.isSet() && difference().isEmpty() && (!history || state.historyComplete);
}

bool Rig::untilConverged()
{
    const bool done = until([this] { return converged(); });
    if (!done)
        qWarning().noquote() << "not converged:" << difference() << "link" << int(state.link) << state.trouble;
    return done;
}

desk::Operation Rig::operation(desk::OperationKind kind, const desk::TicketId& ticket)
{
    desk::Operation operation;
    operation.id = desk::OperationId(QUuid::createUuid().toString(QUuid::WithoutBraces));
    operation.kind = kind;
    operation.ticket = ticket;
    operation.by = desk::AgentId(u"1"_s);
    return operation;
}

desk::Operation Rig::submit(desk::Operation operation, const QList<desk::DraftFile>& files, qint64 hold)
{
    operation.at = time.now();
    const auto job = [operation, files, until = time.now() + hold](store::Writer& writer) {
        return writer.submit(operation, files, until, false);
    };
    // An agent who is told that the disk did not take it presses Send again.
    if (!run(job).isEmpty()) {
        const QString error = run(job);
        if (!error.isEmpty())
            qWarning().noquote() << "submit:" << error;
    }
    if (m_engine)
        m_engine->outboxChanged();
    return operation;
}

desk::Operation Rig::note(const desk::TicketId& ticket, const QString& text)
{
    desk::Operation made = operation(desk::OperationKind::Note, ticket);
    made.text = text;
    return submit(made);
}

desk::Operation Rig::reply(const desk::TicketId& ticket, const QString& text, const desk::MessageId& seen)
{
    desk::Operation made = operation(desk::OperationKind::Reply, ticket);
    made.text = text;
    made.seen = seen;
    return submit(made);
}

void Rig::plan(std::shared_ptr<sql::FaultPlan> plan)
{
    m_worker->run(store::Worker::Urgency::Agent, [plan = std::move(plan)](store::Writer& writer) {
        writer.connection().setFaultPlan(plan);
        return store::ChangeSet();
    });
}

QString Rig::run(const store::Worker::Job& job)
{
    bool done = false;
    QString result;
    QObject turn;
    m_worker->run(store::Worker::Urgency::Agent, job, &turn, [&](const QString& error) {
        done = true;
        result = error;
    });
    QElapsedTimer clock;
    clock.start();
    while (!done && clock.elapsed() < 20'000)
        QCoreApplication::processEvents(QEventLoop::AllEvents, 2);
    return done ? result : u"the job did not end"_s;
}

store::Reader& Rig::reader()
{
    if (!m_reader)
        m_reader = std::make_unique<store::Reader>(path());
    return *m_reader;
}

std::optional<desk::Ticket> Rig::ticket(const desk::TicketId& id)
{
    return reader().ticket(id);
}

QList<desk::Message> Rig::thread(const desk::TicketId& id)
{
    QList<desk::Message> messages;
    for (const store::ThreadMessage& one : reader().thread(id, std::nullopt, 10'000).messages)
        messages.append(one.message);
    return messages;
}

QList<store::OutboxRow> Rig::outbox()
{
    return reader().outbox();
}
