#pragma once
// A thread for reads and computations that take longer than a frame. It has a reader of its own.

#include "desk/mailbox.h"

#include <QString>

#include <functional>
#include <memory>

namespace store
{
class Reader;
}

namespace models
{

/// Tasks run one after the other on a thread that starts with the first one. Answers come through a desk::Mailbox.
class SideReader
{
public:
    /// `reader` is null when the file cannot be read now.
    using Task = std::function<void(store::Reader* reader)>;

    /// `path` empty: the tasks read no file.
    explicit SideReader(QString path = {});
    ~SideReader(); ///< waits for the task that runs and drops the others

    void post(Task task);
    void clear(); ///< drops what has not begun

private:
    struct State;
    std::shared_ptr<State> m_state;
};

} // namespace models
