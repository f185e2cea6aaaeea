#include "server/store/store.h"

#include "server/store/keys.h"

#include "sql/postgres_connection.h"

namespace server::store
{

using namespace Qt::StringLiterals;

QString tableOf(desk::EntityKind kind)
{
    using K = desk::EntityKind;
    switch (kind) {
    case K::Ticket:
        return u"tickets"_s;
    case K::Message:
        return u"messages"_s;
    case K::Profile:
        return u"profiles"_s;
    case K::Agent:
        return u"agents"_s;
    case K::Team:
        return u"teams"_s;
    case K::Label:
        return u"labels"_s;
    case K::Macro:
        return u"macros"_s;
    case K::View:
        return u"views"_s;
    case K::Event:
        return u"events"_s;
    case K::Order:
        return u"orders"_s;
    case K::Subscription:
        return u"subscriptions"_s;
    }
    return {};
}

struct FeedTransaction::Touched {
    enum class What { Row, Mark, Tombstone };
    What what = What::Row;
    desk::EntityKind kind = desk::EntityKind::Ticket;
    qint64 id = 0;
    qint64 owner = 0;
    QString buried; ///< the id in a tombstone
    qint64 seq = 0;

    bool isSame(const Touched& other) const
    {
        return what == other.what && kind == other.kind && id == other.id && owner == other.owner &&
               buried == other.buried;
    }
};

namespace
{

std::unique_lock<std::mutex> writerLock(Store& store, std::mutex& writer)
{
    if (store.database().isDamaged())
        throw sql::Failure(sql::ErrorKind::Corrupt, u"damage was met before"_s);
    if (store.engine() == sql::Engine::Postgres)
        return {};
    return std::unique_lock(writer);
}

} // namespace

FeedTransaction::FeedTransaction(Store& store, bool durable)
    : m_store(store)
    , m_writer(writerLock(store, store.m_database->m_writer))
    , m_transaction(store.renewed(), {.access = sql::Transaction::Access::Write, .durable = durable})
{
}

FeedTransaction::~FeedTransaction() = default;

sql::Connection& FeedTransaction::sql()
{
    return m_store.sql();
}

qint64 FeedTransaction::reserve(qint64 count)
{
    Q_ASSERT(!m_stamped);
    const qint64 last =
        sql().value<qint64>(u"UPDATE desk_counter SET seq = seq + ? WHERE one = 1 RETURNING seq"_s, count).value_or(0);
    m_seq = last;
    return last - count + 1;
}

void FeedTransaction::touch(desk::EntityKind kind, qint64 id)
{
    Touched row;
    row.kind = kind;
    row.id = id;
    m_touched.removeIf([&](const Touched& other) { return other.isSame(row); });
    m_touched.append(row);
}

void FeedTransaction::touchMark(const desk::AgentId& agent, qint64 ticket)
{
    Touched row;
    row.what = Touched::What::Mark;
    row.id = ticket;
    row.owner = keyOf(agent);
    m_touched.removeIf([&](const Touched& other) { return other.isSame(row); });
    m_touched.append(row);
}

void FeedTransaction::bury(desk::EntityKind kind, const QString& id, const desk::AgentId& owner, desk::Instant now)
{
    Touched row;
    row.what = Touched::What::Tombstone;
    row.kind = kind;
    row.buried = id;
    row.owner = keyOf(owner);
    sql().execute(u"INSERT INTO tombstones (kind, id, owner, seq, at) VALUES (?, ?, ?, 0, ?) "
                  "ON CONFLICT (kind, id, owner) DO UPDATE SET at = excluded.at"_s,
                  desk::toString(kind), id, row.owner, now.ms);
    m_touched.removeIf([&](const Touched& other) {
        const bool sameRow = other.what == Touched::What::Row && other.kind == kind && QString::number(other.id) == id;
        return sameRow || other.isSame(row);
    });
    m_touched.append(row);
}

qint64 FeedTransaction::stamp()
{
    if (m_stamped)
        return m_seq;
    m_stamped = true;
    if (m_touched.isEmpty()) {
        if (m_seq == 0)
            m_seq = sql().value<qint64>(u"SELECT seq FROM desk_counter"_s).value_or(0);
        return m_seq;
    }
    // From here to the commit nobody else can take a seq: what has a larger one will also be visible later.
    const qint64 last =
        sql()
            .value<qint64>(u"UPDATE desk_counter SET seq = seq + ? WHERE one = 1 RETURNING seq"_s, m_touched.size())
            .value_or(0);
    qint64 seq = last - m_touched.size();
    for (Touched& row : m_touched) {
        row.seq = ++seq;
        switch (row.what) {
        case Touched::What::Row:
            sql().execute(u"UPDATE %1 SET seq = ? WHERE id = ?"_s.arg(tableOf(row.kind)), row.seq, row.id);
            break;
        case Touched::What::Mark:
            sql().execute(u"UPDATE read_marks SET seq = ? WHERE ticket = ? AND agent = ?"_s, row.seq, row.id,
                          row.owner);
            break;
        case Touched::What::Tombstone:
            sql().execute(u"UPDATE tombstones SET seq = ? WHERE kind = ? AND id = ? AND owner = ?"_s, row.seq,
                          desk::toString(row.kind), row.buried, row.owner);
            break;
        }
    }
    m_seq = last;
    return m_seq;
}

qint64 FeedTransaction::seqOf(desk::EntityKind kind, qint64 id) const
{
    for (const Touched& row : m_touched)
        if (row.what == Touched::What::Row && row.kind == kind && row.id == id)
            return row.seq;
    return 0;
}

qint64 FeedTransaction::commit()
{
    const bool moved = !m_touched.isEmpty() || m_seq > 0;
    const qint64 seq = stamp();
    if (moved && m_store.engine() == sql::Engine::Postgres)
        static_cast<sql::PostgresConnection&>(sql()).notify(QString::fromLatin1(kChangesChannel), QString::number(seq));
    m_transaction.commit();
    if (m_writer.owns_lock())
        m_writer.unlock();
    if (moved && m_store.database().options().committed)
        m_store.database().options().committed(seq);
    return seq;
}

Store::Store(std::shared_ptr<Database> database, std::unique_ptr<sql::Connection> connection)
    : m_database(std::move(database))
    , m_connection(std::move(connection))
{
}

Store::~Store() = default;

Fault Store::faultOf(std::exception_ptr failure)
{
    Fault fault = toFault(failure);
    if (fault.code == damagedFault().code)
        m_database->noteDamage(whatOf(failure));
    return fault;
}

// At the next use and not when it is lost: whoever waited for a silent line in vain is not made to wait for a new one.
sql::Connection& Store::renewed()
{
    const auto* postgres = dynamic_cast<sql::PostgresConnection*>(m_connection.get());
    if (postgres && !postgres->isAlive() && !postgres->isInUse())
        m_connection = m_database->reconnect();
    return *m_connection;
}

} // namespace server::store
