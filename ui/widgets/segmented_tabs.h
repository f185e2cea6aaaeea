#pragma once

#include <QTabBar>

#include <optional>

namespace ui
{

/// Tabs as rounded segments ("Open 23 | Snoozed 6 | Closed"); a QTabBar, so roles, arrows and signals are its own.
/// Where there is little room they stand closer, then say "99+", then no figure; only then are words cut.
class SegmentedTabs : public QTabBar
{
    Q_OBJECT
public:
    explicit SegmentedTabs(QWidget* parent = nullptr);
    /// The figure after a tab's text; empty hides it.
    void setCount(int tab, std::optional<qint64> count);
    std::optional<qint64> count(int tab) const;
    /// True when there is not even room for the words.
    bool isCut() const { return m_figures == Figures::Cut; }

protected:
    QSize tabSizeHint(int tab) const override;
    QSize minimumTabSizeHint(int tab) const override;
    void tabInserted(int) override { fitFigures(); }
    void tabRemoved(int) override { fitFigures(); }
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void leaveEvent(QEvent* event) override;

private:
    enum class Figures { Whole, Capped, None, Cut };
    QString label(int tab, Figures figures) const;
    int closeWidth(int tab, Figures figures) const;
    void fitFigures();

    Figures m_figures = Figures::Whole;
    int m_hovered = -1;
};

} // namespace ui
