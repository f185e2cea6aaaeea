#include "ui/thread/message_footer.h"

#include "models/actions.h"
#include "models/desk_session.h"
#include "ui/theme/theme.h"
#include "ui/thread/discard_question.h"
#include "ui/thread/message_troubles.h"
#include "ui/widgets/elided_label.h"
#include "ui/widgets/flow_layout.h"

#include <QApplication>
#include <QTimerEvent>
#include <QVBoxLayout>

namespace ui
{

using namespace Qt::StringLiterals;

namespace
{
QString footerButtonName(const QPushButton* button)
{
    return button->accessibleName().isEmpty() ? button->text() : button->accessibleName();
}

bool isWaiting(const store::OutboxRow& row)
{
    return row.state == store::OutboxState::Queued || row.state == store::OutboxState::Held;
}
} // namespace

QString doubtOf(const Context& context, const std::optional<store::OutboxRow>& pending)
{
    if (!pending || pending->state == store::OutboxState::Parked)
        return {};
    const bool isLive = context.session.syncState().link == store::Link::Live;
    if (pending->state == store::OutboxState::TakingBack)
        return isLive ? MessageFooter::tr("Taking back… The desk is asked whether it was sent.")
                      : MessageFooter::tr(
                            "Taking back… It may have been sent already; Bellhop asks the desk as soon as it can.");
    if (pending->state != store::OutboxState::Queued || !pending->inDoubt)
        return {};
    if (!context.session.can(desk::Capability::TakeBack))
        return MessageFooter::tr(
            "It may have been sent already, and this desk's server is too old to be asked. Bellhop goes on until it "
            "answers; it arrives once.");
    return MessageFooter::tr("It may have been sent already; Bellhop asks the desk as soon as it can.");
}

std::unique_ptr<MessageFooter> MessageFooter::make(const Context& context, const desk::Message& message,
                                                   const std::optional<store::OutboxRow>& pending, QWidget* parent)
{
    const QString doubt = doubtOf(context, pending);
    QString why = pending && pending->state == store::OutboxState::Parked ? pending->reason : message.failure;
    if (!doubt.isEmpty())
        why = doubt;
    if (message.delivery == desk::Delivery::Unconfirmed && why.isEmpty())
        why = tr("Its answer was lost: it may have arrived. It is not sent again unless you do so.");
    if (message.delivery == desk::Delivery::Failed && why.isEmpty())
        why = tr("It could not be delivered.");
    const bool isStill = pending && (pending->state == store::OutboxState::Parked || isWaiting(*pending));
    if (why.isEmpty() && !isStill)
        return nullptr; // what is on its way has no time to be read
    std::unique_ptr<MessageFooter> footer(new MessageFooter(context, pending, parent));
    if (!why.isEmpty())
        footer->say(why, message.delivery == desk::Delivery::Unconfirmed || !doubt.isEmpty());
    footer->offer(message, !doubt.isEmpty());
    return footer;
}

MessageFooter::MessageFooter(const Context& context, const std::optional<store::OutboxRow>& pending, QWidget* parent)
    : QWidget(parent)
    , m_context(context)
    , m_pending(pending)
    , m_buttons(new FlowLayout(nullptr, space::s))
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(space::xs);
    column->addLayout(m_buttons);
}

void MessageFooter::say(const QString& why, bool isUnsure)
{
    auto* text = new TextLabel(why, Type::Secondary, isUnsure ? Ink::Warn : Ink::Danger, this);
    text->setContentsMargins(kIndent, 0, kIndent, 0);
    static_cast<QVBoxLayout*>(layout())->insertWidget(0, text);
}

void MessageFooter::offer(const desk::Message& message, bool isInDoubt)
{
    if (m_pending)
        offerPending(isInDoubt);
    else if (canBeWrittenAgain(message))
        m_buttons->addWidget(writeAgainButton(m_context.drafts, message, this));
    const QLayoutItem* first = m_buttons->itemAt(0);
    const auto* button = first ? qobject_cast<PushButton*>(first->widget()) : nullptr;
    const int indent = button && button->kind() == ButtonKind::Quiet ? 0 : kIndent;
    m_buttons->setContentsMargins(indent, 0, indent, 0);
}

void MessageFooter::offerPending(bool isInDoubt)
{
    models::Actions& actions = m_context.actions;
    const desk::OperationId id = m_pending->operation.id;
    const bool isParked = m_pending->state == store::OutboxState::Parked;
    const bool waits = isWaiting(*m_pending);
    if (isHeld()) {
        m_undo = new PushButton(undoText(), ButtonKind::Quiet, this);
        m_undo->setGlyph(Glyph::Undo);
        m_undo->setAccessibleName(tr("Undo sending"));
        connect(m_undo, &QPushButton::clicked, this, [&actions, id] { actions.withdraw(id, true); });
        m_buttons->addWidget(m_undo);
        m_undoTimer = startTimer(std::chrono::seconds(1));
    }
    if (isParked && m_pending->reasonCode != "stale"_L1)
        add(tr("Try again"), ButtonKind::Secondary, [&actions, id] { actions.retry(id, false); });
    if (waits && isInDoubt && m_context.session.can(desk::Capability::TakeBack))
        add(tr("Take back and edit"), ButtonKind::Quiet, [&actions, id] { actions.withdraw(id, true); });
    if (isParked || (waits && !isHeld() && !isInDoubt))
        add(tr("Edit"), ButtonKind::Quiet, [&actions, id] { actions.withdraw(id, true); });
    if (isParked)
        add(tr("Discard…"), ButtonKind::Quiet, [&actions, row = *m_pending, card = parentWidget()] {
            askToDiscard(actions, row.operation, wentOf(row), card);
        });
}

void MessageFooter::add(const QString& text, ButtonKind kind, std::function<void()> press)
{
    auto* button = new PushButton(text, kind, this);
    connect(button, &QPushButton::clicked, this, std::move(press));
    m_buttons->addWidget(button);
}

bool MessageFooter::isHeld() const
{
    return m_pending->state == store::OutboxState::Held && m_pending->notBefore > m_context.session.clock().now();
}

QString MessageFooter::undoText() const
{
    const qint64 left = m_pending->notBefore - m_context.session.clock().now();
    return tr("Undo (%n s)", nullptr, int(qMax<qint64>(1, (left + desk::kSecond - 1) / desk::kSecond)));
}

QString MessageFooter::focusedName() const
{
    const auto* focus = qobject_cast<QPushButton*>(QApplication::focusWidget());
    return focus && isAncestorOf(focus) ? footerButtonName(focus) : QString();
}

void MessageFooter::focusByName(const QString& name)
{
    for (auto* button : findChildren<QPushButton*>()) {
        if (footerButtonName(button) == name)
            button->setFocus(Qt::OtherFocusReason);
    }
}

void MessageFooter::timerEvent(QTimerEvent* event)
{
    if (event->timerId() != m_undoTimer)
        return QWidget::timerEvent(event);
    if (m_pending->notBefore > m_context.session.clock().now()) {
        m_undo->setText(undoText());
        return;
    }
    killTimer(std::exchange(m_undoTimer, 0));
    m_undo->hide();
    Q_EMIT heightChanged();
}

} // namespace ui
