// Frames while scrolling: the list of all tickets, a very long thread.

#include "tests/bench/client_rows.h"

#include <QScrollBar>

namespace bench
{

using namespace Qt::StringLiterals;

namespace
{

constexpr int kFrames = 600;
constexpr int kListStep = 96; ///< pixels, as a fast wheel
constexpr int kThreadStep = 120;
constexpr double kBudget = 8;

/// `frames` steps; a frame is the new position, the event loop's turn and the paint.
Samples scroll(PaintClock& application, QScrollBar* bar, int step, int frames)
{
    Samples samples;
    for (int i = 0; i < frames; ++i) {
        const int wanted = bar->value() + step;
        if (wanted < bar->minimum() || wanted > bar->maximum())
            break;
        samples.push_back(application.pressToPaint([&] { bar->setValue(wanted); }));
    }
    return samples;
}

/// Up and down over the same rows until there are enough frames.
Samples scrollThereAndBack(PaintClock& application, QScrollBar* bar, int step)
{
    Samples samples;
    while (samples.size() < kFrames) {
        for (const int way : {step, -step}) {
            const Samples part = scroll(application, bar, way, kFrames);
            if (part.empty() && samples.empty())
                continue;
            samples.insert(samples.end(), part.begin(), part.end());
        }
        if (samples.empty())
            break; // nothing to scroll
    }
    return samples;
}

} // namespace

void measureListScrolling(Report& report, ClientWindow& client)
{
    PaintClock& application = client.application();
    QScrollBar* bar = client.list().verticalScrollBar();
    client.show("my-inbox");
    (void)scroll(application, bar, kListStep * 4, kFrames); // every row has been read once
    bar->setValue(0);
    const Samples still = scrollThereAndBack(application, bar, kListStep);
    client.show("all");
    Samples ours = scroll(application, bar, kListStep, kFrames);
    const int page = bar->pageStep();
    for (int i = 1; i <= kFrames / 3; ++i) // to places that were never shown
        ours.push_back(application.pressToPaint([&] { bar->setValue(kListStep * kFrames + i * 37 * page); }));
    addShare(report, u"scroll the list of all tickets, frame"_s, 0.99, ours, still, u"same delegate, rows in memory"_s,
             kBudget);
}

void measureThreadScrolling(Report& report, ClientWindow& client, qint64 number, int messages)
{
    const QString title = u"scroll a thread of %1 messages, frame"_s.arg(messages);
    PaintClock& application = client.application();
    client.window().openNumber(number);
    PaintClock::rest(500);
    QScrollBar* bar = client.thread().verticalScrollBar();
    if (bar->maximum() == 0)
        return report.missing(title, u"the long thread did not open"_s);
    Samples ours = scroll(application, bar, -kThreadStep, kFrames); // older pages come as the top comes near
    const Samples still = scroll(application, bar, kThreadStep, kFrames);
    int before = -1;
    while (bar->maximum() != before) { // all of it
        before = bar->maximum();
        bar->setValue(0);
        PaintClock::rest(40);
    }
    const Samples whole = scroll(application, bar, kThreadStep, kFrames);
    ours.insert(ours.end(), whole.begin(), whole.end());
    addShare(report, title, 0.99, ours, still, u"same cards, messages in memory"_s, kBudget);
}

} // namespace bench
