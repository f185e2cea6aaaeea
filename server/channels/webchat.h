#pragma once
// The visitors' side of web chat: sockets, uploads, the widget's files (docs/protocol.md "Web chat", TKT-3, CHAT-1).

#include "server/channels/visitor_limits.h"
#include "server/http/router.h"
#include "server/http/websocket.h"
#include "server/rules/chat.h"
#include "server/store/feed.h"

#include <QHash>
#include <QSet>

#include <functional>
#include <mutex>
#include <unordered_map>

namespace server::api
{
class Service;
}

namespace server::channels
{

struct WebChatOptions {
    QByteArrayList origins; ///< of other pages that may open a chat, "*" for any; the desk's own always may
    bool isPrivate = false; ///< an embedded desk's: its own pages alone, and each must say that it is one
    bool isWanted = true;   ///< false: nothing is served, each address is 404
    VisitorAllowance allowance;
    int maxSockets = 2048; ///< less than the server's connections: agents always get in
};

/// Thread-safe.
class WebChat
{
public:
    using CustomerTyping = std::function<void(const desk::TicketId&, bool typing)>;

    WebChat(api::Service& service, WebChatOptions options, CustomerTyping customerTyping);

    void addRoutes(http::Router& router);
    /// From the feed: new messages and closed conversations, to the visitors whose they are.
    void deliver(store::Store& store, const store::SharedPage& page);
    /// The feed is another one from here on: visitors connect again and get their history anew.
    void restart();
    /// An agent types, or none any longer, in the conversation of a visitor whose socket may hang here.
    void agentTyping(store::Store& store, const desk::TicketId& ticket, bool typing);

private:
    struct Visitor {
        http::WebSocketPtr socket;
        QString session;
        bool typing = false; ///< as the agents were told
        desk::Instant typingTold;
    };
    void receive(const http::WebSocketPtr& socket, const QByteArray& text);
    void hello(store::Store& store, const http::WebSocketPtr& socket, const QString& given);
    void history(store::Store& store, const http::WebSocketPtr& socket, const QString& session, const QString& before);
    void sendMessage(store::Store& store, const http::WebSocketPtr& socket, const QString& session,
                     const QJsonObject& message);
    void typed(store::Store& store, std::uint64_t socket, const QString& session, bool typing);
    bool isTypingNews(std::uint64_t socket, bool typing);
    QString sessionOf(std::uint64_t socket);
    void leave(const http::WebSocketPtr& socket);
    void toSession(const QString& key, const QByteArray& frame);
    bool mayChat(const http::Request& request) const;
    std::optional<http::Response> admitUpload(const http::Request& request, qint64 announced);
    http::Response upload(const http::Request& request, store::Store& store);
    http::Response link(const http::Request& request, store::Store& store);
    http::Response download(const http::Request& request, store::Store& store);

    api::Service& m_service;
    WebChatOptions m_options;
    CustomerTyping m_customerTyping;
    VisitorLimits m_limits;
    std::mutex m_mutex;
    std::unordered_map<std::uint64_t, Visitor> m_visitors;
    QHash<QString, QSet<quint64>> m_bySession; ///< by rules::chatSessionKey
};

} // namespace server::channels
