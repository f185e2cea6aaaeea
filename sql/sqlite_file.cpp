#include "sql/sqlite_file.h"

#include <QByteArray>
#include <QFile>
#include <QFileInfo>
#include <QtEndian>

#include <sqlite3.h>

#include <algorithm>
#include <cstddef>
#include <vector>

namespace sql
{

using namespace Qt::StringLiterals;

namespace
{

// https://www.sqlite.org/fileformat2.html#the_database_header
constexpr qsizetype kHeader = 100;
constexpr qsizetype kPageSize = 16;
constexpr qsizetype kChangeCounter = 24;
constexpr qsizetype kPageCount = 28;
constexpr qsizetype kCounterOfPageCount = 92;
constexpr quint16 kLargestPage = 1; ///< stands for 65,536

template<class T>
T numberAt(const QByteArray& header, qsizetype offset)
{
    return qFromBigEndian<T>(header.constData() + offset);
}

/// Bytes that the header counts; 0 = it does not tell.
qint64 countedBytes(const QByteArray& header)
{
    if (!header.startsWith(QByteArrayLiteral("SQLite format 3\0")))
        return 0;
    if (header.size() < kHeader)
        return kHeader;
    if (numberAt<quint32>(header, kChangeCounter) != numberAt<quint32>(header, kCounterOfPageCount))
        return 0;
    const auto page = numberAt<quint16>(header, kPageSize);
    return qint64(numberAt<quint32>(header, kPageCount)) * (page == kLargestPage ? 65'536 : page);
}

/// The file as SQLite opens it. Opened and closed in another way, it would lose the locks of all connections that this
/// process has to it (https://www.sqlite.org/howtocorrupt.html, 2.2), and another process would take its log away.
class ReadFile
{
public:
    explicit ReadFile(const QString& path)
    {
        sqlite3_initialize();
        sqlite3_vfs* vfs = sqlite3_vfs_find(nullptr);
        m_file.resize((std::size_t(vfs->szOsFile) + sizeof(std::max_align_t) - 1) / sizeof(std::max_align_t));
        m_name = QFileInfo(path).absoluteFilePath().toUtf8() + QByteArray(3, '\0'); // no parameters follow it
        m_isOpen = vfs->xOpen(vfs, m_name.constData(), file(), SQLITE_OPEN_MAIN_DB | SQLITE_OPEN_READONLY, nullptr) ==
                   SQLITE_OK;
    }
    ~ReadFile()
    {
        if (file()->pMethods)
            file()->pMethods->xClose(file());
    }
    ReadFile(const ReadFile&) = delete;
    ReadFile& operator=(const ReadFile&) = delete;

    bool isOpen() const { return m_isOpen; }
    /// -1 = it cannot be told.
    qint64 size()
    {
        sqlite3_int64 bytes = 0;
        return file()->pMethods->xFileSize(file(), &bytes) == SQLITE_OK ? bytes : -1;
    }
    QByteArray head(qsizetype most)
    {
        QByteArray bytes(std::clamp<qsizetype>(size(), 0, most), '\0');
        const bool isRead = file()->pMethods->xRead(file(), bytes.data(), int(bytes.size()), 0) == SQLITE_OK;
        return isRead ? bytes : QByteArray();
    }

private:
    sqlite3_file* file() { return reinterpret_cast<sqlite3_file*>(m_file.data()); }

    std::vector<std::max_align_t> m_file; ///< as much as the system's file takes, set to zero
    QByteArray m_name;
    bool m_isOpen = false;
};

} // namespace

FileEnd endOf(const QString& path)
{
    ReadFile file(path);
    if (!file.isOpen())
        return FileEnd::Whole;
    // In this order: a log that is empty after the header was read has left all that the header counts in the file.
    const qint64 counted = countedBytes(file.head(kHeader));
    for (const QString& end : {u"-wal"_s, u"-journal"_s})
        if (QFileInfo(path + end).size() > 0)
            return FileEnd::Whole;
    const qint64 size = file.size();
    if (size < 0)
        return FileEnd::Whole;
    if (size == 0)
        return FileEnd::Empty;
    return size < counted ? FileEnd::CutShort : FileEnd::Whole;
}

void createFile(const QString& path, const SqliteOptions& options, const std::function<void(SqliteConnection&)>& fill)
{
    const QString unfinished = path + u"-new"_s;
    QFile::remove(unfinished);
    for (const QString& end : {u"-wal"_s, u"-shm"_s, u"-journal"_s})
        for (const QString& stale : {unfinished, path}) // beside a new file, an old log would be played back into it
            QFile::remove(stale + end);
    fill(*SqliteConnection::open(unfinished, OpenMode::Create, options));
    if (QFileInfo(unfinished + u"-wal"_s).size() > 0)
        throw Failure(ErrorKind::Full, u"the new file could not be finished"_s);
    if (!QFile::rename(unfinished, path))
        throw Failure(ErrorKind::ReadOnly, u"the new file could not be given its name"_s);
}

} // namespace sql
