#pragma once
// As little of a desk's server as a client needs to be live: an empty feed and a stream that says what it is told.

#include <QByteArray>
#include <QUrl>

#include <atomic>
#include <thread>
#include <vector>

namespace bench
{

/// On loopback, bare sockets on a thread of its own: nothing of it shares libraries with what is measured.
class StubServer
{
public:
    /// `cursor`: where the feed stands, for good.
    explicit StubServer(qint64 cursor);
    ~StubServer();
    StubServer(const StubServer&) = delete;
    StubServer& operator=(const StubServer&) = delete;

    QUrl url() const; ///< empty when there is no port for it
    /// A text frame to whoever has opened the stream; any thread.
    void send(const QByteArray& text);
    int streams() const { return m_streams; } ///< open and signed in

private:
    struct Line {
        int socket = -1;
        QByteArray unread;
        bool stream = false; ///< it has become a websocket
        bool ready = false;
    };
    void serve();
    void accept(std::vector<Line>& lines) const;
    bool hear(Line& line); ///< false: it is over
    void answer(Line& line, const QByteArray& request);
    void open(Line& line, const QByteArray& request);

    qint64 m_cursor;
    int m_listening = -1;
    int m_wake[2] = {-1, -1};
    quint16 m_port = 0;
    std::atomic<int> m_stream = -1; ///< the socket that frames go to
    std::atomic<int> m_streams = 0;
    std::thread m_thread;
};

} // namespace bench
