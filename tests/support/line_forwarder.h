#pragma once
// A line that tests make deaf: TCP in, TCP or a unix socket out.

#include <QByteArray>
#include <QString>

#include <array>
#include <list>
#include <mutex>
#include <thread>

namespace test
{

/// Listens on a free port of 127.0.0.1 and forwards, on a thread of its own. A line that swallows goes on taking what
/// comes, as the kernel of a forwarder or a firewall without memory does: it acknowledges, hands nothing on, resets
/// nothing and closes nothing. New lines are then taken too, and hear nothing. All calls from any thread.
class LineForwarder
{
public:
    enum class Way { ToServer, ToClient, Both };

    /// `target`: the path of a unix socket, or a port of 127.0.0.1.
    explicit LineForwarder(const QString& target);
    explicit LineForwarder(quint16 port);
    ~LineForwarder();
    LineForwarder(const LineForwarder&) = delete;
    LineForwarder& operator=(const LineForwarder&) = delete;

    quint16 port() const { return m_port; }
    /// A PostgresFixture's uri, with its server reached over this line.
    QString through(const QString& uri) const;

    void swallow(Way way = Way::Both);
    /// From the moment when a client says this word: Way::ToClient lets the word itself through, its answer not.
    void swallowAt(const QByteArray& word, Way way = Way::Both);
    /// What was held back goes on, in order, and so does all else.
    void pass();
    /// The lines that are there stay deaf for good, as after the restart of a forwarder that keeps its addresses; new
    /// ones pass.
    void forget();
    /// Ends the lines that are there, as a reset does; what they held is gone.
    void cut();

    /// Whether swallowAt() has heard its word.
    bool hasHeard() const;
    /// Bytes that are held back now.
    qint64 held() const;
    /// Lines that are open now.
    int lines() const;
    /// The socket of the server's fixture to forward to.
    static QString postgresSocket(const QString& folder) { return folder + QStringLiteral("/.s.PGSQL.5432"); }

private:
    struct Line {
        std::array<int, 2> ends{-1, -1}; ///< client, server
        std::array<QByteArray, 2> waiting;
        std::array<bool, 2> isRead{};   ///< nothing more comes from this end
        std::array<bool, 2> isClosed{}; ///< the other end knows that
        bool isForgotten = false;
        bool isBroken = false;
    };

    void start();
    void run();
    void take();
    void read(Line& line, int from);
    void write(Line& line, int from);
    void work(Line& line);
    bool reach(Line& line) const;
    void set(bool toServer, bool toClient, const QByteArray& word, Way way);

    const QString m_path;
    const quint16 m_target = 0;
    quint16 m_port = 0;
    int m_listener = -1;
    int m_event = -1;

    mutable std::mutex m_mutex;
    std::array<bool, 2> m_isDeaf{}; ///< by the end that speaks
    QByteArray m_word;
    Way m_wordWay = Way::Both;
    bool m_isEnding = false;
    std::list<Line> m_lines;
    std::thread m_thread;
};

} // namespace test
