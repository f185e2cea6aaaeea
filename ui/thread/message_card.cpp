#include "ui/thread/message_card.h"

#include "html/pages.h"
#include "html/text.h"
#include "models/moments.h"
#include "models/words.h"
#include "ui/theme/focus_ring.h"
#include "ui/theme/relative_time.h"
#include "ui/theme/text_cache.h"
#include "ui/theme/theme.h"
#include "ui/thread/attachment_tile.h"
#include "ui/thread/body_view.h"
#include "ui/thread/file_shelf.h"
#include "ui/thread/message_footer.h"
#include "ui/thread/page_line.h"
#include "ui/widgets/flow_layout.h"

#include <QApplication>
#include <QClipboard>
#include <QContextMenuEvent>
#include <QHelpEvent>
#include <QLocale>
#include <QMenu>
#include <QToolTip>

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
    m_bodyPage = m_quotedPage = 0;
    for (QWidget* part :
         {static_cast<QWidget*>(m_body), static_cast<QWidget*>(m_quoted), static_cast<QWidget*>(m_quotedToggle),
          static_cast<QWidget*>(m_remoteLine), static_cast<QWidget*>(m_cut), static_cast<QWidget*>(m_bodyPages),
          static_cast<QWidget*>(m_quotedPages)}) {
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

/// The buttons are others in each state: the keyboard stays with the one of the same name, else with the message.
void MessageCard::showFooter()
{
    const QString name = m_footer ? m_footer->focusedName() : QString();
    dropFooter();
    m_footer = MessageFooter::make(m_services.context, message(), m_content.pending, this).release();
    if (!m_footer)
        return;
    connect(m_footer, &MessageFooter::heightChanged, this, &MessageCard::heightChanged);
    m_footer->show();
    if (!name.isEmpty())
        m_footer->focusByName(name);
}

void MessageCard::dropFooter()
{
    if (m_footer && m_footer->isAncestorOf(QApplication::focusWidget()))
        setFocus(Qt::OtherFocusReason);
    delete std::exchange(m_footer, nullptr);
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
        if (m_bodyPages)
            m_bodyPages->hide();
        m_body->setPlainBody(
            html::beginning(html::withoutPrivateUse(html::withoutDeceptive(message().text.left(kPreviewText)))));
        m_body->show();
        return;
    }
    m_body->setGround(ground());
    showPage(m_body, m_bodyPages, m_bodyPage, body->pages, body->links);
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
    const auto hideQuoted = [this] {
        for (QWidget* part : {static_cast<QWidget*>(m_quoted), static_cast<QWidget*>(m_quotedPages)})
            if (part)
                part->hide();
    };
    if (body.quoted.isEmpty()) {
        if (m_quotedToggle)
            m_quotedToggle->hide();
        return hideQuoted();
    }
    if (!m_quotedToggle) {
        m_quotedToggle = new PushButton({}, ButtonKind::Quiet, this);
        connect(m_quotedToggle, &QPushButton::clicked, this, &MessageCard::toggleQuoted);
    }
    m_quotedToggle->setText(tr("Quoted text"));
    m_quotedToggle->setGlyph(m_quotedOpen ? Glyph::ChevronDown : Glyph::ChevronRight);
    m_quotedToggle->setAccessibleDescription(m_quotedOpen ? tr("expanded") : tr("collapsed"));
    m_quotedToggle->show();
    if (!m_quotedOpen)
        return hideQuoted();
    if (!m_quoted)
        m_quoted = makeBody();
    m_quoted->setAccessibleName(tr("Quoted text"));
    m_quoted->setGround(ground());
    showPage(m_quoted, m_quotedPages, m_quotedPage, body.quoted, body.links);
    loadImages();
}

/// One part at a time is laid out, in the place of the one before: the window never waits for the whole of a long text.
void MessageCard::showPage(BodyView* view, PageLine*& line, int& page, const QList<models::Page>& pages,
                           const QList<html::Link>& links)
{
    const int count = int(pages.size());
    page = qBound(0, page, qMax(0, count - 1));
    view->setBody(pages.value(page).html, links);
    view->show();
    if (!line && count > 1) {
        line = new PageLine(this);
        connect(line, &PageLine::turned, this, [this, view, &line, &page](int asked) {
            page = asked;
            if (const auto body = m_services.bodies.request(message(), m_remoteImages)) {
                showPage(view, line, page, view == m_body ? body->pages : body->quoted, body->links);
                loadImages();
            } else {
                showBody();
            }
            Q_EMIT heightChanged();
            Q_EMIT pageTurned();
        });
    }
    if (line)
        line->setPage(page, count);
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
