#pragma once
// The engine's inside: its parts and how they follow each other. Made, used and destroyed on the worker thread.

#include "sync/base.h"
#include "sync/clock_watch.h"
#include "sync/decoder.h"
#include "sync/engine.h"
#include "sync/feed.h"
#include "sync/gate.h"
#include "sync/history.h"
#include "sync/on_demand.h"
#include "sync/people.h"
#include "sync/push.h"
#include "sync/session.h"
#include "sync/status.h"
#include "sync/stream.h"
#include "sync/transport.h"
#include "sync/unreadable.h"
#include "sync/wakings.h"

#include <QObject>

namespace syncing
{

class Core final : public QObject
{
public:
    Core(store::Worker& worker, Credentials& credentials, const desk::Clock& clock, Timers& timers,
         const EngineOptions& options, EngineEvents events, QObject* parent);
    ~Core() override;

    void start();
    void wake();
    void setServer(const QUrl& server);
    void outboxChanged();
    void loadAnew() { m_feed.loadAnew(); }

    OnDemand& onDemand() { return m_onDemand; }
    People& people() { return m_people; }
    Stream& stream() { return m_stream; }

private:
    void connectParts();
    void tryLine();
    void beat();
    void signedIn();

    EngineEvents m_events;
    const desk::Clock& m_clock;
    Transport m_transport;
    Session m_session;
    Gate m_gate;
    Status m_status;
    Unreadable m_unreadable;
    Decoder m_decoder;
    Base m_base;
    ClockWatch m_clockWatch;
    Feed m_feed;
    Stream m_stream;
    History m_history;
    Push m_push;
    OnDemand m_onDemand;
    People m_people;
    Wakings m_wakings;
    Alarm m_beat;
    desk::Instant m_lastBeat;
    desk::Instant m_lastRetry;
};

} // namespace syncing
