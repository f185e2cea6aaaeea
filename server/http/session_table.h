#pragma once

#include <QByteArray>
#include <QHash>

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <memory>
#include <mutex>
#include <unordered_map>
#include <utility>
#include <vector>

namespace server::http
{

/// One connection, HTTP or websocket, as the server's stop sees it. I/O thread only.
class Session
{
public:
    virtual ~Session() = default;
    /// Finish what runs, then end.
    virtual void shutdown() = 0;
    /// End now.
    virtual void abort() = 0;
    /// The loop has ended: let go of what belongs to it.
    virtual void drop() { abort(); }
};

class SessionTable;

/// A connection's place in the table. It is given back when this goes, whichever way the connection ended.
class Slot
{
public:
    Slot() = default;
    Slot(Slot&& other) noexcept { *this = std::move(other); }
    Slot& operator=(Slot&& other) noexcept;
    ~Slot() { release(); }
    void release();

private:
    friend class SessionTable;
    Slot(SessionTable* table, Session* session)
        : m_table(table)
        , m_session(session)
    {
    }

    SessionTable* m_table = nullptr;
    Session* m_session = nullptr;
};

/// All open connections, counted by address and by kind. I/O thread only, but for open() and waitEmpty().
class SessionTable
{
public:
    /// `kind` groups sessions, a websocket's route for instance; null: none.
    [[nodiscard]] Slot enter(Session* session, std::weak_ptr<Session> handle, const QByteArray& address,
                             const void* kind = nullptr);
    [[nodiscard]] int size() const { return static_cast<int>(m_places.size()); }
    [[nodiscard]] int ofAddress(const QByteArray& address) const { return m_perAddress.value(address); }
    [[nodiscard]] int ofKind(const void* kind) const { return m_perKind.value(kind); }

    /// Lets every session finish; from here on an empty table is told to waitEmpty().
    void shutdownAll();
    /// Ends every session now.
    void abortAll();
    /// After the loop's end.
    void dropAll();
    /// True when nobody is left after shutdownAll(). Any thread.
    [[nodiscard]] bool waitEmpty(std::chrono::milliseconds deadline);
    /// How many there are. Any thread.
    [[nodiscard]] std::uint64_t open() const { return m_open; }

private:
    friend class Slot;
    struct Place {
        std::weak_ptr<Session> session;
        QByteArray address;
        const void* kind;
    };
    void leave(Session* session);
    void tellIfEmpty();
    template<class Call>
    void forEach(Call call);

    std::unordered_map<Session*, Place> m_places;
    QHash<QByteArray, int> m_perAddress;
    QHash<const void*, int> m_perKind;
    std::atomic<std::uint64_t> m_open{0};
    bool m_closing = false;

    std::mutex m_mutex;
    std::condition_variable m_emptied;
    bool m_empty = false;
};

} // namespace server::http
