#include "ui/thread/message_card.h"

#include "models/actions.h"
#include "models/moments.h"
#include "models/words.h"
#include "ui/theme/focus_ring.h"
#include "ui/theme/relative_time.h"
#include "ui/theme/text_cache.h"
#include "ui/theme/theme.h"
#include "ui/thread/attachment_tile.h"
#include "ui/thread/body_view.h"
#include "ui/thread/discard_question.h"
#include "ui/thread/file_shelf.h"
#include "ui/thread/message_troubles.h"
#include "ui/widgets/flow_layout.h"

#include <QApplication>
#include <QClipboard>
#include <QContextMenuEvent>
#include <QHelpEvent>
#include <QLocale>
#include <QMenu>
#include <QTimerEvent>
#include <QToolTip>
#include <QVBoxLayout>

namespace ui
{

using namespace Qt::StringLiterals;

namespace
{
constexpr qsizetype kPreviewText = 2000; ///< shown while the real body is being cleaned
constexpr qint64 kInlineImage = 4 * 1024 * 1024;

QDateTime local(desk::Instant at)
{
    return at.utc().toLocalTime();
}
} // namespace

MessageCard::MessageCard(CardServices services, QWidget* parent)
    : QWidget(parent)
    , m_services(services)
{
    setFocusPolicy(Qt::ClickFocus);
    FocusRing::setRing(this, radius::card);
    connect(&services.bodies, &models::BodyCache::ready, this, [this](const desk::MessageId& id) {
        if (id != message().id || m_bodyKnown)
            return;
        showBody();
        Q_EMIT heightChanged();
    });
    connect(&services.files, &FileShelf::arrived, this, [this](const desk::AttachmentId& id) {
        for (const desk::Attachment& file : message().attachments)
            if (file.id == id && !file.contentId.isEmpty())
                showPart(file);
    });
    connect(&Theme::current(), &Theme::changed, this, [this] { update(); });
}

void MessageCard::show(const CardContent& content)
{
    if (content.entry.message.id != message().id)
        forget();
    const bool sameBody = m_body && content.entry.message.id == message().id &&
                          content.entry.message.html == message().html && content.entry.message.text == message().text;
    const bool sameFiles = content.entry.message.attachments == message().attachments;
    m_content = content;
    m_shape = shapeOf(message());
    describe();
    if (m_shape != CardShape::Event) {
        if (!sameBody)
            showBody();
        if (!sameFiles)
            showFiles();
        showFooter();
    }
    QWidget::show();
    update();
}

/// Another message comes: open quotes, images and buttons of this one must not show through.
void MessageCard::forget()
{
    m_quotedOpen = m_remoteImages = m_bodyKnown = false;
    for (QWidget* part :
         {static_cast<QWidget*>(m_body), static_cast<QWidget*>(m_quoted), static_cast<QWidget*>(m_quotedToggle),
          static_cast<QWidget*>(m_remoteLine), static_cast<QWidget*>(m_cut)}) {
        if (part)
            part->hide();
    }
    for (BodyView* body : {m_body, m_quoted}) {
        if (body)
            body->forgetParts();
    }
    m_content.entry.message.attachments.clear();
    delete std::exchange(m_files, nullptr);
    dropFooter();
}

QString MessageCard::spoken(const desk::Message& message)
{
    if (shapeOf(message) != CardShape::Event)
        return models::spokenMessage(message);
    return tr("%1, %2").arg(eventSentence(message), models::dateAndTime(message.at));
}

void MessageCard::describe()
{
    setAccessibleName(spoken(asKnown()));
    setObjectName(u"message:%1"_s.arg(message().id.value()));
}

void MessageCard::showBody()
{
    if (!m_body)
        m_body = makeBody();
    m_body->setAccessibleName(tr("Message text"));
    const std::optional<models::Body> body = m_services.bodies.request(message(), m_remoteImages);
    m_bodyKnown = body.has_value();
    if (!body) {
        m_body->setPlainBody(message().text.left(kPreviewText));
        m_body->show();
        return;
    }
    m_body->setBody(body->html, body->links);
    m_body->show();
    showQuoted(*body);
    showRemoteLine(*body);
    if (body->truncated && !m_cut)
        m_cut = new TextLabel(tr("This message is longer than what is shown here."), Type::Secondary, Ink::Dim, this);
    if (m_cut)
        m_cut->setVisible(body->truncated);
    loadImages();
}

void MessageCard::showQuoted(const models::Body& body)
{
    if (body.quotedHtml.isEmpty()) {
        if (m_quotedToggle)
            m_quotedToggle->hide();
        if (m_quoted)
            m_quoted->hide();
        return;
    }
    if (!m_quotedToggle) {
        m_quotedToggle = new PushButton({}, ButtonKind::Quiet, this);
        connect(m_quotedToggle, &QPushButton::clicked, this, &MessageCard::toggleQuoted);
    }
    m_quotedToggle->setText(tr("Quoted text"));
    m_quotedToggle->setGlyph(m_quotedOpen ? Glyph::ChevronDown : Glyph::ChevronRight);
    m_quotedToggle->setAccessibleDescription(m_quotedOpen ? tr("expanded") : tr("collapsed"));
    m_quotedToggle->show();
    if (!m_quotedOpen) {
        if (m_quoted)
            m_quoted->hide();
        return;
    }
    if (!m_quoted)
        m_quoted = makeBody();
    m_quoted->setAccessibleName(tr("Quoted text"));
    m_quoted->setBody(body.quotedHtml, body.links);
    m_quoted->show();
    loadImages();
}

void MessageCard::toggleQuoted()
{
    m_quotedOpen = !m_quotedOpen;
    if (const auto body = m_services.bodies.request(message(), m_remoteImages))
        showQuoted(*body);
    Q_EMIT heightChanged();
}

void MessageCard::showRemoteLine(const models::Body& body)
{
    if (body.blockedRemote == 0) {
        if (m_remoteLine)
            m_remoteLine->hide();
        return;
    }
    if (!m_remoteLine) {
        m_remoteLine = new PushButton({}, ButtonKind::Quiet, this);
        m_remoteLine->setGlyph(Glyph::Shield);
        m_remoteLine->setEnabled(false);
    }
    m_remoteLine->setText(tr("%n remote image(s) not loaded", nullptr, body.blockedRemote));
    m_remoteLine->setToolTip(tr("Loading them would tell the sender that and where the mail was read."));
    m_remoteLine->show();
}

/// The parts that the mail itself brings along are fetched from the desk's server when they are small.
void MessageCard::loadImages()
{
    for (const desk::Attachment& file : message().attachments) {
        if (file.contentId.isEmpty())
            continue;
        if (m_services.files.isHere(file))
            showPart(file);
        else if (file.size <= kInlineImage && file.mime.startsWith("image/"_L1))
            m_services.files.fetch(file);
    }
}

void MessageCard::showPart(const desk::Attachment& file)
{
    for (BodyView* view : {m_body, m_quoted})
        if (view)
            view->setPart(file.contentId, m_services.files.path(file));
}

BodyView* MessageCard::makeBody()
{
    auto* view = new BodyView(m_services.files.pictures(), this);
    connect(view, &BodyView::picturesShown, this, &MessageCard::heightChanged);
    return view;
}

void MessageCard::showFiles()
{
    delete m_files;
    m_files = nullptr;
    QList<desk::Attachment> shown;
    for (const desk::Attachment& file : message().attachments)
        if (file.contentId.isEmpty())
            shown.append(file);
    if (shown.isEmpty())
        return;
    m_files = new QWidget(this);
    m_files->setAccessibleName(tr("Attachments"));
    auto* flow = new FlowLayout(m_files, space::s);
    for (const desk::Attachment& file : std::as_const(shown))
        flow->addWidget(new AttachmentTile(m_services.files, m_services.context.preferences, file, m_files));
    m_files->show();
}

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

bool MessageCard::event(QEvent* event)
{
    if (event->type() != QEvent::ToolTip)
        return QWidget::event(event);
    auto* help = static_cast<QHelpEvent*>(event);
    QToolTip::showText(help->globalPos(), plainToolTip(exactTime(local(message().at))), this);
    return true;
}

void MessageCard::contextMenuEvent(QContextMenuEvent* event)
{
    if (m_shape == CardShape::Event)
        return event->ignore();
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->addAction(Icon::icon(Glyph::Copy), tr("Copy text"), this,
                    [this] { QApplication::clipboard()->setText(message().text); });
    menu->popup(event->globalPos());
}

} // namespace ui
