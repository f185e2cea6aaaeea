#include "server/store/folder_mark.h"

#include "server/store/rows.h"

#include "sql/transaction.h"

#include <QCoreApplication>
#include <QFile>
#include <QSaveFile>

namespace server::store
{

using namespace Qt::StringLiterals;

namespace
{

const auto kDeskId = u"desk-id"_s;
/// Set once a folder carries the desk's mark.
const auto kMarked = u"files-marked"_s;

struct FolderMarkText {
    Q_DECLARE_TR_FUNCTIONS(server::store::FolderMark)
};

QString readMark(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? QString::fromLatin1(file.read(100)).trimmed() : QString();
}

bool writeMark(const QString& path, const QString& desk)
{
    QSaveFile file(path);
    return file.open(QIODevice::WriteOnly) && file.write(desk.toLatin1() + '\n') > 0 && file.commit();
}

Fault otherDesk(const QString& folder)
{
    return {FaultKind::Broken, u"other-desk"_s,
            FolderMarkText::tr(
                "The folder %1 holds the attachments of another desk. Nothing was touched; choose the --data folder of "
                "this desk, or an empty one for a new desk.")
                .arg(folder)};
}

Fault otherFolder(const QString& folder, const QString& desk)
{
    return {FaultKind::Broken, u"other-folder"_s,
            FolderMarkText::tr(
                "The attachments of this desk do not lie in %1. Give every bellhop-server of a desk the same --data "
                "folder. If the files were lost, write the line %2 into %1/desk to go on without them.")
                .arg(folder, desk)};
}

Fault unwritableMark(const QString& path)
{
    return {FaultKind::Broken, u"unreadable"_s,
            FolderMarkText::tr(
                "The file %1 cannot be written. Check the folder's permissions, or choose another --data folder.")
                .arg(path)};
}

} // namespace

bool isClaimed(const QString& attachmentsDir)
{
    return !readMark(attachmentsDir + u"/desk"_s).isEmpty();
}

std::optional<Fault> claimFolder(sql::Connection& sql, const QString& attachmentsDir)
{
    const QString path = attachmentsDir + u"/desk"_s;
    const QString desk = setting(sql, kDeskId);
    if (readMark(path) == desk && !setting(sql, kMarked).isEmpty())
        return std::nullopt;
    sql::Transaction transaction(sql, {.durable = true});
    // One process at a time: of two that start on two folders the second must be told.
    sql.value<qint64>(u"SELECT one FROM desk_counter {for update}"_s);
    const QString mark = readMark(path);
    if (!mark.isEmpty() && mark != desk)
        return otherDesk(attachmentsDir);
    if (mark.isEmpty()) {
        if (sql.engine() == sql::Engine::Postgres && !setting(sql, kMarked).isEmpty())
            return otherFolder(attachmentsDir, desk);
        if (!writeMark(path, desk))
            return unwritableMark(path);
    }
    setSetting(sql, kMarked, u"true"_s);
    transaction.commit();
    return std::nullopt;
}

} // namespace server::store
