#pragma once
// A whole server in the test's own process, spoken to over real sockets.

#include "server/process/desk_server.h"
#include "tests/support/postgres_fixture.h"

#include <QJsonObject>
#include <QNetworkAccessManager>
#include <QTemporaryDir>
#include <QUrl>
#include <QWebSocket>

#include <atomic>
#include <memory>

namespace test
{

/// A clock that tests move; read by the server's threads.
class MovedClock final : public desk::Clock
{
public:
    desk::Instant now() const override { return {m_ms}; }
    void advance(qint64 ms) { m_ms += ms; }

private:
    std::atomic<qint64> m_ms{1'800'000'000'000};
};

/// What came back for one request; status 0 = no answer.
struct Answer {
    int status = 0;
    QByteArray body;
    QHash<QByteArray, QByteArray> headers; ///< by lower-case name

    QJsonObject json() const;
    QString code() const;
};

/// One desk served on a free port, on either engine.
class ApiDesk
{
public:
    static void rows();
    /// A new, empty desk; false when there is no PostgreSQL: why() says so. `options.store.postgres` set = that one.
    bool open(sql::Engine engine, server::process::DeskServerOptions options = {});
    QString why() const { return m_why; }
    /// Serves a desk that lies on the disk already.
    void serve(server::process::DeskServerOptions options);

    /// An agent NAME@desk.example with an access token that does not expire.
    QByteArray agent(const QString& name, desk::Role role = desk::Role::Support, const QString& password = {});
    /// A request; `token` empty = none. A body that is an object goes as JSON.
    Answer call(const QByteArray& method, const QString& path, const QByteArray& token = {},
                const QByteArray& body = {}, const QHash<QByteArray, QByteArray>& headers = {});
    Answer call(const QByteArray& method, const QString& path, const QByteArray& token, const QJsonObject& body);
    /// Carries out an operation; the answer must be 200.
    QJsonObject operate(const QByteArray& token, QJsonObject operation);
    QUrl socketUrl(const QString& path) const { return socketUrl(path, m_port); }
    static QUrl socketUrl(const QString& path, quint16 port);

    /// A further server process of the same desk, on the same clock or its own; PostgreSQL only.
    struct Another {
        std::unique_ptr<server::process::DeskServer> server;
        quint16 port = 0;
    };
    Another another(const desk::Clock* clock = nullptr);
    /// Where the desk's data are.
    const server::store::StoreOptions& place() const { return m_place; }

    MovedClock& clock() { return m_clock; }
    server::process::DeskServer& server() { return *m_server; }
    server::store::Store& store() { return *m_store; }

private:
    std::unique_ptr<QTemporaryDir> m_folder;
    server::store::StoreOptions m_place;
    PostgresFixture m_postgres;
    bool m_isStarted = false;
    MovedClock m_clock;
    std::unique_ptr<server::store::Store> m_store;
    std::unique_ptr<server::process::DeskServer> m_server;
    QNetworkAccessManager m_network;
    quint16 m_port = 0;
    QString m_why;
};

/// What QWebSocket makes of the close code 1013, which it does not know.
inline constexpr int kTryAgain = 1002;

/// One websocket; keeps every frame until it is asked for.
class Socket : public QObject
{
    Q_OBJECT

public:
    explicit Socket(const QUrl& url, const QString& origin = {});

    void say(const QJsonObject& frame);
    void sayRaw(const QString& text) { m_socket.sendTextMessage(text); }
    /// The next frame of this type, waited for; those before it stay. Empty when none comes.
    QJsonObject hear(const QString& type, int ms = 10'000);
    /// Frames of this type that are here now.
    QList<QJsonObject> heard(const QString& type) const;
    /// Waits for the end of the line; its close code, 0 while it is open.
    int closeCode(int ms = 10'000);
    bool isOpen();
    void close() { m_socket.close(); }

private:
    QWebSocket m_socket;
    QList<QJsonObject> m_frames;
    bool m_ended = false;
};

/// An operation of this kind with a fresh uuid.
QJsonObject operation(const QString& kind, const QString& ticket, const QJsonObject& more = {});

} // namespace test

/// Fetches the row's engine and serves `desk` on it, or skips.
#define SERVED_DESK(desk)                                                                                              \
    QFETCH(sql::Engine, engine);                                                                                       \
    if (!(desk).open(engine))                                                                                          \
    QSKIP(qPrintable((desk).why()))
