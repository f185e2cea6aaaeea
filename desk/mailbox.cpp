#include "desk/mailbox.h"

#include <QCoreApplication>
#include <QEvent>
#include <QThread>

#include <deque>
#include <mutex>

namespace desk
{

namespace
{

using Closures = std::deque<std::function<void()>>;
using Steady = std::chrono::steady_clock;

QEvent::Type wakeUp()
{
    static const auto type = static_cast<QEvent::Type>(QEvent::registerEventType());
    return type;
}

} // namespace

struct Mailbox::State {
    std::mutex mutex;
    Closures closures;
    QObject* receiver = nullptr; // null once closed
    bool woken = false;          // a wake-up is under way
    std::chrono::milliseconds slice{8};

    /// Call with the mutex held: the receiver cannot go away in between.
    void wake()
    {
        if (woken || !receiver)
            return;
        woken = true;
        QCoreApplication::postEvent(receiver, new QEvent(wakeUp()));
    }

    std::function<void()> takeNext()
    {
        const std::lock_guard lock(mutex);
        if (!receiver || closures.empty())
            return {};
        std::function<void()> next = std::move(closures.front());
        closures.pop_front();
        return next;
    }

    void close()
    {
        Closures dropped; // destroyed without the lock: a closure's values may post when they die
        {
            const std::lock_guard lock(mutex);
            receiver = nullptr;
            dropped.swap(closures);
        }
    }

    /// A closure may delete the owner or run a nested event loop, hence no member of a receiver is touched here.
    static void runSlice(const std::shared_ptr<State>& state)
    {
        {
            const std::lock_guard lock(state->mutex);
            state->woken = false; // a nested event loop gets its own wake-ups
        }
        const auto end = Steady::now() + state->slice;
        do {
            const std::function<void()> closure = state->takeNext();
            if (!closure)
                return;
            closure();
        } while (Steady::now() < end);
        const std::lock_guard lock(state->mutex);
        if (!state->closures.empty())
            state->wake();
    }

    class Receiver;
};

/// Child of the owner, so that it lives in the owner's thread and ends with it.
class Mailbox::State::Receiver final : public QObject
{
public:
    Receiver(QObject* owner, std::shared_ptr<State> state)
        : QObject(owner)
        , m_state(std::move(state))
    {
    }
    ~Receiver() override { m_state->close(); }

protected:
    void customEvent(QEvent* event) override
    {
        if (event->type() == wakeUp())
            runSlice(std::shared_ptr<State>(m_state));
    }

private:
    std::shared_ptr<State> m_state;
};

Mailbox::Mailbox(QObject* owner, std::chrono::milliseconds slice)
    : m_state(std::make_shared<State>())
{
    Q_ASSERT(owner->thread() == QThread::currentThread());
    m_state->slice = slice;
    m_state->receiver = new State::Receiver(owner, m_state);
}

bool Mailbox::post(std::function<void()> closure) const
{
    if (!m_state || !closure)
        return false;
    const std::lock_guard lock(m_state->mutex);
    if (!m_state->receiver)
        return false;
    m_state->closures.push_back(std::move(closure));
    m_state->wake();
    return true;
}

void Mailbox::close() const
{
    if (m_state)
        m_state->close();
}

bool Mailbox::isOpen() const
{
    if (!m_state)
        return false;
    const std::lock_guard lock(m_state->mutex);
    return m_state->receiver != nullptr;
}

std::size_t Mailbox::pending() const
{
    if (!m_state)
        return 0;
    const std::lock_guard lock(m_state->mutex);
    return m_state->closures.size();
}

} // namespace desk
