#pragma once

#include "server/http/message.h"
#include "server/store/files.h"

namespace server::api
{

/// A stored file as a download that no browser will run: never inline unless it is a plain picture.
http::Response downloadAnswer(const store::Result<store::StoredFile>& file);

} // namespace server::api
