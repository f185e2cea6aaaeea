#pragma once
// How long a program waits for its PostgreSQL server.

#include <chrono>
#include <memory>

namespace sql
{

/// For how long a line may be silent before it counts as lost. The clock of a call starts anew with every byte that
/// moves: a large answer on a slow line is no silence. The server is told to give up a little earlier by itself.
struct PostgresLimits {
    std::chrono::milliseconds connect{10'000};    ///< the whole of it; connect_timeout in the uri goes first
    std::chrono::milliseconds statement{10'000};  ///< on the way of a request
    std::chrono::milliseconds patient{600'000};   ///< migrations, and each piece of bulk work
    std::chrono::milliseconds probe{5'000};       ///< PostgresConnection::probe()
    std::chrono::milliseconds probeEvery{10'000}; ///< how often a line that only listens is asked for a sign of life
};

/// Ends what lines wait for, now and from then on: the way out of a program that cannot wait for the limits.
class LineStopper
{
public:
    LineStopper();
    ~LineStopper();
    LineStopper(const LineStopper&) = delete;
    LineStopper& operator=(const LineStopper&) = delete;

    /// Any thread. Each waiting call, and every later one that would wait, fails with Connection.
    void stop() noexcept;
    /// Readable after stop().
    int descriptor() const noexcept { return m_event; }

private:
    int m_event = -1;
};

struct PostgresOptions {
    PostgresLimits limits;
    std::shared_ptr<LineStopper> stopper; ///< may be null
};

} // namespace sql
