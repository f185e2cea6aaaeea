#pragma once

#include <QByteArray>
#include <QJsonObject>
#include <QString>

namespace test
{

/// The bytes of tests/legacy/NAME.z, uncompressed; ends the program when the file is not there.
QByteArray legacyBytes(const QString& name);
/// Puts them at `path`.
void placeLegacy(const QString& name, const QString& path);
/// tests/legacy/NAME.json: what stands in the file of that name.
QJsonObject legacyFacts(const QString& name);

} // namespace test
