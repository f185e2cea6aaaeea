#include "ui/thread/presence_line.h"

#include "ui/theme/icon.h"
#include "ui/theme/theme.h"
#include "ui/widgets/elided_label.h"

#include <QHBoxLayout>
#include <QPainter>
#include <QStyle>

namespace ui
{

using namespace Qt::StringLiterals;

PresenceLine::PresenceLine(QWidget* parent)
    : QWidget(parent)
    , m_label(new ElidedLabel({}, Type::Secondary, Ink::Dim, this))
{
    setObjectName(u"presence"_s);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(20 + extent::icon + space::xs, space::xs, 20, space::xs);
    row->addWidget(m_label);
    hide();
}

void PresenceLine::setOthers(const QList<models::OtherAgent>& others)
{
    m_others = others;
    refresh();
}

void PresenceLine::setCustomerTyping(const QString& name, bool typing)
{
    m_customer = name;
    m_customerTyping = typing;
    refresh();
}

QString PresenceLine::text() const
{
    return m_label->fullText();
}

void PresenceLine::refresh()
{
    QStringList parts, viewing;
    if (m_customerTyping)
        parts.append(tr("%1 is typing …").arg(m_customer.isEmpty() ? tr("The customer") : m_customer));
    for (const models::OtherAgent& other : std::as_const(m_others)) {
        if (other.typing)
            parts.append(tr("%1 is writing a reply").arg(other.name));
        else
            viewing.append(other.name);
    }
    if (!viewing.isEmpty())
        parts.append(tr("%1 also looking", nullptr, int(viewing.size())).arg(viewing.join(u", "_s)));
    m_label->setFullText(parts.join(u" · "_s));
    setVisible(!parts.isEmpty());
    update();
}

void PresenceLine::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.fillRect(rect(), tokens().bg);
    const int icon = 13;
    Icon::paint(&painter, m_customerTyping ? Glyph::Webchat : Glyph::Eye,
                QStyle::visualRect(layoutDirection(), rect(), {20, (height() - icon) / 2, icon, icon}), tokens().dim);
}

} // namespace ui
