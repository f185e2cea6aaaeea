#include "tests/support/legacy.h"

#include <QFile>
#include <QJsonDocument>

namespace test
{

using namespace Qt::StringLiterals;

namespace
{
QByteArray contents(const QString& name)
{
    QFile file(QStringLiteral(LEGACY_DIR "/") + name);
    if (!file.open(QIODevice::ReadOnly))
        qFatal("cannot read %s", qPrintable(file.fileName()));
    return file.readAll();
}
} // namespace

QByteArray legacyBytes(const QString& name)
{
    return qUncompress(contents(name + u".z"_s));
}

void placeLegacy(const QString& name, const QString& path)
{
    QFile file(path);
    const QByteArray bytes = legacyBytes(name);
    if (bytes.isEmpty() || !file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
        qFatal("cannot write %s", qPrintable(path));
}

QJsonObject legacyFacts(const QString& name)
{
    return QJsonDocument::fromJson(contents(name + u".json"_s)).object();
}

} // namespace test
