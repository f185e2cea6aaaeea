#pragma once
// One order: number, states and total; its lines and tracking unfold (OVR-4).

#include "desk/commerce.h"

#include <QAbstractButton>

class QVBoxLayout;

namespace ui
{

/// The line that is always shown; pressing it unfolds the rest.
class OrderHead : public QAbstractButton
{
    Q_OBJECT

public:
    OrderHead(const desk::Order& order, QWidget* parent);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;
    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    int numberWidth(int width) const;
    bool statesFit(int width) const;

    desk::Order m_order;
};

class OrderRow : public QWidget
{
    Q_OBJECT

public:
    OrderRow(const desk::Order& order, const desk::Clock& clock, QWidget* parent);
    void setExpanded(bool expanded);
    bool isExpanded() const { return m_details && !m_details->isHidden(); }
    const desk::OrderId& id() const { return m_order.id; }

private:
    void fill();

    desk::Order m_order;
    const desk::Clock& m_clock;
    OrderHead* m_head;
    QWidget* m_details = nullptr;
    QVBoxLayout* m_column;
};

} // namespace ui
