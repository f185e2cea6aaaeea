#pragma once

#include <QByteArray>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

/// A raw TCP line to 127.0.0.1, for what no client library would send.
class Line
{
public:
    /// `from`: the last byte of the own address in 127.0.0.0/24; 0: as the system likes.
    explicit Line(quint16 port, int receiveBuffer = 0, int from = 0)
        : m_fd(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0))
    {
        if (receiveBuffer > 0)
            ::setsockopt(m_fd, SOL_SOCKET, SO_RCVBUF, &receiveBuffer, sizeof(receiveBuffer));
        sockaddr_in own{};
        own.sin_family = AF_INET;
        own.sin_addr.s_addr = htonl(INADDR_LOOPBACK - 1U + static_cast<unsigned>(from));
        const bool isBound = from == 0 || ::bind(m_fd, reinterpret_cast<sockaddr*>(&own), sizeof(own)) == 0;
        sockaddr_in to{};
        to.sin_family = AF_INET;
        to.sin_port = htons(port);
        to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        m_connected = isBound && ::connect(m_fd, reinterpret_cast<sockaddr*>(&to), sizeof(to)) == 0;
    }
    ~Line() { ::close(m_fd); }
    Line(const Line&) = delete;
    Line& operator=(const Line&) = delete;

    bool isConnected() const { return m_connected; }
    bool send(const QByteArray& bytes)
    {
        return ::send(m_fd, bytes.constData(), static_cast<std::size_t>(bytes.size()), MSG_NOSIGNAL) == bytes.size();
    }
    /// True when something can be read, the end of the line included.
    bool hasAnswer() const
    {
        pollfd now{m_fd, POLLIN, 0};
        return ::poll(&now, 1, 0) > 0;
    }
    void endSending() { ::shutdown(m_fd, SHUT_WR); }

    /// Reads until `mark` was seen, the line ends, or nothing comes for `ms`. Takes what it returns.
    QByteArray readUntil(const QByteArray& mark, int ms = 5000)
    {
        for (;;) {
            const qsizetype at = mark.isEmpty() ? -1 : m_read.indexOf(mark);
            if (at >= 0) {
                const QByteArray part = m_read.left(at + mark.size());
                m_read.remove(0, part.size());
                return part;
            }
            if (!fill(ms))
                return std::exchange(m_read, {});
        }
    }
    /// Everything up to the end of the line.
    QByteArray readAll(int ms = 5000) { return readUntil({}, ms); }
    /// One answer: its head, and the body that its Content-Length promises.
    QByteArray answer(int ms = 5000)
    {
        QByteArray head = readUntil("\r\n\r\n", ms);
        const QByteArray lower = head.toLower();
        const qsizetype at = lower.indexOf("content-length: ");
        const qsizetype length = at < 0 ? 0 : lower.mid(at + 16, lower.indexOf('\r', at) - at - 16).toLongLong();
        while (m_read.size() < length && fill(ms)) {
        }
        head += m_read.left(length);
        m_read.remove(0, length);
        return head;
    }
    /// True when the other side ended the line within `ms`.
    bool ends(int ms = 5000)
    {
        while (fill(ms)) {
        }
        return m_ended;
    }

private:
    bool fill(int ms)
    {
        pollfd wait{m_fd, POLLIN, 0};
        if (m_ended || ::poll(&wait, 1, ms) <= 0)
            return false;
        char block[16384];
        const ssize_t got = ::recv(m_fd, block, sizeof(block), 0);
        m_ended = got <= 0;
        if (got > 0)
            m_read.append(block, got);
        return got > 0;
    }

    int m_fd;
    bool m_connected = false;
    bool m_ended = false;
    QByteArray m_read;
};

/// Status of an answer; 0 for none.
inline int statusOf(const QByteArray& answer)
{
    return answer.startsWith("HTTP/1.1 ") ? answer.mid(9, 3).toInt() : 0;
}
