#include "tests/faults/world.h"

#include "store/writer.h"
#include "tests/sync/stillness.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QEventLoop>
#include <QTimer>
#include <QUuid>

#include <utility>

#include <sys/stat.h>

namespace faults
{

using namespace Qt::StringLiterals;

namespace
{

constexpr qint64 kPatience = 30'000;
constexpr int kRoundsAtRest = 3; // the kernel may hand a packet over a little after its sender fell asleep

void work()
{
    QEventLoop loop;
    QTimer::singleShot(1, Qt::PreciseTimer, &loop, &QEventLoop::quit);
    loop.exec();
}

QString idsOf(const QList<desk::Message>& messages)
{
    QStringList ids;
    for (const desk::Message& message : messages)
        ids.append(message.id.value() + u'@' + QString::number(message.rev));
    return ids.join(u' ');
}

} // namespace

World::World(quint32 seed, sql::Engine engine)
    : desk(time.atTheDesk(), time.now(), engine)
    , random(seed)
    , m_seed(seed)
    , m_engineOfDesk(engine)
{
    m_credentials.set({deskTemplate(engine, time.now()).token, {}});
}

World::~World()
{
    endClient();
}

bool World::begin()
{
    desk.start();
    startClient();
    return until([this] { return isAtRest(); });
}

void World::startClient()
{
    m_worker = std::make_unique<store::Worker>(clientFile(), time);
    bool open = false;
    QString trouble;
    m_worker->start(&m_context, [&](const QString& error) {
        open = true;
        trouble = error;
    });
    QElapsedTimer clock;
    clock.start();
    while (!open && clock.elapsed() < kPatience)
        QCoreApplication::processEvents(QEventLoop::AllEvents, 5);
    if (!open || !trouble.isEmpty())
        qFatal("the client's store does not open: %s", qPrintable(trouble));
    syncing::EngineOptions options;
    options.server = desk.url();
    options.timers = &time;
    m_engine = std::make_unique<syncing::Engine>(*m_worker, m_credentials, time, options);
    m_engine->listen(&m_context, {[this](const store::SyncState& now) {
                                      m_state = now;
                                      ++m_states;
                                  },
                                  {},
                                  {}});
    m_engine->start();
}

void World::endClient()
{
    if (m_engine)
        m_engine->stop();
    m_engine.reset();
    m_reader.reset();
    if (m_worker)
        m_worker->stop();
    m_worker.reset();
    m_state = {};
}

store::Reader& World::reader()
{
    struct stat now = {};
    ::stat(QFile::encodeName(clientFile()).constData(), &now);
    if (!m_reader || m_readerFile != now.st_ino)
        m_reader = std::make_unique<store::Reader>(clientFile());
    m_readerFile = now.st_ino;
    return *m_reader;
}

void World::moveClientClock(qint64 ms)
{
    time.setClock(ms - std::exchange(m_clockAway, ms));
}

void World::restartServer(const std::function<void()>& between)
{
    desk.stop();
    if (between)
        between();
    desk.start();
    if (m_engine)
        m_engine->setServer(desk.url());
}

void World::pastIsLost()
{
    QSet<desk::OperationId> waiting;
    for (const store::OutboxRow& row : reader().outbox())
        waiting.insert(row.operation.id);
    for (Promise& promise : m_promises)
        promise.mayBeGone = promise.mayBeGone || !waiting.contains(promise.operation.id);
    m_mayPark = true;
}

QString World::words(const QString& what)
{
    return u"%1 %2 of seed %3"_s.arg(what).arg(++m_said).arg(m_seed);
}

std::optional<desk::Ticket> World::anyTicket()
{
    const int wish = random.bounded(100);
    try {
        QList<store::TicketKey> keys;
        for (const store::ListKey& row : reader().list({}, desk::Sort::Oldest, time.now(), std::nullopt, 9))
            keys.append(row.key);
        const QList<desk::Ticket> here = reader().tickets(keys);
        return here.isEmpty() ? std::nullopt : std::optional(here.at(wish % here.size()));
    } catch (const sql::Failure&) {
        m_reader.reset();
        return std::nullopt;
    }
}

void World::submit(desk::Operation operation)
{
    operation.id = desk::OperationId(QUuid(random.generate(), random.generate() & 0xffff, 0x4000, 0x80, 0, 0, 0, 0,
                                           uchar(m_said), uchar(m_said >> 8), uchar(random.generate()))
                                         .toString(QUuid::WithoutBraces));
    operation.by = deskTemplate(m_engineOfDesk, time.now()).agent;
    operation.at = time.now();
    const auto job = [operation](store::Writer& writer) { return writer.submit(operation, {}, {}, false); };
    // An agent who is told that the disk did not take it presses Send again.
    if (!run(job).isEmpty() && !run(job).isEmpty())
        return;
    m_promises.append({operation, false});
    if (m_engine)
        m_engine->outboxChanged();
}

void World::saveDraft(const desk::TicketId& ticket)
{
    desk::Draft draft;
    draft.ticket = ticket;
    draft.note = true;
    draft.text = words(u"draft"_s);
    draft.updated = time.now();
    const auto job = [draft](store::Writer& writer) { return writer.saveDraft(draft); };
    if (run(job).isEmpty() || run(job).isEmpty())
        m_drafts.insert(ticket, draft);
}

void World::step()
{
    const auto chosen = anyTicket();
    const desk::TicketId ticket = chosen ? chosen->id : desk::TicketId();
    const bool mayReply = chosen && chosen->channel == desk::Channel::WebChat;
    desk::Operation operation;
    operation.ticket = ticket;
    const int what = random.bounded(8);
    switch (ticket.isEmpty() ? 6 : what) {
    case 0:
    case 1:
        operation.kind = desk::OperationKind::Note;
        operation.text = words(u"note"_s);
        submit(operation);
        break;
    case 2:
    case 3:
        operation.kind = mayReply ? desk::OperationKind::Reply : desk::OperationKind::Note;
        operation.text = words(u"reply"_s);
        operation.sendAnyway = mayReply;
        submit(operation);
        break;
    case 4:
        operation.kind = random.bounded(2) ? desk::OperationKind::MarkUnread : desk::OperationKind::MarkRead;
        submit(operation);
        break;
    case 5:
        saveDraft(ticket);
        break;
    case 6:
        if (desk.isRunning())
            desk.customerWrites(u"+3161234567%1"_s.arg(2 * random.bounded(4)), words(u"question"_s));
        break;
    default:
        if (desk.isRunning() && desk.tickets().contains(ticket))
            desk.colleagueNotes(ticket, words(u"colleague"_s));
    }
    const int turns = random.bounded(6);
    for (int i = 0; i < turns; ++i)
        round();
    if (random.bounded(4) == 0 && m_worker)
        time.advance(*m_worker, random.bounded(3000));
}

bool World::submitReply(const QString& text, desk::Operation* written)
{
    for (const store::ListKey& row : reader().list({}, desk::Sort::Oldest, time.now(), std::nullopt, 20)) {
        const auto ticket = reader().ticket(row.key);
        if (!ticket || ticket->channel != desk::Channel::WebChat || ticket->status == desk::Status::Closed)
            continue;
        desk::Operation reply;
        reply.kind = desk::OperationKind::Reply;
        reply.ticket = ticket->id;
        reply.text = text;
        reply.sendAnyway = true;
        const qsizetype before = m_promises.size();
        submit(reply);
        if (m_promises.size() == before)
            return false;
        *written = m_promises.takeLast().operation; // it is not promised to go
        return true;
    }
    return false;
}

void World::takeBack(const desk::OperationId& operation)
{
    (void)run([operation](store::Writer& writer) { return writer.withdraw(operation, true).changes; });
    m_engine->outboxChanged();
}

void World::promise(const desk::Operation& operation)
{
    if (operation.id)
        m_promises.append({operation, false});
}

int World::placesOf(const desk::OperationId& operation, const QString& text)
{
    int places = desk.made(operation);
    for (const store::OutboxRow& row : reader().outbox())
        places += row.operation.id == operation ? 1 : 0;
    for (const desk::Draft& draft : reader().drafts())
        places += draft.text.contains(text) ? 1 : 0;
    return places;
}

QString World::run(const store::Worker::Job& job)
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
    while (!done && clock.elapsed() < kPatience)
        QCoreApplication::processEvents(QEventLoop::AllEvents, 2);
    return done ? result : u"the job did not end"_s;
}

