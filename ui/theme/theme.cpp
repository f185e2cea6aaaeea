#include "ui/theme/theme.h"

#include "ui/theme/focus_ring.h"
#include "ui/theme/scroll_area_access.h"
#include "ui/theme/style.h"

#include <QApplication>
#include <QFontDatabase>
#include <QToolTip>

#if QT_VERSION >= QT_VERSION_CHECK(6, 5, 0)
#include <QStyleHints>
#endif

using namespace Qt::StringLiterals;

namespace ui
{

static Theme* s_current = nullptr;

static void dropCurrent()
{
    delete s_current;
    s_current = nullptr;
}

Theme& Theme::current()
{
    if (!s_current) {
        s_current = new Theme;
        qAddPostRoutine(dropCurrent); // fonts must not outlive the application's font database
    }
    return *s_current;
}

static bool looksDark(const QPalette& palette)
{
    return palette.color(QPalette::Window).lightness() < palette.color(QPalette::WindowText).lightness();
}

Theme::Theme(QObject* parent)
    : QObject(parent)
    , m_paletteDark(looksDark(QGuiApplication::palette()))
{
    m_dark = resolveDark();
    buildFonts();
}

Theme::~Theme() = default;

void Theme::install(QApplication& application)
{
    if (m_application == &application)
        return;
    m_application = &application;
    application.setStyle(new Style);
    applyToApplication();
    new FocusRing(this);
    installScrollAreaAccess();
#if QT_VERSION >= QT_VERSION_CHECK(6, 5, 0)
    connect(application.styleHints(), &QStyleHints::colorSchemeChanged, this, [this] { refreshColours(); });
#endif
}

bool Theme::resolveDark() const
{
    if (m_mode != Mode::System)
        return m_mode == Mode::Dark;
    if (m_systemDark)
        return *m_systemDark;
#if QT_VERSION >= QT_VERSION_CHECK(6, 5, 0)
    if (const auto scheme = QGuiApplication::styleHints()->colorScheme(); scheme != Qt::ColorScheme::Unknown)
        return scheme == Qt::ColorScheme::Dark;
#endif
    return m_paletteDark;
}

void Theme::refreshColours()
{
    const bool dark = resolveDark();
    if (dark == m_dark)
        return;
    m_dark = dark;
    applyToApplication();
    Q_EMIT changed();
}

void Theme::setMode(Mode mode)
{
    m_mode = mode;
    refreshColours();
}

void Theme::setSystemDark(std::optional<bool> dark)
{
    m_systemDark = dark;
    refreshColours();
}

void Theme::setDensity(Density density)
{
    if (m_density == density)
        return;
    m_density = density;
    Q_EMIT changed();
}

int Theme::listRowHeight() const
{
    return px(m_density == Density::Compact ? extent::listRowCompact : extent::listRow);
}

void Theme::setTextScale(qreal scale)
{
    const qreal bounded = qBound(1.0, scale, 2.0);
    if (qFuzzyCompare(bounded, m_scale))
        return;
    m_scale = bounded;
    buildFonts();
    applyToApplication();
    Q_EMIT changed();
}

void Theme::setReducedMotion(bool reduced)
{
    if (m_reducedMotion == reduced)
        return;
    m_reducedMotion = reduced;
    Q_EMIT changed();
}

int Theme::motionMs(int wanted) const
{
    return m_reducedMotion ? 0 : qBound(0, wanted, motionLimitMs);
}

namespace
{

struct FontSpec {
    int pixels;
    QFont::Weight weight;
    bool mono = false;
};

FontSpec specOf(Type type)
{
    switch (type) {
    case Type::Body:
        return {13, QFont::Normal};
    case Type::BodyStrong:
        return {13, QFont::DemiBold};
    case Type::Title:
        return {15, QFont::DemiBold};
    case Type::Secondary:
        return {12, QFont::Normal};
    case Type::SecondaryStrong:
        return {12, QFont::DemiBold};
    case Type::Caption:
        return {11, QFont::Normal};
    case Type::CaptionStrong:
        return {11, QFont::DemiBold};
    case Type::Figure:
        return {15, QFont::DemiBold};
    case Type::Mono:
        return {12, QFont::Normal, true};
    }
    Q_UNREACHABLE();
}

} // namespace

void Theme::buildFonts()
{
    const QFont system = QFontDatabase::systemFont(QFontDatabase::GeneralFont);
    const QFont fixed = QFontDatabase::systemFont(QFontDatabase::FixedFont);
    m_metrics.clear();
    for (int i = 0; i < typeCount; ++i) {
        const FontSpec spec = specOf(Type(i));
        QFont font = spec.mono ? fixed : system;
        // A missing Inter falls through to the system's family without asking the font database first.
        if (!spec.mono)
            font.setFamilies({u"Inter"_s, system.family()});
        font.setPixelSize(qRound(spec.pixels * m_scale));
        font.setWeight(spec.weight);
#if QT_VERSION >= QT_VERSION_CHECK(6, 7, 0)
        font.setFeature("tnum", 1);
#endif
        m_fonts[size_t(i)] = font;
        m_metrics.emplace_back(font);
    }
    ++m_fontRevision;
}

static void setText(QPalette& palette, QPalette::ColorGroup group, const QColor& color)
{
    for (const auto role :
         {QPalette::WindowText, QPalette::Text, QPalette::ButtonText, QPalette::HighlightedText, QPalette::ToolTipText})
        palette.setColor(group, role, color);
}

QPalette Theme::palette() const
{
    const Tokens& t = tokens();
    QPalette palette(t.text, t.panel, t.panel, t.line, t.faint, t.text, t.panel);
    palette.setColor(QPalette::AlternateBase, t.bg);
    palette.setColor(QPalette::Button, t.panel);
    palette.setColor(QPalette::Light, t.panel);
    palette.setColor(QPalette::Midlight, t.hover);
    palette.setColor(QPalette::Mid, t.line);
    palette.setColor(QPalette::Dark, t.faint);
    palette.setColor(QPalette::Shadow, t.line);
    palette.setColor(QPalette::Highlight, t.selection);
    palette.setColor(QPalette::Link, t.accent);
    palette.setColor(QPalette::LinkVisited, t.accent);
    palette.setColor(QPalette::BrightText, t.danger);
    palette.setColor(QPalette::ToolTipBase, t.panel);
    palette.setColor(QPalette::PlaceholderText, t.dim);
    setText(palette, QPalette::Active, t.text);
    setText(palette, QPalette::Inactive, t.text);
    setText(palette, QPalette::Disabled, t.dim);
    palette.setColor(QPalette::Disabled, QPalette::Highlight, t.hover);
    return palette;
}

void Theme::applyToApplication()
{
    if (!m_application)
        return;
    const QPalette colours = palette();
    QApplication::setPalette(colours);
    QApplication::setFont(font(Type::Body));
    QToolTip::setPalette(colours);
    QToolTip::setFont(font(Type::Secondary));
}

} // namespace ui
