#include "tests/support/line_forwarder.h"

#include <QUrl>
#include <QUrlQuery>

#include <arpa/inet.h>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <poll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>
#include <vector>

namespace test
{

using namespace Qt::StringLiterals;

namespace
{

constexpr int kClient = 0;
constexpr int kServer = 1;

sockaddr_in loopback(quint16 port)
{
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    address.sin_port = htons(port);
    return address;
}

void hangUp(int& descriptor, bool hard)
{
    if (descriptor < 0)
        return;
    const linger now{1, 0};
    if (hard)
        setsockopt(descriptor, SOL_SOCKET, SO_LINGER, &now, sizeof now);
    close(descriptor);
    descriptor = -1;
}

} // namespace

LineForwarder::LineForwarder(const QString& target)
    : m_path(target)
{
    start();
}

LineForwarder::LineForwarder(quint16 port)
    : m_target(port)
{
    start();
}

void LineForwarder::start()
{
    m_event = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
    m_listener = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    sockaddr_in address = loopback(0);
    socklen_t size = sizeof address;
    if (bind(m_listener, reinterpret_cast<sockaddr*>(&address), size) != 0 || listen(m_listener, 64) != 0 ||
        getsockname(m_listener, reinterpret_cast<sockaddr*>(&address), &size) != 0)
        qFatal("the forwarder cannot listen: %s", strerror(errno));
    m_port = ntohs(address.sin_port);
    m_thread = std::thread([this] { run(); });
}

LineForwarder::~LineForwarder()
{
    {
        const std::lock_guard lock(m_mutex);
        m_isEnding = true;
    }
    eventfd_write(m_event, 1);
    m_thread.join();
    cut();
    close(m_listener);
    close(m_event);
}

QString LineForwarder::through(const QString& uri) const
{
    QUrl url(uri);
    url.setHost(u"127.0.0.1"_s);
    url.setPort(m_port);
    QUrlQuery query(url);
    query.removeAllQueryItems(u"host"_s);
    url.setQuery(query.isEmpty() ? QString() : query.query());
    return url.toString(QUrl::FullyEncoded);
}

void LineForwarder::set(bool toServer, bool toClient, const QByteArray& word, Way way)
{
    {
        const std::lock_guard lock(m_mutex);
        m_isDeaf = {toServer, toClient};
        m_word = word;
        m_wordWay = way;
    }
    eventfd_write(m_event, 1);
}

void LineForwarder::swallow(Way way)
{
    set(way != Way::ToClient, way != Way::ToServer, {}, way);
}

void LineForwarder::swallowAt(const QByteArray& word, Way way)
{
    set(false, false, word, way);
}

void LineForwarder::pass()
{
    set(false, false, {}, Way::Both);
}

void LineForwarder::forget()
{
    {
        const std::lock_guard lock(m_mutex);
        for (Line& line : m_lines)
            line.isForgotten = true;
    }
    pass();
}

void LineForwarder::cut()
{
    const std::lock_guard lock(m_mutex);
    for (Line& line : m_lines) {
        hangUp(line.ends[kClient], true);
        hangUp(line.ends[kServer], true);
    }
    m_lines.clear();
    eventfd_write(m_event, 1);
}

bool LineForwarder::hasHeard() const
{
    const std::lock_guard lock(m_mutex);
    return m_word.isEmpty() && (m_isDeaf[kClient] || m_isDeaf[kServer]);
}

qint64 LineForwarder::held() const
{
    const std::lock_guard lock(m_mutex);
    qint64 bytes = 0;
    for (const Line& line : m_lines)
        bytes += line.waiting[kClient].size() + line.waiting[kServer].size();
    return bytes;
}

int LineForwarder::lines() const
{
    const std::lock_guard lock(m_mutex);
    return int(m_lines.size());
}

void LineForwarder::take()
{
    while (true) {
        Line line;
        line.ends[kClient] = accept4(m_listener, nullptr, nullptr, SOCK_CLOEXEC | SOCK_NONBLOCK);
        if (line.ends[kClient] < 0)
            return;
        m_lines.push_back(line);
    }
}

/// Makes the line to the server, where it may be made now.
bool LineForwarder::reach(Line& line) const
{
    if (line.ends[kServer] >= 0 || line.isForgotten || m_isDeaf[kClient])
        return true;
    const int family = m_path.isEmpty() ? AF_INET : AF_UNIX;
    const int made = socket(family, SOCK_STREAM | SOCK_CLOEXEC, 0);
    int failed = 0;
    if (m_path.isEmpty()) {
        const sockaddr_in address = loopback(m_target);
        failed = connect(made, reinterpret_cast<const sockaddr*>(&address), sizeof address);
    } else {
        sockaddr_un address{};
        address.sun_family = AF_UNIX;
        qstrncpy(address.sun_path, m_path.toLocal8Bit().constData(), sizeof address.sun_path);
        failed = connect(made, reinterpret_cast<const sockaddr*>(&address), sizeof address);
    }
    if (failed) {
        close(made);
        return false;
    }
    fcntl(made, F_SETFL, fcntl(made, F_GETFL) | O_NONBLOCK);
    line.ends[kServer] = made;
    return true;
}

void LineForwarder::read(Line& line, int from)
{
    std::array<char, 65536> buffer{};
    const ssize_t count = ::read(line.ends[from], buffer.data(), buffer.size());
    if (count < 0 && (errno == EAGAIN || errno == EINTR))
        return;
    if (count <= 0) {
        line.isRead[from] = true;
        return;
    }
    QByteArray& waiting = line.waiting[from];
    const qsizetype before = waiting.size();
    waiting.append(buffer.data(), count);
    if (from != kClient || m_word.isEmpty() || !QByteArrayView(waiting).sliced(before).contains(m_word))
        return;
    m_word.clear();
    m_isDeaf = {m_wordWay != Way::ToClient, m_wordWay != Way::ToServer};
}

void LineForwarder::write(Line& line, int from)
{
    const int to = 1 - from;
    if (m_isDeaf[from] || line.isForgotten || line.ends[to] < 0)
        return;
    QByteArray& waiting = line.waiting[from];
    while (!waiting.isEmpty()) {
        const ssize_t count = ::send(line.ends[to], waiting.constData(), std::size_t(waiting.size()), MSG_NOSIGNAL);
        if (count < 0) {
            if (errno != EAGAIN && errno != EINTR)
                line.isBroken = true;
            return;
        }
        waiting.remove(0, count);
    }
    if (line.isRead[from] && !std::exchange(line.isClosed[from], true))
        shutdown(line.ends[to], SHUT_WR);
}

void LineForwarder::work(Line& line)
{
    if (!reach(line)) {
        line.isBroken = true;
        return;
    }
    write(line, kClient);
    write(line, kServer);
}

void LineForwarder::run()
{
    while (true) {
        std::vector<pollfd> watched{{m_event, POLLIN, 0}, {m_listener, POLLIN, 0}};
        std::vector<std::pair<Line*, int>> owners{{}, {}};
        {
            const std::lock_guard lock(m_mutex);
            if (m_isEnding)
                return;
            for (Line& line : m_lines) {
                for (const int end : {kClient, kServer}) {
                    const bool writes = !line.waiting[1 - end].isEmpty() && !line.isForgotten && !m_isDeaf[1 - end];
                    const short events = short((line.isRead[end] ? 0 : POLLIN) | (writes ? POLLOUT : 0));
                    // An end that hung up would wake us for ever.
                    watched.push_back({events ? line.ends[end] : -1, events, 0});
                    owners.emplace_back(&line, end);
                }
            }
        }
        if (poll(watched.data(), watched.size(), -1) < 0)
            continue;
        const std::lock_guard lock(m_mutex);
        eventfd_t count = 0;
        eventfd_read(m_event, &count);
        if (m_lines.size() * 2 + 2 == watched.size()) { // else they were cut meanwhile
            for (std::size_t i = 2; i < watched.size(); ++i)
                if (watched[i].revents & (POLLIN | POLLHUP | POLLERR))
                    read(*owners[i].first, owners[i].second);
        }
        take();
        for (Line& line : m_lines)
            work(line);
        m_lines.remove_if([](Line& line) {
            const bool isDone = line.isBroken || (line.isClosed[kClient] && line.isClosed[kServer]);
            if (isDone) {
                hangUp(line.ends[kClient], line.isBroken);
                hangUp(line.ends[kServer], line.isBroken);
            }
            return isDone;
        });
    }
}

} // namespace test
