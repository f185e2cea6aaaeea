#pragma once
// A desk server in the test's own thread: a list of change sets with the cursor as index, on a free port. It speaks
// docs/protocol.md and can be told to misbehave at any request.

#include "desk/cursor.h"
#include "desk/entity.h"
#include "desk/operation.h"

#include <QHash>
#include <QJsonObject>
#include <QList>
#include <QMap>
#include <QObject>
#include <QPointer>
#include <QSet>
#include <QTcpServer>
#include <QUrl>
#include <QUrlQuery>
#include <QWebSocketServer>

#include <functional>

class QTcpSocket;
class QWebSocket;

enum class Fault {
    None,
    ServerError, ///< 500, nothing done
    ProxyPage,   ///< 520 with a page in HTML, nothing done
    SignInPage,  ///< 200 with a page in HTML, nothing done
    Hang,        ///< never answers, nothing done
    Drop,        ///< the line breaks before anything is done
    LoseAnswer,  ///< done, then the line breaks
    Truncate,    ///< done, half of the answer
    Garbage,     ///< done, the answer is not JSON
    Twice,       ///< reaches the desk two times, as through a proxy that repeats it; the second answer comes
    Busy,        ///< 503 with Retry-After
};
inline constexpr std::array kFaults{Fault::ServerError, Fault::ProxyPage, Fault::SignInPage, Fault::Hang,  Fault::Drop,
                                    Fault::LoseAnswer,  Fault::Truncate,  Fault::Garbage,    Fault::Twice, Fault::Busy};

/// For the row of a table.
const char* nameOf(Fault fault);

struct FakeRequest {
    QByteArray verb;
    QString path;
    QUrlQuery query;
    QMap<QByteArray, QByteArray> headers; ///< lower-case names
    QByteArray body;
};

struct FakeAnswer {
    int status = 200;
    QByteArray body;
    QByteArray type = QByteArrayLiteral("application/json");
    QList<QPair<QByteArray, QByteArray>> headers;
};

class FakeDesk : public QObject
{
public:
    explicit FakeDesk(const desk::Clock& clock);
    ~FakeDesk() override;

    QUrl url() const;
    /// No new connections, the open ones break.
    void goOffline();
    void goOnline();

    // --- the desk's data; each call is one transaction ---
    desk::TicketId addTicket(const QString& subject, desk::Status status = desk::Status::Open);
    desk::MessageId addMessage(const desk::TicketId& ticket, const QString& text);
    /// Of another system's past: it stands where its time says (TKT-13).
    desk::MessageId bringIn(const desk::TicketId& ticket, const QString& text, desk::Instant then);
    /// Its server processes' clocks are apart: what is written next has this difference in its time, not in its place.
    qint64 clockOfNext = 0;
    void changeTicket(const desk::TicketId& ticket, const std::function<void(desk::Ticket&)>& change);
    void removeTicket(const desk::TicketId& ticket);
    void addLabel(const QString& id, const QString& name);
    void addView(const QString& id, const desk::Filter& filter);
    /// Replaces the entity of a row by anything; nullopt restores it.
    void spoil(const QString& kind, const QString& id, std::optional<QJsonObject> instead);
    /// A new start: from here on cursors are given under another word (before the first one they are bare numbers).
    void beginEpoch();
    /// The desk as it is now, to be put in the place of what comes; without its streams.
    std::function<void()> putAway();
    /// The past is forgotten: older cursors get 410, tombstones are gone.
    void forgetTombstones();

    // --- what it knows ---
    qint64 seq() const { return m_seq; }
    QHash<desk::TicketId, desk::Ticket> tickets() const;
    QHash<desk::MessageId, desk::Message> messages() const;
    int executions(const desk::OperationId& id) const { return m_executed.value(id.value()); }
    int executions() const;
    QByteArray uploaded(const QString& attachment) const { return m_files.value(attachment).bytes; }

