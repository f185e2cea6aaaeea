#pragma once
// Puts together what the screens are told of synchronisation (BEY-4), and tells it when it changed.

#include "store/sync_state.h"
#include "sync/transport.h"

#include <QString>

#include <array>
#include <functional>

namespace syncing
{

/// Where a trouble comes from; the first that is not empty is shown.
enum class Trouble { Store, Access, Answer, History, Line, Records, Clock };
inline constexpr std::size_t kTroubles = std::size_t(Trouble::Clock) + 1;

class Status
{
public:
    std::function<void(const store::SyncState&)> tell;

    enum class Door { Open, SignedOut, Refused };
    void setDoor(Door door);
    void setLine(bool up, desk::Instant nextTry);
    void setPulling(bool pulling);
    void setStream(bool ready);
    void setCaughtUp(desk::Instant at);
    void setHistory(qint64 done, qint64 total, bool complete);
    void setHeld(desk::Instant since);
    /// Empty = over.
    void setTrouble(Trouble from, const QString& sentence);
    const store::SyncState& state() const { return m_told; }

private:
    void update();
    store::Link link() const;

    store::SyncState m_told;
    Door m_door = Door::Open;
    bool m_lineUp = false;
    bool m_pulling = false;
    bool m_stream = false;
    desk::Instant m_nextTry;
    desk::Instant m_caughtUp;
    qint64 m_historyDone = 0;
    qint64 m_historyTotal = 0;
    bool m_historyComplete = false;
    desk::Instant m_heldSince;
    std::array<QString, kTroubles> m_troubles;
};

/// What the desk's own server says of a trouble of its own, or of an address that it was not given (421); empty where
/// it said nothing, or a proxy answered.
QString serverSentence(const Answer& answer);
/// Sentences: what happened, what was kept, what to do.
QString lineSentence(const Answer& answer);
QString signedOutSentence();
QString noAccessSentence(const Answer& answer);
QString otherDeskSentence();
/// The server's answer contradicts itself or is not JSON; `path` names the place.
QString answerSentence(const QString& path);
/// `count` records cannot be read, of which `asked` will be asked for again; `path` names the place in the last one.
QString recordsSentence(qsizetype count, qsizetype asked, const QString& path);

/// This computer's clock is wrong: what it shows, and what it is at the desk.
QString clockSentence(desk::Instant here, desk::Instant there);

} // namespace syncing
