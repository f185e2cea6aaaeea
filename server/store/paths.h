#pragma once
// Where attachments lie under DATA. Internal to the server.

#include "server/store/database.h"

#include <QCryptographicHash>
#include <QString>

namespace server::store
{

/// DATA/attachments/ab/abcd…: a folder for the first byte keeps folders small.
inline QString filePath(const Database& database, const QString& sha256)
{
    return database.attachmentsDir() + u'/' + sha256.left(2) + u'/' + sha256;
}

/// An unfinished upload.
inline QString partialPath(const Database& database, const QString& id)
{
    return database.attachmentsDir() + QStringLiteral("/partial/") + id;
}

/// How secrets of visitors stand in the database.
inline QString hashOf(const QString& secret)
{
    return QString::fromLatin1(QCryptographicHash::hash(secret.toUtf8(), QCryptographicHash::Sha256).toHex());
}

} // namespace server::store
