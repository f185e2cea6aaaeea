#pragma once
// What time alone changes: due snoozes, and tickets that come to belong to a view.

#include "sync/backoff.h"
#include "sync/base.h"

namespace syncing
{

class ClockWatch;

class Wakings
{
public:
    Wakings(Base& base, const ClockWatch& deskClock);

    /// Does what is due and sets the alarm for what comes next. Call after rows changed.
    void check();

private:
    void wakeSnoozed();
    void crossView();
    void checked(desk::Instant next);
    void failed();

    Base& m_base;
    const ClockWatch& m_deskClock;
    Alarm m_alarm;
    Backoff m_backoff;
    bool m_checking = false;
    bool m_again = false;
};

} // namespace syncing
