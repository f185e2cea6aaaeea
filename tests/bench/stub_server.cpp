#include "tests/bench/stub_server.h"

#include <QCryptographicHash>
#include <QString>

#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

namespace bench
{

using namespace Qt::StringLiterals;

namespace
{

constexpr qint64 kAhead = 1'000'000'000;

void writeAll(int socket, const QByteArray& bytes)
{
    for (qsizetype at = 0; at < bytes.size();) {
        const ssize_t count = ::send(socket, bytes.constData() + at, size_t(bytes.size() - at), MSG_NOSIGNAL);
        if (count <= 0)
            return;
        at += count;
    }
}

/// From the server to the client: one piece, not masked (RFC 6455, 5.2).
QByteArray textFrame(const QByteArray& text)
{
    QByteArray frame(1, char(0x81));
    if (text.size() < 126) {
        frame += char(text.size());
    } else if (text.size() < 65536) {
        frame += char(126);
        frame += char(text.size() >> 8);
        frame += char(text.size() & 0xff);
    } else {
        frame += char(127);
        for (int shift = 56; shift >= 0; shift -= 8)
            frame += char((quint64(text.size()) >> shift) & 0xff);
    }
    return frame + text;
}

QByteArray headerOf(const QByteArray& request, const QByteArray& name)
{
    const auto at = request.toLower().indexOf("\r\n" + name + ':');
    if (at < 0)
        return {};
    const auto begin = at + name.size() + 3;
    return request.mid(begin, request.indexOf("\r\n", begin) - begin).trimmed();
}

} // namespace

StubServer::StubServer(qint64 cursor)
    : m_cursor(cursor)
{
    m_listening = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    auto* any = reinterpret_cast<sockaddr*>(&address);
    if (bind(m_listening, any, size) != 0 || listen(m_listening, 16) != 0 ||
        getsockname(m_listening, any, &size) != 0 || pipe2(m_wake, O_CLOEXEC) != 0)
        return;
    m_port = ntohs(address.sin_port);
    m_thread = std::thread([this] { serve(); });
}

StubServer::~StubServer()
{
    if (m_thread.joinable()) {
        (void)!::write(m_wake[1], "x", 1);
        m_thread.join();
    }
    for (const int file : {m_listening, m_wake[0], m_wake[1]}) {
        if (file >= 0)
            ::close(file);
    }
}

QUrl StubServer::url() const
{
    return m_port ? QUrl(u"http://127.0.0.1:%1"_s.arg(m_port)) : QUrl();
}

void StubServer::send(const QByteArray& text)
{
    if (const int socket = m_stream; socket >= 0)
        writeAll(socket, textFrame(text));
}

void StubServer::serve()
{
    std::vector<Line> lines;
    for (;;) {
        std::vector<pollfd> wait{{m_wake[0], POLLIN, 0}, {m_listening, POLLIN, 0}};
        for (const Line& line : lines)
            wait.push_back({line.socket, POLLIN, 0});
        if (poll(wait.data(), wait.size(), -1) < 0 || wait[0].revents)
            break;
        for (std::size_t i = 0; i < lines.size(); ++i) {
            if (!wait[i + 2].revents || hear(lines[i]))
                continue;
            if (lines[i].socket == m_stream)
                m_stream = -1;
            m_streams -= lines[i].ready ? 1 : 0;
            ::close(std::exchange(lines[i].socket, -1));
        }
        std::erase_if(lines, [](const Line& line) { return line.socket < 0; });
        if (wait[1].revents)
            accept(lines);
    }
    m_stream = -1;
    for (const Line& line : lines)
        ::close(line.socket);
}

void StubServer::accept(std::vector<Line>& lines) const
{
    const int socket = accept4(m_listening, nullptr, nullptr, SOCK_CLOEXEC);
    if (socket < 0)
        return;
    const int yes = 1;
    setsockopt(socket, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
    lines.push_back({socket, {}, false, false});
}

/// Whatever a client says on the stream is answered by a sign of life; the first it says is its token.
bool StubServer::hear(Line& line)
{
    char buffer[16384];
    const ssize_t count = recv(line.socket, buffer, sizeof buffer, 0);
    if (count <= 0)
        return false;
    if (line.stream) {
        if (std::exchange(line.ready, true)) {
            writeAll(line.socket, textFrame(R"({"type":"pong"})"));
            return true;
        }
        writeAll(line.socket, textFrame(R"({"type":"ready","cursor":)" + QByteArray::number(m_cursor) + '}'));
        m_stream = line.socket;
        ++m_streams;
        return true;
    }
    line.unread.append(buffer, int(count));
    for (auto end = line.unread.indexOf("\r\n\r\n"); end >= 0; end = line.unread.indexOf("\r\n\r\n")) {
        const QByteArray request = line.unread.left(end + 2);
        const auto body = headerOf(request, "content-length").toLongLong();
        if (line.unread.size() < end + 4 + body)
            return true;
        line.unread.remove(0, end + 4 + body);
        answer(line, request);
    }
    return true;
}

void StubServer::answer(Line& line, const QByteArray& request)
{
    if (!headerOf(request, "sec-websocket-key").isEmpty())
        return open(line, request);
    const QByteArray path = request.split(' ').value(1);
    QByteArray body = R"({"title":"Not here","status":404,"code":"not-found"})";
    QByteArray status = "404 Not Found";
    if (path.startsWith("/v1/changes")) {
        // Whoever asks has everything, also what came by the stream since.
        const auto after = path.indexOf("after=");
        const QByteArray there = QByteArray::number(path.mid(after + 6).split('&').first().toLongLong());
        status = "200 OK";
        body = R"({"from":)" + there + R"(,"to":)" + there + R"(,"more":false,"changes":[]})";
    } else if (path.startsWith("/v1/operations/")) {
        status = "200 OK";
        // Done, but not in the feed yet: were it, the client would see that nothing has come of it and ask again.
        body = R"({"id":")" + path.mid(15) + R"(","seq":)" + QByteArray::number(m_cursor + kAhead) + '}';
    }
    writeAll(line.socket, "HTTP/1.1 " + status + "\r\nContent-Type: application/json\r\nBellhop-Api: 1\r\n" +
                              "Content-Length: " + QByteArray::number(body.size()) + "\r\n\r\n" + body);
}

void StubServer::open(Line& line, const QByteArray& request)
{
    const QByteArray proof =
        QCryptographicHash::hash(headerOf(request, "sec-websocket-key") + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11",
                                 QCryptographicHash::Sha1)
            .toBase64();
    writeAll(line.socket, "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                          "Sec-WebSocket-Accept: " +
                              proof + "\r\n\r\n");
    line.stream = true;
}

} // namespace bench
