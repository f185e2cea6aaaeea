#include "sync/engine.h"

#include "sync/core.h"

#include "desk/mailbox.h"
#include "store/worker.h"

#include <QCoreApplication>
#include <QHash>
#include <QPointer>
#include <QSemaphore>

#include <mutex>

namespace syncing
{

namespace
{

/// Released when it is destroyed, whether the task that holds it ran or was dropped.
class Ticket
{
public:
    explicit Ticket(std::shared_ptr<QSemaphore> semaphore)
        : m_semaphore(std::move(semaphore))
    {
    }
    ~Ticket() { m_semaphore->release(); }

private:
    std::shared_ptr<QSemaphore> m_semaphore;
};

constexpr int kLongestStop = 10'000;

} // namespace

class Engine::Private
{
public:
    Private(store::Worker& w, Credentials& c, const desk::Clock& t, EngineOptions o)
        : worker(w)
        , credentials(c)
        , clock(t)
        , options(std::move(o))
    {
    }

    store::Worker& worker;
    Credentials& credentials;
    const desk::Clock& clock;
    EngineOptions options; ///< worker thread once started
    SystemTimers systemTimers;
    QPointer<Core> core; ///< worker thread

    std::mutex mutex;
    struct Listener {
        desk::Mailbox box;
        EngineEvents events;
    };
    QList<Listener> listeners;
    QHash<QObject*, desk::Mailbox> boxes;
    store::SyncState last;
    bool told = false;

    desk::Mailbox boxOf(QObject* context);
    EngineEvents events();
    template<class Call>
    void tell(Call call);

