#include "ui/widgets/stat_tile.h"

#include "ui/theme/paint.h"
#include "ui/theme/theme.h"

#include <QPainter>
#include <QVBoxLayout>

namespace ui
{

StatTile::StatTile(const QString& value, const QString& caption, QWidget* parent)
    : QWidget(parent)
    , m_value(new ElidedLabel(value, Type::Figure))
    , m_caption(new ElidedLabel(caption, Type::Caption, Ink::Dim))
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(10, 8, 10, 8);
    column->setSpacing(3);
    column->addWidget(m_value);
    column->addWidget(m_caption);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    describe();
}

void StatTile::setValue(const QString& value, Ink ink)
{
    m_value->setFullText(value);
    m_value->setInk(ink);
    describe();
}

void StatTile::describe()
{
    setAccessibleName(tr("%1: %2", "caption, value").arg(m_caption->fullText(), m_value->fullText()));
}

void StatTile::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    paintBox(&painter, rect(), radius::control, tokens().chip);
}

} // namespace ui