    // --- its manners ---
    /// Asked for each request, which is counted from zero.
    std::function<Fault(int number, const FakeRequest&)> fault;
    /// Answers in place of the desk when it returns one.
    std::function<std::optional<FakeAnswer>(const FakeRequest&)> instead;
    /// What is asked for under this path is answered as of then, but only when releaseAnswers() is called.
    QString late;
    void releaseAnswers();
    bool refreshing = false; ///< access tokens end; refresh gives new ones
    int refreshes = 0;
    QStringList capabilities{QStringLiteral("take-back"), QStringLiteral("restore")}; ///< what its version can do
    bool stream = true;                                                               ///< false: refuses websockets
    bool mute = false;       ///< accepts frames and pings, sends nothing
    bool pushChanges = true; ///< sends frames of changes
    int ticketsPage = 3;     ///< small pages: many requests
    int messagesPage = 4;
    int searchPage = 5;
    QString access = QStringLiteral("token-0");
    QString refresh = QStringLiteral("refresh-0");

    void expireAccess() { access = QStringLiteral("expired-for-all"); }
    void revoke();
    /// Sends a frame to all streams.
    void say(const QJsonObject& frame);
    int streams() const;
    QList<QJsonObject> heard; ///< frames of the client, without auth and ping

    int requests = 0;
    int faults = 0;   ///< how many fired
    int activity = 0; ///< grows with everything that happens
    QStringList log;

private:
    struct Row {
        qint64 seq = 0;
        desk::EntityKind kind = desk::EntityKind::Ticket;
        QString id;
        std::optional<desk::Entity> entity;
    };
    struct File {
        QString name;
        QString mime;
        qint64 size = 0;
        QString sha256;
        QByteArray bytes;
    };
    struct Stored {
        QByteArray body;
        FakeAnswer answer;
    };

    void accept();
    void readable(QTcpSocket* socket);
    bool upgrade(QTcpSocket* socket);
    std::optional<FakeRequest> parse(QTcpSocket* socket);
    void respond(QTcpSocket* socket, const FakeRequest& request);
    void write(QTcpSocket* socket, const FakeAnswer& answer);
    FakeAnswer handle(const FakeRequest& request);
    std::optional<FakeAnswer> checkToken(const FakeRequest& request);
    FakeAnswer refreshToken(const FakeRequest& request);
    FakeAnswer changes(const FakeRequest& request) const;
    FakeAnswer bootstrap() const;
    FakeAnswer historyTickets(const FakeRequest& request) const;
    FakeAnswer historyMessages(const FakeRequest& request) const;
    FakeAnswer thread(const FakeRequest& request) const;
    FakeAnswer page(const QList<desk::Message>& messages, const QString& before, int limit) const;
    qint64 nextPlace(const desk::TicketId& ticket) const;
    FakeAnswer profile(const QString& id) const;
    FakeAnswer search(const FakeRequest& request) const;
    FakeAnswer attachment(const FakeRequest& request);
    FakeAnswer operation(const FakeRequest& request);
    FakeAnswer cancel(const QString& id);
    FakeAnswer execute(const desk::Operation& operation);
    QList<desk::Message> newerThan(const desk::Operation& operation) const;

    QJsonValue cursorAt(qint64 seq) const;
    bool isGone(const desk::Cursor& cursor) const;

    void newStream();
    void heardFrom(QWebSocket* socket, const QString& text);
    /// Stores rows as one transaction and tells the streams.
    void commit(const QList<desk::Entity>& entities);
    void put(const desk::Entity& entity);
    QJsonObject lineOf(const Row& row) const;
    QJsonObject jsonOf(const desk::Entity& entity) const;
    void broadcast(qint64 from);

    const desk::Clock& m_clock;
    QTcpServer m_server;
    QWebSocketServer m_upgrader;
    quint16 m_port = 0;
    QList<QPointer<QTcpSocket>> m_sockets;
    QList<std::pair<QPointer<QTcpSocket>, FakeAnswer>> m_late;
    QHash<QWebSocket*, bool> m_streams; ///< authenticated
    QMap<QString, Row> m_rows;          ///< by kind/id
    QHash<QString, QJsonObject> m_spoiled;
    QHash<QString, Stored> m_operations;
    QHash<QString, int> m_executed;
    QHash<QString, File> m_files;
    QString m_spentRefresh;
    desk::Instant m_spentAt;
    QList<QPair<QString, qint64>> m_epochs; ///< word and where it began
    int m_words = 0;                        ///< never goes back
    qint64 m_seq = 100;
    qint64 m_oldest = 0;
    int m_ids = 0;
    bool m_revoked = false;
};

/// The entity with another revision.
desk::Entity withRev(desk::Entity entity, qint64 rev);
FakeAnswer problem(int status, const QString& code, const QJsonObject& more = {});
