#include "tests/server/desk_copy.h"

#include "sql/postgres_connection.h"

#include <QDir>
#include <QDirIterator>
#include <QUrl>

namespace test
{

using namespace Qt::StringLiterals;

namespace
{

void copyTree(const QString& from, const QString& to)
{
    QDirIterator files(from, QDir::Files, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        const QString path = files.next();
        const QString target = to + path.mid(from.size());
        QDir().mkpath(QFileInfo(target).path());
        if (!QFile::copy(path, target))
            qFatal("%s was not copied", qPrintable(path));
    }
}

QString nameOf(const QString& uri)
{
    return uri.section(u'?', 0, 0).section(u'/', -1);
}

/// Another database of the same server.
std::unique_ptr<sql::PostgresConnection> maintenance(const QString& uri)
{
    return sql::PostgresConnection::open(QString(uri).replace(u'/' + nameOf(uri), u"/postgres"_s));
}

} // namespace

void DeskCopy::take(DeskFixture& desk, Log log)
{
    const auto& options = desk.options();
    m_folder = std::make_unique<QTemporaryDir>();
    copyTree(options.dataDir, m_folder->path());
    if (log == Log::Lost)
        for (const QString& end : {u"-wal"_s, u"-shm"_s})
            QFile::remove(m_folder->filePath(u"desk.sqlite"_s + end));
    if (options.postgres.isEmpty())
        return;
    m_database = nameOf(options.postgres) + u"_copy"_s;
    const auto connection = maintenance(options.postgres);
    connection->execute(u"DROP DATABASE IF EXISTS "_s + m_database);
    connection->execute(u"CREATE DATABASE %1 TEMPLATE %2"_s.arg(m_database, nameOf(options.postgres)));
}

void DeskCopy::putBack(DeskFixture& desk) const
{
    const auto& options = desk.options();
    QDir(options.dataDir).removeRecursively();
    copyTree(m_folder->path(), options.dataDir);
    if (options.postgres.isEmpty())
        return;
    const auto connection = maintenance(options.postgres);
    connection->execute(u"DROP DATABASE "_s + nameOf(options.postgres));
    connection->execute(u"CREATE DATABASE %1 TEMPLATE %2"_s.arg(nameOf(options.postgres), m_database));
}

} // namespace test
