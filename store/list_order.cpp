#include "store/list_order.h"

#include <algorithm>

namespace store
{

namespace
{
// A time needs 43 bits until the year 2248; the priority stands above it.
constexpr int kTimeBits = 50;
constexpr qint64 kLatest = (qint64(1) << kTimeBits) - 1;
} // namespace

qint64 waitingOrder(const desk::Ticket& ticket)
{
    return ticket.waitingSince.isSet() ? ticket.waitingSince.ms : kNobodyWaits;
}

qint64 urgency(const desk::Ticket& ticket)
{
    return (qint64(ticket.priority) << kTimeBits) + std::clamp<qint64>(ticket.updated.ms, 0, kLatest);
}

qint64 sortValue(const desk::Ticket& ticket, desk::Sort sort)
{
    switch (sort) {
    case desk::Sort::Newest:
        return ticket.updated.ms;
    case desk::Sort::Oldest:
        return -ticket.updated.ms;
    case desk::Sort::LongestWaiting:
        return -waitingOrder(ticket);
    case desk::Sort::Priority:
        return urgency(ticket);
    }
    return ticket.updated.ms;
}

SortColumn sortColumn(desk::Sort sort)
{
    switch (sort) {
    case desk::Sort::Newest:
        return {"updated", false};
    case desk::Sort::Oldest:
        return {"updated", true};
    case desk::Sort::LongestWaiting:
        return {"waiting_order", true};
    case desk::Sort::Priority:
        return {"urgency", false};
    }
    return {"updated", false};
}

bool standsAbove(const ListKey& a, const ListKey& b, desk::Sort sort)
{
    if (a.sort != b.sort)
        return a.sort > b.sort;
    return sortColumn(sort).negated ? a.key < b.key : b.key < a.key;
}

} // namespace store
