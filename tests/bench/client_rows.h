#pragma once
// The rows of the budget table that are measured inside of the client's window. Each group is a file.

#include "tests/bench/client_window.h"
#include "tests/bench/report.h"
#include "tests/bench/sample.h"
#include "tests/bench/stub_server.h"

namespace bench
{

using Samples = std::vector<double>;

struct Keys {
    Samples composer, list; ///< press to paint, milliseconds
};

/// Letters into the open ticket's composer and arrow keys in the list, in turns, while `more` holds.
Keys pressKeys(ClientWindow& client, const std::function<bool(int pressed)>& more);

void measureViews(Report& report, ClientWindow& client);
void measureOpening(Report& report, ClientWindow& client);
/// Answers what was measured: the floor of the keys while a first sync runs.
Keys measureKeys(Report& report, ClientWindow& client);
void measureListScrolling(Report& report, ClientWindow& client);
/// `number`: of a ticket with `messages` messages.
void measureThreadScrolling(Report& report, ClientWindow& client, qint64 number, int messages);
/// One ticket of one message for each of the kept set of hostile messages, numbered from `first`.
void addAnyMessages(const QString& database, const Sample& sample, const desk::Clock& clock, qint64 first);
/// Opens each of them, cold and again.
void measureAnyMessage(Report& report, ClientWindow& client, qint64 first);
void measureSearch(Report& report, ClientWindow& client, const Sample& sample);
/// Connects the window to `server`.
void measureStream(Report& report, ClientWindow& client, StubServer& server);
/// A window of its own on an empty file, filled by a real server.
void measureFirstSync(Report& report, PaintClock& application, const Keys& idle);

/// p99 (or another `p`) of both, as a row.
void addShare(Report& report, const QString& name, double p, Samples ours, Samples floor, const QString& floorName,
              double budget);

} // namespace bench
