#include "ui/theme/paint.h"

#include "ui/theme/theme.h"

#include <QGuiApplication>
#include <QLibrary>
#include <QPainter>

using namespace Qt::StringLiterals;

namespace ui
{

void paintBox(QPainter* painter, const QRectF& rect, qreal radius, const QColor& fill, const QColor& line)
{
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(line.isValid() ? QPen(line, 1) : QPen(Qt::NoPen));
    painter->setBrush(fill.isValid() ? QBrush(fill) : QBrush(Qt::NoBrush));
    // Half a pixel in, so that a 1 px line covers exactly one row of pixels.
    const QRectF box = line.isValid() ? rect.adjusted(0.5, 0.5, -0.5, -0.5) : rect;
    painter->drawRoundedRect(box, radius, radius);
    painter->restore();
}

void paintShadow(QPainter* painter, const QRectF& card, qreal radius)
{
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(Qt::NoPen);
    const qreal strength = tokens().shadow.alphaF();
    constexpr int steps = extent::shadow;
    for (int i = steps - 1; i > 0; --i) {
        // Layers grow fainter outwards, so that the shadow ends without an edge.
        QColor layer = tokens().shadow;
        layer.setAlphaF(strength * 2 * (steps - i) / (steps * steps));
        painter->setBrush(layer);
        painter->drawRoundedRect(card.adjusted(-i, 2 - i, i, qMin(i + 2, steps)), radius + i, radius + i);
    }
    painter->restore();
}

void paintFocusRing(QPainter* painter, const QRectF& rect, qreal radius, bool inside)
{
    constexpr qreal half = extent::focusWidth / 2.0;
    const qreal grow = inside ? -(half + 1) : extent::focusOffset + half;
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(QPen(tokens().accent, extent::focusWidth));
    painter->setBrush(Qt::NoBrush);
    painter->drawRoundedRect(rect.adjusted(-grow, -grow, grow, grow), qMax(2.0, radius + grow),
                             qMax(2.0, radius + grow));
    painter->restore();
}

static QColor primaryFill(const ControlState& state)
{
    const Tokens& t = tokens();
    if (!state.enabled)
        return t.chip;
    if (state.pressed)
        return mixed(t.accent, t.text, 0.22);
    return state.hovered ? mixed(t.accent, t.text, 0.1) : t.accent;
}

static QColor plainFill(const ControlState& state, const QColor& rest)
{
    const Tokens& t = tokens();
    if (!state.enabled)
        return rest;
    if (state.pressed || state.checked)
        return t.chip;
    return state.hovered ? t.hover : rest;
}

void paintButton(QPainter* painter, const QRectF& rect, ButtonKind kind, const ControlState& state)
{
    const Tokens& t = tokens();
    switch (kind) {
    case ButtonKind::Primary:
        paintBox(painter, rect, radius::control, primaryFill(state));
        return;
    case ButtonKind::Secondary:
    case ButtonKind::Danger:
        paintBox(painter, rect, radius::control, plainFill(state, t.panel), t.line);
        return;
    case ButtonKind::Quiet:
        if (const QColor fill = plainFill(state, {}); fill.isValid())
            paintBox(painter, rect, radius::control, fill);
        return;
    }
}

QColor buttonText(ButtonKind kind, const ControlState& state)
{
    const Tokens& t = tokens();
    if (!state.enabled)
        return t.dim;
    if (kind == ButtonKind::Primary)
        return t.onAccent;
    return kind == ButtonKind::Danger ? t.danger : t.text;
}

#if QT_CONFIG(xcb)
namespace
{

/// Asks X who owns the compositor's selection. libxcb is already in the process with Qt's platform plugin, so it is
/// resolved there and not linked.
bool xCompositorRuns(void* connection)
{
    struct Cookie {
        unsigned sequence;
    };
    struct Reply {
        quint8 type, pad;
        quint16 sequence;
        quint32 length, value;
    };
    using InternAtom = Cookie (*)(void*, quint8, quint16, const char*);
    using GetOwner = Cookie (*)(void*, quint32);
    using ReplyOf = Reply* (*)(void*, Cookie, void**);

    QLibrary xcb(u"xcb"_s, 1);
    const auto internAtom = reinterpret_cast<InternAtom>(xcb.resolve("xcb_intern_atom"));
    const auto internAtomReply = reinterpret_cast<ReplyOf>(xcb.resolve("xcb_intern_atom_reply"));
    const auto getOwner = reinterpret_cast<GetOwner>(xcb.resolve("xcb_get_selection_owner"));
    const auto getOwnerReply = reinterpret_cast<ReplyOf>(xcb.resolve("xcb_get_selection_owner_reply"));
    if (!internAtom || !internAtomReply || !getOwner || !getOwnerReply)
        return false;
    constexpr QByteArrayView selection = "_NET_WM_CM_S0";
    Reply* atom =
        internAtomReply(connection, internAtom(connection, 0, quint16(selection.size()), selection.data()), nullptr);
    if (!atom)
        return false;
    Reply* owner = getOwnerReply(connection, getOwner(connection, atom->value), nullptr);
    const bool owned = owner && owner->value != 0;
    free(owner); // NOLINT: xcb hands out malloc'ed replies
    free(atom);  // NOLINT
    return owned;
}

} // namespace
#endif

bool compositingActive()
{
#if QT_CONFIG(xcb)
    // The offscreen platform answers for X11 too, but has no connection.
    auto* x11 = qGuiApp->nativeInterface<QNativeInterface::QX11Application>();
    if (x11 && x11->connection())
        return xCompositorRuns(x11->connection());
#endif
    return true;
}

} // namespace ui
