#include "server/process/job_runner.h"

#include "server/rules/jobs.h"
#include "server/store/reindex.h"

#include <QtGlobal>

#include <algorithm>
#include <chrono>

namespace server::process
{

namespace
{
constexpr qint64 kShortest = 250;
constexpr qint64 kLongest = desk::kMinute;
constexpr qint64 kAfterFailure = 5 * desk::kSecond;
constexpr qint64 kAfterFailedPrune = desk::kHour;
} // namespace

JobRunner::JobRunner(std::shared_ptr<store::Database> database, const desk::Clock& clock,
                     std::optional<seed::SimulatorOptions> simulate)
    : m_database(std::move(database))
    , m_clock(clock)
    , m_simulate(simulate)
{
}

JobRunner::~JobRunner()
{
    stop();
}

void JobRunner::start()
{
    m_thread = std::thread([this] { run(); });
}

void JobRunner::stop()
{
    {
        const std::lock_guard lock(m_mutex);
        m_stopping = true;
    }
    m_changed.notify_all();
    if (m_thread.joinable())
        m_thread.join();
}

void JobRunner::wake()
{
    {
        const std::lock_guard lock(m_mutex);
        m_woken = true;
    }
    m_changed.notify_all();
}

void JobRunner::run()
{
    std::unique_ptr<store::Store> store;
    if (m_simulate)
        m_simulator.emplace(*m_simulate, m_clock.now());
    while (true) {
        if (!store) {
            if (auto opened = m_database->connect())
                store = std::move(opened).value();
        }
        const desk::Instant now = m_clock.now();
        const desk::Instant next = store ? step(*store) : now + kAfterFailure;
        std::unique_lock lock(m_mutex);
        m_changed.wait_for(lock, pauseUntil(next, now), [this] { return m_woken || m_stopping; });
        m_woken = false;
        if (m_stopping)
            return;
    }
}

std::chrono::milliseconds JobRunner::pauseUntil(desk::Instant due, desk::Instant now)
{
    return std::chrono::milliseconds(std::clamp(due - now, kShortest, kLongest));
}

desk::Instant JobRunner::step(store::Store& store)
{
    const desk::Instant now = m_clock.now();
    const auto done = rules::runDueJobs(store, now);
    if (!done) {
        qWarning("due work could not be done: %s", qPrintable(done.fault().message));
        return now + kAfterFailure;
    }
    desk::Instant next = done->nextDue.isSet() ? done->nextDue : now + kLongest;
    if (m_nextPrune <= now) {
        const auto pruned = rules::prune(store, now);
        if (!pruned)
            qWarning("old rows could not be removed: %s", qPrintable(pruned.fault().message));
        m_nextPrune = pruned ? pruned->next : now + kAfterFailedPrune;
    }
    next = std::min(next, m_nextPrune);
    if (m_isIndexing) {
        const auto more = store::indexMore(store);
        if (!more)
            qWarning("older messages could not be indexed: %s", qPrintable(more.fault().message));
        m_isIndexing = !more || *more;
        if (m_isIndexing)
            next = more ? now : std::min(next, now + kAfterFailure);
    }
    if (m_simulator) {
        if (const auto written = m_simulator->step(store, now); !written)
            qWarning("a sample customer could not write: %s", qPrintable(written.fault().message));
        next = std::min(next, m_simulator->nextDue());
    }
    return next;
}

} // namespace server::process
