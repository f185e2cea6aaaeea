#pragma once
// What every part of the engine works with. All of it lives on the worker thread.

#include "desk/instant.h"
#include "store/worker.h"
#include "sync/timers.h"

#include <QObject>

#include <functional>

namespace syncing
{

class Session;
class Decoder;
class Gate;
class Status;
class Unreadable;
struct Answer;

struct Base {
    store::Worker& worker;
    const desk::Clock& clock;
    Timers& timers;
    Session& session;
    Decoder& decoder;
    Gate& gate;
    Status& status;
    Unreadable& unreadable;
    QObject* context; ///< dies with the engine's inside: continuations end with it

    /// Runs a job between the agent's actions; the job holds values only. `done` with an error for people or empty.
    void store(store::Worker::Job job, std::function<void(const QString& error)> done) const;
    /// A request failed: gate, status and trouble follow from its class.
    void failed(const Answer& answer) const;
    /// A proper answer came: the line is up.
    void succeeded() const;
};

} // namespace syncing
