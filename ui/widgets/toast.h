#pragma once

#include "ui/widgets/buttons.h"
#include "ui/widgets/elided_label.h"

#include <QBasicTimer>

#include <chrono>

namespace ui
{

/// A card at the bottom of the window that says what was done, with undo and the time that is left for it (BEY-12).
///
/// Time runs in whole steps of `advance()`, which its own one-second timer calls; it stands while the pointer or the
/// focus is on it when there is nothing to undo.
class Toast : public QWidget
{
    Q_OBJECT
public:
    explicit Toast(QWidget* window);

    /// Shows `text` for `life`; with `undo` the button offers it for as long. Replaces what was shown, which expires.
    void present(const QString& text, std::chrono::milliseconds life, bool undo);
    /// Lets `elapsed` of the remaining time pass.
    void advance(std::chrono::milliseconds elapsed);
    std::chrono::milliseconds remaining() const { return m_remaining; }
    QString message() const { return m_text->text(); }
    PushButton* undoButton() const { return m_undo; }

Q_SIGNALS:
    /// Undo was pressed in time.
    void undone();
    /// The time is over, or the card was closed: the action is final.
    void expired();

protected:
    void paintEvent(QPaintEvent* event) override;
    void timerEvent(QTimerEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void finish(bool undo);
    void place();
    void showRemaining();

    TextLabel* m_text;
    PushButton* m_undo;
    IconButton* m_close;
    QBasicTimer m_timer;
    std::chrono::milliseconds m_life{0};
    std::chrono::milliseconds m_remaining{0};
    bool m_active = false;
    bool m_undoable = false;
};

} // namespace ui
