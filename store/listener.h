#pragma once
// Internal to Worker.

#include "store/changes.h"

#include "desk/mailbox.h"

#include <functional>
#include <mutex>
#include <optional>

namespace store
{

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

} // namespace store
