#include "store/worker.h"

#include "store/damage_reports.h"
#include "store/database.h"
#include "store/listener.h"
#include "store/quarantine.h"
#include "store/salvage.h"
#include "store/trouble.h"
#include "store/work_file.h"
#include "store/writer.h"

#include "desk/give_way.h"
#include "desk/mailbox.h"
#include "desk/steady.h"

#include <QCoreApplication>
#include <QEventLoop>
#include <QFile>
#include <QSemaphore>
#include <QThread>
#include <QTimer>

#include <deque>
#ifdef __GLIBC__
#include <malloc.h>
#endif
#include <mutex>
#include <utility>

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

// A disk that breaks everything anew is for a person to look at.
constexpr int kMostMended = 8;

struct Queued {
    Worker::Urgency urgency = Worker::Urgency::Background;
    Worker::Job job;
    desk::Mailbox answer;
    Worker::Done done;
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
    QString open(bool damageShowed = false);
    void sayDamage();
    void runNext();
    void run(Queued& queued);
    QString attempt(const Job& job);
    bool mend();
    void replaceFiles(bool workIsGone);
    void damageSeen(const FilePair& where);
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
    std::unique_ptr<DamageReports> reports;

    // Of the worker thread.
    std::unique_ptr<Writer> writer;
    std::optional<FilePair> files; ///< as they were opened
    bool damageShowed = false;
    int mended = 0;
    std::vector<std::function<void()>> refills;
    desk::Mailbox answer;
    Damaged damaged;
    qint64 gaveBack = 0; ///< steadyNow() of the last giveBack(); worker thread only

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
    reports = std::make_unique<DamageReports>(
        path, [this, to = box](const FilePair& where) { to.post([this, where] { damageSeen(where); }); });
}

QString Worker::Private::open(bool damageToMend)
{
    try {
        writer = std::make_unique<Writer>(path, clock, damageToMend);
        files = filesAt(path);
        sayDamage();
        tell(writer->recoverOutbox());
        return {};
    } catch (const std::exception& failure) {
        writer.reset();
        return sentenceFor(failure);
    }
}

void Worker::Private::sayDamage()
{
    if (!damaged || writer->damage().isEmpty())
        return;
    answer.post([say = damaged, sentence = damageSentence(writer->damage())] { say(sentence); });
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
    QString error = attempt(queued.job);
    const bool again = mend() && queued.urgency == Urgency::Agent && !error.isEmpty();
    if (again)
        error = attempt(queued.job);
    if (queued.done)
        queued.answer.post([done = std::move(queued.done), error] { done(error); });
}

/// The sentence of what went wrong; empty = nothing.
QString Worker::Private::attempt(const Job& job)
{
    try {
        if (!writer)
            return notOpenSentence();
        tell(job(*writer));
        return {};
    } catch (const std::exception& failure) {
        failed(failure);
        return sentenceFor(failure);
    }
}

void Worker::Private::failed(const std::exception& failure)
{
    const auto* database = dynamic_cast<const sql::Failure*>(&failure);
    if (!database)
        return;
    qWarning("store: %s", database->what());
    if (!meansDamage(database->kind()))
        return;
    damageShowed = true;
    markSuspect(path); // killed before it is mended, the next start looks
}

/// After each job: whether damage showed, or a file is not where it was, and the files were opened anew.
bool Worker::Private::mend()
{
    if (!files)
        return false; // they were never open
    if (const auto trouble = writer ? writer->takeTrouble() : std::nullopt; trouble && meansDamage(trouble->kind))
        damageShowed = true;
    const bool sound = writer && !damageShowed && filesAt(path) == files;
    if (sound || mended >= kMostMended)
        return false;
    ++mended;
    replaceFiles(!QFile::exists(workPath(path)));
    return writer != nullptr;
}

void Worker::Private::replaceFiles(bool workIsGone)
{
    // What is gone from its folder can still be read as long as it is open.
    const Rescued rows = workIsGone && writer ? salvage(writer->connection()) : Rescued();
    if (!rows.isEmpty())
        forgetMark(workPath(path)); // nothing of it is lost
    writer.reset();
    {
        const std::scoped_lock lock(mutex);
        background.clear(); // its answers are of the old cache; what began them begins anew
    }
    if (const QString error = open(std::exchange(damageShowed, false)); !error.isEmpty())
        return qWarning("store: %s", qPrintable(error));
    try {
        importRescued(writer->connection(), rows);
    } catch (const std::exception& failure) {
        failed(failure);
    }
    ChangeSet all;
    all.everything = true;
    all.outbox = true;
    tell(all);
    for (const auto& begin : refills)
        begin();
}

void Worker::Private::damageSeen(const FilePair& where)
{
    if (files != where)
        return; // mended since
    damageShowed = true;
    mend();
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
    mend();
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
        d->answer = answer;
        d->damaged = damaged;
        const QString error = d->open();
        answer.post([done, error] { done(error); });
    });
}

void Worker::onRefill(std::function<void()> begin)
{
    d->box.post([this, begin = std::move(begin)] { d->refills.push_back(begin); });
}

void Worker::run(Urgency urgency, Job job, QObject* context, Done done)
{
    Queued queued{urgency, std::move(job), context ? desk::Mailbox(context) : desk::Mailbox(), std::move(done)};
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
    d->reports.reset();
    d->end();
}

const QString& Worker::path() const
{
    return d->path;
}

} // namespace store
