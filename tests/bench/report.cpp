#include "tests/bench/report.h"

#include <QElapsedTimer>

#include <algorithm>
#include <cstdio>

namespace bench
{

using namespace Qt::StringLiterals;

namespace
{

QString number(double value)
{
    return QString::number(value, 'f', value < 10 ? 2 : value < 1000 ? 1 : 0);
}

} // namespace

double percentile(std::vector<double>& samples, double p)
{
    if (samples.empty())
        return 0;
    std::sort(samples.begin(), samples.end());
    const auto at = std::min(samples.size() - 1, std::size_t(p * double(samples.size())));
    return samples[at];
}

std::vector<double> sample(int times, const std::function<void(int)>& work)
{
    std::vector<double> samples;
    QElapsedTimer timer;
    for (int i = 0; i < times; ++i) {
        timer.start();
        work(i);
        samples.push_back(double(timer.nsecsElapsed()) / 1e6);
    }
    return samples;
}

Report::Report(const QString& title)
{
    std::printf("\n%s\n%-62s %12s %12s %8s %16s  verdict\n", qPrintable(title), "what", "figure", "floor", "ratio",
                "budget");
    std::fflush(stdout);
}

Report::~Report()
{
    if (m_missed.isEmpty())
        std::printf("every budget here holds\n");
    else
        std::printf("over budget or not measured: %s\n", qPrintable(m_missed.join(u"; "_s)));
    std::fflush(stdout);
}

void Report::add(const Row& row)
{
    const double ratio = row.floor && *row.floor > 0 ? row.figure / *row.floor : 0;
    const auto holds = [&row](double value, const std::optional<double>& limit) {
        return !limit || (row.higherIsBetter ? value >= *limit : value <= *limit);
    };
    const bool held = holds(row.figure, row.budget) && holds(ratio, row.ratioAtMost);
    QStringList limits;
    if (row.budget)
        limits.append(number(*row.budget) + u' ' + row.unit);
    if (row.ratioAtMost)
        limits.append(number(*row.ratioAtMost) + u" x"_s);
    std::printf("%-62s %12s %12s %8s %16s  %s%s\n", qPrintable(row.name),
                qPrintable(number(row.figure) + u' ' + row.unit), qPrintable(row.floor ? number(*row.floor) : u"-"_s),
                qPrintable(ratio > 0 ? number(ratio) : u"-"_s),
                qPrintable(limits.isEmpty() ? u"-"_s : limits.join(u", "_s)), held ? "holds" : "MISSED",
                qPrintable(row.floorName.isEmpty() ? QString() : u"  (floor: "_s + row.floorName + u')'));
    std::fflush(stdout);
    if (!held)
        m_missed.append(row.name);
}

void Report::missing(const QString& name, const QString& why)
{
    std::printf("%-62s %12s %12s %8s %16s  NOT MEASURED: %s\n", qPrintable(name), "-", "-", "-", "-", qPrintable(why));
    std::fflush(stdout);
    m_missed.append(name);
}

} // namespace bench
