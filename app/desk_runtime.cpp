#include "app/desk_runtime.h"

#include "app/remote_bridge.h"
#include "models/kept_file.h"
#include "store/writer.h"

namespace app
{

namespace
{

constexpr std::chrono::minutes kBetweenCleanings{15};

QList<models::OtherAgent> others(const QList<syncing::Presence>& presence)
{
    QList<models::OtherAgent> list;
    for (const syncing::Presence& agent : presence)
        list.append({agent.agent, agent.name, agent.typing});
    return list;
}

} // namespace

DeskRuntime::DeskRuntime(const QString& database, QString files, syncing::Credentials& credentials,
                         const desk::Clock& clock, QObject* parent)
    : QObject(parent)
    , m_worker(database, clock)
    , m_files(std::move(files))
    , m_credentials(credentials)
    , m_clock(clock)
{
    connect(&m_cleaning, &QTimer::timeout, this, &DeskRuntime::cleanFiles);
}

DeskRuntime::~DeskRuntime()
{
    shutDown();
}

void DeskRuntime::open()
{
    const auto ready = [this](const QString& error) {
        if (!error.isEmpty())
            return Q_EMIT failed(error);
        try {
            finishOpening();
        } catch (const std::exception& failure) {
            return Q_EMIT failed(tr("The local copy of the desk cannot be read: %1. Nothing was changed.")
                                     .arg(QString::fromUtf8(failure.what())));
        }
        Q_EMIT opened();
    };
    m_worker.start(this, ready, [this](const QString& sentence) { Q_EMIT damaged(sentence); });
}

void DeskRuntime::finishOpening()
{
    // The address is set by connectTo(), often after the first paint; until then the engine is not started.
    m_engine = std::make_unique<syncing::Engine>(m_worker, m_credentials, m_clock, syncing::EngineOptions{});
    m_remote = std::make_unique<RemoteBridge>(*m_engine);
    m_session = std::make_unique<models::DeskSession>(m_worker, m_remote.get(), m_clock, m_files);
    m_actions = std::make_unique<models::Actions>(*m_session);
    m_drafts = std::make_unique<models::DraftKeeper>(*m_session, *m_actions);
    models::DeskSession* session = m_session.get();
    m_engine->listen(session, {[session](const store::SyncState& state) { session->setSyncState(state); },
                               [session](const desk::TicketId& ticket, const QList<syncing::Presence>& agents) {
                                   session->setPresence(ticket, others(agents));
                               },
                               [session](const desk::TicketId& ticket, bool typing) {
                                   session->setCustomerTyping(ticket, typing);
                               }});
    m_cleaning.start(kBetweenCleanings);
}

void DeskRuntime::cleanFiles()
{
    // A draft that is not in the file yet may name one.
    if (!m_drafts->saved())
        return;
    m_worker.run(store::Worker::Urgency::Background, [folder = m_files, now = m_clock.now()](store::Writer& writer) {
        const bool filled = writer.history().activeDone; // until then the desk is being loaded, perhaps anew
        if (filled)
            models::removeUnneededFiles(folder, writer.namedFiles(), now, writer.lossAt());
        return store::ChangeSet();
    });
}

void DeskRuntime::connectTo(const QUrl& server)
{
    m_engine->setServer(server);
    if (!m_started)
        m_engine->start();
    m_started = true;
}

void DeskRuntime::wake()
{
    if (m_started)
        m_engine->wake();
}

void DeskRuntime::shutDown()
{
    m_cleaning.stop();
    if (m_drafts)
        m_drafts->flush();
    if (m_engine && m_started)
        m_engine->stop();
    m_drafts.reset();
    m_actions.reset();
    m_session.reset();
    m_worker.stop();
    m_engine.reset();
    m_remote.reset();
}

} // namespace app
