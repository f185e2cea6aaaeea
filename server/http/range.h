#pragma once

#include "server/http/message.h"

namespace server::http
{

/// A part of a representation.
struct ByteRange {
    qint64 first = 0;
    qint64 length = 0;
};

/// What a Range field asks for.
enum class RangeKind { Whole, Part, Unsatisfiable };
struct RangeAnswer {
    RangeKind kind = RangeKind::Whole;
    ByteRange range;
};

/// RFC 9110, 14.2: one range of bytes. What is malformed, of another unit, or has several ranges is answered whole.
[[nodiscard]] RangeAnswer parseRange(QByteArrayView field, qint64 size);

/// True when an If-None-Match field lists `etag` (weak comparison) or is "*".
[[nodiscard]] bool etagListed(QByteArrayView field, QByteArrayView etag);

/// Makes 304, 206 or 416 of a 200 answer to GET or HEAD that has an entity tag; `size` is that of the whole. Returns
/// the part of the representation to send.
[[nodiscard]] ByteRange applyConditions(const Request& request, Response& response, qint64 size);

} // namespace server::http
