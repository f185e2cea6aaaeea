#include "ui/widgets/banner.h"

#include "ui/theme/theme.h"

#include <QAccessible>
#include <QHBoxLayout>
#include <QPainter>
#include <QStyle>

namespace ui
{

static QColor bannerInk(BannerKind kind)
{
    const Tokens& t = tokens();
    return kind == BannerKind::Info ? t.accent : kind == BannerKind::Warning ? t.warn : t.danger;
}

static Glyph bannerGlyph(BannerKind kind)
{
    return kind == BannerKind::Info ? Glyph::Info : kind == BannerKind::Warning ? Glyph::Warning : Glyph::Error;
}

Banner::Banner(BannerKind kind, const QString& text, QWidget* parent)
    : QWidget(parent)
    , m_kind(kind)
    , m_text(new TextLabel)
    , m_row(new QHBoxLayout(this))
    , m_dismiss(new IconButton(Glyph::Cross, tr("Dismiss")))
{
    const int lead = space::m + Theme::current().px(extent::icon) + space::s;
    m_row->setContentsMargins(lead, space::s, space::s, space::s);
    m_row->setSpacing(space::s);
    m_row->addWidget(m_text, 1);
    m_row->addWidget(m_dismiss, 0, Qt::AlignTop);
    m_dismiss->setGlyphSize(12);
    m_dismiss->hide();
    // No upper bound: the height follows the wrapped text, which a bound by the size hint would cut.
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Preferred);
    connect(m_dismiss, &QAbstractButton::clicked, this, &Banner::dismissed);
    setMessage(kind, text);
}

void Banner::setMessage(BannerKind kind, const QString& text)
{
    m_kind = kind;
    m_text->setText(text);
    const QString what = kind == BannerKind::Info      ? tr("Information")
                         : kind == BannerKind::Warning ? tr("Warning")
                                                       : tr("Error");
    setAccessibleName(tr("%1: %2", "kind of message, message").arg(what, text));
    update();
    if (isVisible()) {
        QAccessibleEvent alert(this, QAccessible::Alert);
        QAccessible::updateAccessibility(&alert);
    }
}

PushButton* Banner::addAction(const QString& label)
{
    auto* button = new PushButton(label);
    m_row->insertWidget(m_row->count() - 1, button, 0, Qt::AlignTop);
    const int index = int(m_actions.size());
    m_actions.append(label);
    connect(button, &QAbstractButton::clicked, this, [this, index] { Q_EMIT actionTriggered(index); });
    return button;
}

void Banner::setDismissible(bool dismissible)
{
    m_dismiss->setVisible(dismissible);
}

void Banner::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const QColor ink = bannerInk(m_kind);
    paintBox(&painter, rect(), radius::card, mixed(tokens().panel, ink, 0.07), mixed(tokens().panel, ink, 0.4));
    const int side = Theme::current().px(extent::icon);
    const QRect spot(space::m, (height() - side) / 2, side, side);
    Icon::paint(&painter, bannerGlyph(m_kind), QStyle::visualRect(layoutDirection(), rect(), spot), ink);
}

} // namespace ui
