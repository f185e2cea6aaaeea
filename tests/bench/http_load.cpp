#include "tests/bench/http_load.h"

#include <QElapsedTimer>

#include <arpa/inet.h>
#include <memory>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>
#include <vector>

namespace bench
{

namespace
{

constexpr int kPatience = 10'000;

class Connection
{
public:
    explicit Connection(quint16 port)
        : m_socket(socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0))
    {
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_port = htons(port);
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        const int yes = 1;
        setsockopt(m_socket, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
        m_ok = connect(m_socket, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0;
    }
    ~Connection() { ::close(m_socket); }
    Q_DISABLE_COPY_MOVE(Connection)

    int handle() const { return m_socket; }
    bool isOk() const { return m_ok; }

    void ask(const QByteArray& bytes)
    {
        for (qsizetype at = 0; m_ok && at < bytes.size();) {
            const ssize_t count = ::send(m_socket, bytes.constData() + at, size_t(bytes.size() - at), MSG_NOSIGNAL);
            m_ok = count > 0;
            at += count;
        }
    }

    /// What has come; how many whole answers that ends.
    int hear()
    {
        char buffer[65536];
        const ssize_t count = recv(m_socket, buffer, sizeof buffer, 0);
        m_ok = m_ok && count > 0;
        if (!m_ok)
            return 0;
        m_unread.append(buffer, int(count));
        int answers = 0;
        qsizetype at = 0;
        for (qsizetype size = lengthOfAnswer(at); m_ok && size > 0; size = lengthOfAnswer(at)) {
            at += size;
            ++answers;
        }
        m_unread.remove(0, at);
        return answers;
    }

private:
    /// Zero while the answer that begins at `at` has not come whole.
    qsizetype lengthOfAnswer(qsizetype at)
    {
        const auto end = m_unread.indexOf("\r\n\r\n", at);
        if (end < 0)
            return 0;
        const QByteArray head = m_unread.mid(at, end - at).toLower();
        const auto named = head.indexOf("\r\ncontent-length:");
        m_ok = head.startsWith("http/1.1 200 ") && named >= 0;
        if (!m_ok)
            return 0;
        const auto value = named + qsizetype(qstrlen("\r\ncontent-length:"));
        const auto body = head.mid(value, head.indexOf('\r', value) - value).trimmed().toLongLong();
        const qsizetype size = end + 4 - at + body;
        return m_unread.size() - at < size ? 0 : size;
    }

    int m_socket;
    bool m_ok = false;
    QByteArray m_unread;
};

} // namespace

std::optional<double> answersPerSecond(quint16 port, const Load& load,
                                       const std::function<QByteArray(int number)>& request)
{
    std::vector<std::unique_ptr<Connection>> connections;
    std::vector<pollfd> wait;
    for (int i = 0; i < load.connections; ++i) {
        connections.push_back(std::make_unique<Connection>(port));
        if (!connections.back()->isOk())
            return std::nullopt;
        wait.push_back({connections.back()->handle(), POLLIN, 0});
    }
    int sent = 0;
    int answered = 0;
    const auto ask = [&](Connection& connection) {
        if (sent < load.requests)
            connection.ask(request(sent++));
    };
    QElapsedTimer timer;
    timer.start();
    for (int round = 0; round < load.ahead; ++round) {
        for (const auto& connection : connections)
            ask(*connection);
    }
    while (answered < load.requests) {
        if (poll(wait.data(), wait.size(), kPatience) <= 0)
            return std::nullopt;
        for (std::size_t i = 0; i < wait.size(); ++i) {
            if (!wait[i].revents)
                continue;
            const int answers = connections[i]->hear();
            answered += answers;
            for (int n = 0; n < answers; ++n)
                ask(*connections[i]);
            if (!connections[i]->isOk())
                return std::nullopt;
        }
    }
    return answered * 1e9 / double(timer.nsecsElapsed());
}

} // namespace bench
