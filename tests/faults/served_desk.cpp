#include "tests/faults/served_desk.h"

#include "desk/json.h"
#include "server/rules/auth.h"
#include "server/rules/operations.h"
#include "server/store/keys.h"
#include "server/store/reading.h"
#include "sql/postgres_connection.h"

#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QJsonDocument>
#include <QUuid>

namespace faults
{

using namespace Qt::StringLiterals;
namespace rules = server::rules;
namespace store = server::store;

namespace
{

constexpr int kCustomers = 5;
constexpr int kStartsOverALine = 40;
const auto kColleague = u"bob@desk.example"_s;

template<class T>
T sound(store::Result<T> result)
{
    if (!result)
        qFatal("the desk: %s", qPrintable(result.fault().message));
    return std::move(result).value();
}

void copyFolder(const QString& from, const QString& to)
{
    QDir(to).removeRecursively();
    QDir().mkpath(to);
    QDirIterator files(from, QDir::Files, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        const QString file = files.next();
        const QString name = to + file.mid(from.size());
        QDir().mkpath(QFileInfo(name).path());
        if (!QFile::copy(file, name))
            qFatal("cannot copy %s", qPrintable(file));
    }
}

rules::InboundReceipt receive(store::Store& desk, const QString& from, const QString& text, desk::Instant now)
{
    rules::InboundMessage message;
    message.channel = from.startsWith(u"visitor:"_s) ? desk::Channel::WebChat : desk::Channel::Sms;
    message.from = from;
    message.to = u"+31201234567"_s;
    message.externalId = QUuid::createUuid().toString();
    message.text = text;
    message.at = now;
    return sound(rules::receive(desk, message));
}

/// Every second one chats; the others write text messages, which all land in one ticket each (TKT-5).
QString customer(int number)
{
    return number % 2 ? u"visitor:%1"_s.arg(number) : u"+3161234567%1"_s.arg(number);
}

QString databaseUri(const QString& name)
{
    QString uri = postgres()->uri();
    return uri.replace(u"/postgres?"_s, u'/' + name + u'?');
}

void copyDatabase(const QString& from, const QString& to)
{
    sql::PostgresConnection::open(postgres()->uri())->execute(u"CREATE DATABASE %1 TEMPLATE %2"_s.arg(to, from));
}

} // namespace

test::PostgresFixture* postgres(QString* why)
{
    static test::PostgresFixture fixture;
    static const bool isThere = fixture.start();
    if (why)
        *why = fixture.why();
    return isThere ? &fixture : nullptr;
}

const DeskTemplate& deskTemplate(sql::Engine engine, desk::Instant now)
{
    static std::array<DeskTemplate, 2> both;
    DeskTemplate& made = both.at(engine == sql::Engine::Sqlite ? 0 : 1);
    if (!made.token.isEmpty())
        return made;
    store::StoreOptions options;
    options.dataDir = made.folder.path();
    if (engine == sql::Engine::Postgres) {
        made.database = u"faults_template"_s;
        sql::PostgresConnection::open(postgres()->uri())->execute(u"CREATE DATABASE "_s + made.database);
        options.postgres = databaseUri(made.database);
    }
    const auto database = sound(store::Database::open(options));
    const auto desk = sound(database->connect());
    desk->sql().execute(u"INSERT INTO settings (name, value) VALUES ('sample', 'true')"_s); // every channel sends
    made.agent = sound(rules::addUser(*desk, u"ada@desk.example"_s, u"Ada"_s, {}, {})).id;
    sound(rules::addUser(*desk, kColleague, u"Bob"_s, {}, {}));
    made.token = sound(rules::makeToken(*desk, u"ada@desk.example"_s, u"test"_s, now));
    for (int i = 0; i < kCustomers; ++i)
        for (int j = 0; j < 3; ++j)
            receive(*desk, customer(i), u"question %1 of customer %2"_s.arg(j).arg(i), now - (100 - j) * desk::kMinute);
    return made;
}

ServedDesk::ServedDesk(const desk::Clock& clock, desk::Instant began, sql::Engine engine)
    : m_clock(clock)
    , m_place(std::make_shared<QTemporaryDir>())
{
    const DeskTemplate& from = deskTemplate(engine, began);
    copyFolder(from.folder.path(), folder());
    if (engine == sql::Engine::Sqlite)
        return;
    static int made = 0;
    m_databaseName = u"faults_%1"_s.arg(++made);
    copyDatabase(from.database, m_databaseName);
    m_database = databaseUri(m_databaseName);
}

ServedDesk::ServedDesk(const ServedDesk& other, const desk::Clock& clock)
    : m_clock(clock)
    , m_place(other.m_place)
    , m_database(other.m_database)
    , m_limits(other.m_limits)
{
}

ServedDesk::~ServedDesk()
{
    stop();
}

void ServedDesk::start()
{
    QString error;
    bool isAway = false;
    bool isThere = listens(&error, &isAway);
    // A fault that meets the start ends the program, which says why; its service starts it again. Over a line with
    // limits far below those of real desks the database may seem away on a busy machine.
    int again = m_line.isEmpty() ? (m_connected ? 1 : 0) : kStartsOverALine;
    while (!isThere && again-- > 0 && (m_line.isEmpty() || isAway)) {
        m_server.reset();
        isThere = listens(&error, &isAway);
    }
    if (!isThere)
        qFatal("the desk: %s", qPrintable(error));
    m_url = QUrl(m_server->http().url());
    if (m_line.isEmpty()) {
        m_store = sound(m_server->database().connect());
        return;
    }
    server::store::StoreOptions beside;
    beside.dataDir = folder();
    beside.postgres = m_database;
    beside.beside = beside.looks = true;
    m_store = sound(sound(store::Database::open(std::move(beside)))->connect());
}

bool ServedDesk::listens(QString* error, bool* isAway)
{
    server::process::DeskServerOptions options;
    options.store.dataDir = folder();
    options.store.postgres = m_line.isEmpty() ? m_database : m_line;
    options.store.limits = m_limits;
    options.store.connected = m_connected;
    options.http.threads = 2;
    auto opened = server::process::DeskServer::open(std::move(options), m_clock);
    if (!opened) {
        *error = opened.fault().message;
        *isAway = opened.fault().kind == store::FaultKind::Unavailable;
        return false;
    }
    m_server = std::move(opened).value();
    const auto listening = m_server->listen(u"127.0.0.1"_s, 0);
    *error = listening.error;
    *isAway = !listening.ok; // on a free port only the desk's own connections can fail
    return listening.ok;
}

void ServedDesk::setLine(const QString& postgres, const sql::PostgresLimits& limits)
{
    m_line = postgres;
    m_limits = limits;
}

void ServedDesk::stop()
{
    m_store.reset();
    m_server.reset();
}

void ServedDesk::keep()
{
    ++m_kept;
    copyFolder(folder(), kept());
    if (!m_database.isEmpty())
        copyDatabase(m_databaseName, keptDatabase());
}

void ServedDesk::bringBack(Part part)
{
    if (part != Part::DatabaseAlone)
        copyFolder(kept(), folder());
    if (!m_database.isEmpty()) {
        sql::PostgresConnection::open(postgres()->uri())->execute(u"DROP DATABASE "_s + m_databaseName);
        copyDatabase(keptDatabase(), m_databaseName);
    }
    if (part != Part::WithoutLog)
        return;
    for (const QString& end : {u"-wal"_s, u"-shm"_s}) {
        QDirIterator logs(folder(), {u"*"_s + end}, QDir::Files);
        while (logs.hasNext())
            QFile::remove(logs.next());
    }
}

rules::InboundReceipt ServedDesk::customerWrites(const QString& from, const QString& text)
{
    return receive(*m_store, from, text, m_clock.now());
}

void ServedDesk::colleagueNotes(const desk::TicketId& ticket, const QString& text)
{
    const desk::Agent bob = sound(rules::agentByAddress(*m_store, kColleague));
    desk::Operation note;
    note.id = desk::OperationId(QUuid::createUuid().toString(QUuid::WithoutBraces));
    note.kind = desk::OperationKind::Note;
    note.ticket = ticket;
    note.text = text;
    note.at = m_clock.now();
    sound(rules::execute(*m_store, rules::SampleChannels(), bob.id, note.id.value(),
                         QJsonDocument(desk::toJson(note)).toJson(), m_clock.now()));
}

QList<desk::TicketId> ServedDesk::tickets()
{
    QList<desk::TicketId> ids;
    auto rows = m_store->sql().query(u"SELECT id FROM tickets ORDER BY id"_s);
    while (rows.next())
        ids.append(store::idOf<desk::TicketId>(rows.integer(0)));
    return ids;
}

QList<desk::Message> ServedDesk::thread(const desk::TicketId& ticket)
{
    QList<desk::Message> newestFirst;
    QString before;
    do {
        const auto page = sound(store::ticketMessages(*m_store, ticket, before, 200));
        newestFirst += page.messages;
        before = page.next;
    } while (!before.isEmpty());
    std::reverse(newestFirst.begin(), newestFirst.end());
    return newestFirst;
}

int ServedDesk::made(const desk::OperationId& operation)
{
    return static_cast<int>(
        m_store->sql()
            .value<qint64>(u"SELECT COUNT(*) FROM messages WHERE operation = ? AND kind <> 'event'"_s,
                           operation.value())
            .value_or(0));
}

} // namespace faults
