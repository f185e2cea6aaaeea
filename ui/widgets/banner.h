#pragma once

#include "ui/widgets/buttons.h"
#include "ui/widgets/elided_label.h"

class QHBoxLayout;

namespace ui
{

enum class BannerKind { Info, Warning, Error };

/// A line over the thing that it speaks of: what happened, what was kept, what to do, with up to two buttons.
class Banner : public QWidget
{
    Q_OBJECT
public:
    explicit Banner(BannerKind kind, const QString& text, QWidget* parent = nullptr);
    /// Changes what is said, and tells screen readers.
    void setMessage(BannerKind kind, const QString& text);
    QString message() const { return m_text->text(); }
    BannerKind kind() const { return m_kind; }
    /// Adds a button at the right that emits actionTriggered(index) in the order of adding.
    PushButton* addAction(const QString& label);
    const QStringList& actionLabels() const { return m_actions; }
    void setDismissible(bool dismissible);
    using QWidget::addAction;

Q_SIGNALS:
    void actionTriggered(int index);
    void dismissed();

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    BannerKind m_kind;
    TextLabel* m_text;
    QHBoxLayout* m_row;
    IconButton* m_dismiss;
    QStringList m_actions;
};

} // namespace ui
