#pragma once

#include "ui/theme/tokens.h"

#include <QFont>
#include <QFontMetrics>
#include <QObject>
#include <QPalette>

#include <array>
#include <optional>
#include <vector>

class QApplication;

namespace ui
{

/// The appearance of the running program: colours, fonts, density, motion. GUI thread only.
///
/// Widgets read it while painting and follow `changed()`; `install()` puts style, palette and font on the application.
class Theme : public QObject
{
    Q_OBJECT
public:
    enum class Mode { Light, Dark, System };
    Q_ENUM(Mode)
    enum class Density { Comfortable, Compact };
    Q_ENUM(Density)

    explicit Theme(QObject* parent = nullptr);
    ~Theme() override;

    /// The theme of this process, as there is one palette and one font of it.
    static Theme& current();

    /// Sets style, palette, font and focus ring on the application, and keeps them in step with this theme from then
    /// on.
    void install(QApplication& application);

    Mode mode() const { return m_mode; }
    void setMode(Mode mode);

    /// What the desktop says (settings portal, colour scheme hint); empty = judge by the desktop's palette.
    void setSystemDark(std::optional<bool> dark);

    /// Whether dark colours are in use, with System resolved.
    bool isDark() const { return m_dark; }
    const Tokens& tokens() const { return m_dark ? darkTokens() : lightTokens(); }
    QPalette palette() const;

    Density density() const { return m_density; }
    void setDensity(Density density);
    /// Height of a ticket row for the density and text scale in use.
    int listRowHeight() const;

    /// 1.0 to 2.0; every font and px() follow.
    qreal textScale() const { return m_scale; }
    void setTextScale(qreal scale);
    /// A length that holds text, at the present text scale.
    int px(int length) const { return qRound(length * m_scale); }

    bool reducedMotion() const { return m_reducedMotion; }
    void setReducedMotion(bool reduced);
    /// `wanted`, at most motionLimitMs, and 0 with reduced motion.
    int motionMs(int wanted = motionLimitMs) const;

    const QFont& font(Type type) const { return m_fonts[size_t(type)]; }
    const QFontMetrics& metrics(Type type) const { return m_metrics[size_t(type)]; }
    /// Rises with each change of fonts; caches of measured text compare it.
    int fontRevision() const { return m_fontRevision; }

Q_SIGNALS:
    /// Colours, fonts, density or motion changed: update geometry and repaint.
    void changed();

private:
    bool resolveDark() const;
    void refreshColours();
    void buildFonts();
    void applyToApplication();

    Mode m_mode = Mode::System;
    Density m_density = Density::Comfortable;
    qreal m_scale = 1.0;
    bool m_reducedMotion = false;
    bool m_dark = false;
    std::optional<bool> m_systemDark;
    bool m_paletteDark = false;
    int m_fontRevision = 0;
    std::array<QFont, typeCount> m_fonts;
    std::vector<QFontMetrics> m_metrics;
    QApplication* m_application = nullptr;
};

/// Colours in use; shorthand for Theme::current().tokens().
inline const Tokens& tokens()
{
    return Theme::current().tokens();
}

} // namespace ui
