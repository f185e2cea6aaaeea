#include "ui/latency_meter.h"

#include <QLoggingCategory>

#include <algorithm>
#include <cmath>

namespace ui
{

namespace
{

Q_LOGGING_CATEGORY(lcLatency, "bellhop.latency")

constexpr int kKept = 512;
constexpr int kSignalEveryMs = 1000;
constexpr double kNanosecondsPerMs = 1e6;

/// Milliseconds within which a kind must stay; 0 = none is set.
double budgetOf(const QByteArray& kind)
{
    static const QHash<QByteArray, double> budgets{
        {"switch-view", 16}, {"open-ticket", 50}, {"key", 16}, {"search", 100}};
    return budgets.value(kind, 0);
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

void LatencyMeter::pressed(const char* kind)
{
    m_series[kind].running.start();
}

void LatencyMeter::painted(const char* kind)
{
    const auto series = m_series.find(kind);
    if (series == m_series.end() || !series->running.isValid())
        return;
    const double milliseconds = double(series->running.nsecsElapsed()) / kNanosecondsPerMs;
    series->running.invalidate();
    record(kind, milliseconds);
}

void LatencyMeter::record(const char* kind, double milliseconds)
{
    Series& series = m_series[kind];
    if (series.samples.size() < kKept)
        series.samples.append(milliseconds);
    else
        series.samples[series.next] = milliseconds;
    series.next = (series.next + 1) % kKept;
    const double budget = budgetOf(kind);
    if (budget > 0 && milliseconds > budget)
        qCInfo(lcLatency, "%s took %.1f ms, over its budget of %.0f ms", kind, milliseconds, budget);
    if (m_signal.isActive())
        return;
    if (!m_lastSignal.isValid() || m_lastSignal.hasExpired(kSignalEveryMs))
        tell();
    else
        m_signal.start(int(kSignalEveryMs - m_lastSignal.elapsed()) + 1);
}

QList<LatencyMeter::Figures> LatencyMeter::figures() const
{
    QList<Figures> all;
    for (auto series = m_series.cbegin(); series != m_series.cend(); ++series) {
        if (series->samples.isEmpty())
            continue;
        QList<double> sorted = series->samples;
        std::sort(sorted.begin(), sorted.end());
        all.append(
            {series.key(), int(sorted.size()), quantile(sorted, 0.5), quantile(sorted, 0.99), budgetOf(series.key())});
    }
    std::sort(all.begin(), all.end(), [](const Figures& a, const Figures& b) { return a.name < b.name; });
    return all;
}

void LatencyMeter::tell()
{
    m_lastSignal.start();
    Q_EMIT changed();
}

} // namespace ui
