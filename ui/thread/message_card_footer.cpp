// What can be done about a message that is not out yet, below its text.
#include "ui/thread/message_card.h"

#include "models/actions.h"
#include "models/desk_session.h"
#include "ui/theme/text_cache.h"
#include "ui/theme/theme.h"
#include "ui/thread/discard_question.h"
#include "ui/thread/message_troubles.h"
#include "ui/widgets/flow_layout.h"

#include <QApplication>
#include <QTimerEvent>
#include <QVBoxLayout>

namespace ui
{

using namespace Qt::StringLiterals;

void MessageCard::addFooterButton(const QString& text, ButtonKind kind, std::function<void()> press)
{
    auto* button = new PushButton(text, kind, m_footer);
    connect(button, &QPushButton::clicked, this, std::move(press));
    m_footerFlow->addWidget(button);
}

QString MessageCard::undoText() const
{
    const qint64 left = m_content.pending->notBefore - m_services.context.session.clock().now();
    return tr("Undo (%n s)", nullptr, int(qMax<qint64>(1, (left + desk::kSecond - 1) / desk::kSecond)));
}

/// What nobody here knows about a message that may have gone; empty = there is no doubt (BEY-15).
QString MessageCard::doubtText() const
{
    if (!m_content.pending || m_content.pending->state == store::OutboxState::Parked)
        return {};
    models::DeskSession& session = m_services.context.session;
    const bool isLive = session.syncState().link == store::Link::Live;
    if (m_content.pending->state == store::OutboxState::TakingBack)
        return isLive ? tr("Taking back… The desk is asked whether it was sent.")
                      : tr("Taking back… It may have been sent already; Bellhop asks the desk as soon as it can.");
    if (m_content.pending->state != store::OutboxState::Queued || !m_content.pending->inDoubt)
        return {};
    if (!session.can(desk::Capability::TakeBack))
        return tr(
            "It may have been sent already, and this desk's server is too old to be asked. Bellhop goes on until it "
            "answers; it arrives once.");
    return tr("It may have been sent already; Bellhop asks the desk as soon as it can.");
}

/// The buttons are others in each state: the keyboard stays with the one of the same name, else with the message.
void MessageCard::showFooter()
{
    const auto* focus = qobject_cast<QPushButton*>(QApplication::focusWidget());
    const bool hasKeyboard = focus && m_footer && m_footer->isAncestorOf(focus);
    const auto nameOf = [](const QPushButton* button) {
        return button->accessibleName().isEmpty() ? button->text() : button->accessibleName();
    };
    const QString name = hasKeyboard ? nameOf(focus) : QString();
    dropFooter();
    buildFooter();
    if (!hasKeyboard || !m_footer)
        return;
    for (auto* button : m_footer->findChildren<QPushButton*>())
        if (nameOf(button) == name)
            button->setFocus(Qt::OtherFocusReason);
}

void MessageCard::dropFooter()
{
    if (m_footer && m_footer->isAncestorOf(QApplication::focusWidget()))
        setFocus(Qt::OtherFocusReason);
    delete std::exchange(m_footer, nullptr);
    m_undo = nullptr;
    if (m_undoTimer)
        killTimer(std::exchange(m_undoTimer, 0));
}

/// What can be done about a message that is not out yet: undo, edit, retry, discard; or why it failed.
void MessageCard::buildFooter()
{
    const bool parked = m_content.pending && m_content.pending->state == store::OutboxState::Parked;
    const bool held = m_content.pending && m_content.pending->state == store::OutboxState::Held &&
                      m_content.pending->notBefore > m_services.context.session.clock().now();
    const bool waiting = m_content.pending && (m_content.pending->state == store::OutboxState::Queued ||
                                               m_content.pending->state == store::OutboxState::Held);
    const QString doubt = doubtText();
    QString why = parked ? m_content.pending->reason : message().failure;
    if (!doubt.isEmpty())
        why = doubt;
    if (message().delivery == desk::Delivery::Unconfirmed && why.isEmpty())
        why = tr("Its answer was lost: it may have arrived. It is not sent again unless you do so.");
    if (message().delivery == desk::Delivery::Failed && why.isEmpty())
        why = tr("It could not be delivered.");
    if (why.isEmpty() && !waiting && !parked)
        return; // what is on its way has no time to be read
    m_footer = new QWidget(this);
    auto* column = new QVBoxLayout(m_footer);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(space::xs);
    if (!why.isEmpty()) {
        const bool unsure = message().delivery == desk::Delivery::Unconfirmed || !doubt.isEmpty();
        auto* text = new TextLabel(why, Type::Secondary, unsure ? Ink::Warn : Ink::Danger, m_footer);
        text->setContentsMargins(kFooterIndent, 0, kFooterIndent, 0);
        column->addWidget(text);
    }
    m_footerFlow = new FlowLayout(nullptr, space::s);
    column->addLayout(m_footerFlow);
    models::Actions& actions = m_services.context.actions;
    if (m_content.pending) {
        const desk::OperationId id = m_content.pending->operation.id;
        if (held) {
            m_undo = new PushButton(undoText(), ButtonKind::Quiet, m_footer);
            m_undo->setGlyph(Glyph::Undo);
            m_undo->setAccessibleName(tr("Undo sending"));
            connect(m_undo, &QPushButton::clicked, this, [&actions, id] { actions.withdraw(id, true); });
            m_footerFlow->addWidget(m_undo);
            m_undoTimer = startTimer(std::chrono::seconds(1));
        }
        if (parked && m_content.pending->reasonCode != "stale"_L1)
            addFooterButton(tr("Try again"), ButtonKind::Secondary, [&actions, id] { actions.retry(id, false); });
        if (waiting && !doubt.isEmpty() && m_services.context.session.can(desk::Capability::TakeBack))
            addFooterButton(tr("Take back and edit"), ButtonKind::Quiet,
                            [&actions, id] { actions.withdraw(id, true); });
        if (parked || (waiting && !held && doubt.isEmpty()))
            addFooterButton(tr("Edit"), ButtonKind::Quiet, [&actions, id] { actions.withdraw(id, true); });
        if (parked)
            addFooterButton(tr("Discard…"), ButtonKind::Quiet, [this, &actions, row = *m_content.pending] {
                askToDiscard(actions, row.operation, wentOf(row), this);
            });
    }
    if (!m_content.pending && canBeWrittenAgain(message()))
        m_footerFlow->addWidget(writeAgainButton(m_services.context.drafts, message(), m_footer));
    const QLayoutItem* first = m_footerFlow->itemAt(0);
    const auto* button = first ? qobject_cast<PushButton*>(first->widget()) : nullptr;
    const int indent = button && button->kind() == ButtonKind::Quiet ? 0 : kFooterIndent;
    m_footerFlow->setContentsMargins(indent, 0, indent, 0);
    m_footer->show();
}

void MessageCard::timerEvent(QTimerEvent* event)
{
    if (event->timerId() != m_undoTimer || !m_undo)
        return QWidget::timerEvent(event);
    if (m_content.pending->notBefore > m_services.context.session.clock().now()) {
        m_undo->setText(undoText());
        return;
    }
    killTimer(std::exchange(m_undoTimer, 0));
    m_undo->hide();
    Q_EMIT heightChanged();
}

} // namespace ui
