#pragma once

#include <QObject>

#include <chrono>
#include <functional>
#include <memory>

namespace desk
{

/// The only road between threads: closures posted from anywhere run, in order, in the thread of the owner.
/// A Mailbox is copied by value and all copies are the same box, so that senders may outlive the owner: after the
/// owner's end, or close(), posting does nothing. A closure must hold values, never pointers into the sender.
class Mailbox
{
public:
    /// A box without an owner: posting does nothing.
    Mailbox() = default;
    /// Binds to the owner's present thread (the owner must not be moved later). Construct in that thread. Closures run
    /// while that thread's event loop runs, at most `slice` at a stretch, then the loop breathes before the rest.
    explicit Mailbox(QObject* owner, std::chrono::milliseconds slice = std::chrono::milliseconds(8));

    /// Any thread. False when the box is closed: the closure is then destroyed unrun.
    bool post(std::function<void()> closure) const;
    /// Drops what waits and refuses what comes. Any thread; a closure that is running goes on to its end.
    void close() const;
    bool isOpen() const;
    /// How many closures wait. Any thread; for meters and back-pressure.
    std::size_t pending() const;

private:
    struct State;
    std::shared_ptr<State> m_state;
};

} // namespace desk
