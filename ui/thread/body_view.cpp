#include "ui/thread/body_view.h"

#include "ui/theme/focus_ring.h"
#include "ui/theme/readable.h"
#include "ui/theme/text_cache.h"
#include "ui/theme/theme.h"
#include "ui/thread/line_directions.h"
#include "ui/thread/link_marks.h"
#include "ui/thread/outside.h"
#include "ui/thread/table_lines.h"
#include "ui/thread/wide_tables.h"

#include <QAbstractTextDocumentLayout>
#include <QApplication>
#include <QClipboard>
#include <QContextMenuEvent>
#include <QHelpEvent>
#include <QMenu>
#include <QMessageBox>
#include <QMimeData>
#include <QPushButton>
#include <QScrollBar>
#include <QTextDocument>
#include <QTextDocumentFragment>
#include <QToolTip>

#include <cmath>

namespace ui
{

using namespace Qt::StringLiterals;

namespace
{

constexpr int kWidest = 720; ///< of a card, before the theme's scale
constexpr int kBurst = 30;   ///< milliseconds in which pictures that arrive are shown together

} // namespace

BodyView::BodyView(PictureShelf& pictures, QWidget* parent)
    : QTextBrowser(parent)
    , m_pictures(pictures)
{
    setFrameShape(QFrame::NoFrame);
    setOpenLinks(false);
    setOpenExternalLinks(false);
    setUndoRedoEnabled(false);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::LinksAccessibleByMouse | Qt::LinksAccessibleByKeyboard);
    setFocusPolicy(Qt::ClickFocus);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    FocusRing::setOwnFocus(this);
    document()->setDocumentMargin(0);
    viewport()->setAutoFillBackground(false);
    applyTheme();
    connect(&Theme::current(), &Theme::changed, this, &BodyView::applyTheme);
    connect(this, &QTextBrowser::anchorClicked, this, &BodyView::openLink);
    m_burst.setSingleShot(true);
    m_burst.setInterval(kBurst);
    connect(&m_burst, &QTimer::timeout, this, &BodyView::showPictures);
    connect(&pictures, &PictureShelf::ready, this, [this](const PictureWish& wish) {
        if (m_waiting.contains(wish) && !m_burst.isActive())
            m_burst.start();
    });
}

void BodyView::applyTheme()
{
    const Tokens& t = tokens();
    QPalette colours = palette();
    colours.setColor(QPalette::Base, Qt::transparent);
    colours.setColor(QPalette::Text, t.text);
    colours.setColor(QPalette::Link, t.accent);
    colours.setColor(QPalette::LinkVisited, t.accent);
    setPalette(colours);
    document()->setDefaultFont(Theme::current().font(Type::Body));
    document()->setDefaultStyleSheet(u"a { color: %1; }"_s.arg(t.accent.name()));
    if (!m_html.isEmpty())
        fill(); // colours are baked in when the HTML is read
    forgetMeasures();
}

void BodyView::forgetMeasures()
{
    m_fittedFor = m_naturalFor = -1;
}

void BodyView::fill()
{
    setHtml(m_html);
    if (m_html.contains(u"<table"_s))
        thinTableLines(*document());
    separateLineDirections(*document());
    markMisleadingLinks(*document(), m_links);
    makeReadable(*document(), tokens().text, tokens().*m_ground);
}

void BodyView::setBody(const QString& html, const QList<html::Link>& links)
{
    m_html = html;
    m_links = links;
    m_waiting.clear();
    fill();
    forgetMeasures();
    setFocusPolicy(links.isEmpty() ? Qt::ClickFocus : Qt::StrongFocus);
}

void BodyView::setPlainBody(const QString& text)
{
    m_html.clear();
    m_links.clear();
    setPlainText(text);
    forgetMeasures();
    setFocusPolicy(Qt::ClickFocus);
}

void BodyView::setPart(const QString& contentId, const QString& path)
{
    if (std::exchange(m_parts[contentId], path) != path && m_missing.remove(contentId) && !m_burst.isActive())
        m_burst.start();
}

void BodyView::forgetParts()
{
    m_parts.clear();
    m_missing.clear();
    m_waiting.clear();
    m_html.clear();
    document()->clear(); // with the pictures, which another message may call by the same name
}

/// What came within a moment is put in together: the HTML is read again for it, once.
void BodyView::showPictures()
{
    if (m_html.isEmpty())
        return;
    ++m_bursts;
    fill();
    forgetMeasures();
    Q_EMIT picturesShown();
}

/// Null while it is being decoded, or when it is none.
QImage BodyView::picture(const QUrl& url)
{
    PictureWish wish;
    wish.source = url.toString(QUrl::FullyEncoded);
    if (url.scheme().toLower() == "cid"_L1) {
        const QString id = QUrl::fromPercentEncoding(url.path(QUrl::FullyEncoded).toUtf8());
        wish.source = m_parts.value(id);
        if (wish.source.isEmpty()) {
            m_missing.insert(id);
            return {};
        }
    }
    const int widest = Theme::current().px(kWidest);
    const qreal ratio = devicePixelRatioF();
    wish.box = QSize(int(widest * ratio), int(4 * widest * ratio));
    std::optional<QImage> image = m_pictures.request(wish);
    if (!image) {
        m_waiting.insert(wish);
        return {};
    }
    m_waiting.remove(wish);
    if (image->width() == wish.box.width())
        image->setDevicePixelRatio(ratio); // it was made for the screen
    return *image;
}

