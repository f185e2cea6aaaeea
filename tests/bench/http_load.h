#pragma once
// One thread that asks a server over many connections as fast as it answers, and reads every answer.

#include <QByteArray>

#include <functional>
#include <optional>

namespace bench
{

struct Load {
    int connections = 32;
    int ahead = 4; ///< requests under way on each connection
    int requests = 20'000;
};

/// Answers a second. Nothing when a connection failed, an answer was not `200`, could not be followed to its end, or
/// none came for ten seconds. `request` gives the bytes of the n-th. Blocks.
std::optional<double> answersPerSecond(quint16 port, const Load& load,
                                       const std::function<QByteArray(int number)>& request);

} // namespace bench
