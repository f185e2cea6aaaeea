#pragma once
// Which threads come second when there are more of them than processors.

namespace desk
{

/// From now on the calling thread gives way to the window's wherever both want a processor (docs/performance.md: a key
/// while a first sync runs). For threads that work in bulk. There is no way back: a user may not raise a priority
/// again.
void giveWay() noexcept;

} // namespace desk
