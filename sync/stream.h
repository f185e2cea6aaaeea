#pragma once
// The websocket: a hint that something is new, presence, typing. The cursor stays the truth (docs/protocol.md "Feed").

#include "sync/backoff.h"
#include "sync/base.h"
#include "sync/engine.h"
#include "sync/pages.h"

#include <QList>
#include <QObject>
#include <QString>
#include <QUrl>

class QWebSocket;

namespace syncing
{

/// One message of the server, read.
struct StreamFrame {
    enum class Kind { Unknown, Ready, Changes, Presence, CustomerTyping, Held, Pong, SignedOut };
    Kind kind = Kind::Unknown;
    desk::Cursor cursor;
    desk::Instant heldSince;
    QStringList capabilities; ///< Ready
    FeedPage page;
    desk::TicketId ticket;
    QList<Presence> agents;
    bool typing = false;
};
/// Pure. What cannot be read is Unknown; a broken `changes` has its error in the page. `arrived`: as in FeedPage.
StreamFrame readFrame(const QString& text, qint64 arrived = 0);

class Stream final : public QObject
{
    Q_OBJECT

public:
    explicit Stream(Base& base);
    ~Stream() override;

    void setServer(const QUrl& server);
    /// Connects if there is no connection and none under way.
    void connectNow(const desk::Cursor& cursor);
    /// Ends the connection at once, without a closing handshake: a dead line never answers one.
    void drop();
    bool isReady() const { return m_ready; }
    /// Every 25 s: asks for a sign of life.
    void beat();

    void setViewing(const desk::TicketId& ticket);
    /// True is said again every few seconds until false: a desk forgets what is not repeated.
    void setTyping(const desk::TicketId& ticket, bool typing);

    std::function<void(const FeedPage&)> onChanges;
    std::function<void(const desk::Cursor& newest)> onReady;
    std::function<void()> onReconnect; ///< time to call connectNow()
    std::function<void(const desk::TicketId&, const QList<Presence>&)> onPresence;
    std::function<void(const desk::TicketId&, bool)> onCustomerTyping;

private:
    void opened();
    void received(const QString& text);
    void handle(const StreamFrame& frame);
    void lost();
    void release();
    void forgetOthers();
    void keepCapabilities(const QStringList& words);
    void say(const QJsonObject& object);

    Base& m_base;
    QUrl m_server;
    QWebSocket* m_socket = nullptr;
    Alarm m_deadline;
    Alarm m_again;
    Alarm m_typingAgain;
    Backoff m_backoff;
    QString m_token;
    desk::Cursor m_cursor;
    bool m_ready = false;
    desk::TicketId m_viewing;
};

} // namespace syncing
