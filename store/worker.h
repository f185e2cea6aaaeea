#pragma once
// The desk's one worker thread: it owns the Writer and, through sync/, the network. Jobs of the agent go before
// background slices; after each commit listeners get the ChangeSet in their own thread.

#include "desk/instant.h"
#include "store/change_set.h"

#include <QString>

#include <functional>
#include <memory>

class QObject;

namespace store
{

class Writer;

/// Thread-safe. Jobs never run after stop(); stop() finishes queued agent jobs first.
class Worker
{
public:
    enum class Urgency { Agent, Background };
    using Job = std::function<ChangeSet(Writer&)>;
    /// Called in the listener's thread; `error` is empty on success, else a sentence (what happened, what was kept).
    using Done = std::function<void(const QString& error)>;

    Worker(QString path, const desk::Clock& clock);
    ~Worker();

    /// Called in the listener's thread when a damaged file was put aside: what happened, what was kept, where.
    using Damaged = std::function<void(const QString& sentence)>;
    /// Opens the database on the worker thread; `done` in the thread of `context` with an error or empty, `damaged`
    /// before it.
    void start(QObject* context, Done done, Damaged damaged = {});
    /// Runs the job on the worker thread. `done` (optional) in the thread of `context` after commit and after the
    /// ChangeSet was posted. A job that throws sql::Failure changes nothing and reports the sentence; a job of the
    /// agent that meets damage runs once more after the damage was mended.
    void run(Urgency urgency, Job job, QObject* context = nullptr, Done done = {});
    /// ChangeSets, merged per event-loop turn, in the thread of `context`, until it is destroyed.
    void listen(QObject* context, std::function<void(const ChangeSet&)> listener);
    /// Called on the worker thread, outside of any job, when damage showed in use and the files were opened anew: the
    /// cache may be empty, background jobs that waited were dropped. Whoever keeps what the old one said begins anew.
    void onRefill(std::function<void()> begin);
    /// For objects that live on the worker thread (sync/): runs there, without a transaction.
    void post(std::function<void()> task);
    QObject* threadContext() const; ///< an object of the worker thread
    void stop();

    const QString& path() const;

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace store
