#include "ui/thread/body_view.h"

#include "ui/theme/focus_ring.h"
#include "ui/theme/text_cache.h"
#include "ui/theme/theme.h"

#include <QAbstractTextDocumentLayout>
#include <QApplication>
#include <QBuffer>
#include <QClipboard>
#include <QContextMenuEvent>
#include <QDesktopServices>
#include <QHelpEvent>
#include <QImageReader>
#include <QMenu>
#include <QMessageBox>
#include <QPushButton>
#include <QScrollBar>
#include <QTextDocument>
#include <QToolTip>

#include <cmath>

namespace ui
{

using namespace Qt::StringLiterals;

namespace
{

constexpr qsizetype kMostImageBytes = 12 * 1024 * 1024;
constexpr int kMostPixels = 4096;

QImage decoded(const QByteArray& bytes)
{
    if (!isBitmap(bytes))
        return {};
    QBuffer buffer;
    buffer.setData(bytes);
    QImageReader reader(&buffer);
    reader.setDecideFormatFromContent(true);
    const QSize size = reader.size();
    if (!size.isValid() || size.width() > kMostPixels || size.height() > kMostPixels)
        return {};
    return reader.read();
}

QByteArray dataOf(const QUrl& url)
{
    const QString whole = url.toString(QUrl::FullyEncoded);
    const qsizetype comma = whole.indexOf(u',');
    if (comma < 0 || !whole.left(comma).endsWith(";base64"_L1))
        return {};
    return QByteArray::fromBase64(whole.mid(comma + 1).toLatin1());
}

} // namespace

bool mayOpenOutside(const QUrl& url)
{
    static const QStringList schemes{u"http"_s, u"https"_s, u"mailto"_s, u"tel"_s};
    return url.isValid() && schemes.contains(url.scheme().toLower());
}

bool isBitmap(const QByteArray& bytes)
{
    if (bytes.size() < 12 || bytes.size() > kMostImageBytes)
        return false;
    return bytes.startsWith("\x89PNG\r\n\x1a\n") || bytes.startsWith("\xff\xd8\xff") || bytes.startsWith("GIF87a") ||
           bytes.startsWith("GIF89a") || (bytes.startsWith("RIFF") && bytes.mid(8, 4) == "WEBP");
}

BodyView::BodyView(QWidget* parent)
    : QTextBrowser(parent)
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
        setHtml(m_html); // link colours are baked in when the HTML is read
}

void BodyView::setBody(const QString& html, const QList<store::html::Link>& links)
{
    m_html = html;
    m_links = links;
    setHtml(html);
    setFocusPolicy(links.isEmpty() ? Qt::ClickFocus : Qt::StrongFocus);
}

void BodyView::setPlainBody(const QString& text)
{
    m_html.clear();
    m_links.clear();
    setPlainText(text);
    setFocusPolicy(Qt::ClickFocus);
}

void BodyView::setImages(const CidImages& images)
{
    if (m_images == images)
        return;
    m_images = images;
    if (!m_html.isEmpty())
        setHtml(m_html);
}

void BodyView::fit(int width)
{
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
    document()->setTextWidth(width);
    return qMin(width, int(std::ceil(document()->idealWidth())) + 1);
}

QVariant BodyView::loadResource(int, const QUrl& name)
{
    const QString scheme = name.scheme().toLower();
    QImage image;
    if (scheme == "cid"_L1)
        image = decoded(m_images.value(QUrl::fromPercentEncoding(name.path(QUrl::FullyEncoded).toUtf8())));
    else if (scheme == "data"_L1)
        image = decoded(dataOf(name));
    else
        ++m_refused;
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

QString BodyView::linkTip(const QString& target) const
{
    for (const store::html::Link& link : m_links)
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
    if (!mayOpenOutside(url))
        return;
    const QString target = url.toString();
    const auto lies = [&](const store::html::Link& link) {
        return link.misleading && (link.target == target || QUrl(link.target) == url);
    };
    if (std::none_of(m_links.begin(), m_links.end(), lies)) {
        QDesktopServices::openUrl(url);
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
    connect(go, &QPushButton::clicked, ask, [url] { QDesktopServices::openUrl(url); });
    ask->open();
}

void BodyView::contextMenuEvent(QContextMenuEvent* event)
{
    const QString target = anchorAt(viewport()->mapFromGlobal(event->globalPos()));
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    QAction* copySelection = menu->addAction(tr("Copy"), this, &QTextEdit::copy);
    copySelection->setEnabled(textCursor().hasSelection());
    menu->addAction(tr("Copy whole text"), this, [this] { QApplication::clipboard()->setText(toPlainText()); });
    menu->addAction(tr("Select all"), this, &QTextEdit::selectAll);
    if (!target.isEmpty())
        menu->addAction(tr("Copy link address"), this, [target] { QApplication::clipboard()->setText(target); });
    menu->popup(event->globalPos());
}

} // namespace ui
