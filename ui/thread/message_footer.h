#pragma once
// What can be done about a message that is not out yet or went wrong: why, and the buttons, below its text (BEY-2).

#include "desk/message.h"
#include "store/outbox_row.h"
#include "ui/context.h"
#include "ui/widgets/buttons.h"

#include <QWidget>

#include <functional>
#include <memory>
#include <optional>

namespace ui
{

class FlowLayout;

/// What nobody here knows about a message that may have gone; empty = there is no doubt (BEY-15).
QString doubtOf(const Context& context, const std::optional<store::OutboxRow>& pending);

class MessageFooter : public QWidget
{
    Q_OBJECT

public:
    /// It begins this much before the text: the hover box of a bare button, whose words stand in line with it.
    static constexpr int kIndent = space::s;

    /// The footer of a message in this state, a child of `parent`; null when there is nothing to say or to do.
    static std::unique_ptr<MessageFooter> make(const Context& context, const desk::Message& message,
                                               const std::optional<store::OutboxRow>& pending, QWidget* parent);

    /// The name of the button that has the keyboard; empty = none has it.
    QString focusedName() const;
    void focusByName(const QString& name);

Q_SIGNALS:
    void heightChanged();

protected:
    void timerEvent(QTimerEvent* event) override;

private:
    MessageFooter(const Context& context, const std::optional<store::OutboxRow>& pending, QWidget* parent);
    void say(const QString& why, bool isUnsure);
    void offer(const desk::Message& message, bool isInDoubt);
    void offerPending(bool isInDoubt);
    void add(const QString& text, ButtonKind kind, std::function<void()> press);
    QString undoText() const;
    bool isHeld() const;

    const Context& m_context;
    const std::optional<store::OutboxRow> m_pending;
    FlowLayout* m_buttons;
    PushButton* m_undo = nullptr;
    int m_undoTimer = 0;
};

} // namespace ui
