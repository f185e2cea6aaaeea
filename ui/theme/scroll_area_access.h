#pragma once
// A scroll area as screen readers see it: what is in it, and the bars that are shown.

namespace ui
{

/// Has Qt use our accessible object for scroll areas: its own (6.4) reads past the end of the children when a scroll
/// bar went between the count and the question, and a screen reader then ends the program. Once is enough.
void installScrollAreaAccess();

} // namespace ui
