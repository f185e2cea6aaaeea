#pragma once
// What screens may ask of the network; app/ connects it to sync/. Answers come back as ChangeSets.

#include "desk/ids.h"
#include "desk/message.h"

#include <QString>

#include <functional>

class QObject;

namespace models
{

/// Called and answered on the UI thread; never blocks. `done(error)`: empty = it worked, else a sentence.
class Remote
{
public:
    using Done = std::function<void(const QString& error)>;
    /// `more`: the desk has further hits than were brought.
    using Found = std::function<void(const QString& error, bool more)>;

    virtual ~Remote() = default;
    virtual void fetchThread(const desk::TicketId& ticket, QObject* context, Done done) = 0;
    virtual void fetchProfile(const desk::ProfileId& profile, QObject* context, Done done) = 0;
    virtual void fetchAttachment(const desk::Attachment& attachment, const QString& path, QObject* context,
                                 Done done) = 0;
    /// Asks the desk's own search (THR-11) for messages with all the words, newest first, and for the ticket of a
    /// `#number`; at most `limit` hits. When it is `done` they are in the local file.
    virtual void search(const QString& words, int limit, QObject* context, Found done) = 0;
    virtual void setViewing(const desk::TicketId& ticket) = 0;
    virtual void setTyping(const desk::TicketId& ticket, bool typing) = 0;
    virtual void outboxChanged() = 0;
    virtual void wake() = 0;
    /// Everything of the desk anew; drafts and outbox stay (DESK-6).
    virtual void loadAnew() = 0;
};

} // namespace models
