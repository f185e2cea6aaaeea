#pragma once

#include <QProgressBar>

namespace ui
{

/// A 6 px line of progress, with an optional second, paler part after the first (so far + predicted).
class ProgressLine : public QProgressBar
{
    Q_OBJECT
public:
    explicit ProgressLine(QWidget* parent = nullptr);
    /// End of the paler part, in the units of the range; below value() there is none.
    void setSecondary(int value);
    int secondary() const { return m_secondary; }
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    int m_secondary = 0;
};

} // namespace ui
