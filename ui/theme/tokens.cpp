#include "ui/theme/tokens.h"

#include <cmath>

namespace ui
{

const Tokens& lightTokens()
{
    static const Tokens light{.dark = false,
                              .bg = QColor(0xf6f7f8),
                              .panel = QColor(0xffffff),
                              .side = QColor(0xeef0f2),
                              .line = QColor(0xe1e4e8),
                              .text = QColor(0x1c2329),
                              .dim = QColor(0x56616b),
                              .faint = QColor(0x8a949d),
                              .fieldLine = QColor(0x7f8992),
                              .accent = QColor(0x0b7285),
                              .onAccent = QColor(0xffffff),
                              .accent2 = QColor(0x7fb6c1),
                              .selection = QColor(0xdff0f3),
                              .hover = QColor(0xf1f4f5),
                              .mark = QColor(0xbfe3ea),
                              .out = QColor(0xe6f4f1),
                              .note = QColor(0xfff6db),
                              .noteLine = QColor(0xe8c766),
                              .noteText = QColor(0x6b5300),
                              .danger = QColor(0xb42318),
                              .onDanger = QColor(0xffffff),
                              .dangerBg = QColor(0xfdecea),
                              .ok = QColor(0x25704a),
                              .okBg = QColor(0xe3f2e9),
                              .warn = QColor(0x8a5a00),
                              .warnBg = QColor(0xfbf0d9),
                              .chip = QColor(0xe9edf0),
                              .shadow = QColor(0, 0, 0, 41)};
    return light;
}

const Tokens& darkTokens()
{
    static const Tokens dark{.dark = true,
                             .bg = QColor(0x14181c),
                             .panel = QColor(0x1b2126),
                             .side = QColor(0x161b1f),
                             .line = QColor(0x2b333a),
                             .text = QColor(0xe6eaed),
                             .dim = QColor(0xa3aeb7),
                             .faint = QColor(0x74808a),
                             .fieldLine = QColor(0x74808a),
                             .accent = QColor(0x4fc3d6),
                             .onAccent = QColor(0x06222a),
                             .accent2 = QColor(0x2f6d79),
                             .selection = QColor(0x1a3a43),
                             .hover = QColor(0x20272d),
                             .mark = QColor(0x245763),
                             .out = QColor(0x16302d),
                             .note = QColor(0x2f2a18),
                             .noteLine = QColor(0x8a7430),
                             .noteText = QColor(0xe3c980),
                             .danger = QColor(0xff8a80),
                             .onDanger = QColor(0x2a0f0c),
                             .dangerBg = QColor(0x3a2020),
                             .ok = QColor(0x7bd3a0),
                             .okBg = QColor(0x1b3327),
                             .warn = QColor(0xe3b341),
                             .warnBg = QColor(0x352b14),
                             .chip = QColor(0x2a3239),
                             .shadow = QColor(0, 0, 0, 128)};
    return dark;
}

static qreal linear(qreal channel)
{
    return channel <= 0.04045 ? channel / 12.92 : std::pow((channel + 0.055) / 1.055, 2.4);
}

static qreal luminance(const QColor& color)
{
    return 0.2126 * linear(color.redF()) + 0.7152 * linear(color.greenF()) + 0.0722 * linear(color.blueF());
}

qreal contrastRatio(const QColor& a, const QColor& b)
{
    const qreal first = luminance(a);
    const qreal second = luminance(b);
    return (std::max(first, second) + 0.05) / (std::min(first, second) + 0.05);
}

QColor mixed(const QColor& a, const QColor& b, qreal share)
{
    const auto blend = [share](int from, int to) { return qRound(from + (to - from) * qBound(0.0, share, 1.0)); };
    return QColor(blend(a.red(), b.red()), blend(a.green(), b.green()), blend(a.blue(), b.blue()),
                  blend(a.alpha(), b.alpha()));
}

} // namespace ui
