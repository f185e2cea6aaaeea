#include "server/seed/seed.h"

#include "server/seed/batch.h"
#include "server/seed/conversation.h"
#include "server/seed/plan.h"
#include "server/seed/sample_files.h"
#include "server/seed/world.h"
#include "server/store/paths.h"
#include "server/store/rows.h"

#include <QCoreApplication>
#include <QDir>
#include <QSaveFile>

#include <memory>
#include <queue>
#include <vector>

namespace server::seed
{

using namespace Qt::StringLiterals;
using store::Fault;
using store::FaultKind;
using store::Result;

namespace
{

struct SeedText {
    Q_DECLARE_TR_FUNCTIONS(server::seed)
};

/// A sample desk up to this size appears as a whole or not at all.
constexpr qint64 kOneTransaction = 50'000;

std::optional<Fault> writeFiles(const store::Database& database)
{
    for (const SampleFile& file : sampleFiles()) {
        const QString path = store::filePath(database, file.attachment.sha256);
        if (QFile::exists(path))
            continue;
        QSaveFile out(path);
        if (!QDir().mkpath(QFileInfo(path).absolutePath()) || !out.open(QIODevice::WriteOnly) ||
            out.write(file.bytes) != file.bytes.size() || !out.commit())
            return Fault{FaultKind::Broken, u"unreadable"_s,
                         SeedText::tr("The sample files cannot be written to %1: %2").arg(path, out.errorString()), 0};
    }
    return std::nullopt;
}

bool isEmpty(sql::Connection& sql)
{
    for (const QString& table : {u"tickets"_s, u"profiles"_s, u"agents"_s})
        if (sql.value<qint64>(u"SELECT 1 FROM %1 LIMIT 1"_s.arg(table)))
            return false;
    return true;
}

/// PostgreSQL: the next id comes from a counter that inserts with ids of our own do not move.
void moveIdentities(sql::Connection& sql)
{
    if (sql.engine() == sql::Engine::Sqlite)
        return;
    for (const QString& table :
         {u"agents"_s, u"teams"_s, u"labels"_s, u"macros"_s, u"views"_s, u"profiles"_s, u"orders"_s, u"subscriptions"_s,
          u"events"_s, u"tickets"_s, u"messages"_s, u"attachments"_s})
        sql.value<qint64>(
            u"SELECT setval(pg_get_serial_sequence('%1', 'id'), COALESCE((SELECT max(id) FROM %1), 0) + 1, "
            "false)"_s.arg(table));
}

/// Tells all conversations in the order of time.
class Teller
{
public:
    Teller(store::Store& store, const World& world, const SeedOptions& options)
        : m_store(store)
        , m_world(world)
        , m_options(options)
        , m_plan(world, options.tickets, options.messages)
        , m_batch(store.engine())
    {
    }

    SeedSummary run()
    {
        m_transaction = std::make_unique<store::FeedTransaction>(m_store, false);
        writeWorld(*m_transaction, m_world, m_options);
        for (qint64 number = 1; number <= m_world.customers; ++number) {
            m_batch.add(makeCustomer(m_world.seed, number, m_world.now));
            flushIfFull();
        }
        tellAll();
        finish();
        return {m_world.agents.size(), m_world.customers, m_options.tickets, m_batch.messages(), m_batch.attachments()};
    }

private:
    struct Later {
        bool operator()(const Conversation* a, const Conversation* b) const
        {
            return std::pair(a->nextAt(), a->ticketId()) > std::pair(b->nextAt(), b->ticketId());
        }
    };

    void tellAll()
    {
        std::priority_queue<Conversation*, std::vector<Conversation*>, Later> queue;
        std::vector<std::unique_ptr<Conversation>> alive(static_cast<std::size_t>(m_options.tickets));
        for (qint64 i = 0; i <= m_options.tickets; ++i) {
            const bool isLast = i == m_options.tickets;
            while (!queue.empty() && (isLast || queue.top()->nextAt() <= m_plan.begin(i))) {
                Conversation* next = queue.top();
                queue.pop();
                tell(*next);
                if (next->isDone())
                    alive[static_cast<std::size_t>(next->ticketId() - 1)].reset();
                else
                    queue.push(next);
            }
            if (isLast)
                return;
            const Outline outline = m_plan.outline(i);
            auto& place = alive[static_cast<std::size_t>(i)];
            place = std::make_unique<Conversation>(m_world, outline,
                                                   makeCustomer(m_world.seed, m_plan.customer(i), m_world.now));
            queue.push(place.get());
        }
    }

    void tell(Conversation& conversation)
    {
        const bool isOld = conversation.nextAt() < m_world.now - 36 * desk::kHour;
        conversation.tell(m_batch);
        if (isOld)
            m_readFloor = m_batch.messages();
        flushIfFull();
    }

    void flushIfFull()
    {
        if (!m_batch.isFull())
            return;
        m_batch.flush(*m_transaction);
        if (m_options.progress)
            m_options.progress(m_batch.messages(), m_options.messages);
        if (m_options.messages <= kOneTransaction)
            return;
        m_transaction->commit();
        m_transaction.reset();
        m_transaction = std::make_unique<store::FeedTransaction>(m_store, false);
    }

    void finish()
    {
        m_batch.flush(*m_transaction);
        sql::Connection& sql = m_store.sql();
        sql.execute(
            u"UPDATE profiles SET ticket_count = (SELECT count(*) FROM tickets WHERE requester = profiles.id)"_s);
        sql.execute(u"UPDATE agents SET read_floor = ?"_s, m_readFloor);
        moveIdentities(sql);
        m_transaction->commit();
        m_transaction.reset();
    }

    store::Store& m_store;
    const World& m_world;
    const SeedOptions& m_options;
    Plan m_plan;
    Batch m_batch;
    std::unique_ptr<store::FeedTransaction> m_transaction;
    qint64 m_readFloor = 0;
};

std::optional<Fault> checkOptions(const SeedOptions& options)
{
    constexpr qint64 kMost = 100'000'000;
    if (options.tickets < 1 || options.messages < 1 || options.tickets > kMost || options.messages > kMost)
        return Fault{FaultKind::Invalid, u"bad-counts"_s,
                     SeedText::tr("Tickets and messages must be between 1 and 100,000,000."), 0};
    return std::nullopt;
}

} // namespace

Result<SeedSummary> seedDesk(store::Store& store, const SeedOptions& options)
{
    if (auto fault = checkOptions(options))
        return *fault;
    const auto empty = store.read([](sql::Connection& sql) { return isEmpty(sql); });
    if (!empty)
        return empty.fault();
    if (!*empty)
        return Fault{FaultKind::Refused, u"not-empty"_s,
                     SeedText::tr("This desk is not empty; it was left as it is. Choose another --data folder."), 0};
    if (auto fault = writeFiles(store.database()))
        return *fault;
    const desk::Instant now = options.now.isSet() ? options.now : desk::SystemClock().now();
    const World world = makeWorld(options, now);
    try {
        const sql::Patience patience(store.sql());
        return Teller(store, world, options).run();
    } catch (...) {
        return store::toFault(std::current_exception());
    }
}

} // namespace server::seed
