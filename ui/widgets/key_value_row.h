#pragma once

#include "ui/widgets/elided_label.h"

#include <QWidget>

namespace ui
{

/// A line of facts: a dim key at a fixed width, its value beside it; below it where text is large.
class KeyValueRow : public QWidget
{
    Q_OBJECT
public:
    explicit KeyValueRow(const QString& key, const QString& value = {}, QWidget* parent = nullptr);
    void setKey(const QString& key);
    void setValue(const QString& value, Ink ink = Ink::Text);
    QString value() const { return m_value->fullText(); }
    /// Puts a widget (chips, a link) in place of the text; takes ownership.
    void setValueWidget(QWidget* widget);

private:
    void describe();
    ElidedLabel* m_key;
    ElidedLabel* m_value;
    QWidget* m_custom = nullptr;
};

} // namespace ui
