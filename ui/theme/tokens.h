#pragma once

#include <QColor>

/// The one place where colours, spacing, radii and sizes are decided; widgets and delegates never name a colour.
namespace ui
{

/// All colours of one appearance. Pairs that carry text keep WCAG AA (tst_theme_contrast).
struct Tokens {
    bool dark = false;

    QColor bg;        ///< thread background
    QColor panel;     ///< list, cards, composer, overview
    QColor side;      ///< bars and sidebar
    QColor line;      ///< separators and borders
    QColor text;      ///< what is read first
    QColor dim;       ///< what is read second
    QColor faint;     ///< grips and the dashed ring; never for text
    QColor fieldLine; ///< border of fields, check boxes, radios and off switches
    QColor accent;    ///< primary button, selection bar, unread age, caret, focus
    QColor onAccent;  ///< text and icons on accent
    QColor accent2;   ///< predicted share in bars
    QColor selection; ///< selected row
    QColor hover;     ///< row or quiet button under the pointer
    QColor mark;      ///< search hit; only the text colour stands on it
    QColor out;       ///< our replies
    QColor note;      ///< internal note background
    QColor noteLine;  ///< internal note border
    QColor noteText;  ///< words about a note, on its ground
    QColor danger;    ///< text and small marks
    QColor onDanger;  ///< text on a fill of danger
    QColor dangerBg;  ///< ground of a chip or strip that tells of danger
    QColor ok;        ///< text and small marks
    QColor okBg;      ///< ground of a chip or strip
    QColor warn;      ///< text and small marks
    QColor warnBg;    ///< ground of a chip or strip
    QColor chip;      ///< labels, neutral states, disabled fills, empty part of a bar
    QColor shadow;    ///< shadow of what floats, with its alpha at the edge of the card
};

const Tokens& lightTokens();
const Tokens& darkTokens();

/// WCAG 2 contrast ratio of two opaque colours, 1 to 21.
qreal contrastRatio(const QColor& a, const QColor& b);

/// `a` with `share` (0 to 1) of `b` mixed in; for pressed and hovered fills.
QColor mixed(const QColor& a, const QColor& b, qreal share);

/// Distances on the 4 px grid.
namespace space
{
inline constexpr int xs = 4;
inline constexpr int s = 8;
inline constexpr int m = 12;
inline constexpr int l = 16;
inline constexpr int xl = 24;
} // namespace space

/// Corner radii.
namespace radius
{
inline constexpr int chip = 4;
inline constexpr int control = 6;
inline constexpr int card = 8;
inline constexpr int bubble = 10;
} // namespace radius

/// Fixed measures of the window at text scale 1; what holds text grows with Theme::px().
namespace extent
{
inline constexpr int topBar = 44;
inline constexpr int statusBar = 26;
inline constexpr int sidebar = 216;
inline constexpr int itemRow = 26; ///< a row of an ordinary list or table
inline constexpr int sidebarRow = 30;
inline constexpr int list = 348;
inline constexpr int listRow = 72;
inline constexpr int listRowCompact = 52;
inline constexpr int listHeader = 48;
inline constexpr int threadHeader = 60;
inline constexpr int overview = 308;
inline constexpr int control = 28;
inline constexpr int icon = 16;
inline constexpr int channelMark = 11;
inline constexpr int selectionBar = 3;
inline constexpr int focusWidth = 2;
inline constexpr int focusOffset = 2;
inline constexpr int shadow = 10; ///< room around a floating card for its shadow
} // namespace extent

/// Longest motion allowed, in milliseconds; Theme::motionMs() gives 0 with reduced motion.
inline constexpr int motionLimitMs = 120;

/// The type scale (pixel sizes at text scale 1).
enum class Type {
    Body,            ///< 13
    BodyStrong,      ///< 13 semibold: unread, names, keys of sections
    Title,           ///< 15 semibold
    Secondary,       ///< 12
    SecondaryStrong, ///< 12 semibold
    Caption,         ///< 11: chips, captions
    CaptionStrong,   ///< 11 semibold: group headings
    Figure,          ///< 15 semibold: values of stat tiles
    Mono,            ///< 12 monospaced: ids, source
};
inline constexpr int typeCount = 9;

} // namespace ui