    static void begin(const std::shared_ptr<Private>& self);
    /// On the worker thread with the running core; nothing when there is none.
    static void with(const std::shared_ptr<Private>& self, std::function<void(Core&)> call);
    /// The same for a question: without a core the answer is that nothing was asked.
    static void ask(const std::shared_ptr<Private>& self, const OnDemand::Done& answer,
                    std::function<void(OnDemand&)> call);
    static void askPeople(const std::shared_ptr<Private>& self, const People::Done& answer,
                          std::function<void(People&)> call);
    static People::Done secretTo(const desk::Mailbox& box, SecretDone done);
    static std::function<void(const QString&)> answerTo(const desk::Mailbox& box,
                                                        std::function<void(const QString&)> done);
};

desk::Mailbox Engine::Private::boxOf(QObject* context)
{
    if (!context)
        return {};
    const std::scoped_lock lock(mutex);
    boxes.removeIf([](auto it) { return !it.value().isOpen(); });
    auto found = boxes.find(context);
    if (found == boxes.end())
        found = boxes.insert(context, desk::Mailbox(context));
    return *found;
}

template<class Call>
void Engine::Private::tell(Call call)
{
    const std::scoped_lock lock(mutex);
    listeners.removeIf([](const Listener& listener) { return !listener.box.isOpen(); });
    for (const Listener& listener : listeners)
        listener.box.post([events = listener.events, call] { call(events); });
}

/// What the core calls, on the worker thread, passed on to every listener in its own.
EngineEvents Engine::Private::events()
{
    EngineEvents all;
    all.state = [this](const store::SyncState& state) {
        {
            const std::scoped_lock lock(mutex);
            last = state;
            told = true;
        }
        tell([state](const EngineEvents& events) {
            if (events.state)
                events.state(state);
        });
    };
    all.presence = [this](const desk::TicketId& ticket, const QList<Presence>& agents) {
        tell([ticket, agents](const EngineEvents& events) {
            if (events.presence)
                events.presence(ticket, agents);
        });
    };
    all.customerTyping = [this](const desk::TicketId& ticket, bool typing) {
        tell([ticket, typing](const EngineEvents& events) {
            if (events.customerTyping)
                events.customerTyping(ticket, typing);
        });
    };
    return all;
}

void Engine::Private::with(const std::shared_ptr<Private>& self, std::function<void(Core&)> call)
{
    self->worker.post([self, call = std::move(call)] {
        if (self->core)
            call(*self->core);
    });
}

void Engine::Private::ask(const std::shared_ptr<Private>& self, const OnDemand::Done& answer,
                          std::function<void(OnDemand&)> call)
{
    self->worker.post([self, answer, call = std::move(call)] {
        if (self->core)
            return call(self->core->onDemand());
        answer(QCoreApplication::translate("syncing::Engine", "This desk is not connected, so nothing was loaded. What "
                                                              "is stored here stays. Connect it and try again."));
    });
}

void Engine::Private::askPeople(const std::shared_ptr<Private>& self, const People::Done& answer,
                                std::function<void(People&)> call)
{
    self->worker.post([self, answer, call = std::move(call)] {
        if (self->core)
            return call(self->core->people());
        answer(QCoreApplication::translate("syncing::Engine", "This desk is not connected, so nothing was done. "
                                                              "Connect it and try again."),
               {});
    });
}

People::Done Engine::Private::secretTo(const desk::Mailbox& box, SecretDone done)
{
    return [box, done = std::move(done)](const QString& error, const QString& secret) {
        box.post([done, error, secret] { done(error, secret); });
    };
}

std::function<void(const QString&)> Engine::Private::answerTo(const desk::Mailbox& box,
                                                              std::function<void(const QString&)> done)
{
    return [box, done = std::move(done)](const QString& error) {
        box.post([done, error] {
            if (done)
                done(error);
        });
    };
}

Engine::Engine(store::Worker& worker, Credentials& credentials, const desk::Clock& clock, EngineOptions options)
    : d(std::make_shared<Private>(worker, credentials, clock, std::move(options)))
{
}

/// On the worker thread: what the parts know of the cache is not true any more.
void Engine::Private::begin(const std::shared_ptr<Private>& self)
{
    delete self->core;
    Timers& timers = self->options.timers ? *self->options.timers : self->systemTimers;
    self->core = new Core(self->worker, self->credentials, self->clock, timers, self->options, self->events(),
                          self->worker.threadContext());
    self->core->start();
}

Engine::~Engine()
{
    stop();
}

void Engine::listen(QObject* context, EngineEvents events)
{
    const std::scoped_lock lock(d->mutex);
    const desk::Mailbox box(context);
    if (d->told && events.state)
        box.post([call = events.state, state = d->last] { call(state); });
    d->listeners.append({box, std::move(events)});
}

void Engine::start()
{
    d->worker.post([d = d] {
        if (!d->core)
            Private::begin(d);
    });
    d->worker.onRefill([weak = std::weak_ptr(d)] {
        if (const auto self = weak.lock(); self && self->core)
            Private::begin(self);
    });
}

void Engine::stop()
{
    const auto stopped = std::make_shared<QSemaphore>();
    {
        const auto ticket = std::make_shared<Ticket>(stopped);
        d->worker.post([d = d, ticket] { delete d->core; });
    }
    // The worker runs tasks between commits of milliseconds; a worker that has ended drops the task at once.
    if (!stopped->tryAcquire(1, kLongestStop))
        qWarning("sync: the worker did not answer, the engine ends with it");
}

void Engine::wake()
{
    Private::with(d, [](Core& core) { core.wake(); });
}

void Engine::loadAnew()
{
    Private::with(d, [](Core& core) { core.loadAnew(); });
}

void Engine::setServer(const QUrl& server)
{
    d->worker.post([d = d, server] {
        d->options.server = server;
        if (d->core)
            d->core->setServer(server);
    });
}

void Engine::outboxChanged()
{
    Private::with(d, [](Core& core) { core.outboxChanged(); });
}

void Engine::fetchThread(const desk::TicketId& ticket, QObject* context, std::function<void(const QString&)> done)
{
    const auto answer = Private::answerTo(d->boxOf(context), std::move(done));
    Private::ask(d, answer, [ticket, answer](OnDemand& there) { there.thread(ticket, answer); });
}

void Engine::fetchProfile(const desk::ProfileId& profile, QObject* context, std::function<void(const QString&)> done)
{
    const auto answer = Private::answerTo(d->boxOf(context), std::move(done));
    Private::ask(d, answer, [profile, answer](OnDemand& there) { there.profile(profile, answer); });
}

void Engine::fetchAttachment(const desk::Attachment& attachment, const QString& path, QObject* context,
                             std::function<void(const QString&)> done)
{
    const auto answer = Private::answerTo(d->boxOf(context), std::move(done));
    Private::ask(d, answer,
                 [attachment, path, answer](OnDemand& there) { there.attachment(attachment, path, answer); });
}

void Engine::search(const QString& words, int limit, QObject* context, std::function<void(const QString&, bool)> done)
{
    const auto answer = [box = d->boxOf(context), done = std::move(done)](const QString& error, bool more) {
        box.post([done, error, more] { done(error, more); });
    };
    Private::ask(
        d, [answer](const QString& error) { answer(error, false); },
        [words, limit, answer](OnDemand& there) { there.search(words, limit, answer); });
}

void Engine::invite(const QString& name, const QString& email, desk::Role role, QObject* context, SecretDone done)
{
    const auto answer = Private::secretTo(d->boxOf(context), std::move(done));
    Private::askPeople(d, answer,
                       [name, email, role, answer](People& people) { people.invite(name, email, role, answer); });
}

void Engine::resetPassword(const desk::AgentId& agent, QObject* context, SecretDone done)
{
    const auto answer = Private::secretTo(d->boxOf(context), std::move(done));
    Private::askPeople(d, answer, [agent, answer](People& people) { people.resetPassword(agent, answer); });
}

void Engine::setViewing(const desk::TicketId& ticket)
{
    Private::with(d, [ticket](Core& core) { core.stream().setViewing(ticket); });
}

void Engine::setTyping(const desk::TicketId& ticket, bool typing)
{
    Private::with(d, [ticket, typing](Core& core) { core.stream().setTyping(ticket, typing); });
}

} // namespace syncing
