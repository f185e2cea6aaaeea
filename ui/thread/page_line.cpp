#include "ui/thread/page_line.h"

#include "ui/widgets/buttons.h"
#include "ui/widgets/elided_label.h"
#include "ui/widgets/flow_layout.h"

namespace ui
{

using namespace Qt::StringLiterals;

PageLine::PageLine(QWidget* parent)
    : QWidget(parent)
    , m_label(new TextLabel({}, Type::Secondary, Ink::Dim, this))
    , m_previous(new PushButton(tr("Show the previous part"), ButtonKind::Quiet, this))
    , m_next(new PushButton(tr("Show the next part"), ButtonKind::Quiet, this))
{
    setObjectName(u"parts"_s);
    m_previous->setObjectName(u"previousPart"_s);
    m_next->setObjectName(u"nextPart"_s);
    auto* flow = new FlowLayout(this, space::s);
    flow->addWidget(m_label);
    flow->addWidget(m_previous);
    flow->addWidget(m_next);
    connect(m_previous, &QPushButton::clicked, this, [this] { Q_EMIT turned(m_page - 1); });
    connect(m_next, &QPushButton::clicked, this, [this] { Q_EMIT turned(m_page + 1); });
    hide();
}

void PageLine::setPage(int page, int count)
{
    m_page = page;
    const QString place = tr("Part %1 of %2").arg(page + 1).arg(count);
    m_label->setText(place);
    m_label->setMinimumHeight(m_next->sizeHint().height()); // on one line with the words of the buttons
    m_label->setAlignment(Qt::AlignVCenter);
    m_previous->setAccessibleDescription(place);
    m_next->setAccessibleDescription(place);
    const bool mayGoBack = page > 0;
    const bool mayGoOn = page + 1 < count;
    // At an end the keyboard goes to the button that is left, before the other one loses it to somewhere else.
    (mayGoOn ? m_next : m_previous)->show();
    if (!mayGoOn && m_next->hasFocus())
        m_previous->setFocus(Qt::OtherFocusReason);
    if (!mayGoBack && m_previous->hasFocus())
        m_next->setFocus(Qt::OtherFocusReason);
    m_previous->setVisible(mayGoBack);
    m_next->setVisible(mayGoOn);
    setVisible(count > 1);
}

} // namespace ui
