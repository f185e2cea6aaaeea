#include "ui/widgets/key_value_row.h"

#include "ui/theme/theme.h"

#include <QBoxLayout>

namespace ui
{

static constexpr int keyWidth = 92;
static constexpr qreal stackFrom = 1.5; // beyond this text scale a value beside its key would be cut

KeyValueRow::KeyValueRow(const QString& key, const QString& value, QWidget* parent)
    : QWidget(parent)
    , m_key(new ElidedLabel(key, Type::Secondary, Ink::Dim))
    , m_value(new ElidedLabel(value, Type::Secondary))
{
    auto* row = new QBoxLayout(QBoxLayout::LeftToRight, this);
    row->setContentsMargins(0, 3, 0, 3);
    row->setSpacing(space::xs);
    row->addWidget(m_key, 0, Qt::AlignTop);
    row->addWidget(m_value, 1);
    const auto fit = [this, row] {
        const Theme& theme = Theme::current();
        const bool stacked = theme.textScale() >= stackFrom;
        row->setDirection(stacked ? QBoxLayout::TopToBottom : QBoxLayout::LeftToRight);
        m_key->setMinimumWidth(stacked ? 0 : theme.px(keyWidth));
        m_key->setMaximumWidth(stacked ? QWIDGETSIZE_MAX : theme.px(keyWidth));
    };
    fit();
    connect(&Theme::current(), &Theme::changed, this, fit);
    describe();
}

void KeyValueRow::setKey(const QString& key)
{
    m_key->setFullText(key);
    describe();
}

void KeyValueRow::setValue(const QString& value, Ink ink)
{
    m_value->setFullText(value);
    m_value->setInk(ink);
    describe();
}

void KeyValueRow::setValueWidget(QWidget* widget)
{
    delete m_custom;
    m_custom = widget;
    m_value->setVisible(!widget);
    if (widget)
        static_cast<QBoxLayout*>(layout())->addWidget(widget, 1);
}

void KeyValueRow::describe()
{
    setAccessibleName(tr("%1: %2", "key, value").arg(m_key->fullText(), m_value->fullText()));
}

} // namespace ui
