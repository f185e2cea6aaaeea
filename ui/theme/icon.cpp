#include "ui/theme/icon.h"

#include "ui/theme/theme.h"

#include <QCache>
#include <QCoreApplication>
#include <QFile>
#include <QHash>
#include <QIconEngine>
#include <QPainter>
#include <QSvgRenderer>

#include <array>

using namespace Qt::StringLiterals;

/// The library is static, so its resources are registered by the first who needs them.
static void registerResources()
{
    Q_INIT_RESOURCE(bellhop);
}

namespace ui
{

namespace
{

constexpr std::array<const char16_t*, glyphCount> names{
    u"inbox",     u"unassigned", u"all",           u"spam",        u"mail",         u"sms",           u"webchat",
    u"instagram", u"whatsapp",   u"star",          u"tag",         u"clock",        u"users",         u"search",
    u"check",     u"reopen",     u"more",          u"paperclip",   u"send",         u"note",          u"mention",
    u"macro",     u"outbox",     u"cloud-offline", u"sync",        u"warning",      u"error",         u"info",
    u"plus",      u"minus",      u"cross",         u"chevron-up",  u"chevron-down", u"chevron-left",  u"chevron-right",
    u"arrow-up",  u"arrow-down", u"arrow-left",    u"arrow-right", u"settings",     u"moon",          u"sun",
    u"user",      u"order",      u"box",           u"chart",       u"shield",       u"external-link", u"copy",
    u"trash",     u"edit",       u"retry",         u"image",       u"file",         u"download",      u"eye",
    u"undo",      u"keyboard",   u"bell",          u"phone",       u"globe",        u"filter",        u"sort",
    u"lock",      u"link",       u"merge",         u"calendar",    u"quote",        u"bold",          u"italic",
    u"list",      u"smile",      u"panel",         u"logo",
};
static_assert(names.back() != nullptr, "every glyph has a name");

const QByteArray& source(Glyph glyph)
{
    static std::array<QByteArray, glyphCount> sources;
    QByteArray& bytes = sources[size_t(glyph)];
    if (!bytes.isEmpty())
        return bytes;
    registerResources();
    QFile file(u":/icons/"_s + Icon::name(glyph) + u".svg"_s);
    if (file.open(QIODevice::ReadOnly))
        bytes = file.readAll();
    return bytes;
}

struct PixmapKey {
    int glyph;
    int size;
    QRgb color;
    int dpr; ///< in percent
    bool operator==(const PixmapKey&) const = default;
    friend size_t qHash(const PixmapKey& key, size_t seed = 0)
    {
        return qHashMulti(seed, key.glyph, key.size, key.color, key.dpr);
    }
};

QCache<PixmapKey, QPixmap>& pixmaps()
{
    static QCache<PixmapKey, QPixmap>* cache = [] {
        auto* made = new QCache<PixmapKey, QPixmap>(512);
        // Pixmaps must be gone before the platform is.
        qAddPostRoutine([] { pixmaps().clear(); });
        return made;
    }();
    return *cache;
}

class GlyphEngine : public QIconEngine
{
public:
    explicit GlyphEngine(Glyph glyph)
        : m_glyph(glyph)
    {
    }

    void paint(QPainter* painter, const QRect& rect, QIcon::Mode mode, QIcon::State) override
    {
        const int side = qMin(rect.width(), rect.height());
        const QRect square(rect.x() + (rect.width() - side) / 2, rect.y() + (rect.height() - side) / 2, side, side);
        Icon::paint(painter, m_glyph, square, color(mode));
    }

    QPixmap pixmap(const QSize& size, QIcon::Mode mode, QIcon::State) override
    {
        return Icon::pixmap(m_glyph, qMin(size.width(), size.height()), color(mode), 1.0);
    }

    QPixmap scaledPixmap(const QSize& size, QIcon::Mode mode, QIcon::State, qreal scale) override
    {
        const int logical = qRound(qMin(size.width(), size.height()) / scale);
        return Icon::pixmap(m_glyph, logical, color(mode), scale);
    }

    QString key() const override { return u"bellhop-glyph"_s; }
    QIconEngine* clone() const override { return new GlyphEngine(m_glyph); }

private:
    static QColor color(QIcon::Mode mode) { return mode == QIcon::Disabled ? tokens().dim : tokens().text; }
    Glyph m_glyph;
};

} // namespace

QString Icon::name(Glyph glyph)
{
    return QString::fromUtf16(names[size_t(glyph)]);
}

std::optional<Glyph> Icon::byName(const QString& name)
{
    for (int i = 0; i < glyphCount; ++i)
        if (name == QStringView(names[size_t(i)]))
            return Glyph(i);
    return std::nullopt;
}

QPixmap Icon::pixmap(Glyph glyph, int size, const QColor& color, qreal dpr)
{
    if (size <= 0)
        return {};
    const PixmapKey key{int(glyph), size, color.rgba(), qRound(dpr * 100)};
    if (const QPixmap* known = pixmaps().object(key))
        return *known;
    const int pixels = qMax(1, qRound(size * dpr));
    QPixmap made(pixels, pixels);
    made.fill(Qt::transparent);
    QPainter painter(&made);
    paint(&painter, glyph, QRectF(0, 0, pixels, pixels), color);
    painter.end();
    made.setDevicePixelRatio(dpr);
    pixmaps().insert(key, new QPixmap(made));
    return made;
}

QPixmap Icon::pixmap(const QString& name, int size, const QColor& color, qreal dpr)
{
    const auto glyph = byName(name);
    return glyph ? pixmap(*glyph, size, color, dpr) : QPixmap();
}

void Icon::paint(QPainter* painter, Glyph glyph, const QRectF& rect, const QColor& color)
{
    QByteArray svg = source(glyph);
    svg.replace("currentColor", color.name(QColor::HexRgb).toLatin1());
    QSvgRenderer renderer(svg);
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setOpacity(painter->opacity() * color.alphaF());
    renderer.render(painter, rect);
    painter->restore();
}

QIcon Icon::icon(Glyph glyph)
{
    return QIcon(new GlyphEngine(glyph));
}

QIcon Icon::application()
{
    registerResources();
    QIcon icon;
    for (const int size : {16, 32, 48, 64, 128, 256})
        icon.addFile(u":/app/bellhop-%1.png"_s.arg(size), QSize(size, size));
    return icon;
}

} // namespace ui
