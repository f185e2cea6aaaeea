#include "store/trouble.h"

#include "store/database.h"
#include "store/refused.h"

#include <QCoreApplication>
#include <QDir>

namespace store
{

namespace
{
struct TroubleText {
    Q_DECLARE_TR_FUNCTIONS(store::Trouble)
};

const char* sourceFor(sql::ErrorKind kind)
{
    switch (kind) {
    case sql::ErrorKind::Busy:
    case sql::ErrorKind::Serialization:
        return QT_TRANSLATE_NOOP("store::Trouble", "Another program is using the desk's file, so this change was not "
                                                   "stored. Nothing else was lost. Close the other program and try "
                                                   "again.");
    case sql::ErrorKind::Full:
        return QT_TRANSLATE_NOOP("store::Trouble", "The disk is full, so this change was not stored. Everything stored "
                                                   "before is safe. Free some space and try again.");
    case sql::ErrorKind::ReadOnly:
        return QT_TRANSLATE_NOOP("store::Trouble", "The desk's file or its folder may not be written, so this change "
                                                   "was not stored. Everything stored before is safe. Give your user "
                                                   "the right to write there and try again.");
    case sql::ErrorKind::Corrupt:
    case sql::ErrorKind::NotADatabase:
        return QT_TRANSLATE_NOOP("store::Trouble", "The desk's file is damaged, so this change was not stored. The "
                                                   "program puts the file aside, keeps unsent messages and drafts, and "
                                                   "loads the rest again from the server. Try again then; if this "
                                                   "stays, look at the disk.");
    case sql::ErrorKind::Interrupted:
        return QT_TRANSLATE_NOOP("store::Trouble", "The work was stopped before it was finished. Nothing was changed.");
    case sql::ErrorKind::Connection:
    case sql::ErrorKind::Constraint:
    case sql::ErrorKind::Unique:
    case sql::ErrorKind::BadText:
    case sql::ErrorKind::Injected:
    case sql::ErrorKind::Other:
        break;
    }
    return QT_TRANSLATE_NOOP("store::Trouble", "The desk's file could not be read or written, so this change was not "
                                               "stored. Everything stored before is safe. Try again; if it happens "
                                               "again, restart the program.");
}
} // namespace

QString sentenceFor(const sql::Failure& failure)
{
    return TroubleText::tr(sourceFor(failure.kind()));
}

QString sentenceFor(const std::exception& failure)
{
    if (const auto* database = dynamic_cast<const sql::Failure*>(&failure))
        return sentenceFor(*database);
    if (const auto* refused = dynamic_cast<const Refused*>(&failure))
        return refused->refusal().message;
    if (const auto* open = dynamic_cast<const OpenFailure*>(&failure))
        return open->message();
    return TroubleText::tr(sourceFor(sql::ErrorKind::Other));
}

QString damageSentence(const Damage& damage)
{
    QStringList said;
    if (!damage.cacheCopy.isEmpty())
        said +=
            TroubleText::tr("The local copy of the desk was damaged and has been put aside as %1; nothing of it was "
                            "deleted. It is loaded again from the server.")
                .arg(QDir::toNativeSeparators(damage.cacheCopy));
    if (!damage.workCopy.isEmpty())
        said +=
            TroubleText::tr("The file with your unsent messages and drafts was damaged and has been put aside as %1; "
                            "nothing of it was deleted.")
                .arg(QDir::toNativeSeparators(damage.workCopy));
    if (damage.cacheGone)
        said += TroubleText::tr("The local copy of the desk was not there. It is loaded again from the server.");
    if (damage.workGone)
        said += TroubleText::tr(
            "The file with your unsent messages and drafts was not there any more. What waited in it is lost, "
            "unless you find the file and put it back while the program is closed.");
    if (damage.workWentBack)
        said += TroubleText::tr(
            "The file with your unsent messages and drafts is older than what was stored in it; its log is "
            "gone. The last messages and drafts may be missing. Look through what you wrote last.");
    if (damage.workGone || damage.workWentBack)
        return said.join(u' ');
    if (damage.rescued > 0)
        said += TroubleText::tr("%n unsent message(s) and draft(s) were rescued and are in their places.", nullptr,
                                damage.rescued);
    else if (!damage.heldWork)
        said += TroubleText::tr("Your unsent messages and drafts are safe.");
    else
        said += TroubleText::tr("No unsent message and no draft could be read from it.");
    if (!damage.unread.isEmpty())
        said += TroubleText::tr("What waited for %n ticket(s) could not be read: %1. Look there for what is missing.",
                                nullptr, int(damage.unread.size()))
                    .arg(damage.unread.join(u", "));
    if (!damage.rescueFile.isEmpty())
        said += TroubleText::tr("A copy of them is in %1.").arg(QDir::toNativeSeparators(damage.rescueFile));
    return said.join(u' ');
}

} // namespace store
