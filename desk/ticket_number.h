#pragma once
// What an agent types to name a ticket: the number that stands beside its subject (THR-11).

#include <QStringView>

namespace desk
{

/// What a word says about a ticket's number.
struct TicketNumber {
    qint64 number = 0;  ///< 0 = none; never below
    bool named = false; ///< `#48213`: means a ticket and nothing else; digits alone may be a word, too
};

/// Pure. Digits are ASCII; a number that no ticket can have (0, over 63 bits) is none.
TicketNumber ticketNumberOf(QStringView word);

} // namespace desk
