#pragma once

#include <QByteArray>
#include <QByteArrayView>
#include <QList>
#include <QString>
#include <QStringList>

#include <optional>
#include <utility>

namespace server::http
{

/// A request target in its decoded parts.
struct Target {
    QByteArray authority; ///< Of the absolute form only; it replaces Host.
    QStringList path;
    QList<std::pair<QString, QString>> query;
    bool asterisk = false; ///< "OPTIONS *".
};

/// Percent-decodes strictly: nothing for a broken escape, invalid UTF-8 or a control character. `plusIsSpace` for
/// queries.
[[nodiscard]] std::optional<QString> percentDecode(QByteArrayView text, bool plusIsSpace);

/// Splits and decodes. Nothing for what must get 400: no leading slash, a fragment, broken escapes, a "." or ".."
/// segment however it is spelt, an encoded slash or backslash.
[[nodiscard]] std::optional<Target> parseTarget(QByteArrayView raw);

} // namespace server::http
