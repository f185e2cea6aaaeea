#pragma once
// Where attachments lie under DATA. Internal to the server.

#include "server/store/database.h"

#include <QCryptographicHash>
#include <QFile>
#include <QString>

namespace server::store
{

/// What a folder of the desk is made with.
constexpr auto kOwnerOnly = QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner;

/// DATA/attachments/ab/abcd…: a folder for the first byte keeps folders small.
inline QString filePath(const Database& database, const QString& sha256)
{
    return database.attachmentsDir() + u'/' + sha256.left(2) + u'/' + sha256;
}

/// An unfinished upload, by its row's number: a client may write an id in several ways.
inline QString partialPath(const Database& database, qint64 row)
{
    return database.attachmentsDir() + QStringLiteral("/partial/") + QString::number(row);
}

/// How secrets of agents and visitors stand in the database: they have enough entropy to need no salt.
inline QString hashOf(const QString& secret)
{
    return QString::fromLatin1(QCryptographicHash::hash(secret.toUtf8(), QCryptographicHash::Sha256).toHex());
}

} // namespace server::store
