#include "server/process/command_desk.h"

#include <QCoreApplication>
#include <QFile>

#include <cstdio>

namespace server::process
{

using namespace Qt::StringLiterals;

namespace
{

struct CommandDeskText {
    Q_DECLARE_TR_FUNCTIONS(server::Commands)
};

int withStore(const store::StoreOptions& options, const Work& work)
{
    const auto database = store::Database::open(options);
    if (!database)
        return failed(database.fault().message);
    const auto store = (*database)->connect();
    return store ? work(**store) : failed(store.fault().message);
}

/// 0 = the desk may be opened.
int refuseMissing(const Place& place)
{
    if (!place.database.isEmpty() || QFile::exists(place.dataDir + u"/desk.sqlite"_s))
        return 0;
    return failed(CommandDeskText::tr("There is no desk in %1. Nothing was made; check --data.").arg(place.dataDir));
}

} // namespace

store::StoreOptions optionsOf(const Place& place)
{
    store::StoreOptions options;
    options.dataDir = place.dataDir;
    options.postgres = place.database;
    return options;
}

int failed(const QString& sentence)
{
    std::fprintf(stderr, "bellhop-server: %s\n", qPrintable(sentence));
    return kExitFailed;
}

void say(const QString& line)
{
    std::printf("%s\n", qPrintable(line));
    std::fflush(stdout);
}

int withDeskAlone(const Place& place, const Work& work)
{
    return withStore(optionsOf(place), work);
}

int withDesk(const Place& place, const Work& work)
{
    store::StoreOptions options = optionsOf(place);
    options.beside = true;
    return withStore(options, work);
}

int withExistingDesk(const Place& place, const Work& work)
{
    const int missing = refuseMissing(place);
    return missing ? missing : withDesk(place, work);
}

int lookAtDesk(const Place& place, const Work& work)
{
    if (const int missing = refuseMissing(place))
        return missing;
    store::StoreOptions options = optionsOf(place);
    options.beside = true;
    options.looks = true;
    return withStore(options, work);
}

} // namespace server::process
