#include "server/process/run.h"

#include <QCoreApplication>

#include <sodium.h>
#include <sys/stat.h>

int main(int argc, char** argv)
{
    umask(0077); // the desk's files are the server's alone
    const QCoreApplication application(argc, argv);
    if (sodium_init() < 0)
        return server::process::kExitFailed;
    return std::visit([](const auto& command) { return server::process::run(command); },
                      server::process::parseCommand(QCoreApplication::arguments()));
}
