#include "ui/theme/focus_ring.h"

#include "ui/theme/tokens.h"

#include <QAbstractButton>
#include <QAbstractSpinBox>
#include <QApplication>
#include <QCheckBox>
#include <QComboBox>
#include <QFocusFrame>
#include <QLineEdit>
#include <QRadioButton>
#include <QTabBar>
#include <QTextEdit>

namespace ui
{

static constexpr char ringProperty[] = "bellhopFocusRing";

FocusRing::FocusRing(QObject* parent)
    : QObject(parent)
{
    connect(qApp, &QApplication::focusChanged, this, [this](QWidget*, QWidget* now) { follow(now); });
    follow(QApplication::focusWidget());
}

FocusRing::~FocusRing()
{
    delete m_frame;
}

void FocusRing::setOwnFocus(QWidget* widget)
{
    widget->setProperty(ringProperty, -1);
}

void FocusRing::setRing(QWidget* widget, int radius)
{
    widget->setProperty(ringProperty, radius);
}

int FocusRing::ringRadius(const QWidget* widget)
{
    if (const QVariant own = widget->property(ringProperty); own.isValid())
        return own.toInt();
    if (qobject_cast<const QCheckBox*>(widget) || qobject_cast<const QRadioButton*>(widget))
        return radius::chip;
    const bool control = qobject_cast<const QAbstractButton*>(widget) || qobject_cast<const QComboBox*>(widget) ||
                         qobject_cast<const QLineEdit*>(widget) || qobject_cast<const QAbstractSpinBox*>(widget) ||
                         qobject_cast<const QTabBar*>(widget);
    if (control)
        return radius::control;
    const auto* text = qobject_cast<const QTextEdit*>(widget);
    return text && !text->isReadOnly() ? radius::control : -1;
}

QWidget* FocusRing::ringed() const
{
    return m_frame ? m_frame->widget() : nullptr;
}

void FocusRing::follow(QWidget* widget)
{
    const bool wanted = widget && ringRadius(widget) >= 0;
    if (!wanted) {
        if (m_frame)
            m_frame->setWidget(nullptr);
        return;
    }
    // The frame is a child of the window that it was last in, and dies with it.
    if (!m_frame)
        m_frame = new QFocusFrame;
    m_frame->setWidget(widget);
}

} // namespace ui
