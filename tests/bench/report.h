#pragma once
// One line a measurement: the figure, its floor from the same run, the ratio, the budget, and whether it holds.

#include <QString>
#include <QStringList>

#include <functional>
#include <optional>
#include <vector>

namespace bench
{

/// p in 0..1 of the samples; sorts them.
double percentile(std::vector<double>& samples, double p);

/// Runs `work` `times` times; milliseconds of each.
std::vector<double> sample(int times, const std::function<void(int)>& work);

class Report
{
public:
    explicit Report(const QString& title);
    ~Report(); ///< prints the verdict line

    struct Row {
        QString name;
        double figure = 0;
        QString unit;
        std::optional<double> floor;
        QString floorName;
        std::optional<double> budget; ///< of the figure
        std::optional<double> ratioAtMost;
        bool higherIsBetter = false;
    };
    void add(const Row& row);
    /// A row that could not be measured, and why; it counts as missed.
    void missing(const QString& name, const QString& why);
    /// 0 when all budgets hold and nothing is missing, else 1.
    int exitCode() const { return m_missed.isEmpty() ? 0 : 1; }

private:
    QStringList m_missed;
};

} // namespace bench
