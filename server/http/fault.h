#pragma once

#include "server/http/message.h"

#include <atomic>
#include <chrono>
#include <functional>
#include <memory>

namespace server::http
{

/// What goes wrong with one request: for fault tests only.
enum class FaultKind {
    None,
    Delay,      ///< Executed after `delay`.
    Fail,       ///< Not executed; answered with `status`.
    DropAnswer, ///< Executed; the connection closes without the answer.
    Duplicate,  ///< Executed twice in a row, as when the network delivers it twice; the second answer is sent.
    Hang,       ///< Not executed; never answered, the line stays open until the client gives up or the server stops.
    Close,      ///< Not executed; the connection closes.
};

struct Fault {
    FaultKind kind = FaultKind::None;
    std::chrono::milliseconds delay{0};
    int status = 503;
};

/// Asked once for every complete request (upgrades too) on the I/O thread; must not block.
using FaultHook = std::function<Fault(const Request&)>;

/// "The i-th request fails, hangs, is sent twice, or loses its answer." Copies share the count. Thread-safe.
class NthRequest
{
public:
    /// `index` counts from 0 over the requests for which `matches` says yes (all without one).
    NthRequest(int index, Fault fault, std::function<bool(const Request&)> matches = {});
    Fault operator()(const Request& request) const;
    /// True once the fault happened: a test that never fires it proves nothing.
    [[nodiscard]] bool fired() const;
    /// Requests counted so far.
    [[nodiscard]] int seen() const;

private:
    struct State;
    std::shared_ptr<State> m_state;
};

} // namespace server::http
