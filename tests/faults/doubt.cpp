// An agent takes a reply back while nobody knows whether it went (BEY-15): it is on the desk or back in the draft,
// once.

#include "tests/faults/families.h"
#include "tests/faults/world.h"

namespace faults
{

using namespace Qt::StringLiterals;

namespace
{

bool isOperation(const server::http::Request& request)
{
    return request.target.startsWith("/v1/operations/");
}

} // namespace

Verdict editInDoubt(quint32 number)
{
    using K = server::http::FaultKind;
    constexpr std::array kKinds{K::Delay, K::DropAnswer, K::Duplicate, K::Hang, K::Close, K::Fail};
    World world(number);
    if (!world.begin())
        return {false, u"the first sync did not end"_s};
    for (int i = 0, steps = world.random.bounded(3); i < steps; ++i)
        world.step();
    world.settle();
    server::http::Fault fault;
    fault.kind = kKinds.at(std::size_t(world.random.bounded(int(kKinds.size()))));
    fault.delay = std::chrono::milliseconds(world.random.bounded(30));
    const server::http::NthRequest hook(world.random.bounded(2), fault, isOperation);
    world.desk.http().setFaultHook(hook);
    const QString text = u"taken back %1"_s.arg(number);
    desk::Operation reply;
    if (!world.submitReply(text, &reply))
        return {false, {}};
    for (int i = 0, turns = world.random.bounded(12); i < turns; ++i)
        (void)world.until([turn = 0]() mutable { return ++turn > 2; }, false);
    world.takeBack(reply.id);
    switch (world.random.bounded(3)) {
    case 0:
        world.endClient();
        world.startClient();
        break;
    case 1:
        world.restartServer();
        break;
    default:
        break;
    }
    for (int i = 0; i < 3; ++i)
        world.step();
    QString wrong = world.violation();
    if (const int places = world.placesOf(reply.id, text); wrong.isEmpty() && places != 1)
        wrong = u"“%1” is in %2 places"_s.arg(text).arg(places);
    return {hook.fired(), wrong};
}

} // namespace faults
