#include "tests/bench/report.h"

#include <QElapsedTimer>
#include <QFile>

#include <algorithm>
#include <cstdio>

namespace bench
{

using namespace Qt::StringLiterals;

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

double proportionalMemory()
{
    QFile file(u"/proc/self/smaps_rollup"_s);
    if (!file.open(QIODevice::ReadOnly))
        return 0;
    for (QByteArray line = file.readLine(); !line.isEmpty(); line = file.readLine()) {
        if (line.startsWith("Pss:"))
            return line.mid(4).trimmed().split(' ').first().toDouble() / 1024;
    }
    return 0;
}

Report::Report(const QString& title)
{
    std::printf("\n%s\n%-46s %12s %12s %8s %12s  %s\n", qPrintable(title), "what", "figure", "floor", "ratio", "budget",
                "");
}

Report::~Report()
{
    if (m_missed.isEmpty())
        std::printf("every budget here holds\n");
    else
        std::printf("over budget: %s\n", qPrintable(m_missed.join(u", "_s)));
}

void Report::add(const Row& row)
{
    const auto number = [](double value) { return QString::number(value, 'f', value < 10 ? 3 : 1); };
    const bool withinBudget =
        !row.budget || (row.higherIsBetter ? row.figure >= *row.budget : row.figure <= *row.budget);
    const double ratio = row.floor && *row.floor > 0 ? row.figure / *row.floor : 0;
    const bool withinRatio =
        !row.ratioAtMost || (row.higherIsBetter ? ratio >= *row.ratioAtMost : ratio <= *row.ratioAtMost);
    const QString budget = row.budget        ? number(*row.budget) + u' ' + row.unit
                           : row.ratioAtMost ? number(*row.ratioAtMost) + u" x"_s
                                             : u"-"_s;
    std::printf("%-46s %12s %12s %8s %12s  %s%s\n", qPrintable(row.name),
                qPrintable(number(row.figure) + u' ' + row.unit), qPrintable(row.floor ? number(*row.floor) : u"-"_s),
                qPrintable(row.floor ? number(ratio) : u"-"_s), qPrintable(budget),
                withinBudget && withinRatio ? "holds" : "MISSED",
                qPrintable(row.floorName.isEmpty() ? QString() : u"  (floor: "_s + row.floorName + u')'));
    std::fflush(stdout);
    if (!withinBudget || !withinRatio)
        m_missed.append(row.name);
}

} // namespace bench
