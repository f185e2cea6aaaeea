#include "tests/bench/paint_clock.h"

#include <QEvent>
#include <QTimer>

namespace bench
{

double PaintClock::pressToPaint(const std::function<void()>& press, const std::function<bool()>& there)
{
    m_there = there;
    m_painted = -1;
    m_waiting = true;
    QTimer patience; // wakes the loop below should nothing else do so
    patience.setSingleShot(true);
    patience.start(int(kNever));
    m_timer.start();
    press();
    while (m_waiting && patience.isActive())
        processEvents(QEventLoop::WaitForMoreEvents);
    m_waiting = false;
    m_there = {};
    return m_painted < 0 ? kNever : m_painted;
}

void PaintClock::rest(int milliseconds)
{
    restUntil([] { return false; }, milliseconds);
}

bool PaintClock::restUntil(const std::function<bool()>& there, int patience)
{
    QTimer timer;
    timer.setSingleShot(true);
    timer.start(patience);
    while (!there() && timer.isActive())
        processEvents(QEventLoop::WaitForMoreEvents);
    return there();
}

bool PaintClock::notify(QObject* receiver, QEvent* event)
{
    const bool paints = m_waiting && event->type() == QEvent::UpdateRequest && receiver->isWidgetType();
    const bool ends = paints && (!m_there || m_there());
    const bool done = QApplication::notify(receiver, event);
    if (ends && m_waiting) {
        m_painted = double(m_timer.nsecsElapsed()) / 1e6;
        m_waiting = false;
    }
    return done;
}

} // namespace bench
