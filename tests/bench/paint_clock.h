#pragma once
// From an input to the pixels: when a window has been painted and handed to the display.

#include <QApplication>
#include <QElapsedTimer>

#include <functional>

namespace bench
{

/// The application of a benchmark with windows. UI thread.
class PaintClock : public QApplication
{
public:
    using QApplication::QApplication;

    static constexpr double kNever = 5000; ///< milliseconds after which a paint is not waited for any longer

    /// Milliseconds from before `press` to the end of the first paint of a window for which `there` held before it
    /// began (without `there`: the first paint). kNever when there was none.
    double pressToPaint(const std::function<void()>& press, const std::function<bool()>& there = {});
    /// The event loop goes on for so many milliseconds: what an input has set off comes to its end.
    static void rest(int milliseconds);
    /// rest() until `there`, at most `patience` milliseconds; whether it came.
    static bool restUntil(const std::function<bool()>& there, int patience);

    bool notify(QObject* receiver, QEvent* event) override;

private:
    std::function<bool()> m_there;
    QElapsedTimer m_timer;
    double m_painted = -1;
    QEventLoop* m_loop = nullptr; ///< while a paint is awaited
};

} // namespace bench
