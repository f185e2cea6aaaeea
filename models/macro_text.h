#pragma once
// A macro's text for one ticket (THR-8).

#include "desk/macro.h"
#include "desk/profile.h"
#include "desk/variables.h"

#include <optional>

namespace models
{

class DeskSession;

/// The text with its variables filled in; `missing` names those without a value: show them before sending.
desk::Expanded macroText(const DeskSession& session, const desk::Macro& macro, const desk::Ticket& ticket,
                         const std::optional<desk::Profile>& profile);

} // namespace models
