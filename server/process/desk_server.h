#pragma once
// The whole server of one desk in one object: database, routes, feed, jobs.

#include "desk/instant.h"
#include "server/api/hub.h"
#include "server/api/service.h"
#include "server/channels/webchat.h"
#include "server/http/server.h"
#include "server/process/feed_pump.h"
#include "server/process/job_runner.h"
#include "server/process/page_check.h"

#include <chrono>
#include <memory>
#include <optional>

namespace server::process
{

struct DeskServerOptions {
    store::StoreOptions store;
    http::ServerOptions http;
    channels::WebChatOptions chat;
    QByteArray embeddedToken;  ///< set: one person's own desk, which other programs' pages do not find
    bool embeddedChat = false; ///< such a desk serves web chat although it is not the sample
    std::optional<seed::SimulatorOptions> simulate;
    std::chrono::milliseconds pageCheckAfter{10'000}; ///< when the pages of a SQLite desk are looked through
    std::chrono::milliseconds stopLimit{5'000};       ///< stop() waits no longer than this for the database
};

class DeskServer
{
public:
    /// Opens the database; a fault when it cannot be used. `clock` outlives the server.
    static store::Result<std::unique_ptr<DeskServer>> open(DeskServerOptions options, const desk::Clock& clock);
    ~DeskServer();

    /// Starts to serve; once.
    http::Listening listen(const QString& address, quint16 port);
    /// Drains, then ends all threads. What still waits for PostgreSQL after `stopLimit` is given up.
    void stop();

    store::Database& database() { return *m_database; }
    http::Server& http() { return *m_http; }

private:
    DeskServer(DeskServerOptions options, const desk::Clock& clock);
    http::Router routes();
    FeedPump::Listener feedListener();
    void keepPrivate(bool isSample);
    void committed();

    DeskServerOptions m_options;
    const desk::Clock& m_clock;
    std::shared_ptr<store::Database> m_database;
    std::unique_ptr<api::Service> m_service;
    std::unique_ptr<api::Hub> m_hub;
    std::unique_ptr<channels::WebChat> m_chat;
    std::unique_ptr<JobRunner> m_jobs;
    std::unique_ptr<FeedPump> m_pump;
    std::unique_ptr<PageCheck> m_pageCheck;
    std::unique_ptr<http::Server> m_http;
};

} // namespace server::process
