#pragma once

#include "ui/theme/icon.h"

#include <QWidget>

namespace ui
{

/// One or two capitals that stand for a name; `?` when it has no letter or digit.
QString initials(const QString& name);

/// The disc's colour, the same for the same `seed` (a profile's id) on every computer.
QColor avatarColor(const QString& seed);

/// Who an avatar stands for.
struct AvatarFace {
    QString name;
    QString seed;
    std::optional<Glyph> channel; ///< channel mark at the bottom right
};

/// Paints the disc with initials, and the channel mark on a small disc of `ground` (the row's background).
void paintAvatar(QPainter* painter, const QRectF& disc, const AvatarFace& face, const QColor& ground);

/// The same as a cached pixmap of `size` logical pixels, with room for the mark inside.
QPixmap avatarPixmap(const AvatarFace& face, int size, const QColor& ground, qreal dpr);

/// The glyph of a channel by its wire name (`email`, `sms`, `webchat`, `instagram`, `whatsapp`); a globe for others.
Glyph channelGlyph(const QString& channel);

/// An avatar as a widget; its accessible name is the person's.
class Avatar : public QWidget
{
    Q_OBJECT
public:
    explicit Avatar(int size, QWidget* parent = nullptr);
    void setFace(const AvatarFace& face);
    QSize sizeHint() const override { return {m_size, m_size}; }
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    int m_size;
    AvatarFace m_face;
};

} // namespace ui
