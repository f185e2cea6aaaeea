// One side ends in the middle, goes back in time, or lives by another clock.

#include "tests/faults/families.h"
#include "tests/faults/world.h"

namespace faults
{

using namespace Qt::StringLiterals;

namespace
{

constexpr int kSteps = 10;
const auto kNotBegun = u"the first sync did not end"_s;

void steps(World& world, int count)
{
    for (int i = 0; i < count; ++i)
        world.step();
}

/// A copy of the desk is taken, the desk goes on, and the copy comes back. What is written afterwards takes the numbers
/// that the lost past had.
Verdict goesBack(World& world, bool isKeptRunning, ServedDesk::Part part)
{
    if (!world.begin())
        return {false, kNotBegun};
    steps(world, world.random.bounded(5));
    if (isKeptRunning) {
        world.settle();
        world.desk.keep();
    } else {
        world.restartServer([&world] { world.desk.keep(); });
    }
    steps(world, 1 + world.random.bounded(6));
    const bool clientIsThere = world.random.bounded(2) == 0;
    world.settle();
    if (!clientIsThere)
        world.endClient();
    world.restartServer([&] {
        world.settle(); // PostgreSQL is a process of its own: an answer may have come after the last look
        world.pastIsLost();
        world.desk.bringBack(part);
    });
    for (int i = 0, overtaken = world.random.bounded(6); i < overtaken; ++i)
        world.desk.customerWrites(u"+3169999999%1"_s.arg(i), u"after the restore %1"_s.arg(i));
    if (!clientIsThere)
        world.startClient();
    steps(world, world.random.bounded(5));
    return {true, world.violation()};
}

} // namespace

Verdict clientEnds(quint32 number)
{
    World world(number);
    if (!world.begin())
        return {false, kNotBegun};
    const int point = world.random.bounded(kSteps);
    steps(world, point);
    world.endClient();
    world.startClient();
    steps(world, kSteps - point);
    return {true, world.violation()};
}

Verdict serverEnds(quint32 number)
{
    World world(number);
    if (!world.begin())
        return {false, kNotBegun};
    const int point = world.random.bounded(kSteps);
    const int away = world.random.bounded(4);
    steps(world, point);
    world.restartServer([&] { steps(world, away); });
    steps(world, kSteps - point);
    return {true, world.violation()};
}

/// Of a running server, after a clean stop, or with its log lost.
Verdict deskIsRestored(quint32 number)
{
    World world(number);
    const int way = world.random.bounded(3);
    return goesBack(world, way == 0, way == 2 ? ServedDesk::Part::WithoutLog : ServedDesk::Part::Whole);
}

/// The database with the desk's folder, or alone under a folder that knows more.
Verdict postgresIsRestored(quint32 number)
{
    World world(number, sql::Engine::Postgres);
    const bool isAlone = world.random.bounded(2) == 0;
    return goesBack(world, false, isAlone ? ServedDesk::Part::DatabaseAlone : ServedDesk::Part::Whole);
}

Verdict clockIsMoved(quint32 number)
{
    World world(number);
    if (!world.begin())
        return {false, kNotBegun};
    constexpr std::array kMoves{-desk::kHour, desk::kHour, -200 * desk::kDay, 200 * desk::kDay, -desk::kMinute * 3};
    steps(world, world.random.bounded(kSteps));
    world.moveClientClock(kMoves.at(std::size_t(world.random.bounded(int(kMoves.size())))));
    steps(world, 3);
    if (world.random.bounded(2))
        world.moveClientClock(0);
    steps(world, 3);
    return {true, world.violation()};
}

} // namespace faults
