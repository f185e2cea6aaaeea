// The fake desk's ways back in time.
#include "tests/sync/fake_desk.h"

#include <algorithm>

using namespace Qt::StringLiterals;

void FakeDesk::beginEpoch()
{
    m_epochs.append({u"word%1"_s.arg(++m_words), m_seq});
}

std::function<void()> FakeDesk::putAway()
{
    return [this, rows = m_rows, operations = m_operations, files = m_files, epochs = m_epochs, seq = m_seq,
            oldest = m_oldest, ids = m_ids] {
        m_rows = rows;
        m_operations = operations;
        m_files = files;
        m_epochs = epochs;
        m_seq = seq;
        m_oldest = oldest;
        m_ids = ids;
        beginEpoch();
    };
}

QJsonValue FakeDesk::cursorAt(qint64 seq) const
{
    return m_epochs.isEmpty() ? QJsonValue(seq) : QJsonValue(desk::cursorText({m_epochs.last().first, seq}));
}

bool FakeDesk::isGone(const desk::Cursor& cursor) const
{
    if (cursor.seq < m_oldest || cursor.seq > m_seq)
        return true;
    if (cursor.word.isEmpty())
        return !m_epochs.isEmpty() && cursor.seq > 0;
    const auto known = std::find_if(m_epochs.begin(), m_epochs.end(), [&](auto& e) { return e.first == cursor.word; });
    if (known == m_epochs.end())
        return true;
    const auto next = std::next(known);
    return next != m_epochs.end() && cursor.seq > next->second;
}
