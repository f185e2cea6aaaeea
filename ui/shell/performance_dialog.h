#pragma once
// How fast the program is, by its own measure (BEY-11).

#include <QDialog>

class QTableWidget;

namespace ui
{

class LatencyMeter;

class PerformanceDialog : public QDialog
{
    Q_OBJECT

public:
    explicit PerformanceDialog(LatencyMeter& meter, QWidget* parent = nullptr);

private:
    void fill();

    LatencyMeter& m_meter;
    QTableWidget* m_table;
};

} // namespace ui
