#include "store/file_identity.h"

#include "store/work_file.h"

#include <QFile>

#include <sys/stat.h>

namespace store
{

namespace
{
bool look(const QString& path, quint64 (&into)[2])
{
    struct stat found = {};
    if (stat(QFile::encodeName(path).constData(), &found) != 0)
        return false;
    into[0] = found.st_dev;
    into[1] = found.st_ino;
    return true;
}
} // namespace

std::optional<FilePair> filesAt(const QString& cache)
{
    FilePair pair;
    if (!look(cache, pair.cache) || !look(workPath(cache), pair.work))
        return std::nullopt;
    return pair;
}

} // namespace store
