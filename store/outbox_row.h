#pragma once
// One queued action and its state (BEY-2).

#include "desk/draft.h"
#include "desk/instant.h"
#include "desk/message.h"
#include "desk/operation.h"

#include <QLatin1StringView>
#include <QList>
#include <QString>

namespace store
{

/// Held: waits for its undo time (BEY-12) or for its turn in the lane. Sending: handed to the network.
/// Parked: refused for good until the agent edits, retries or discards it. Acknowledged: the server has it; it leaves
/// the replay when the feed passes `receiptSeq`. TakingBack: the agent wants it back, and whether it went is asked of
/// the desk (BEY-15); until then it stands as it was.
enum class OutboxState { Held, Queued, Sending, Parked, Acknowledged, TakingBack };

/// Bounds of what a row can wait for by itself: second thoughts (BEY-12), and a pause after a failure. They tell a row
/// that waits from one that was stored before somebody set the clock back.
inline constexpr qint64 kLongestHold = desk::kMinute;
inline constexpr qint64 kLongestWait = desk::kHour;

struct OutboxRow {
    qint64 position = 0; ///< order of creation; the order inside a ticket's lane
    desk::Operation operation;
    QList<desk::DraftFile> files; ///< not yet uploaded; the lane uploads them before the operation goes
    OutboxState state = OutboxState::Queued;
    desk::Instant created;
    desk::Instant notBefore; ///< undo time or backoff
    int attempts = 0;
    QString reasonCode;         ///< Parked or last failure: stale, no-consent, network ...
    QString reason;             ///< a sentence for people
    QList<desk::Message> newer; ///< reasonCode == stale: what came since `operation.seen`
    qint64 receiptSeq = 0;
    bool inDoubt = false;        ///< sent at least once and not answered
    desk::Instant ticketCreated; ///< with the requester: tells the ticket from another one of a restored desk
    desk::ProfileId requester;
    QString epoch; ///< of the desk that gave the receipt
};

/// Whether the desk may have executed it without our knowing: it is taken back by asking, never by forgetting it.
inline bool mayHaveGone(const OutboxRow& row)
{
    return row.inDoubt || row.state == OutboxState::Sending || row.state == OutboxState::TakingBack;
}

/// What becomes of a text whose row is TakingBack, in its reasonCode.
inline constexpr QLatin1StringView kBackToDraft{"back-to-draft"};
inline constexpr QLatin1StringView kDiscarded{"discarded"};
/// The reasonCode of a parked row of which even the desk cannot say whether it was executed.
inline constexpr QLatin1StringView kNobodyKnows{"in-doubt"};

} // namespace store
