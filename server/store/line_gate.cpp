#include "server/store/line_gate.h"

#include "sql/error.h"

#include <algorithm>

namespace server::store
{

using namespace Qt::StringLiterals;

namespace
{
constexpr std::chrono::seconds kLongestPause{1};
} // namespace

LineGate::Clock::time_point LineGate::enter()
{
    const auto now = Clock::now();
    const std::lock_guard lock(m_mutex);
    if (m_isAway && (m_isTrying || now < m_next))
        throw sql::Failure(sql::ErrorKind::Connection, u"the database is out of reach"_s);
    m_isTrying = m_isAway;
    return now;
}

/// A refusal that came at once may be asked for again at once.
void LineGate::leave(Clock::time_point begun, bool ok)
{
    const auto now = Clock::now();
    const std::lock_guard lock(m_mutex);
    m_isAway = !ok;
    m_isTrying = false;
    m_next = now + std::min<Clock::duration>(now - begun, kLongestPause);
}

} // namespace server::store
