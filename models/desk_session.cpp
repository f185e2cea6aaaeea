#include "models/desk_session.h"

#include "store/trouble.h"

#include <QLoggingCategory>

namespace models
{

namespace
{

Q_LOGGING_CATEGORY(lcModels, "bellhop.models")

// The desk says once that a customer types, and ends it itself when nothing more comes: this is the last resort.
constexpr qint64 kTypingLasts = desk::kMinute;
constexpr int kLookAgainMs = 1000;

template<class T>
QHash<QString, QString> namesOf(const QList<T>& rows)
{
    QHash<QString, QString> names;
    for (const T& row : rows)
        names.insert(row.id.value(), row.name);
    return names;
}

store::ChangeSet everything()
{
    store::ChangeSet changes;
    changes.everything = true;
    return changes;
}

} // namespace

DeskSession::DeskSession(store::Worker& worker, Remote* remote, const desk::Clock& clock, QString dataFolder,
                         QObject* parent)
    : QObject(parent)
    , m_worker(worker)
    , m_remote(remote)
    , m_clock(clock)
    , m_dataFolder(std::move(dataFolder))
    , m_reader(worker.path())
{
    m_typingEnds.setInterval(kLookAgainMs);
    connect(&m_typingEnds, &QTimer::timeout, this, &DeskSession::endTyping);
    refreshTables(everything());
    m_worker.listen(this, [this](const store::ChangeSet& changes) { take(changes); });
}

DeskSession::~DeskSession() = default;

void DeskSession::take(const store::ChangeSet& changes)
{
    if (changes.isEmpty())
        return;
    const qint64 now = desk::steadyNow();
    if (changes.frameArrived != 0)
        Q_EMIT measured(Measure::FrameLag, now - changes.frameArrived);
    if (changes.pageArrived != 0)
        Q_EMIT measured(Measure::PageLag, now - changes.pageArrived);
    refreshTables(changes);
    Q_EMIT changed(changes);
}

void DeskSession::refreshTables(const store::ChangeSet& changes)
{
    const bool all = changes.everything;
    if (all || changes.people) {
        m_me = read(m_me, [](store::Reader& reader) { return reader.me().value_or(desk::Agent()); });
        m_agents = read(m_agents, [](store::Reader& reader) { return reader.agents(); });
        m_teams = read(m_teams, [](store::Reader& reader) { return reader.teams(); });
        m_agentNames = namesOf(m_agents);
        m_teamNames = namesOf(m_teams);
    }
    if (all || changes.labels) {
        m_labels = read(m_labels, [](store::Reader& reader) { return reader.labels(); });
        m_labelNames = namesOf(m_labels);
    }
    if (all || changes.macros)
        m_macros = read(m_macros, [](store::Reader& reader) { return reader.macros(); });
    if (all || changes.outbox)
        m_outbox = read(m_outbox, [](store::Reader& reader) { return reader.outbox(); });
    // The built-in views carry the id of the signed-in agent.
    if (all || changes.views || changes.people)
        m_views = read(m_views, [](store::Reader& reader) { return reader.views(); });
}

bool DeskSession::can(desk::Capability capability)
{
    const QString words =
        read(QString(), [](store::Reader& reader) { return reader.setting(QStringLiteral("capabilities")); });
    return words.split(QLatin1Char(' ')).contains(desk::toString(capability));
}

QString DeskSession::agentName(const desk::AgentId& id) const
{
    if (id.isEmpty())
        return {};
    if (id == m_me.id)
        return m_me.name;
    const auto name = m_agentNames.constFind(id.value());
    return name == m_agentNames.constEnd() ? tr("Former agent") : *name;
}

QString DeskSession::teamName(const desk::TeamId& id) const
{
    return m_teamNames.value(id.value());
}

QString DeskSession::labelName(const desk::LabelId& id) const
{
    return m_labelNames.value(id.value());
}

QList<OtherAgent> DeskSession::presence(const desk::TicketId& ticket) const
{
    return m_presence.value(ticket);
}

bool DeskSession::customerTyping(const desk::TicketId& ticket) const
{
    const auto since = m_typing.constFind(ticket);
    return since != m_typing.constEnd() && m_clock.now() - *since < kTypingLasts;
}

void DeskSession::setSyncState(const store::SyncState& state)
{
    if (m_syncState == state)
        return;
    m_syncState = state;
    Q_EMIT syncStateChanged();
}

void DeskSession::setPresence(const desk::TicketId& ticket, const QList<OtherAgent>& agents)
{
    if (m_presence.value(ticket) == agents)
        return;
    if (agents.isEmpty())
        m_presence.remove(ticket);
    else
        m_presence.insert(ticket, agents);
    Q_EMIT presenceChanged(ticket);
}

void DeskSession::setCustomerTyping(const desk::TicketId& ticket, bool typing)
{
    const bool was = m_typing.contains(ticket);
    if (typing)
        m_typing.insert(ticket, m_clock.now());
    else
        m_typing.remove(ticket);
    if (typing && !m_typingEnds.isActive())
        m_typingEnds.start();
    if (was != typing)
        Q_EMIT presenceChanged(ticket);
}

void DeskSession::endTyping()
{
    const QList<desk::TicketId> tickets = m_typing.keys();
    for (const desk::TicketId& ticket : tickets)
        if (!customerTyping(ticket))
            setCustomerTyping(ticket, false);
    if (m_typing.isEmpty())
        m_typingEnds.stop();
}

void DeskSession::report(const sql::Failure& failure)
{
    qCWarning(lcModels, "read failed: %s", failure.what());
    m_readFailing = true;
    Q_EMIT readFailed(store::sentenceFor(failure));
}

void DeskSession::readWorks(qint64 began)
{
    Q_EMIT measured(Measure::Read, desk::steadyNow() - began);
    if (std::exchange(m_readFailing, false))
        Q_EMIT readRecovered();
}

} // namespace models
