// One call fails: a request between the two sides, or one of a database.

#include "sql/fault_plan.h"
#include "store/writer.h"
#include "tests/faults/families.h"
#include "tests/faults/world.h"

namespace faults
{

using namespace Qt::StringLiterals;

namespace
{

constexpr int kSteps = 10;
const auto kNotBegun = u"the first sync did not end"_s;

void steps(World& world)
{
    for (int i = 0; i < kSteps; ++i)
        world.step();
}

} // namespace

Verdict requestFails(quint32 number)
{
    using K = server::http::FaultKind;
    constexpr std::array kKinds{K::Delay, K::Fail, K::DropAnswer, K::Duplicate, K::Hang, K::Close};
    World world(number);
    if (!world.begin())
        return {false, kNotBegun};
    server::http::Fault fault;
    fault.kind = kKinds.at(std::size_t(world.random.bounded(int(kKinds.size()))));
    fault.delay = std::chrono::milliseconds(world.random.bounded(20));
    fault.status = world.random.bounded(2) ? 503 : 500;
    const server::http::NthRequest hook(world.random.bounded(12), fault);
    world.desk.http().setFaultHook(hook);
    steps(world);
    const QString wrong = world.violation();
    return {hook.fired(), wrong};
}

Verdict clientDiskFails(quint32 number)
{
    World world(number);
    if (!world.begin())
        return {false, kNotBegun};
    const auto plan = std::make_shared<sql::FaultPlan>(world.random.bounded(400));
    world.worker().run(store::Worker::Urgency::Agent, [plan](store::Writer& writer) {
        writer.connection().setFaultPlan(plan);
        return store::ChangeSet();
    });
    steps(world);
    const QString wrong = world.violation();
    return {plan->fired(), wrong};
}

Verdict serverDiskFails(quint32 number)
{
    World world(number);
    if (!world.begin())
        return {false, kNotBegun};
    const auto failing = std::make_shared<sql::FaultPlan>(world.random.bounded(500));
    world.restartServer([&] {
        world.desk.setConnected([failing, armed = std::make_shared<std::atomic<int>>(0)](sql::Connection& connection) {
            // The first connection is that of the start, the last one the test's own.
            if (armed->fetch_add(1) > 0)
                connection.setFaultPlan(failing);
        });
    });
    world.desk.store().sql().setFaultPlan(nullptr);
    steps(world);
    const QString wrong = world.violation();
    return {failing->fired(), wrong};
}

} // namespace faults
