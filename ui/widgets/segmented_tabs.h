#pragma once

#include <QTabBar>

#include <optional>

namespace ui
{

/// Tabs as rounded segments ("Open 23 | Snoozed 6 | Closed"); a QTabBar, so roles, arrows and signals are its own.
class SegmentedTabs : public QTabBar
{
    Q_OBJECT
public:
    explicit SegmentedTabs(QWidget* parent = nullptr);
    /// The figure after a tab's text; empty hides it.
    void setCount(int tab, std::optional<qint64> count);
    std::optional<qint64> count(int tab) const;

protected:
    QSize tabSizeHint(int tab) const override;
    QSize minimumTabSizeHint(int tab) const override;
    void paintEvent(QPaintEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void leaveEvent(QEvent* event) override;

private:
    QString label(int tab) const;
    int m_hovered = -1;
};

} // namespace ui
