#pragma once

#include "ui/widgets/elided_label.h"

#include <QWidget>

namespace ui
{

/// A figure and what it is, on a tinted tile ("€ 412 / lifetime value").
class StatTile : public QWidget
{
    Q_OBJECT
public:
    explicit StatTile(const QString& value, const QString& caption, QWidget* parent = nullptr);
    void setValue(const QString& value, Ink ink = Ink::Text);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    void describe();
    ElidedLabel* m_value;
    ElidedLabel* m_caption;
};

} // namespace ui
