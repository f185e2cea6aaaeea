#pragma once
// One exchange between a client and its desk for the tests in which something fails: a first sync with a past, actions
// on several lanes, changes of others. Whatever fails, both sides are equal in the end and each action was done once.

#include "tests/sync/rig.h"

/// BELLHOP_FAULTS=all: each fault is tried, not a spread sample.
bool everyFault();
/// How many of `cases` a sample takes: under sanitizers, where each takes ten times as long, a third.
int inSample(int cases);

class Exchange
{
public:
    explicit Exchange(Rig& rig)
        : m_rig(rig)
    {
    }

    /// Seven tickets with a past, before the client starts.
    void prepare();
    /// The tickets that are acted on are here; the rest may still be on its way.
    bool isUsable();
    /// More than thirty requests.
    void act();
    /// One more note on the first of them.
    void note(const QString& text);
    /// Equal sides, each action done once, nothing troubles any more. Fails the test otherwise.
    void check();

private:
    QList<desk::TicketId> tickets() const;

    Rig& m_rig;
    QList<desk::Operation> m_operations;
};
