#include "sql/transaction.h"

#include "sql/fault_plan.h"

#include <QtGlobal>

namespace sql
{

using namespace Qt::StringLiterals;

Transaction::Transaction(Connection& connection)
    : Transaction(connection, Options())
{
}

Transaction::Transaction(Connection& connection, Options options)
    : m_connection(connection)
{
    if (connection.m_transaction) {
        qCritical("sql: a transaction was begun inside another; it joins the outer one");
        m_joined = true;
        m_open = true;
        return;
    }
    if (connection.m_faults) [[unlikely]]
        connection.m_faults->onCall(FaultPlan::Call::Begin, u"BEGIN"_s);
    connection.begin(options.access == Access::Write, options.durable);
    connection.m_transaction = this;
    m_open = true;
}

Transaction::~Transaction()
{
    rollback();
}

void Transaction::commit()
{
    if (!m_open)
        throw Failure(ErrorKind::Other, u"the transaction has already ended"_s);
    if (m_joined) {
        m_open = false;
        return;
    }
    if (m_doomed)
        throw Failure(ErrorKind::Other, u"a nested transaction was rolled back, so this one cannot be committed"_s);
    if (m_connection.m_faults) [[unlikely]]
        m_connection.m_faults->onCall(FaultPlan::Call::Commit, u"COMMIT"_s);
    m_connection.commit();
    m_open = false;
    m_connection.m_transaction = nullptr;
}

void Transaction::rollback() noexcept
{
    if (!m_open)
        return;
    m_open = false;
    if (m_joined) {
        if (m_connection.m_transaction)
            m_connection.m_transaction->m_doomed = true;
        return;
    }
    m_connection.rollback();
    m_connection.m_transaction = nullptr;
}

Savepoint::Savepoint(Connection& connection)
    : m_connection(connection)
{
    connection.executeScript(u"SAVEPOINT part"_s);
}

Savepoint::~Savepoint()
{
    if (!m_open)
        return;
    try {
        m_connection.runScript(u"ROLLBACK TO SAVEPOINT part; RELEASE SAVEPOINT part"_s);
    } catch (const Failure& failure) {
        // The whole transaction is then rolled back by its owner, which takes this part along.
        qWarning("sql: a savepoint could not be rolled back: %s", failure.what());
    }
}

void Savepoint::commit()
{
    m_connection.executeScript(u"RELEASE SAVEPOINT part"_s);
    m_open = false;
}

} // namespace sql
