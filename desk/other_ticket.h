#pragma once
// Whether a number is two tickets': only a way back in time gives it away again (DESK-6).

#include "desk/draft.h"
#include "desk/ticket.h"

namespace desk
{

/// Another time of creation or another requester alone may be a correction; both together are another ticket.
inline bool isAnother(const Ticket& a, const Ticket& b)
{
    return a.created != b.created && a.requester != b.requester;
}

/// Whether the draft, as far as it says so, was written for another ticket.
inline bool isForAnother(const Draft& draft, const Ticket& ticket)
{
    return draft.ticketCreated.isSet() && draft.ticketCreated != ticket.created && draft.requester != ticket.requester;
}

} // namespace desk
