#pragma once
// The way out: each ticket is a lane, several lanes go at once, all behind one gate (docs/protocol.md "Operations").

#include "sync/backoff.h"
#include "sync/base.h"

#include "store/outbox_row.h"

#include <QHash>
#include <QRandomGenerator>
#include <QSet>

#include <memory>

namespace syncing
{

class Upload;
struct Answer;
struct Receipt;
struct Settlement;

class Push
{
public:
    explicit Push(Base& base);
    ~Push();

    /// Looks for what may go now and sends it.
    void pump();
    /// The agent asks: what waits after a failure goes now; undo times stay.
    void hurry();

    std::function<void(qint64 seq)> onAcknowledged;

private:
    struct Lane {
        Lane(const store::OutboxRow& r, Timers& timers);
        ~Lane();
        store::OutboxRow row; ///< as it stood before it was marked as sending
        bool isPut = false;   ///< the operation itself has left, not only files of it
        std::unique_ptr<Upload> upload;
        Alarm storePause;
    };
    using Id = desk::OperationId;
    struct Look;

    void take(const Look& look);
    void begin(const Id& id);
    void uploaded(const Id& id, const desk::Attachment& attachment);
    void put(const Id& id);
    void answered(const Id& id, const Answer& answer);
    /// Asks the desk to cancel what the agent wants back, or to say that it was executed (BEY-15).
    void ask(const Id& id);
    void settled(const Id& id, const Answer& answer);
    void notSettled(const Id& id, const Answer& answer);
    void received(const Id& id, const Receipt& receipt);
    void failed(const Id& id, const Answer& answer);
    void park(const Id& id, const Answer& answer);
    void postpone(const Id& id, const Answer& answer);
    /// Stores the outcome; a file that cannot be written is tried again, the lane stays closed meanwhile.
    void conclude(const Id& id, const store::Worker::Job& job);
    void lookAgain(qint64 ms);

    Base& m_base;
    Alarm m_alarm;
    Alarm m_storePause;
    Backoff m_storeBackoff;
    QRandomGenerator m_chance;
    QHash<Id, std::shared_ptr<Lane>> m_lanes;
    QSet<Id> m_unread; ///< perhaps marked as sending by a look that failed behind it
    bool m_looking = false;
    bool m_again = false;
};

} // namespace syncing
