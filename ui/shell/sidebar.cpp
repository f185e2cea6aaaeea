#include "ui/shell/sidebar.h"

#include "ui/shell/sidebar_delegate.h"
#include "ui/theme/focus_ring.h"
#include "ui/theme/style.h"
#include "ui/theme/theme.h"

#include <QMouseEvent>
#include <QPaintEvent>
#include <QPainter>
#include <QScopedValueRollback>
#include <QScrollBar>

namespace ui
{

using namespace Qt::StringLiterals;

Sidebar::Sidebar(models::ViewsModel& model, QWidget* parent)
    : QListView(parent)
    , m_views(model)
{
    setObjectName(u"sidebar"_s);
    setAccessibleName(tr("Views"));
    setModel(&model);
    setItemDelegate(new SidebarDelegate(this));
    setFrameShape(QFrame::NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollMode(ScrollPerPixel);
    Style::letBarFloat(this);
    setSelectionMode(SingleSelection);
    setEditTriggers(NoEditTriggers);
    setMouseTracking(true);
    setMinimumWidth(Theme::current().px(120));
    setViewportMargins(0, space::s, 0, space::s);
    setAutoFillBackground(true);
    setBackgroundRole(QPalette::Window);
    FocusRing::setOwnFocus(this);
    connect(&Theme::current(), &Theme::changed, this, &Sidebar::applyTheme);
    // A view that moved in the list keeps its mark: the selection follows the persistent index.
    applyTheme();
}

void Sidebar::applyTheme()
{
    QPalette colours = palette();
    colours.setColor(QPalette::Base, tokens().side);
    colours.setColor(QPalette::Window, tokens().side);
    setPalette(colours);
    viewport()->setPalette(colours);
    doItemsLayout();
}

void Sidebar::setShown(const desk::ViewId& view)
{
    const QScopedValueRollback quiet(m_telling, false);
    const QModelIndex index = m_views.indexOf(view);
    if (index.isValid())
        setCurrentIndex(index);
    else
        selectionModel()->clear();
}

void Sidebar::currentChanged(const QModelIndex& current, const QModelIndex& previous)
{
    QListView::currentChanged(current, previous);
    if (!m_telling)
        return;
    if (const auto view = m_views.view(current))
        Q_EMIT viewChosen(*view);
}

/// A right click asks about a view; it does not go there.
void Sidebar::mousePressEvent(QMouseEvent* event)
{
    if (event->button() == Qt::LeftButton)
        QListView::mousePressEvent(event);
    else
        event->accept();
}

void Sidebar::paintEvent(QPaintEvent* event)
{
    {
        QPainter painter(viewport());
        painter.fillRect(event->rect(), tokens().side);
    }
    QListView::paintEvent(event);
}

} // namespace ui
