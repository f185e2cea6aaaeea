#include "ui/latency_meter.h"

#include "models/desk_session.h"

#include <QLoggingCategory>

#include <algorithm>
#include <cmath>

namespace ui
{

namespace
{

Q_LOGGING_CATEGORY(lcLatency, "bellhop.latency")

constexpr int kSignalEveryMs = 1000;
constexpr double kNanosecondsPerMs = 1e6;

using Group = LatencyMeter::Group;
using Measure = models::DeskSession::Measure;

struct Traits {
    const char* name; ///< in the log
    Group group;
    double budget; ///< milliseconds; 0 = none: a page of changes may hold hundreds of rows
};

/// In the order of LatencyMeter::Kind. A read may cost a frame of scrolling, a search no more than its painted results.
constexpr std::array<Traits, LatencyMeter::kindCount> kTraits{{
    {"open-ticket", Group::PressToPaint, 50},
    {"switch-view", Group::PressToPaint, 16},
    {"key", Group::PressToPaint, 16},
    {"search", Group::PressToPaint, 100},
    {"read", Group::Queries, 8},
    {"search-read", Group::Queries, 100},
    {"frame-lag", Group::SyncLag, 30},
    {"page-lag", Group::SyncLag, 0},
}};

const Traits& traitsOf(LatencyMeter::Kind kind)
{
    return kTraits[size_t(kind)];
}

LatencyMeter::Kind kindOf(Measure what)
{
    using K = LatencyMeter::Kind;
    switch (what) {
    case Measure::Read:
        return K::Read;
    case Measure::Search:
        return K::SearchRead;
    case Measure::FrameLag:
        return K::FrameLag;
    case Measure::PageLag:
        break;
    }
    return K::PageLag;
}

/// The smallest sample that at least `share` of all do not exceed; `sorted` is not empty.
double quantile(const QList<double>& sorted, double share)
{
    const auto rank = qsizetype(std::ceil(share * double(sorted.size())));
    return sorted.at(std::clamp<qsizetype>(rank, 1, sorted.size()) - 1);
}

} // namespace

LatencyMeter::LatencyMeter(QObject* parent)
    : QObject(parent)
{
    m_signal.setSingleShot(true);
    connect(&m_signal, &QTimer::timeout, this, &LatencyMeter::tell);
}

LatencyMeter::Group LatencyMeter::groupOf(Kind kind)
{
    return traitsOf(kind).group;
}

void LatencyMeter::follow(models::DeskSession& session)
{
    disconnect(&session, &models::DeskSession::measured, this, nullptr);
    connect(&session, &models::DeskSession::measured, this, [this](Measure what, qint64 nanoseconds) {
        record(kindOf(what), double(nanoseconds) / kNanosecondsPerMs);
    });
}

void LatencyMeter::pressed(Kind kind)
{
    seriesOf(kind).running.start();
}

void LatencyMeter::painted(Kind kind)
{
    QElapsedTimer& running = seriesOf(kind).running;
    if (!running.isValid())
        return;
    const double milliseconds = double(running.nsecsElapsed()) / kNanosecondsPerMs;
    running.invalidate();
    record(kind, milliseconds);
}

void LatencyMeter::record(Kind kind, double milliseconds)
{
    Series& series = seriesOf(kind);
    series.samples[size_t(series.next)] = milliseconds;
    series.next = (series.next + 1) % kKept;
    series.count = std::min(series.count + 1, kKept);
    const Traits& traits = traitsOf(kind);
    if (traits.budget > 0 && milliseconds > traits.budget)
        qCInfo(lcLatency, "%s took %.1f ms, over its budget of %.0f ms", traits.name, milliseconds, traits.budget);
    if (m_signal.isActive())
        return;
    // Samples come from inside paints too, where nothing on the screen may change.
    const qint64 since = m_lastSignal.isValid() ? m_lastSignal.elapsed() : kSignalEveryMs;
    m_signal.start(int(std::max<qint64>(0, kSignalEveryMs - since)));
}

QList<LatencyMeter::Figures> LatencyMeter::figures() const
{
    QList<Figures> all;
    for (int i = 0; i < kindCount; ++i) {
        const Series& series = m_series[size_t(i)];
        if (series.count == 0)
            continue;
        QList<double> sorted(series.samples.begin(), series.samples.begin() + series.count);
        std::sort(sorted.begin(), sorted.end());
        all.append({Kind(i), series.count, quantile(sorted, 0.5), quantile(sorted, 0.99), traitsOf(Kind(i)).budget});
    }
    return all;
}

void LatencyMeter::tell()
{
    m_lastSignal.start();
    Q_EMIT changed();
}

} // namespace ui
