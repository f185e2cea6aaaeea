#pragma once
// What every screen is given; all of it outlives the screens.

namespace models
{
class Actions;
class DeskSession;
class DraftKeeper;
} // namespace models

namespace ui
{

class Commands;
class LatencyMeter;
class Preferences;

struct Context {
    models::DeskSession& session;
    models::Actions& actions;
    models::DraftKeeper& drafts;
    Preferences& preferences;
    Commands& commands;
    LatencyMeter& latency;
};

} // namespace ui
