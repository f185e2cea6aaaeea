#pragma once

#include <QColor>
#include <QIcon>
#include <QPixmap>
#include <QRectF>
#include <QString>

#include <optional>

class QPainter;

namespace ui
{

/// Every icon of the program; each is resources/icons/<name>.svg on a 24 px grid, painted in the text colour.
enum class Glyph {
    Inbox,
    Unassigned,
    All,
    Spam,
    Mail,
    Sms,
    Webchat,
    Instagram,
    Whatsapp,
    Star,
    Tag,
    Clock,
    Users,
    Search,
    Check,
    Reopen,
    More,
    Paperclip,
    Send,
    Note,
    Mention,
    Macro,
    Outbox,
    CloudOffline,
    Sync,
    Warning,
    Error,
    Info,
    Plus,
    Minus,
    Cross,
    ChevronUp,
    ChevronDown,
    ChevronLeft,
    ChevronRight,
    ArrowUp,
    ArrowDown,
    ArrowLeft,
    ArrowRight,
    Settings,
    Moon,
    Sun,
    User,
    Order,
    Box,
    Chart,
    Shield,
    ExternalLink,
    Copy,
    Trash,
    Edit,
    Retry,
    Image,
    File,
    Download,
    Eye,
    Undo,
    Keyboard,
    Bell,
    Phone,
    Globe,
    Filter,
    Sort,
    Lock,
    Link,
    Merge,
    Calendar,
    Quote,
    Bold,
    Italic,
    List,
    Smile,
    Panel,
    Logo,
};
inline constexpr int glyphCount = int(Glyph::Logo) + 1;

/// Painting of the program's own icons; results are cached. GUI thread only.
struct Icon {
    /// File name of a glyph without its ending, such as `cloud-offline`.
    static QString name(Glyph glyph);
    /// The glyph with that file name.
    static std::optional<Glyph> byName(const QString& name);

    /// `glyph` in `color`, `size` logical pixels square, at device pixel ratio `dpr`.
    static QPixmap pixmap(Glyph glyph, int size, const QColor& color, qreal dpr);
    static QPixmap pixmap(const QString& name, int size, const QColor& color, qreal dpr);

    /// Paints `glyph` into the square `rect` at the painter's own resolution.
    static void paint(QPainter* painter, Glyph glyph, const QRectF& rect, const QColor& color);

    /// A QIcon for actions and standard widgets that follows the theme: text colour, faint when disabled.
    static QIcon icon(Glyph glyph);

    /// The program's icon in its own colours, for windows, tray and launcher.
    static QIcon application();
};

} // namespace ui
