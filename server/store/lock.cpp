#include "server/store/lock.h"

#include <QCoreApplication>
#include <QFile>

#include <cerrno>
#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

namespace server::store
{

namespace
{

struct LockText {
    Q_DECLARE_TR_FUNCTIONS(server::store::DataLock)
};

} // namespace

Result<std::unique_ptr<DataLock>> DataLock::take(const QString& dataDir)
{
    const QString path = dataDir + QStringLiteral("/lock");
    const int file = ::open(QFile::encodeName(path).constData(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (file < 0)
        return Fault{
            FaultKind::Broken, QStringLiteral("read-only"),
            LockText::tr("The file %1 cannot be opened for writing. Check the folder's permissions.").arg(path)};
    // flock, not fcntl: closing some other descriptor of the same file in this process must not free it.
    if (::flock(file, LOCK_EX | LOCK_NB) == 0)
        return std::unique_ptr<DataLock>(new DataLock(file));
    const bool held = errno == EWOULDBLOCK;
    ::close(file);
    if (held)
        return Fault{
            FaultKind::Conflict, QStringLiteral("in-use"),
            LockText::tr("Another bellhop-server uses the data in %1. Stop it first, or choose another --data folder.")
                .arg(dataDir)};
    return Fault{
        FaultKind::Broken, QStringLiteral("read-only"),
        LockText::tr("The file %1 cannot be locked; the volume may not support locks. Choose another --data folder.")
            .arg(path)};
}

DataLock::~DataLock()
{
    ::close(m_file);
}

} // namespace server::store
