// Where the keyboard stands, and where it goes when that is gone.
#include "ui/shell/focus_order.h"
#include "ui/shell/list_panel.h"
#include "ui/shell/main_window_private.h"
#include "ui/shell/search_page.h"
#include "ui/shell/sidebar.h"
#include "ui/shell/top_bar.h"
#include "ui/thread/ticket_pane.h"
#include "ui/widgets/search_field.h"

#include <QApplication>
#include <QKeyEvent>
#include <QScrollArea>
#include <QStackedWidget>

namespace ui
{

using namespace Qt::StringLiterals;

/// Escape leads one step back: from the composer to the thread, from everywhere else to the list.
void MainWindow::keyPressEvent(QKeyEvent* event)
{
    if (event->key() != Qt::Key_Escape || event->modifiers() != Qt::NoModifier)
        return QMainWindow::keyPressEvent(event);
    if (!d->leaveComposer())
        d->focusList();
}

bool MainWindow::focusNextPrevChild(bool next)
{
    QWidget* stop = neighbourInFocus(this, focusWidget() ? focusWidget() : this, next);
    if (!stop)
        return false;
    stop->setFocus(next ? Qt::TabFocusReason : Qt::BacktabFocusReason);
    for (QWidget* holder = stop->parentWidget(); holder; holder = holder->parentWidget())
        if (auto* area = qobject_cast<QScrollArea*>(holder))
            area->ensureWidgetVisible(stop);
    return true;
}

// A first sync brings the rows after the window: keys must go to the list then, unless the agent is busy elsewhere.
void MainWindow::Private::focusListOnceFilled()
{
    sidebar->setFocus();
    const auto later = [this] {
        QTimer::singleShot(0, list, [this] {
            if (sidebar->hasFocus())
                list->list()->setFocus();
        });
    };
    QObject::connect(&list->model(), &QAbstractItemModel::rowsInserted, list, later, Qt::SingleShotConnection);
}

/// Where the views have no room the palette has them too.
void MainWindow::Private::focusViews()
{
    overviewForList = false;
    foldColumns();
    if (sidebar->isVisible())
        return sidebar->setFocus();
    openPalette();
}

bool MainWindow::Private::leaveComposer()
{
    const auto* composer = pane->findChild<QWidget*>(u"composer"_s);
    if (!composer || !composer->isAncestorOf(q.focusWidget()))
        return false;
    pane->focusThread();
    if (composer->isAncestorOf(q.focusWidget())) // no thread: the ticket is not here
        focusRows();
    return true;
}

void MainWindow::Private::focusList()
{
    overviewForList = false;
    foldColumns();
    focusRows();
}

/// What stands in the middle: the list, or the results of a search.
void MainWindow::Private::focusRows()
{
    if (middle->currentWidget() != search)
        list->list()->setFocus();
    else if (!search->focusResults())
        topBar->search()->setFocus();
}

/// A button or a line that is done goes, perhaps under the hand: the next key is for what stands beside it.
void MainWindow::Private::keepKeyboard()
{
    QObject::connect(qApp, &QApplication::focusChanged, &q, [this](const QWidget*, const QWidget* now) {
        if (now)
            return;
        QTimer::singleShot(0, &q, [this] {
            if (QApplication::activeWindow() != &q || QApplication::focusWidget() || QApplication::activePopupWidget())
                return;
            middle->isVisible() ? focusRows() : pane->focusThread();
        });
    });
}

} // namespace ui
