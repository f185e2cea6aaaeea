#include "sync/core.h"

namespace syncing
{

namespace
{
constexpr qint64 kBeat = 25'000;
constexpr qint64 kRetryUnreadable = 6 * desk::kHour;
} // namespace

Core::Core(store::Worker& worker, Credentials& credentials, const desk::Clock& clock, Timers& timers,
           const EngineOptions& options, EngineEvents events, QObject* parent)
    : QObject(parent)
    , m_events(std::move(events))
    , m_clock(clock)
    , m_transport(timers, options.server, options.requestTimeout)
    , m_session(m_transport, credentials)
    , m_gate(timers, clock)
    , m_unreadable(m_status)
    , m_decoder(this)
    , m_base{worker, clock, timers, m_session, m_decoder, m_gate, m_status, m_unreadable, this}
    , m_clockWatch(m_base)
    , m_feed(m_base)
    , m_stream(m_base)
    , m_history(m_base, options.history)
    , m_push(m_base)
    , m_onDemand(m_base)
    , m_people(m_base)
    , m_wakings(m_base, m_clockWatch)
    , m_beat(timers)
{
    connectParts();
    m_stream.setServer(options.server);
}

Core::~Core() = default;

void Core::connectParts()
{
    m_status.tell = m_events.state;
    m_transport.onTime = [this](desk::Instant there) { m_clockWatch.heard(there); };
    m_session.onReady = [this] { signedIn(); };
    m_session.onSignedOut = [this] {
        Answer answer;
        answer.error = ErrorClass::SignedOut;
        m_base.failed(answer);
        m_stream.drop();
    };
    m_gate.retry = [this] { tryLine(); };
    m_gate.changed = [this] {
        m_status.setLine(m_gate.isOpen(), m_gate.nextTry());
        if (!m_gate.isOpen())
            return;
        m_push.pump();
        m_history.resume();
        m_stream.connectNow(m_feed.cursor());
    };
    m_feed.onStarted = [this] { m_wakings.check(); };
    m_feed.onSnapshot = [this] {
        m_onDemand.forgetPages();
        m_history.restart();
        m_push.pump(); // receipts may have become doubtful
    };
    m_feed.onApplied = [this] { m_wakings.check(); };
    m_feed.onCaughtUp = [this] {
        m_stream.connectNow(m_feed.cursor());
        if (m_lastRetry.isSet() && m_clock.now() - m_lastRetry < kRetryUnreadable)
            return;
        m_lastRetry = m_clock.now();
        m_onDemand.retryUnreadable(m_feed.cursor().word);
    };
    m_push.onAcknowledged = [this](qint64 seq) { m_feed.expect(seq); };
    m_stream.onChanges = [this](const FeedPage& page) { m_feed.frame(page); };
    m_stream.onReady = [this](const desk::Cursor& newest) { m_feed.serverIsAt(newest); };
    m_stream.onReconnect = [this] { m_stream.connectNow(m_feed.cursor()); };
    m_stream.onPresence = m_events.presence;
    m_stream.onCustomerTyping = m_events.customerTyping;
    m_history.onApplied = [this] { m_wakings.check(); };
}

void Core::start()
{
    m_lastBeat = m_clock.now();
    m_beat.set(kBeat, [this] { beat(); });
    m_status.setLine(false, {});
    m_session.load();
}

void Core::signedIn()
{
    m_status.setDoor(Status::Door::Open);
    m_status.setTrouble(Trouble::Access, {});
    if (m_feed.isRunning())
        return m_feed.pull();
    m_feed.start();
}

void Core::tryLine()
{
    if (m_session.isSignedOut())
        return m_session.load();
    m_feed.pull();
    m_stream.connectNow(m_feed.cursor());
}

void Core::wake()
{
    m_stream.drop();
    m_gate.tryNow();
    m_push.hurry();
    m_wakings.check();
}

void Core::setServer(const QUrl& server)
{
    if (server == m_transport.server())
        return;
    m_transport.setServer(server);
    m_stream.setServer(server);
    m_gate.tryNow();
}

void Core::outboxChanged()
{
    m_push.pump();
    m_wakings.check();
}

void Core::beat()
{
    const desk::Instant now = m_clock.now();
    // The timers stand still while the machine sleeps, the clock does not; and somebody may set it.
    const qint64 passed = now - m_lastBeat;
    m_lastBeat = now;
    m_beat.set(kBeat, [this] { beat(); });
    if (passed > 2 * kBeat || passed < 0)
        return wake();
    m_stream.beat();
}

} // namespace syncing
