#pragma once
// Does what becomes due: waking snoozes, pruning, and the sample customers of --simulate.

#include "desk/instant.h"
#include "server/seed/simulator.h"
#include "server/store/database.h"

#include <chrono>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>

namespace server::process
{

class JobRunner
{
public:
    JobRunner(std::shared_ptr<store::Database> database, const desk::Clock& clock,
              std::optional<seed::SimulatorOptions> simulate);
    ~JobRunner();
    JobRunner(const JobRunner&) = delete;
    JobRunner& operator=(const JobRunner&) = delete;

    void start();
    void stop();
    /// How long to sleep when the next work is due then. Never so short that it spins: what another process does just
    /// now stays due until that has committed. Never so long that a clock set forward keeps a snooze asleep for hours.
    static std::chrono::milliseconds pauseUntil(desk::Instant due, desk::Instant now);

    /// Any thread: the plan may have changed (a ticket was snoozed).
    void wake();

private:
    void run();
    desk::Instant step(store::Store& store);

    std::shared_ptr<store::Database> m_database;
    const desk::Clock& m_clock;
    std::optional<seed::SimulatorOptions> m_simulate;
    std::optional<seed::Simulator> m_simulator;
    std::thread m_thread;
    std::mutex m_mutex;
    std::condition_variable m_changed;
    bool m_woken = false;
    bool m_stopping = false;
    desk::Instant m_nextPrune;
    bool m_isIndexing = true; ///< until nothing waits to be indexed anew
};

} // namespace server::process
