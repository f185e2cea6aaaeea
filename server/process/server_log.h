#pragma once

namespace server::process
{

/// Sends Qt's messages to standard error with time and level; `json`: one object a line.
void startServerLog(bool json);

} // namespace server::process