bool World::round()
{
    if (m_worker)
        drain(*m_worker);
    const int before = m_states;
    Stillness others;
    others.look();
    work();
    return others.look() && m_states == before;
}

void World::settle()
{
    for (int quiet = 0; quiet < kRoundsAtRest;)
        quiet = round() ? quiet + 1 : 0;
}

bool World::until(const std::function<bool()>& done, bool moveTime)
{
    QElapsedTimer clock;
    clock.start();
    int quiet = 0;
    while (!done()) {
        if (clock.elapsed() > kPatience)
            return false;
        quiet = round() ? quiet + 1 : 0;
        if (!moveTime || !m_worker || quiet < kRoundsAtRest)
            continue;
        quiet = 0;
        time.advanceToNext(*m_worker);
    }
    return true;
}

bool World::isAtRest()
{
    try {
        return looksAtRest();
    } catch (const sql::Failure&) {
        m_reader.reset(); // the file is being put aside
        return false;
    }
}

bool World::looksAtRest()
{
    if (!m_state.caughtUp.isSet() || !m_state.historyComplete || m_state.link != store::Link::Live)
        return false;
    // What stands behind a parked row of its ticket waits for the agent too.
    QSet<QPair<desk::TicketId, qint64>> undecided;
    for (const store::OutboxRow& row : reader().outbox()) {
        const auto lane = qMakePair(row.operation.ticket, row.operation.ticketCreated.ms);
        if (row.state == store::OutboxState::Parked)
            undecided.insert(lane);
        else if (!undecided.contains(lane))
            return false;
    }
    const QList<desk::TicketId> there = desk.tickets();
    if (reader().count({}, time.now()) != there.size())
        return false;
    return std::all_of(there.begin(), there.end(),
                       [this](const desk::TicketId& ticket) { return threadViolation(ticket).isEmpty(); });
}

