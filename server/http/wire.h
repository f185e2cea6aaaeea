#pragma once

#include "server/http/range.h"

#include <QFile>

#include <memory>

namespace server::http
{

/// An answer ready for the line: its head, and where the body's bytes come from.
struct Outgoing {
    int status = 0;
    QByteArray head;
    QByteArray body;             ///< Bytes to send when there is no file.
    std::unique_ptr<QFile> file; ///< At the first byte to send.
    qint64 length = 0;           ///< Body bytes to send; 0 for HEAD, 204, 304.
    bool close = false;          ///< The head says "Connection: close".
};

/// Applies conditions and ranges, adds what every answer carries, opens the file: on the pool where there is one.
[[nodiscard]] Outgoing prepare(const Request& request, Response response, bool close);

} // namespace server::http
