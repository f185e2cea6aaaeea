#include "ui/thread/attachment_tile.h"

#include "desk/file_name.h"
#include "ui/theme/focus_ring.h"
#include "ui/theme/paint.h"
#include "ui/theme/text_cache.h"
#include "ui/theme/theme.h"
#include "ui/thread/file_opening.h"
#include "ui/thread/file_shelf.h"
#include "ui/thread/message_look.h"

#include <QContextMenuEvent>
#include <QFileDialog>
#include <QLocale>
#include <QMenu>
#include <QPainter>
#include <QStandardPaths>
#include <QStyle>

namespace ui
{

using namespace Qt::StringLiterals;

namespace
{
constexpr qint64 kPreviewBytes = 2 * 1024 * 1024; ///< pictures up to here are fetched without being asked for
constexpr int kTileSide = 36;
} // namespace

AttachmentTile::AttachmentTile(FileShelf& shelf, Preferences& preferences, const desk::Attachment& attachment,
                               QWidget* parent)
    : QAbstractButton(parent)
    , m_shelf(shelf)
    , m_preferences(preferences)
    , m_attachment(attachment)
{
    m_attachment.name = desk::plainFileName(attachment.name);
    setFocusPolicy(Qt::StrongFocus);
    setAttribute(Qt::WA_Hover);
    setCursor(Qt::PointingHandCursor);
    FocusRing::setRing(this, radius::control);
    connect(this, &QAbstractButton::clicked, this, [this] { ask(Wish::Open); });
    connect(&shelf, &FileShelf::arrived, this, [this](const desk::AttachmentId& id) {
        if (id == m_attachment.id)
            arrived();
    });
    connect(&shelf, &FileShelf::failed, this, [this](const desk::AttachmentId& id, const QString& reason) {
        if (id != m_attachment.id)
            return;
        const bool wished = std::exchange(m_wish, Wish::None) != Wish::None;
        say(wished ? reason : QString());
    });
    connect(&shelf, &FileShelf::saved, this, [this](const desk::AttachmentId& id, const QString& error) {
        if (id != m_attachment.id || !std::exchange(m_saving, false))
            return;
        say(error);
    });
    connect(&shelf.pictures(), &PictureShelf::ready, this, [this](const PictureWish& wish) {
        if (wish == m_picture)
            showThumbnail();
    });
    if (m_attachment.mime.startsWith("image/"_L1) &&
        (m_shelf.isHere(m_attachment) || m_attachment.size <= kPreviewBytes))
        m_shelf.fetch(m_attachment);
    describe();
}

QSize AttachmentTile::sizeHint() const
{
    const Theme& theme = Theme::current();
    const int words = qMax(theme.metrics(Type::Secondary).horizontalAdvance(singleLine(m_attachment.name)),
                           theme.metrics(Type::Caption).horizontalAdvance(secondLine()));
    const int most = theme.px(220);
    return {theme.px(kTileSide) + space::s + space::m + qMin(words, most), theme.px(kTileSide + space::s)};
}

QSize AttachmentTile::minimumSizeHint() const
{
    return {Theme::current().px(120), sizeHint().height()};
}

QString AttachmentTile::secondLine() const
{
    if (!m_trouble.isEmpty())
        return m_trouble;
    if (m_shelf.isFetching(m_attachment.id) && m_wish != Wish::None)
        return tr("Fetching …");
    if (m_saving)
        return tr("Saving …");
    if (m_attachment.size <= 0)
        return tr("File");
    return QLocale().formattedDataSize(m_attachment.size, 1, QLocale::DataSizeTraditionalFormat);
}

void AttachmentTile::describe()
{
    setAccessibleName(tr("Attachment %1").arg(fileSummary(m_attachment.name, m_attachment.size)));
    const bool opens = desk::fileKind(m_attachment.name) != desk::FileKind::Other;
    const QString pressed = opens ? tr("Opens the file") : tr("Saves the file");
    setAccessibleDescription(m_trouble.isEmpty() ? pressed : m_trouble);
    setToolTip(plainToolTip(m_trouble.isEmpty() ? m_attachment.name : m_attachment.name + u'\n' + m_trouble));
    updateGeometry();
    update();
}

void AttachmentTile::ask(Wish wish)
{
    m_wish = desk::fileKind(m_attachment.name) == desk::FileKind::Other ? Wish::Save : wish;
    m_trouble.clear();
    m_shelf.fetch(m_attachment);
    describe();
}

void AttachmentTile::arrived()
{
    showThumbnail();
    const Wish wish = std::exchange(m_wish, Wish::None);
    if (wish == Wish::Open)
        open();
    if (wish == Wish::Save)
        saveCopy();
    describe();
}

void AttachmentTile::open()
{
    openFile(
        this, m_preferences, m_shelf.path(m_attachment), [this] { saveCopy(); },
        [this] { say(tr("No program here opens this kind of file; save it instead.")); });
}

void AttachmentTile::say(const QString& trouble)
{
    m_trouble = trouble;
    describe();
}

void AttachmentTile::saveCopy()
{
    const QString folder = QStandardPaths::writableLocation(QStandardPaths::DownloadLocation);
    auto* dialog = new QFileDialog(window(), tr("Save attachment"), folder);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->selectFile(m_attachment.name);
    connect(dialog, &QFileDialog::fileSelected, this, [this](const QString& target) {
        m_saving = true; // the dialog has asked whether what stands there may go
        m_shelf.saveCopy(m_attachment, target);
        describe();
    });
    dialog->open();
}

void AttachmentTile::showThumbnail()
{
    if (!m_attachment.mime.startsWith("image/"_L1) || !m_shelf.isHere(m_attachment))
        return;
    const int side = Theme::current().px(kTileSide) * 2;
    m_picture = {m_shelf.path(m_attachment), {side, side}, true};
    if (const std::optional<QImage> image = m_shelf.pictures().request(m_picture); image && !image->isNull()) {
        m_thumbnail = QPixmap::fromImage(*image);
        update();
    }
}

void AttachmentTile::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::SmoothPixmapTransform);
    const Theme& theme = Theme::current();
    const Tokens& t = theme.tokens();
    paintBox(&painter, rect(), radius::control, underMouse() ? t.hover : t.panel, t.line);
    const auto mirrored = [this](const QRect& area) { return QStyle::visualRect(layoutDirection(), rect(), area); };
    const int side = theme.px(kTileSide);
    const QRect picture = mirrored({space::xs, space::xs, side, side});
    if (m_thumbnail.isNull()) {
        const int icon = extent::icon + space::xs;
        QRect spot(0, 0, icon, icon);
        spot.moveCenter(picture.center());
        Icon::paint(&painter, fileGlyph(m_attachment.mime), spot, t.dim);
    } else {
        painter.drawPixmap(picture, m_thumbnail);
    }
    const int left = side + space::s + space::xs;
    const int width = this->width() - left - space::s;
    const auto line = [&](int y, int height, Type type, const QColor& ink, const QString& text) {
        painter.setFont(theme.font(type));
        painter.setPen(ink);
        drawLine(&painter, mirrored({left, y, width, height}), Qt::AlignVCenter | Qt::AlignLeading,
                 theme.metrics(type).elidedText(singleLine(text), Qt::ElideMiddle, width));
    };
    line(space::xs, side / 2, Type::Secondary, t.text, m_attachment.name);
    line(space::xs + side / 2, side / 2, Type::Caption, m_trouble.isEmpty() ? t.dim : t.danger, secondLine());
}

void AttachmentTile::contextMenuEvent(QContextMenuEvent* event)
{
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    QAction* open = menu->addAction(Icon::icon(Glyph::ExternalLink), tr("Open"), this, [this] { ask(Wish::Open); });
    const desk::FileKind kind = desk::fileKind(m_attachment.name);
    open->setEnabled(kind != desk::FileKind::Other);
    menu->addAction(Icon::icon(Glyph::Download), tr("Save as …"), this, [this] { ask(Wish::Save); });
    if (kind != desk::FileKind::Other) {
        menu->addSeparator();
        QAction* unasked = menu->addAction(unaskedWords(kind), this,
                                           [this, kind](bool on) { setOpensUnasked(m_preferences, kind, on); });
        unasked->setCheckable(true);
        unasked->setChecked(opensUnasked(m_preferences, kind));
    }
    menu->popup(event->globalPos());
}

} // namespace ui
