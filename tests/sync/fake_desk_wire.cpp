// The fake desk's wire: HTTP/1.1 with kept connections, websockets on the same port, and faults.
#include "tests/sync/fake_desk.h"

#include "desk/json.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QTcpSocket>
#include <QWebSocket>

using namespace Qt::StringLiterals;

void FakeDesk::accept()
{
    while (QTcpSocket* socket = m_server.nextPendingConnection()) {
        ++activity;
        m_sockets.append(socket);
        connect(socket, &QTcpSocket::readyRead, this, [this, socket] { readable(socket); });
        connect(socket, &QTcpSocket::disconnected, socket, &QObject::deleteLater);
        if (socket->bytesAvailable() > 0)
            readable(socket);
    }
}

bool FakeDesk::upgrade(QTcpSocket* socket)
{
    if (!socket->peek(40).startsWith("GET /v1/stream"))
        return false;
    if (!socket->peek(socket->bytesAvailable()).contains("\r\n\r\n"))
        return true;
    socket->disconnect(this);
    if (!stream) {
        socket->write("HTTP/1.1 503 Busy\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
        socket->disconnectFromHost();
        return true;
    }
    m_sockets.removeAll(QPointer(socket));
    socket->disconnect(socket);
    m_upgrader.handleConnection(socket);
    Q_EMIT socket->readyRead();
    return true;
}

void FakeDesk::readable(QTcpSocket* socket)
{
    if (upgrade(socket))
        return;
    const QPointer<QTcpSocket> alive(socket);
    while (alive && socket->isOpen()) {
        const auto request = parse(socket);
        if (!request)
            return;
        respond(socket, *request);
    }
}

std::optional<FakeRequest> FakeDesk::parse(QTcpSocket* socket)
{
    const QByteArray buffer = socket->peek(socket->bytesAvailable());
    const qsizetype end = buffer.indexOf("\r\n\r\n");
    if (end < 0)
        return std::nullopt;
    FakeRequest request;
    const QList<QByteArray> lines = buffer.left(end).split('\n');
    const QList<QByteArray> first = lines.first().trimmed().split(' ');
    const QUrl target(QString::fromLatin1(first.value(1)));
    request.verb = first.value(0);
    request.path = target.path();
    request.query = QUrlQuery(target);
    for (const QByteArray& line : lines.mid(1)) {
        const qsizetype colon = line.indexOf(':');
        request.headers.insert(line.left(colon).toLower(), line.mid(colon + 1).trimmed());
    }
    const qint64 length = request.headers.value("content-length").toLongLong();
    if (buffer.size() < end + 4 + length)
        return std::nullopt;
    request.body = buffer.mid(end + 4, length);
    socket->read(end + 4 + length);
    return request;
}

void FakeDesk::respond(QTcpSocket* socket, const FakeRequest& request)
{
    ++activity;
    const int number = requests++;
    log.append(QString::fromLatin1(request.verb) + u' ' + request.path);
    const Fault now = fault ? fault(number, request) : Fault::None;
    faults += now != Fault::None;
    static const FakeAnswer page{200, "<html><body>Welcome to the hotel</body></html>", "text/html", {}};
    switch (now) {
    case Fault::ServerError:
        return write(socket, {500, "oops", "text/plain", {}});
    case Fault::ProxyPage:
        return write(socket, {520, page.body, page.type, {}});
    case Fault::SignInPage:
        return write(socket, page);
    case Fault::Busy:
        return write(socket, {503, {}, {}, {{"Retry-After", "7"}}});
    case Fault::Hang:
        return;
    case Fault::Drop:
        return socket->abort();
    default:
        break;
    }
    if (now == Fault::Twice)
        handle(request);
    const FakeAnswer answer = handle(request);
    switch (now) {
    case Fault::LoseAnswer:
        return socket->abort();
    case Fault::Garbage:
        return write(socket, {answer.status, "{\"seq\": nonsense", answer.type, {}});
    case Fault::Truncate: {
        const QByteArray head = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: ";
        socket->write(head + QByteArray::number(answer.body.size() + 100) + "\r\n\r\n" +
                      answer.body.left(answer.body.size() / 2));
        return socket->disconnectFromHost();
    }
    default:
        break;
    }
    if (request.verb == "HEAD" && !answer.body.isEmpty())
        return write(socket, {answer.status, {}, answer.type, answer.headers});
    if (request.path == late)
        return m_late.append({socket, answer});
    write(socket, answer);
}

void FakeDesk::releaseAnswers()
{
    late.clear();
    for (const auto& [socket, answer] : std::exchange(m_late, {})) {
        if (socket)
            write(socket, answer);
    }
}

void FakeDesk::write(QTcpSocket* socket, const FakeAnswer& answer)
{
    QByteArray head = "HTTP/1.1 " + QByteArray::number(answer.status) + " Answer\r\nBellhop-Api: 1\r\n";
    head += "Bellhop-Time: " + QByteArray::number(m_clock.now().ms) + "\r\n";
    if (!answer.type.isEmpty())
        head += "Content-Type: " + answer.type + "\r\n";
    for (const auto& [name, value] : answer.headers)
        head += name + ": " + value + "\r\n";
    if (answer.status != 204)
        head += "Content-Length: " + QByteArray::number(answer.body.size()) + "\r\n";
    socket->write(head + "\r\n" + answer.body);
}

void FakeDesk::newStream()
{
    QWebSocket* socket = m_upgrader.nextPendingConnection();
    ++activity;
    m_streams.insert(socket, false);
    connect(socket, &QWebSocket::textMessageReceived, this,
            [this, socket](const QString& text) { heardFrom(socket, text); });
    connect(socket, &QWebSocket::disconnected, this, [this, socket] {
        ++activity;
        m_streams.remove(socket);
        socket->deleteLater();
    });
}

void FakeDesk::heardFrom(QWebSocket* socket, const QString& text)
{
    const QJsonObject object = QJsonDocument::fromJson(text.toUtf8()).object();
    const QString type = object.value(u"type"_s).toString();
    ++activity;
    if (mute)
        return;
    const auto send = [socket](const QJsonObject& frame) {
        socket->sendTextMessage(QString::fromUtf8(QJsonDocument(frame).toJson(QJsonDocument::Compact)));
    };
    if (type == u"ping")
        return send({{u"type"_s, u"pong"_s}});
    if (type != u"auth")
        return heard.append(object);
    if (m_revoked || object.value(u"token"_s).toString() != access) {
        send({{u"type"_s, u"signed-out"_s}});
        return socket->close(QWebSocketProtocol::CloseCode(4401));
    }
    m_streams[socket] = true;
    send({{u"type"_s, u"ready"_s},
          {u"cursor"_s, cursorAt(m_seq)},
          {u"capabilities"_s, QJsonArray::fromStringList(capabilities)}});
}

void FakeDesk::say(const QJsonObject& frame)
{
    if (mute)
        return;
    const QString text = QString::fromUtf8(QJsonDocument(frame).toJson(QJsonDocument::Compact));
    for (auto it = m_streams.begin(); it != m_streams.end(); ++it) {
        if (it.value())
            it.key()->sendTextMessage(text);
    }
}

int FakeDesk::streams() const
{
    int count = 0;
    for (bool ready : m_streams)
        count += ready;
    return count;
}
