#include "app/application.h"
#include "app/data_folder.h"
#include "app/log.h"
#include "app/options.h"
#include "app/single_instance.h"
#include "ui/theme/icon.h"
#include "ui/theme/theme.h"

#include <QApplication>

#include <csignal>
#include <cstdio>
#include <sys/stat.h>

namespace
{

constexpr int kTellTimeout = 3000;

void say(FILE* stream, const QString& text)
{
    std::fputs(qPrintable(text), stream);
}

int complain(const QString& sentence)
{
    say(stderr, QStringLiteral("bellhop: ") + sentence + QLatin1Char('\n'));
    return app::kExitData;
}

QStringList argumentsOf(int argc, char** argv)
{
    QStringList arguments;
    for (int i = 0; i < argc; ++i)
        arguments << QString::fromLocal8Bit(argv[i]);
    return arguments;
}

} // namespace

int main(int argc, char** argv)
{
    umask(0077); // everything below the data folder is one person's
    std::signal(SIGPIPE, SIG_IGN);
    const auto parsed = app::parseOptions(argumentsOf(argc, argv));
    if (const auto* early = std::get_if<app::EarlyExit>(&parsed)) {
        say(early->code == 0 ? stdout : stderr, early->text);
        return early->code;
    }
    const app::Options& options = std::get<app::Options>(parsed);

    QApplication application(argc, argv);
    QApplication::setApplicationName(QStringLiteral("bellhop"));
    QApplication::setApplicationDisplayName(QStringLiteral("Bellhop"));
    QApplication::setApplicationVersion(QStringLiteral(BELLHOP_VERSION));
    QApplication::setDesktopFileName(QStringLiteral("org.bellhop.Bellhop"));
    QApplication::setQuitOnLastWindowClosed(false);

    if (const QString trouble = app::startLog(options.logFile); !trouble.isEmpty())
        return complain(trouble);
    const app::DataFolder folder(options.dataFolder);
    if (const QString trouble = folder.prepare(); !trouble.isEmpty())
        return complain(trouble);
    app::SingleInstance instance(folder.lock(), folder.socketName());
    if (!instance.claim()) {
        if (!instance.trouble().isEmpty())
            return complain(instance.trouble());
        if (instance.tell(options.link.toString().toUtf8(), kTellTimeout))
            return 0;
        return complain(QCoreApplication::translate(
            "main", "Bellhop is already running on this data folder but does not answer. End it, then try again."));
    }
    ui::Theme::current().install(application);
    QApplication::setWindowIcon(ui::Icon::application());
    app::Application program(options, folder, instance);
    program.start();
    return QApplication::exec();
}
