#pragma once
// A second thread for what would hold up the worker: JSON of whole pages, digests of files.

#include "desk/mailbox.h"

#include <functional>
#include <memory>

class QObject;

namespace syncing
{

/// Lives on the worker thread. Tasks run one after another on the decoder's thread; their results come back in order.
class Decoder
{
public:
    /// Answers arrive in the present thread while `owner` lives.
    explicit Decoder(QObject* owner);
    ~Decoder();

    /// `work` runs there and must hold values only; `done` runs here with its result.
    template<class Work, class Done>
    void run(Work work, Done done)
    {
        const desk::Mailbox back = m_back;
        post([back, work = std::move(work), done = std::move(done)] {
            using Result = decltype(work());
            const auto result = std::make_shared<Result>(work());
            back.post([result, done] { done(std::move(*result)); });
        });
    }

private:
    class Thread;

    void post(std::function<void()> task);

    desk::Mailbox m_back;
    std::unique_ptr<Thread> m_thread;
};

} // namespace syncing
