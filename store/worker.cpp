#include "store/worker.h"

#include "store/changes.h"
#include "store/database.h"
#include "store/quarantine.h"
#include "store/trouble.h"
#include "store/writer.h"

#include "desk/give_way.h"
#include "desk/mailbox.h"
#include "desk/steady.h"

#include <QCoreApplication>
#include <QEventLoop>
#include <QSemaphore>
#include <QThread>
#include <QTimer>

#include <deque>
#ifdef __GLIBC__
#include <malloc.h>
#endif
#include <mutex>

namespace store
{

namespace
{
// Merging waits until nobody has written for this long, and leaves room between its steps.
constexpr std::chrono::milliseconds kQuiet{2000};
constexpr std::chrono::minutes kBetweenGifts{1};
constexpr std::chrono::milliseconds kBetweenSteps{100}; ///< a step takes about ten: one core is a tenth busy

QString notOpenSentence()
{
    return QCoreApplication::translate("store::Worker",
                                       "The desk's file is not open, so nothing was stored. Restart the program.");
}

struct Queued {
    Worker::Job job;
    desk::Mailbox answer;
    Worker::Done done;
};

/// A screen that listens: change sets that pile up before its turn are merged into one.
class Listener
{
public:
    Listener(QObject* context, std::function<void(const ChangeSet&)> call)
        : m_box(context)
        , m_call(std::move(call))
    {
    }

    bool isOpen() const { return m_box.isOpen(); }

    static void tell(const std::shared_ptr<Listener>& self, const ChangeSet& changes)
    {
        {
            const std::scoped_lock lock(self->m_mutex);
            const bool waiting = self->m_pending.has_value();
            if (waiting)
                return merge(*self->m_pending, changes);
            self->m_pending = changes;
        }
        self->m_box.post([self] { self->deliver(); });
    }

private:
    void deliver()
    {
        ChangeSet changes;
        {
            const std::scoped_lock lock(m_mutex);
            changes = std::move(*m_pending);
            m_pending.reset();
        }
        if (!changes.isEmpty())
            m_call(changes);
    }

    desk::Mailbox m_box;
    std::function<void(const ChangeSet&)> m_call;
    std::mutex m_mutex;
    std::optional<ChangeSet> m_pending;
};
} // namespace

class Worker::Private
{
public:
    Private(QString file, const desk::Clock& time)
        : path(std::move(file))
        , clock(time)
    {
    }

    void begin();
    void end();
    QString open();
    void runNext();
    void run(Queued& queued);
    bool take(Queued& next);
    void tell(const ChangeSet& changes);
    void idle();
    void giveBack();
    void failed(const std::exception& failure);

    const QString path;
    const desk::Clock& clock;
    std::unique_ptr<QThread> thread;
    QObject* context = nullptr; ///< made and destroyed on the worker thread
    desk::Mailbox box;
    std::unique_ptr<QTimer> quiet;
    std::unique_ptr<Writer> writer; ///< worker thread only
    qint64 gaveBack = 0;            ///< steadyNow() of the last giveBack(); worker thread only

