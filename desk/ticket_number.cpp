#include "desk/ticket_number.h"

#include <algorithm>

namespace desk
{

TicketNumber ticketNumberOf(QStringView word)
{
    const bool named = word.startsWith(u'#');
    const QStringView digits = word.mid(named ? 1 : 0);
    // toLongLong() alone takes signs and blanks.
    const bool isNumber = std::all_of(digits.begin(), digits.end(), [](QChar c) { return c >= u'0' && c <= u'9'; });
    const qint64 number = isNumber ? digits.toLongLong() : 0;
    return {number, named && number > 0};
}

} // namespace desk
