#pragma once
// Files of web chat: what the widget is made of, and what visitors send.

#include "desk/instant.h"
#include "server/http/router.h"
#include "server/store/files.h"

namespace server::channels
{

/// /chat/widget.js, /chat/widget.css, /chat/demo, /chat/demo.css from the program's resources.
void addChatFiles(http::Router& router, const http::RouteOptions& options);

/// A file in one request: `?name=`, Content-Type, the bytes as the body. 201 {"attachment"}.
http::Response uploadWhole(store::Store& store, const QString& session, const http::Request& request,
                           desk::Instant now);

} // namespace server::channels