void BodyView::fit(int width)
{
    if (width == m_fittedFor)
        return;
    m_fittedFor = width;
    if (m_html.contains(u"<table"_s))
        keepColumnsReadable(*document(), width);
    document()->setTextWidth(width);
    // A view that was never shown answers the first layout by one of its own, at its viewport's width, which is zero.
    if (document()->textWidth() != width)
        document()->setTextWidth(width);
    const QSizeF size = document()->size();
    const bool wide = size.width() > width + 1;
    setHorizontalScrollBarPolicy(wide ? Qt::ScrollBarAlwaysOn : Qt::ScrollBarAlwaysOff);
    const int bar = wide ? horizontalScrollBar()->sizeHint().height() : 0;
    m_fitted = QSize(width, int(std::ceil(size.height())) + bar);
    setFixedSize(m_fitted);
}

int BodyView::naturalWidth(int width)
{
    if (width == m_naturalFor)
        return m_natural;
    document()->setTextWidth(width);
    m_natural = qMin(width, int(std::ceil(document()->idealWidth())) + 1);
    m_naturalFor = width;
    m_fittedFor = -1; // the lines are broken for another width now
    return m_natural;
}

QVariant BodyView::loadResource(int, const QUrl& name)
{
    const QString scheme = name.scheme().toLower();
    QImage image;
    if (scheme == "cid"_L1 || scheme == "data"_L1) {
        image = picture(name);
    } else {
        ++m_refused;
    }
    if (!image.isNull())
        return image;
    QImage none(1, 1, QImage::Format_ARGB32_Premultiplied);
    none.fill(Qt::transparent); // an answer, so that Qt does not look for a file by itself
    return none;
}

void BodyView::wheelEvent(QWheelEvent* event)
{
    const bool sideways =
        event->modifiers() & Qt::ShiftModifier || qAbs(event->angleDelta().x()) > qAbs(event->angleDelta().y());
    if (sideways && horizontalScrollBarPolicy() == Qt::ScrollBarAlwaysOn)
        QTextBrowser::wheelEvent(event);
    else
        event->ignore();
}

/// Arrow keys move between messages; they belong to the thread.
void BodyView::keyPressEvent(QKeyEvent* event)
{
    static const QList<int> ours{Qt::Key_Up, Qt::Key_Down, Qt::Key_PageUp, Qt::Key_PageDown, Qt::Key_Home, Qt::Key_End};
    if (ours.contains(event->key()))
        event->ignore();
    else
        QTextBrowser::keyPressEvent(event);
}

QMimeData* BodyView::createMimeDataFromSelection() const
{
    QTextDocument copy;
    QTextCursor(&copy).insertFragment(textCursor().selection());
    removeLinkMarks(copy);
    auto* mime = new QMimeData;
    const QTextDocumentFragment words(&copy);
    mime->setText(words.toPlainText());
    mime->setHtml(words.toHtml());
    return mime;
}

QString BodyView::linkTip(const QString& target) const
{
    for (const html::Link& link : m_links)
        if (link.target == target && link.misleading)
            return tr("Careful: this says “%1” but leads to\n%2").arg(link.text, target);
    return target;
}

bool BodyView::event(QEvent* event)
{
    if (event->type() != QEvent::ToolTip)
        return QTextBrowser::event(event);
    auto* help = static_cast<QHelpEvent*>(event);
    const QString target = anchorAt(viewport()->mapFromGlobal(help->globalPos()));
    if (target.isEmpty())
        return event->ignore(), false; // the card under it tells the time
    QToolTip::showText(help->globalPos(), plainToolTip(linkTip(target)), this);
    return true;
}

void BodyView::openLink(const QUrl& url)
{
    if (!outsideUrl(url).isValid())
        return;
    const QString target = url.toString();
    const auto lies = [&](const html::Link& link) {
        return link.misleading && (link.target == target || QUrl(link.target) == url);
    };
    if (std::none_of(m_links.begin(), m_links.end(), lies)) {
        openOutside(url);
        return;
    }
    auto* ask =
        new QMessageBox(QMessageBox::Warning, tr("A link that is not what it says"), {}, QMessageBox::Cancel, window());
    ask->setAttribute(Qt::WA_DeleteOnClose);
    ask->setTextFormat(Qt::PlainText);
    ask->setText(tr("The text names another address than the link leads to."));
    ask->setInformativeText(target);
    QPushButton* go = ask->addButton(tr("Open %1").arg(url.host()), QMessageBox::AcceptRole);
    ask->setDefaultButton(QMessageBox::Cancel);
    connect(go, &QPushButton::clicked, ask, [url] { openOutside(url); });
    ask->open();
}

void BodyView::contextMenuEvent(QContextMenuEvent* event)
{
    const QString target = anchorAt(viewport()->mapFromGlobal(event->globalPos()));
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    QAction* copySelection = menu->addAction(tr("Copy"), this, &QTextEdit::copy);
    copySelection->setEnabled(textCursor().hasSelection());
    menu->addAction(tr("Copy whole text"), this, [this] {
        const std::unique_ptr<QTextDocument> copy(document()->clone());
        removeLinkMarks(*copy);
        QApplication::clipboard()->setText(copy->toPlainText());
    });
    menu->addAction(tr("Select all"), this, &QTextEdit::selectAll);
    if (!target.isEmpty())
        menu->addAction(tr("Copy link address"), this, [target] { QApplication::clipboard()->setText(target); });
    menu->popup(event->globalPos());
}

} // namespace ui
