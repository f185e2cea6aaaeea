#pragma once
// A ticket: one customer's matter and its state (TKT-1, TKT-9).

#include "desk/channel.h"
#include "desk/ids.h"
#include "desk/instant.h"

#include <QList>
#include <QString>

#include <optional>

namespace desk
{

/// TKT-1. Spam is not a status but a mark (VIEW-7): it can be taken back without losing the status.
enum class Status { Open, Snoozed, Closed };
enum class Priority { Low, Normal, High, Urgent };
enum class Direction { Inbound, Outbound };

QString toString(Status status);
QString toString(Priority priority);
QString toString(Direction direction);
std::optional<Status> statusFrom(QStringView name);
std::optional<Priority> priorityFrom(QStringView name);
std::optional<Direction> directionFrom(QStringView name);

/// Everything that a list row, a view's filter and the ticket section of the overview need: a list never joins.
struct Ticket {
    TicketId id;
    qint64 rev = 0;    ///< the feed `seq` of this version; higher is newer
    qint64 number = 0; ///< what people say aloud: #48213
    Channel channel = Channel::Email;
    Status status = Status::Open;
    bool spam = false;
    Priority priority = Priority::Normal;
    QString subject; ///< mail: its subject; else the first words
    ProfileId requester;
    QString requesterName; ///< denormalised from the profile
    QString recipient;     ///< the desk's own address, number or handle that was written to (REPLY-4)
    QString brand;
    QString attribution;
    AgentId assignee;
    TeamId team;
    QList<LabelId> labels; ///< sorted by id, without repeats
    Instant created;
    Instant updated; ///< last change of any kind that an agent cares about
    Instant firstReply;
    Instant closed;
    Instant snoozedUntil; ///< unset while snoozed = until the customer writes (TKT-2)
    bool returnedFromSnooze = false;
    Instant waitingSince;  ///< oldest inbound message since the last reply; unset = nobody waits
    Instant lastInbound;   ///< for the 24 h window (REPLY-7)
    MessageId lastMessage; ///< newest message that counts for the stale-send guard (no notes, no events)
    QString snippet;       ///< the newest message's first words, plain text
    Direction snippetDirection = Direction::Inbound;
    bool hasAttachment = false;
    qint64 messageCount = 0;
    bool unread = false;  ///< for the agent who asks (read marks carry an owner)
    int satisfaction = 0; ///< 1..5; 0 = not rated

    bool operator==(const Ticket&) const = default;
};

} // namespace desk
