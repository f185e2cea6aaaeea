#include "app/application.h"
#include "app/data_folder.h"
#include "app/log.h"
#include "app/options.h"
#include "app/single_instance.h"
#include "app/translations.h"
#include "app/unix_signals.h"
#include "ui/theme/icon.h"
#include "ui/theme/theme.h"

#include <QApplication>
#include <QMessageBox>

#include <csignal>
#include <cstdio>
#include <cstdlib>
#ifdef __GLIBC__
#include <malloc.h>
#endif
#include <sys/stat.h>

namespace
{

constexpr int kTellTimeout = 3000;

void say(FILE* stream, const QString& text)
{
    std::fputs(qPrintable(text), stream);
}

/// On the terminal, and for whoever started us from the desktop in a window too.
int complain(const QString& sentence, bool window)
{
    say(stderr, QStringLiteral("bellhop: ") + sentence + QLatin1Char('\n'));
    if (window)
        QMessageBox(QMessageBox::Critical, QStringLiteral("Bellhop"), sentence, QMessageBox::Close).exec();
    return app::kExitData;
}

/// Without a display Qt would abort the process.
bool hasDisplay()
{
    return !qEnvironmentVariableIsEmpty("DISPLAY") || !qEnvironmentVariableIsEmpty("WAYLAND_DISPLAY") ||
           !qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM");
}

QStringList argumentsOf(int argc, char** argv)
{
    QStringList arguments;
    for (int i = 0; i < argc; ++i)
        arguments << QString::fromLocal8Bit(argv[i]);
    return arguments;
}

/// Before the first thread. Half a dozen threads that allocate little each would get a heap of their own each, eight
/// for every processor, and none gives back what another could use: four megabytes at the start, and more with every
/// hour.
void shareTheHeap()
{
#ifdef M_ARENA_MAX
    mallopt(M_ARENA_MAX, 2);
#endif
}

} // namespace

int main(int argc, char** argv)
{
    shareTheHeap();
    umask(0077); // everything below the data folder is one person's
    std::signal(SIGPIPE, SIG_IGN);
    const auto parsed = app::parseOptions(argumentsOf(argc, argv));
    if (const auto* early = std::get_if<app::EarlyExit>(&parsed)) {
        say(early->code == 0 ? stdout : stderr, early->text);
        return early->code;
    }
    const app::Options& options = std::get<app::Options>(parsed);

    if (!hasDisplay()) {
        say(stderr, QStringLiteral("bellhop: There is no display: neither DISPLAY nor WAYLAND_DISPLAY is set.\n"));
        return app::kExitDisplay;
    }
    QApplication application(argc, argv);
    QApplication::setApplicationName(QStringLiteral("bellhop"));
    QApplication::setApplicationDisplayName(QStringLiteral("Bellhop"));
    QApplication::setApplicationVersion(QStringLiteral(BELLHOP_VERSION));
    QApplication::setDesktopFileName(QStringLiteral("org.bellhop.Bellhop"));
    QApplication::setQuitOnLastWindowClosed(false);
    if (const QString trouble = app::installTranslations(application, options.language); !trouble.isEmpty()) {
        say(stderr, QStringLiteral("bellhop: ") + trouble + QLatin1Char('\n'));
        return app::kExitUsage;
    }

    if (const QString trouble = app::startLog(options.logFile); !trouble.isEmpty())
        return complain(trouble, options.fromDesktop);
    const app::DataFolder folder(options.dataFolder);
    if (const QString trouble = folder.prepare(); !trouble.isEmpty())
        return complain(trouble, options.fromDesktop);
    app::SingleInstance instance(folder.lock(), folder.socketName());
    switch (instance.claimOrTell(options.link.toString().toUtf8(), kTellTimeout)) {
    case app::SingleInstance::Outcome::First:
        break;
    case app::SingleInstance::Outcome::HandedOver:
        return 0;
    case app::SingleInstance::Outcome::Trouble:
        return complain(instance.trouble(), options.fromDesktop);
    case app::SingleInstance::Outcome::NoAnswer:
        return complain(QCoreApplication::translate("main", "Bellhop is already running on this data folder but does "
                                                            "not answer. End it, then try again."),
                        options.fromDesktop);
    }
    ui::Theme::current().install(application);
    QApplication::setWindowIcon(ui::Icon::application());
    app::Application program(options, folder, instance);
    const app::UnixSignals endings;
    QObject::connect(&endings, &app::UnixSignals::endAsked, &program, &app::Application::quit);
    program.start();
    return QApplication::exec();
}
