#include "tests/bench/paint_clock.h"

#include <QEvent>
#include <QEventLoop>
#include <QTimer>

namespace bench
{

// A real loop, not processEvents(): in it timers without a delay come after painting, as in the program.

double PaintClock::pressToPaint(const std::function<void()>& press, const std::function<bool()>& there)
{
    QEventLoop loop;
    QTimer::singleShot(int(kNever), &loop, &QEventLoop::quit);
    m_there = there;
    m_painted = -1;
    m_loop = &loop;
    m_timer.start();
    press();
    if (m_loop)
        loop.exec();
    m_loop = nullptr;
    m_there = {};
    return m_painted < 0 ? kNever : m_painted;
}

void PaintClock::rest(int milliseconds)
{
    QEventLoop loop;
    QTimer::singleShot(milliseconds, &loop, &QEventLoop::quit);
    loop.exec();
}

bool PaintClock::restUntil(const std::function<bool()>& there, int patience)
{
    QElapsedTimer waited;
    waited.start();
    while (!there() && !waited.hasExpired(patience))
        rest(5);
    return there();
}

bool PaintClock::notify(QObject* receiver, QEvent* event)
{
    const bool paints = m_loop && event->type() == QEvent::UpdateRequest && receiver->isWidgetType();
    const bool ends = paints && (!m_there || m_there());
    const bool done = QApplication::notify(receiver, event);
    if (ends && m_loop) {
        m_painted = double(m_timer.nsecsElapsed()) / 1e6;
        std::exchange(m_loop, nullptr)->quit();
    }
    return done;
}

} // namespace bench
