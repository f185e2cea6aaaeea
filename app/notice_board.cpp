#include "app/notice_board.h"

namespace app
{

void NoticeBoard::put(Matter matter, Notice notice)
{
    if (notice.text.isEmpty())
        return clear(matter);
    const auto found = m_notices.find(matter);
    if (found != m_notices.end() && found->second.text == notice.text)
        return;
    m_notices[matter] = std::move(notice);
    if (m_notices.begin()->first == matter)
        Q_EMIT shown(current());
}

void NoticeBoard::clear(Matter matter)
{
    const bool topmost = !m_notices.empty() && m_notices.begin()->first == matter;
    m_notices.erase(matter);
    if (topmost)
        Q_EMIT shown(current());
}

Notice NoticeBoard::current() const
{
    return m_notices.empty() ? Notice() : m_notices.begin()->second;
}

} // namespace app
