#include "tests/server/api_desk.h"

#include "tests/server/desk_fixture.h"

#include <QEventLoop>
#include <QJsonDocument>
#include <QNetworkReply>
#include <QTest>
#include <QUuid>

namespace test
{

using namespace Qt::StringLiterals;

QJsonObject Answer::json() const
{
    return QJsonDocument::fromJson(body).object();
}

QString Answer::code() const
{
    return json().value(u"code"_s).toString();
}

void ApiDesk::rows()
{
    DeskFixture::rows();
}

bool ApiDesk::open(sql::Engine engine, server::process::DeskServerOptions options)
{
    m_store.reset();
    m_server.reset();
    m_folder = std::make_unique<QTemporaryDir>();
    options.store.dataDir = m_folder->path();
    if (engine == sql::Engine::Postgres && options.store.postgres.isEmpty()) {
        if (!m_isStarted && !m_postgres.start()) {
            m_why = m_postgres.why();
            return false;
        }
        m_isStarted = true;
        options.store.postgres = m_postgres.newDatabase();
    }
    serve(std::move(options));
    return true;
}

void ApiDesk::serve(server::process::DeskServerOptions options)
{
    m_place = options.store;
    auto server = server::process::DeskServer::open(std::move(options), m_clock);
    if (!server)
        qFatal("the desk cannot be opened: %s", qPrintable(server.fault().message));
    m_server = std::move(server).value();
    auto store = m_server->database().connect();
    if (!store)
        qFatal("no connection: %s", qPrintable(store.fault().message));
    m_store = std::move(store).value();
    const auto listening = m_server->listen(u"127.0.0.1"_s, 0);
    if (!listening.ok)
        qFatal("not listening: %s", qPrintable(listening.error));
    m_port = listening.port;
}

QByteArray ApiDesk::agent(const QString& name, desk::Role role, const QString& password)
{
    const QString address = name + u"@desk.example"_s;
    const auto added = server::rules::addUser(*m_store, address, name, role, password);
    if (!added)
        qFatal("no agent: %s", qPrintable(added.fault().message));
    const auto token = server::rules::makeToken(*m_store, address, u"test"_s, m_clock.now());
    return token ? token->toLatin1() : QByteArray();
}

Answer ApiDesk::call(const QByteArray& method, const QString& path, const QByteArray& token, const QByteArray& body,
                     const QHash<QByteArray, QByteArray>& headers)
{
    QNetworkRequest request(QUrl(u"http://127.0.0.1:%1%2"_s.arg(m_port).arg(path)));
    request.setTransferTimeout(30'000);
    if (!token.isEmpty())
        request.setRawHeader("Authorization", "Bearer " + token);
    for (auto header = headers.begin(); header != headers.end(); ++header)
        request.setRawHeader(header.key(), header.value());
    if (!body.isEmpty() && !headers.contains("Content-Type"))
        request.setRawHeader("Content-Type", "application/octet-stream");
    const std::unique_ptr<QNetworkReply> reply(m_network.sendCustomRequest(request, method, body));
    QEventLoop loop;
    QObject::connect(reply.get(), &QNetworkReply::finished, &loop, &QEventLoop::quit);
    if (!reply->isFinished())
        loop.exec();
    Answer answer;
    answer.status = reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    answer.body = reply->readAll();
    for (const auto& [name, value] : reply->rawHeaderPairs())
        answer.headers.insert(name.toLower(), value);
    return answer;
}

Answer ApiDesk::call(const QByteArray& method, const QString& path, const QByteArray& token, const QJsonObject& body)
{
    return call(method, path, token, QJsonDocument(body).toJson(), {{"Content-Type", "application/json"}});
}

QJsonObject ApiDesk::operate(const QByteArray& token, QJsonObject operation)
{
    operation.insert(u"at"_s, m_clock.now().ms);
    const Answer answer = call("PUT", u"/v1/operations/"_s + operation.value(u"id"_s).toString(), token, operation);
    if (answer.status != 200)
        qWarning("operation: %d %s", answer.status, answer.body.constData());
    return answer.status == 200 ? answer.json() : QJsonObject();
}

QUrl ApiDesk::socketUrl(const QString& path, quint16 port)
{
    return QUrl(u"ws://127.0.0.1:%1%2"_s.arg(port).arg(path));
}

ApiDesk::Another ApiDesk::another(const desk::Clock* clock)
{
    server::process::DeskServerOptions options;
    options.store = m_place;
    auto server = server::process::DeskServer::open(std::move(options), clock ? *clock : m_clock);
    if (!server)
        qFatal("the desk cannot be opened again: %s", qPrintable(server.fault().message));
    Another another{std::move(server).value(), 0};
    const auto listening = another.server->listen(u"127.0.0.1"_s, 0);
    if (!listening.ok)
        qFatal("not listening: %s", qPrintable(listening.error));
    another.port = listening.port;
    return another;
}

Socket::Socket(const QUrl& url, const QString& origin)
    : m_socket(origin)
{
    connect(&m_socket, &QWebSocket::textMessageReceived, this,
            [this](const QString& text) { m_frames.append(QJsonDocument::fromJson(text.toUtf8()).object()); });
    connect(&m_socket, &QWebSocket::disconnected, this, [this] { m_ended = true; });
    // A refused upgrade is an error only: the line itself stays.
#if QT_VERSION >= QT_VERSION_CHECK(6, 5, 0)
    connect(&m_socket, &QWebSocket::errorOccurred, this, [this] { m_ended = true; });
#else
    connect(&m_socket, qOverload<QAbstractSocket::SocketError>(&QWebSocket::error), this, [this] { m_ended = true; });
#endif
    m_socket.open(url);
    (void)QTest::qWaitFor([this] { return m_ended || m_socket.state() == QAbstractSocket::ConnectedState; }, 10'000);
}

void Socket::say(const QJsonObject& frame)
{
    m_socket.sendTextMessage(QString::fromUtf8(QJsonDocument(frame).toJson(QJsonDocument::Compact)));
}

QJsonObject Socket::hear(const QString& type, int ms)
{
    QJsonObject found;
    (void)QTest::qWaitFor(
        [&] {
            for (qsizetype i = 0; i < m_frames.size(); ++i) {
                if (m_frames[i].value(u"type"_s) != type)
                    continue;
                found = m_frames.takeAt(i);
                return true;
            }
            return false;
        },
        ms);
    return found;
}

QList<QJsonObject> Socket::heard(const QString& type) const
{
    QList<QJsonObject> frames;
    for (const QJsonObject& frame : m_frames) {
        if (frame.value(u"type"_s) == type)
            frames.append(frame);
    }
    return frames;
}

int Socket::closeCode(int ms)
{
    return QTest::qWaitFor([this] { return m_ended; }, ms) ? int(m_socket.closeCode()) : 0;
}

bool Socket::isOpen()
{
    return !m_ended && m_socket.state() == QAbstractSocket::ConnectedState;
}

QJsonObject operation(const QString& kind, const QString& ticket, const QJsonObject& more)
{
    QJsonObject object = more;
    object.insert(u"id"_s, QUuid::createUuid().toString(QUuid::WithoutBraces));
    object.insert(u"kind"_s, kind);
    object.insert(u"ticket"_s, ticket);
    return object;
}

} // namespace test
