#include "ui/shell/window_memory.h"

#include <QScreen>
#include <QSplitter>

namespace ui
{

using namespace Qt::StringLiterals;

namespace
{
constexpr QSize kFirstSize(1440, 900);
const QString kGeometry = u"window/geometry"_s;
const QString kColumnsKey = u"window/columns"_s;
} // namespace

void restoreWindow(const Preferences& preferences, QWidget* window)
{
    const QByteArray geometry = preferences.value(kGeometry).toByteArray();
    if (geometry.isEmpty() || !window->restoreGeometry(geometry))
        window->resize(kFirstSize);
    if (!window->isMaximized()) // also a window that was remembered on a larger screen
        resizeWithinScreen(window, window->size());
}

/// The window manager's frame comes on top and is not known before the window is shown.
void resizeWithinScreen(QWidget* window, QSize wanted)
{
    const QScreen* screen = window->screen();
    window->resize(screen ? wanted.boundedTo(screen->availableSize() - QSize(2, 36)) : wanted);
}

void rememberWindow(Preferences& preferences, const QWidget* window)
{
    preferences.setValue(kGeometry, window->saveGeometry());
}

void restoreColumns(const Preferences& preferences, QSplitter* columns, const QList<int>& fallback)
{
    const QStringList kept = preferences.value(kColumnsKey).toStringList();
    QList<int> sizes;
    for (const QString& size : kept)
        sizes.append(size.toInt());
    columns->setSizes(sizes.size() == fallback.size() ? sizes : fallback);
}

void rememberColumns(Preferences& preferences, const QSplitter* columns)
{
    QStringList sizes;
    for (const int size : columns->sizes())
        sizes.append(QString::number(size));
    preferences.setValue(kColumnsKey, sizes);
}

} // namespace ui
