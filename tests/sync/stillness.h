#pragma once
// Tells when a test may move its clock: once nothing is going on in this process any more.

#include <QHash>

/// What all other threads of the process have done so far, as the kernel counts it. Linux only.
class Stillness
{
public:
    /// True if no other thread has run since the last call and all of them sleep. What runs next is then either
    /// woken by the calling thread or by time.
    bool look();

private:
    /// Time on a processor and number of turns there (proc(5): schedstat), by thread.
    QHash<int, QByteArray> m_seen;
};
