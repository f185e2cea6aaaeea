#include "tests/server/desk_fixture.h"

#include "server/store/reading.h"

#include "desk/json.h"

#include <QJsonDocument>
#include <QTest>

Q_DECLARE_METATYPE(sql::Engine)

namespace test
{

using namespace Qt::StringLiterals;
namespace store = server::store;
namespace rules = server::rules;

void DeskFixture::rows()
{
    QTest::addColumn<sql::Engine>("engine");
    QTest::newRow("sqlite") << sql::Engine::Sqlite;
    QTest::newRow("postgres") << sql::Engine::Postgres;
}

bool DeskFixture::open(sql::Engine engine)
{
    close();
    m_options = {};
    m_folder = std::make_unique<QTemporaryDir>();
    m_options.dataDir = m_folder->path();
    if (engine == sql::Engine::Postgres) {
        if (!m_isStarted && !m_postgres.start()) {
            m_why = m_postgres.why();
            return false;
        }
        m_isStarted = true;
        m_options.postgres = m_postgres.newDatabase();
    }
    reopen();
    return true;
}

void DeskFixture::close()
{
    m_store.reset();
    m_database.reset();
}

void DeskFixture::reopen()
{
    close();
    auto database = store::Database::open(m_options);
    if (!database)
        qFatal("the desk cannot be opened: %s", qPrintable(database.fault().message));
    m_database = *database;
    m_store = connect();
}

std::unique_ptr<store::Store> DeskFixture::connect()
{
    auto connected = m_database->connect();
    if (!connected)
        qFatal("no connection: %s", qPrintable(connected.fault().message));
    return std::move(connected).value();
}

std::shared_ptr<store::Database> DeskFixture::anotherProcess()
{
    auto database = store::Database::open(m_options);
    if (!database)
        qFatal("the desk cannot be opened again: %s", qPrintable(database.fault().message));
    return *database;
}

desk::AgentId DeskFixture::agent(const QString& name, desk::Role role)
{
    const auto added = rules::addUser(*m_store, name + u"@desk.example"_s, name, role, {});
    if (!added)
        qFatal("no agent: %s", qPrintable(added.fault().message));
    return added->id;
}

rules::InboundReceipt DeskFixture::receive(desk::Channel channel, const QString& from, const QString& text, qint64 atMs)
{
    rules::InboundMessage message;
    message.channel = channel;
    message.from = from;
    message.to = u"the desk"_s;
    message.text = text;
    message.at = {atMs};
    const auto receipt = rules::receive(*m_store, message);
    if (!receipt)
        qFatal("not received: %s", qPrintable(receipt.fault().message));
    return *receipt;
}

desk::Operation DeskFixture::operation(desk::OperationKind kind, const desk::TicketId& ticket)
{
    desk::Operation operation;
    operation.id = desk::OperationId(QUuid::createUuid().toString(QUuid::WithoutBraces));
    operation.kind = kind;
    operation.ticket = ticket;
    return operation;
}

store::Result<rules::OperationAnswer> DeskFixture::run(const desk::Operation& operation, const desk::AgentId& agent,
                                                       qint64 nowMs)
{
    const QByteArray body = QJsonDocument(desk::toJson(operation)).toJson();
    return rules::execute(*m_store, rules::SampleChannels(), agent, operation.id.value(), body, {nowMs});
}

desk::Ticket DeskFixture::ticket(const desk::TicketId& id, const desk::AgentId& agent)
{
    const auto found = store::ticket(*m_store, agent, id);
    return found ? *found : desk::Ticket{};
}

} // namespace test
