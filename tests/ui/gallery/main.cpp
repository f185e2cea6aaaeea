// Paints every shared widget in light and dark to PNG files, for looking at: ui_gallery [FOLDER] [TEXT-SCALE]
#include "tests/ui/gallery/gallery.h"
#include "ui/theme/theme.h"

#include <QApplication>
#include <QDir>
#include <QMenu>

#include <cstdio>

using namespace Qt::StringLiterals;

static bool save(const QPixmap& picture, const QString& path)
{
    if (picture.save(path)) {
        std::printf("%s\n", qPrintable(path));
        return true;
    }
    std::fprintf(stderr, "cannot write %s\n", qPrintable(path));
    return false;
}

static QPixmap gallery()
{
    Gallery window;
    window.resize(1180, 900);
    window.show();
    window.activateWindow();
    QApplication::processEvents();
    window.focusPrimary();
    QApplication::processEvents();
    return window.grab();
}

static QPixmap menu()
{
    QWidget window;
    QMenu* shown = Gallery::orderMenu(&window);
    shown->popup(QPoint(40, 40));
    shown->setActiveAction(shown->actions().first());
    QApplication::processEvents();
    return shown->grab();
}

int main(int argc, char** argv)
{
    QApplication application(argc, argv);
    const QStringList arguments = QApplication::arguments();
    const QDir folder(arguments.value(1, u"."_s));
    ui::Theme& theme = ui::Theme::current();
    theme.setTextScale(arguments.size() > 2 ? arguments.at(2).toDouble() : 1.0);
    theme.install(application);

    bool saved = true;
    for (const auto mode : {ui::Theme::Mode::Light, ui::Theme::Mode::Dark}) {
        theme.setMode(mode);
        const QString name = theme.isDark() ? u"dark"_s : u"light"_s;
        saved = save(gallery(), folder.filePath(u"gallery-%1.png"_s.arg(name))) && saved;
        saved = save(menu(), folder.filePath(u"menu-%1.png"_s.arg(name))) && saved;
    }
    return saved ? 0 : 1;
}
