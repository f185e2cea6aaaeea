#include "models/side_reader.h"

#include "sql/error.h"
#include "store/reader.h"

#include <condition_variable>
#include <deque>
#include <mutex>
#include <thread>

namespace models
{

struct SideReader::State {
    explicit State(QString file)
        : path(std::move(file))
    {
    }

    void open()
    {
        if (reader || path.isEmpty())
            return;
        try {
            reader = std::make_unique<store::Reader>(path);
        } catch (const sql::Failure&) {
            reader.reset(); // the task is told by a null reader, and the next one tries again
        }
    }

    void run()
    {
        std::unique_lock lock(mutex);
        while (true) {
            wake.wait(lock, [this] { return stopped || !tasks.empty(); });
            if (stopped)
                break;
            const Task task = std::move(tasks.front());
            tasks.pop_front();
            lock.unlock();
            open();
            task(reader.get());
            lock.lock();
        }
        reader.reset(); // a connection ends in the thread that made it
    }

    const QString path;
    std::mutex mutex;
    std::condition_variable wake;
    std::deque<Task> tasks;
    bool stopped = false;
    std::unique_ptr<store::Reader> reader; // of the thread
    std::thread thread;
};

SideReader::SideReader(QString path)
    : m_state(std::make_shared<State>(std::move(path)))
{
}

SideReader::~SideReader()
{
    {
        const std::lock_guard lock(m_state->mutex);
        m_state->stopped = true;
        m_state->tasks.clear();
    }
    m_state->wake.notify_all();
    if (m_state->thread.joinable())
        m_state->thread.join();
}

void SideReader::post(Task task)
{
    {
        const std::lock_guard lock(m_state->mutex);
        m_state->tasks.push_back(std::move(task));
    }
    if (!m_state->thread.joinable())
        m_state->thread = std::thread([state = m_state.get()] { state->run(); });
    m_state->wake.notify_one();
}

void SideReader::clear()
{
    const std::lock_guard lock(m_state->mutex);
    m_state->tasks.clear();
}

} // namespace models
