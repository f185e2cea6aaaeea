#include "sql/postgres_connection.h"

#include "sql/postgres_statement.h"
#include "sql/statement_cache.h"

#include <QtGlobal>

namespace sql
{

using namespace Qt::StringLiterals;

namespace
{

constexpr int oldestVersion = 150000;

QByteArray identifier(PGconn* handle, const QString& name)
{
    const QByteArray utf8 = postgresText(name);
    char* quoted = PQescapeIdentifier(handle, utf8.constData(), static_cast<std::size_t>(utf8.size()));
    if (!quoted)
        throw Failure(ErrorKind::Other, QString::fromUtf8(PQerrorMessage(handle)), name);
    const QByteArray result(quoted);
    PQfreemem(quoted);
    return result;
}

void appendCopyText(QByteArray& out, const QByteArray& utf8)
{
    for (const char c : utf8) {
        switch (c) {
        case '\\':
            out += "\\\\";
            break;
        case '\t':
            out += "\\t";
            break;
        case '\n':
            out += "\\n";
            break;
        case '\r':
            out += "\\r";
            break;
        default:
            out += c;
        }
    }
}

/// One field in the text format of COPY.
void appendCopyField(QByteArray& out, const Value& value)
{
    struct Visitor {
        QByteArray& out;
        void operator()(std::monostate) const { out += "\\N"; }
        void operator()(qint64 number) const { out += QByteArray::number(number); }
        void operator()(double number) const { out += QByteArray::number(number, 'g', 17); }
        void operator()(bool flag) const { out += flag ? '1' : '0'; }
        void operator()(const QString& text) const { appendCopyText(out, postgresText(text)); }
        void operator()(const Utf8& text) const { (*this)(QString::fromUtf8(text.bytes)); }
        void operator()(const QByteArray& blob) const
        {
            out += "\\\\x";
            out += blob.toHex();
        }
    };
    std::visit(Visitor{out}, value.data());
}

void copyRows(PostgresLine& line, const QList<Values>& rows, const QString& told)
{
    constexpr qsizetype chunk = 256 * 1024;
    QByteArray data;
    data.reserve(chunk + 4096);
    for (const Values& row : rows) {
        for (qsizetype i = 0; i < row.size(); ++i) {
            if (i > 0)
                data += '\t';
            appendCopyField(data, row[i]);
        }
        data += '\n';
        if (data.size() < chunk)
            continue;
        line.put(data, told);
        data.resize(0);
    }
    line.put(data, told);
}

} // namespace

std::unique_ptr<PostgresConnection> PostgresConnection::open(const QString& uri, const PostgresOptions& options)
{
    auto line = std::make_shared<PostgresLine>(uri, options);
    if (PQserverVersion(line->handle()) < oldestVersion)
        throw Failure(ErrorKind::Other, u"the server is older than PostgreSQL 15"_s);
    std::unique_ptr<PostgresConnection> connection(new PostgresConnection(uri, std::move(line)));
    connection->tellServerLimits();
    return connection;
}

PostgresConnection::PostgresConnection(const QString& uri, std::shared_ptr<PostgresLine> line)
    : m_uri(uri)
    , m_line(std::move(line))
    , m_backendPid(PQbackendPID(m_line->handle()))
{
}

PostgresConnection::~PostgresConnection()
{
    m_line->close(); // the prepared statements end with it: they need not be named one by one
}

/// A server that can still speak gives up by itself, a little before we do; and what a lost line left open there, with
/// its locks, ends although nobody can tell the server so.
void PostgresConnection::tellServerLimits()
{
    const qint64 ms = m_line->limit().count();
    const QString script =
        u"SET statement_timeout = %1; SET idle_in_transaction_session_timeout = %2"_s.arg(ms * 9 / 10).arg(ms * 3);
    m_line->run(script.toLatin1(), script);
}

void PostgresConnection::setPatient(bool patient)
{
    const PostgresLimits& limits = m_line->options().limits;
    m_line->setLimit(patient ? limits.patient : limits.statement);
    tellServerLimits();
}

// libpq's own way to cancel blocks without a limit.
void PostgresConnection::interrupt() noexcept
{
    try {
        PostgresLine beside(m_uri, m_line->options());
        beside.run("SELECT pg_cancel_backend(" + QByteArray::number(m_backendPid) + ')', {});
    } catch (const Failure& failure) {
        qWarning("sql: the query could not be cancelled: %s", failure.what());
    }
}

void PostgresConnection::probe()
{
    const auto before = m_line->limit();
    m_line->setLimit(m_line->options().limits.probe);
    m_line->run("", u"probe"_s);
    m_line->setLimit(before);
}

bool PostgresConnection::inTransaction() const noexcept
{
    const PGTransactionStatusType status = PQtransactionStatus(m_line->handle());
    return status == PQTRANS_INTRANS || status == PQTRANS_INERROR;
}

bool PostgresConnection::isAlive() const noexcept
{
    return m_line->isAlive();
}

int PostgresConnection::backendPid() const noexcept
{
    return m_backendPid;
}

int PostgresConnection::socket() const noexcept
{
    return PQsocket(m_line->handle());
}

std::unique_ptr<StatementDriver> PostgresConnection::compile(const QString& sql)
{
    QByteArray name = "s" + QByteArray::number(++m_statements);
    return std::make_unique<PostgresStatement>(*this, m_line, std::move(name), rewritten(sql, Engine::Postgres));
}

void PostgresConnection::runScript(const QString& sql)
{
    m_line->run(postgresText(inDialect(sql, Engine::Postgres)), sql);
}

void PostgresConnection::begin(bool write, bool durable)
{
    const QString start = write ? u"BEGIN"_s : u"BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"_s;
    runScript(durable ? start + u"; SET LOCAL synchronous_commit TO on"_s : start);
}

void PostgresConnection::commit()
{
    const Result result = m_line->run("COMMIT", u"COMMIT"_s);
    // A spoiled transaction answers COMMIT with ROLLBACK, and that is no error to the server.
    if (QByteArrayView(PQcmdStatus(result.get())) == "ROLLBACK")
        throw Failure(ErrorKind::Other, u"an earlier statement failed, so everything was rolled back"_s, u"COMMIT"_s);
}

void PostgresConnection::rollback() noexcept
{
    if (!inTransaction())
        return;
    try {
        m_line->run("ROLLBACK", u"ROLLBACK"_s);
    } catch (const Failure&) {
        m_line->breakOff(); // the server rolls back what it cannot end
    }
}

qint64 PostgresConnection::runBulkInsert(const QString& table, const QStringList& columns, const QList<Values>& rows)
{
    QByteArrayList names;
    for (const QString& column : columns)
        names += identifier(m_line->handle(), column);
    const QByteArray copy = "COPY " + identifier(m_line->handle(), table) + " (" + names.join(',') + ") FROM STDIN";
    const QString told = QString::fromUtf8(copy);
    const Patience patience(*this);
    m_line->run(copy, told);
    try {
        copyRows(*m_line, rows, told);
    } catch (const Failure&) {
        if (m_line->isAlive())
            m_line->endCopy("a row was refused", told);
        throw;
    }
    m_line->endCopy(nullptr, told);
    return rows.size();
}

void PostgresConnection::listen(const QString& channel)
{
    const QByteArray sql = "LISTEN " + identifier(m_line->handle(), channel);
    m_line->run(sql, QString::fromUtf8(sql));
}

void PostgresConnection::notify(const QString& channel, const QString& payload)
{
    query(u"SELECT pg_notify(?, ?)"_s, channel, payload).next();
}

QList<Notification> PostgresConnection::takeNotifications()
{
    m_line->consume();
    QList<Notification> result;
    while (PGnotify* notify = PQnotifies(m_line->handle())) {
        result += {QString::fromUtf8(notify->relname), QString::fromUtf8(notify->extra), notify->be_pid};
        PQfreemem(notify);
    }
    return result;
}

} // namespace sql