QString World::threadViolation(const desk::TicketId& ticket)
{
    QList<desk::Message> here;
    for (const store::ThreadMessage& one : reader().thread(ticket, std::nullopt, 10'000).messages)
        here.append(one.message);
    const QList<desk::Message> there = desk.thread(ticket);
    if (idsOf(here) == idsOf(there)) {
        for (qsizetype i = 0; i < here.size(); ++i)
            if (here.at(i).text != there.at(i).text)
                return u"ticket %1: message %2 is another one here"_s.arg(ticket.value(), here.at(i).id.value());
        return {};
    }
    return u"ticket %1: here %2, there %3"_s.arg(ticket.value(), idsOf(here), idsOf(there));
}

QString World::promiseViolation()
{
    QHash<desk::OperationId, int> waiting;
    for (const store::OutboxRow& row : reader().outbox()) {
        ++waiting[row.operation.id];
        if (!m_mayPark)
            return u"“%1” is parked: %2, %3"_s.arg(row.operation.text, row.reasonCode, row.reason);
    }
    for (const Promise& promise : std::as_const(m_promises)) {
        if (!desk::isWritten(promise.operation))
            continue;
        const int made = desk.made(promise.operation.id);
        const int times = made + waiting.value(promise.operation.id);
        if (times > 1 || (times == 0 && !promise.mayBeGone))
            return u"“%1” is %2 times on the desk and %3 times in the outbox"_s.arg(promise.operation.text)
                .arg(made)
                .arg(waiting.value(promise.operation.id));
    }
    return {};
}

QString World::draftViolation()
{
    const QList<desk::Draft> kept = reader().drafts();
    const QList<store::OutboxRow> outbox = reader().outbox();
    for (const desk::Draft& promised : std::as_const(m_drafts)) {
        const bool there = std::any_of(kept.begin(), kept.end(), [&promised](const desk::Draft& draft) {
            return draft.text.contains(promised.text) && draft.note == promised.note;
        });
        // Its ticket's number is another customer's since the restore: it is kept aside, not under that ticket
        // (DESK-6).
        const bool aside = std::any_of(outbox.begin(), outbox.end(), [&promised](const store::OutboxRow& row) {
            return row.reasonCode == u"other-ticket" && row.operation.text.contains(promised.text);
        });
        if (!there && !aside)
            return u"the draft “%1” is gone"_s.arg(promised.text);
    }
    return {};
}

QString World::violation()
{
    if (!until([this] { return isAtRest(); })) {
        QString why = u"does not come to rest: link %1, trouble “%2”"_s.arg(int(m_state.link)).arg(m_state.trouble);
        for (const store::OutboxRow& row : reader().outbox())
            why += u"; waits: %1 in state %2, tried %3 times, due in %4 ms, “%5”"_s.arg(row.operation.id.value())
                       .arg(int(row.state))
                       .arg(row.attempts)
                       .arg(row.notBefore - time.now())
                       .arg(row.reason);
        for (const desk::TicketId& ticket : desk.tickets())
            if (const QString wrong = threadViolation(ticket); !wrong.isEmpty())
                return why + u"; "_s + wrong;
        return why;
    }
    if (const QString wrong = promiseViolation(); !wrong.isEmpty())
        return wrong;
    return draftViolation();
}

} // namespace faults
