#include "server/process/desk_server.h"

#include "server/api/routes.h"
#include "server/store/reading.h"

#include <condition_variable>
#include <thread>

namespace server::process
{

namespace
{

/// While it lives for longer than the limit, nothing waits for the database any more.
class StopLimit
{
public:
    StopLimit(store::Database& database, std::chrono::milliseconds limit)
        : m_thread([this, &database, limit] {
            std::unique_lock lock(m_mutex);
            if (!m_changed.wait_for(lock, limit, [this] { return m_isOver; }))
                database.giveUp();
        })
    {
    }
    ~StopLimit()
    {
        {
            const std::lock_guard lock(m_mutex);
            m_isOver = true;
        }
        m_changed.notify_all();
        m_thread.join();
    }
    StopLimit(const StopLimit&) = delete;
    StopLimit& operator=(const StopLimit&) = delete;

private:
    std::mutex m_mutex;
    std::condition_variable m_changed;
    bool m_isOver = false;
    std::thread m_thread;
};

} // namespace

store::Result<std::unique_ptr<DeskServer>> DeskServer::open(DeskServerOptions options, const desk::Clock& clock)
{
    std::unique_ptr<DeskServer> server(new DeskServer(std::move(options), clock));
    DeskServer* self = server.get();
    self->m_options.store.committed = [self](qint64) { self->committed(); };
    auto database = store::Database::open(self->m_options.store);
    if (!database)
        return database.fault();
    self->m_database = std::move(database).value();
    auto first = self->m_database->connect();
    if (!first)
        return first.fault();
    const auto desk = store::deskInfo(**first);
    if (!desk)
        return desk.fault();
    std::shared_ptr<const rules::Channels> channels;
    if (desk->sample)
        channels = std::make_shared<rules::SampleChannels>();
    else
        channels = std::make_shared<rules::OwnChannels>();
    self->m_service = std::make_unique<api::Service>(self->m_database, channels, clock, self->m_options.embeddedToken);
    if (!self->m_options.embeddedToken.isEmpty())
        self->keepPrivate(desk->sample);
    self->m_hub = std::make_unique<api::Hub>(clock);
    api::Hub* hub = self->m_hub.get();
    self->m_chat = std::make_unique<channels::WebChat>(
        *self->m_service, self->m_options.chat,
        [hub](const desk::TicketId& ticket, bool typing) { hub->customerTyping(ticket, typing); });
    return server;
}

DeskServer::DeskServer(DeskServerOptions options, const desk::Clock& clock)
    : m_options(std::move(options))
    , m_clock(clock)
{
}

DeskServer::~DeskServer()
{
    stop();
}

// One person's desk on their own computer, where every page that they look at could knock.
void DeskServer::keepPrivate(bool isSample)
{
    m_options.http.discreet = true;
    m_options.chat.isPrivate = true;
    m_options.chat.isWanted = isSample || m_options.embeddedChat;
}

// Called in the committing thread, also before and after our threads live.
void DeskServer::committed()
{
    if (m_pump)
        m_pump->wake();
    if (m_jobs)
        m_jobs->wake();
}

http::Router DeskServer::routes()
{
    http::Router router;
    api::addAccountRoutes(router, *m_service, *m_hub);
    api::addReadRoutes(router, *m_service);
    api::addOperationRoutes(router, *m_service);
    api::addAttachmentRoutes(router, *m_service);
    api::addServiceRoutes(router, *m_service);
    api::addStreamRoute(router, *m_service, *m_hub);
    m_chat->addRoutes(router);
    return router;
}

FeedPump::Listener DeskServer::feedListener()
{
    FeedPump::Listener listener;
    listener.startAt = [this](const store::FeedEnd& end) { m_hub->startAt(end); };
    listener.page = [this](store::Store& store, const store::SharedPage& page) {
        m_hub->deliver(page);
        m_chat->deliver(store, page);
    };
    listener.tick = [this] {
        m_hub->tick();
        m_hub->recheck([this](const QByteArray& token) { return m_service->isSignedIn(token); });
    };
    listener.restart = [this](const store::FeedEnd& end) {
        m_hub->restart(end);
        m_chat->restart();
    };
    listener.outgoing = [this](store::Store& store) {
        for (const api::AgentTyping& change : m_hub->takeAgentTyping())
            m_chat->agentTyping(store, change.ticket, change.typing);
        return m_hub->takeNotices();
    };
    listener.connected = [this] { m_hub->connectedToOthers(); };
    listener.incoming = [this](const QByteArray& notice) { m_hub->hear(notice); };
    return listener;
}

http::Listening DeskServer::listen(const QString& address, quint16 port)
{
    m_pump = std::make_unique<FeedPump>(m_database, feedListener());
    m_hub->setWaker([pump = m_pump.get()] { pump->wake(); });
    if (const auto started = m_pump->start(); !started)
        return {false, 0, started.fault().message};
    m_jobs = std::make_unique<JobRunner>(m_database, m_clock, m_options.simulate);
    m_options.http.threadEnding = [this] { m_service->stores().release(); };
    m_options.http.bodyFolder = m_database->attachmentsDir();
    m_http = std::make_unique<http::Server>(routes(), m_options.http);
    const http::Listening listening = m_http->listen(address, port);
    if (!listening.ok)
        return listening;
    m_jobs->start();
    m_pageCheck = std::make_unique<PageCheck>(m_database, m_options.pageCheckAfter);
    m_pageCheck->start();
    return listening;
}

void DeskServer::stop()
{
    if (!m_jobs)
        return; // nothing runs
    const StopLimit limit(*m_database, m_options.stopLimit);
    m_pageCheck.reset();
    m_jobs->stop();
    if (m_http)
        m_http->stop();
    if (m_pump)
        m_pump->stop();
}

} // namespace server::process
