#pragma once
// How commands open a desk and speak to who typed them.

#include "server/process/command_line.h"
#include "server/store/store.h"

#include <functional>

namespace server::process
{

store::StoreOptions optionsOf(const Place& place);

/// A sentence on standard error; returns kExitFailed.
int failed(const QString& sentence);
/// A line on standard output.
void say(const QString& line);

/// Work on one desk; returns the program's exit code.
using Work = std::function<int(store::Store&)>;
/// With the desk to itself; a fault where a server runs on it.
int withDeskAlone(const Place& place, const Work& work);
/// Also while a server runs on it; makes the desk where there is none.
int withDesk(const Place& place, const Work& work);
/// The same for a desk that must be there: a mistyped folder is no new desk.
int withExistingDesk(const Place& place, const Work& work);
/// The same for work that changes nothing.
int lookAtDesk(const Place& place, const Work& work);

} // namespace server::process
