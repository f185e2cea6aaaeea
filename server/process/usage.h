#pragma once

#include <QString>

namespace server::process
{

/// What --help prints. bellhop-server(1) says the same; `house.help` compares their options.
QString usage();

} // namespace server::process
