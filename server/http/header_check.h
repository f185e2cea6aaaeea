#pragma once

#include <QByteArrayView>

namespace server::http
{

/// Holds the raw bytes of a request head (request line to the empty line, inclusive) against what RFC 9112 forbids and
/// lenient parsers let pass: folded lines, bare CR or LF, spaces before a colon, unknown or repeated transfer codings,
/// lengths that are not plain numbers or disagree, a length beside a coding, a missing or second Host.
/// Returns 0 when it is sound, else the status to answer (400, 414 or 431).
[[nodiscard]] int checkHead(QByteArrayView head);

/// Offset just after the empty line that ends a head, or -1. `from` is where the last search ended.
[[nodiscard]] qsizetype headEnd(QByteArrayView bytes, qsizetype from = 0);

/// What a method or a field's name may be made of (RFC 9110, 5.6.2), and a field's value (5.5).
[[nodiscard]] bool isTokenChar(char c);
[[nodiscard]] bool isFieldChar(char c);

} // namespace server::http
