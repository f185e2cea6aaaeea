#pragma once

#include "ui/widgets/buttons.h"
#include "ui/widgets/elided_label.h"

#include <QBasicTimer>
#include <QPointer>

#include <chrono>

namespace ui
{

/// A card that says what was done, with undo and the time that is left for it (BEY-12), at the bottom of the window or
/// of a part of it.
///
/// Time runs in whole steps of `advance()`, which its own one-second timer calls; it stands while the pointer or the
/// focus is on it when there is nothing to undo.
class Toast : public QWidget
{
    Q_OBJECT
public:
    explicit Toast(QWidget* window);

    /// Stands at the bottom of the first of these that is visible, so that it covers none of the controls below; in the
    /// middle of the window's where none is.
    void standIn(const QList<QWidget*>& areas);
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

    QList<QPointer<QWidget>> m_areas;
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
