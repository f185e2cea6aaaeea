// The commands that put a desk away, take it out again, and let it go on (DESK-6).
#include "server/process/command_desk.h"
#include "server/process/run.h"
#include "server/store/backup.h"
#include "server/store/epochs.h"
#include "server/store/feed.h"

#include <QCoreApplication>

namespace server::process
{

using namespace Qt::StringLiterals;

namespace
{

struct RunBackupText {
    Q_DECLARE_TR_FUNCTIONS(server::Commands)
};

/// What was lost is named, and the exit code tells a script of it.
int told(const store::BackupDone& done, const QString& sentence)
{
    say(sentence.arg(done.files).arg(done.bytes));
    if (done.lost.isEmpty())
        return 0;
    return failed(RunBackupText::tr("The bytes of these attachments were missing or damaged; all else is there: %1")
                      .arg(done.lost.mid(0, 20).join(u", "_s)));
}

/// After the database itself was restored by PostgreSQL's own means.
int markRestored(const Place& place)
{
    return withExistingDesk(place, [](store::Store& store) {
        const auto end = store::feedWentBack(store, desk::SystemClock().now());
        if (!end)
            return failed(end.fault().message);
        say(RunBackupText::tr(
            "This desk is marked as restored. Automatic messages wait for \"bellhop-server desk release\"."));
        return 0;
    });
}

} // namespace

int run(const Backup& backup)
{
    const auto done = store::backUp(backup.place.dataDir, backup.to, desk::SystemClock().now());
    if (!done)
        return failed(done.fault().message);
    return told(*done, RunBackupText::tr("The desk is in %1, with %2 files (%3 bytes).").arg(backup.to));
}

int run(const Restore& restore)
{
    if (restore.from.isEmpty())
        return markRestored(restore.place);
    const auto done = store::restore(restore.from, restore.place.dataDir, desk::SystemClock().now());
    if (!done)
        return failed(done.fault().message);
    const int code =
        told(*done, RunBackupText::tr("The desk is in %1, with %2 files (%3 bytes).").arg(restore.place.dataDir));
    say(RunBackupText::tr("Clients load it anew. Automatic messages wait for \"bellhop-server desk release\"."));
    return code;
}

int run(const DeskRelease& desk)
{
    return withExistingDesk(desk.place, [](store::Store& store) {
        const auto released = store.write([](store::FeedTransaction& transaction) {
            const bool was = store::release(transaction.sql());
            if (was)
                store::addEpoch(transaction.sql(), desk::SystemClock().now()); // so that running servers look
            return was;
        });
        if (!released)
            return failed(released.fault().message);
        say(*released ? RunBackupText::tr("Released: automatic messages go out again.")
                      : RunBackupText::tr("This desk is not held; nothing was changed."));
        return 0;
    });
}

} // namespace server::process