    std::mutex mutex;
    std::deque<Queued> agent;
    std::deque<Queued> background;
    std::vector<std::shared_ptr<Listener>> listeners;
    bool stopped = false;
};

void Worker::Private::begin()
{
    QSemaphore ready;
    thread.reset(QThread::create([this, &ready] {
        desk::giveWay();
        QEventLoop loop;
        QObject anchor;
        context = &anchor;
        box = desk::Mailbox(&anchor);
        quiet = std::make_unique<QTimer>();
        quiet->setSingleShot(true);
        QObject::connect(quiet.get(), &QTimer::timeout, &anchor, [this] { idle(); });
        ready.release();
        loop.exec();
        box.close();
        quiet.reset();
        writer.reset();
    }));
    thread->setObjectName(QStringLiteral("store"));
    thread->start();
    ready.acquire();
}

QString Worker::Private::open()
{
    try {
        writer = std::make_unique<Writer>(path, clock);
        tell(writer->recoverOutbox());
        return {};
    } catch (const std::exception& failure) {
        writer.reset();
        return sentenceFor(failure);
    }
}

/// Agent jobs first, whatever waits behind.
bool Worker::Private::take(Queued& next)
{
    const std::scoped_lock lock(mutex);
    std::deque<Queued>& queue = agent.empty() ? background : agent;
    if (queue.empty())
        return false;
    next = std::move(queue.front());
    queue.pop_front();
    return true;
}

void Worker::Private::runNext()
{
    Queued next;
    if (!take(next))
        return;
    run(next);
    if (quiet)
        quiet->start(kQuiet);
}

void Worker::Private::run(Queued& queued)
{
    QString error;
    try {
        if (writer)
            tell(queued.job(*writer));
        else
            error = notOpenSentence();
    } catch (const std::exception& failure) {
        failed(failure);
        error = sentenceFor(failure);
    }
    if (queued.done)
        queued.answer.post([done = std::move(queued.done), error] { done(error); });
}

void Worker::Private::failed(const std::exception& failure)
{
    const auto* database = dynamic_cast<const sql::Failure*>(&failure);
    if (!database)
        return;
    qWarning("store: %s", database->what());
    if (meansDamage(database->kind()))
        markSuspect(path);
}

void Worker::Private::tell(const ChangeSet& changes)
{
    if (changes.isEmpty())
        return;
    std::vector<std::shared_ptr<Listener>> all;
    {
        const std::scoped_lock lock(mutex);
        std::erase_if(listeners, [](const auto& listener) { return !listener->isOpen(); });
        all = listeners;
    }
    for (const auto& listener : all)
        Listener::tell(listener, changes);
}

void Worker::Private::idle()
{
    try {
        if (!writer)
            return;
        if (writer->idleStep())
            return quiet->start(kBetweenSteps);
        giveBack();
    } catch (const std::exception& failure) {
        failed(failure); // the next write starts the clock again: no loop over a full disk
    }
}

/// What a busy time has freed, in every thread, goes back to the system. Looking for it takes a millisecond.
void Worker::Private::giveBack()
{
#ifdef __GLIBC__
    const qint64 now = desk::steadyNow();
    if (now - gaveBack < std::chrono::nanoseconds(kBetweenGifts).count())
        return;
    gaveBack = now;
    malloc_trim(0);
#endif
}

void Worker::Private::end()
{
    // Agent jobs were promised; what the background brings comes again from the server.
    box.post([this] {
        for (;;) {
            {
                const std::scoped_lock lock(mutex);
                background.clear();
            }
            Queued next;
            if (!take(next))
                break;
            run(next);
        }
        try {
            if (writer)
                writer->close();
        } catch (const std::exception& failure) {
            failed(failure);
        }
        QThread::currentThread()->exit();
    });
    thread->wait();
}

Worker::Worker(QString path, const desk::Clock& clock)
    : d(std::make_unique<Private>(std::move(path), clock))
{
    d->begin();
}

Worker::~Worker()
{
    stop();
}

void Worker::start(QObject* context, Done done, Damaged damaged)
{
    d->box.post([this, answer = desk::Mailbox(context), done = std::move(done), damaged = std::move(damaged)] {
        const QString error = d->open();
        const Writer* writer = d->writer.get();
        if (damaged && writer && !writer->damage().isEmpty()) {
            const QString sentence = damageSentence(writer->damage());
            answer.post([damaged, sentence] { damaged(sentence); });
        }
        answer.post([done, error] { done(error); });
    });
}

void Worker::run(Urgency urgency, Job job, QObject* context, Done done)
{
    Queued queued{std::move(job), context ? desk::Mailbox(context) : desk::Mailbox(), std::move(done)};
    {
        const std::scoped_lock lock(d->mutex);
        if (d->stopped)
            return;
        (urgency == Urgency::Agent ? d->agent : d->background).push_back(std::move(queued));
    }
    d->box.post([this] { d->runNext(); });
}

void Worker::listen(QObject* context, std::function<void(const ChangeSet&)> listener)
{
    auto entry = std::make_shared<Listener>(context, std::move(listener));
    const std::scoped_lock lock(d->mutex);
    d->listeners.push_back(std::move(entry));
}

void Worker::post(std::function<void()> task)
{
    d->box.post(std::move(task));
}

QObject* Worker::threadContext() const
{
    return d->context;
}

void Worker::stop()
{
    {
        const std::scoped_lock lock(d->mutex);
        if (d->stopped)
            return;
        d->stopped = true;
    }
    d->end();
}

const QString& Worker::path() const
{
    return d->path;
}

} // namespace store
