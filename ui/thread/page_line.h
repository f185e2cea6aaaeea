#pragma once
// Below a long text: which part of it is shown, and the ways to the others
// (docs/decisions/0019-any-message-at-once.md).

#include <QWidget>

namespace ui
{

class PushButton;
class TextLabel;

class PageLine : public QWidget
{
    Q_OBJECT

public:
    explicit PageLine(QWidget* parent);

    /// Shows part `page` (from 0) of `count`; hides itself where there is only one.
    void setPage(int page, int count);

Q_SIGNALS:
    /// The reader asked for this part, from 0.
    void turned(int page);

private:
    int m_page = 0;
    TextLabel* m_label;
    PushButton* m_previous;
    PushButton* m_next;
};

} // namespace ui
