// Faults of a desk on PostgreSQL: a line that swallows, and two server processes whose clocks are apart.

#include "tests/faults/families.h"
#include "tests/faults/world.h"
#include "tests/support/line_forwarder.h"

namespace faults
{

using namespace Qt::StringLiterals;

namespace
{

const auto kNotBegun = u"the first sync did not end"_s;

/// A second server's, set by somebody who did not look.
class ClockApart final : public desk::Clock
{
public:
    ClockApart(const desk::Clock& right, qint64 ms)
        : m_right(right)
        , m_apart(ms)
    {
    }
    desk::Instant now() const override { return m_right.now() + m_apart; }

private:
    const desk::Clock& m_right;
    const qint64 m_apart;
};

} // namespace

/// Whoever writes, by whatever clock: a thread has one order, that in which it was written, for the client that was
/// there and for one that comes later (TKT-13).
Verdict serversAreApart(quint32 number)
{
    World world(number, sql::Engine::Postgres);
    constexpr std::array kApart{-3000, 3000, -3'600'000, 3'600'000};
    const ClockApart otherClock(world.time.atTheDesk(),
                                kApart.at(std::size_t(world.random.bounded(int(kApart.size())))));
    if (!world.begin())
        return {false, kNotBegun};
    ServedDesk other(world.desk, otherClock);
    other.start();
    QHash<desk::TicketId, QList<desk::MessageId>> written;
    for (int i = 0, turns = 6 + world.random.bounded(6); i < turns; ++i) {
        ServedDesk& here = world.random.bounded(2) ? world.desk : other;
        const auto receipt = here.customerWrites(u"+3161234567%1"_s.arg(2 * world.random.bounded(2)),
                                                 u"turn %1 of %2"_s.arg(i).arg(number));
        written[receipt.ticket].append(receipt.message);
        if (world.random.bounded(3) == 0)
            world.step();
    }
    QString wrong = world.violation();
    for (auto it = written.cbegin(); wrong.isEmpty() && it != written.cend(); ++it) {
        QList<desk::MessageId> order;
        for (const desk::Message& message : world.desk.thread(it.key()))
            if (it->contains(message.id))
                order.append(message.id);
        if (order != *it)
            wrong = u"ticket %1 does not stand as it was written"_s.arg(it.key().value());
    }
    if (wrong.isEmpty()) {
        world.endClient();
        world.newcomer();
        world.startClient();
        wrong = world.violation();
        wrong = wrong.isEmpty() ? wrong : u"a newcomer: "_s + wrong;
    }
    other.stop();
    return {true, wrong};
}

/// The line to the database swallows for a while: both sides wait or fail in time, and nothing is lost or done twice.
Verdict lineSwallows(quint32 number)
{
    using W = test::LineForwarder::Way;
    constexpr std::array kWays{W::ToServer, W::ToClient, W::Both};
    World world(number, sql::Engine::Postgres);
    test::LineForwarder line(test::LineForwarder::postgresSocket(postgres()->socketFolder()));
    sql::PostgresLimits limits;
    limits.connect = limits.statement = limits.probe = std::chrono::milliseconds(250);
    limits.probeEvery = std::chrono::milliseconds(300);
    const QString direct = world.desk.database();
    world.desk.setLine(line.through(direct), limits);
    if (!world.begin())
        return {false, kNotBegun};
    for (int i = 0, steps = world.random.bounded(5); i < steps; ++i)
        world.step();
    line.swallow(kWays.at(std::size_t(world.random.bounded(int(kWays.size())))));
    // Only the agent goes on: what a test writes straight into the desk would have to wait.
    for (int i = 0; i < 3; ++i) {
        desk::Operation note;
        (void)world.submitReply(u"over a deaf line %1 %2"_s.arg(number).arg(i), &note);
        world.promise(note);
        (void)world.until([turn = 0]() mutable { return ++turn > 40; }, false);
    }
    const bool fired = line.held() > 0;
    if (world.random.bounded(2))
        line.forget();
    line.pass();
    return {fired, world.violation()};
}

} // namespace faults
