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

void ignoreNotice(void*, const char*) {}

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
        case '\0':
            break;
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
        void operator()(const QString& text) const { appendCopyText(out, text.toUtf8()); }
        void operator()(const Utf8& text) const { appendCopyText(out, QString::fromUtf8(text.bytes).toUtf8()); }
        void operator()(const QByteArray& blob) const
        {
            out += "\\\\x";
            out += blob.toHex();
        }
    };
    std::visit(Visitor{out}, value.data());
}

void sendCopy(PGconn* handle, const QByteArray& data, const QString& table)
{
    if (PQputCopyData(handle, data.constData(), static_cast<int>(data.size())) != 1)
        throw Failure(ErrorKind::Connection, QString::fromUtf8(PQerrorMessage(handle)).trimmed(), table);
}

} // namespace

std::unique_ptr<PostgresConnection> PostgresConnection::open(const QString& uri)
{
    const QByteArray target = uri.toUtf8();
    // Later entries win over earlier ones, and `dbname` is expanded where it stands.
    const char* const keys[] = {"connect_timeout", "application_name", "dbname", "client_encoding", nullptr};
    const char* const values[] = {"10", "bellhop-server", target.constData(), "UTF8", nullptr};
    std::shared_ptr<pg_conn> handle(PQconnectdbParams(keys, values, 1), &PQfinish);
    if (PQstatus(handle.get()) != CONNECTION_OK)
        throw Failure(ErrorKind::Connection, QString::fromUtf8(PQerrorMessage(handle.get())).trimmed());
    if (PQserverVersion(handle.get()) < oldestVersion)
        throw Failure(ErrorKind::Other, u"the server is older than PostgreSQL 15"_s);
    PQsetNoticeProcessor(handle.get(), &ignoreNotice, nullptr);
    return std::unique_ptr<PostgresConnection>(new PostgresConnection(std::move(handle)));
}

PostgresConnection::PostgresConnection(std::shared_ptr<pg_conn> handle)
    : m_handle(std::move(handle))
    , m_cancel(PQgetCancel(m_handle.get()))
{
}

PostgresConnection::~PostgresConnection()
{
    PQfreeCancel(m_cancel);
}

void PostgresConnection::interrupt() noexcept
{
    char error[256];
    if (m_cancel && PQcancel(m_cancel, error, sizeof error) == 0)
        qWarning("sql: the query could not be cancelled: %s", error);
}

bool PostgresConnection::inTransaction() const noexcept
{
    const PGTransactionStatusType status = PQtransactionStatus(m_handle.get());
    return status == PQTRANS_INTRANS || status == PQTRANS_INERROR;
}

bool PostgresConnection::isAlive() const noexcept
{
    return PQstatus(m_handle.get()) == CONNECTION_OK;
}

int PostgresConnection::backendPid() const noexcept
{
    return PQbackendPID(m_handle.get());
}

int PostgresConnection::socket() const noexcept
{
    return PQsocket(m_handle.get());
}

std::unique_ptr<StatementDriver> PostgresConnection::compile(const QString& sql)
{
    QByteArray name = "s" + QByteArray::number(++m_statements);
    return std::make_unique<PostgresStatement>(*this, m_handle, std::move(name), rewritten(sql, Engine::Postgres));
}

void PostgresConnection::runScript(const QString& sql)
{
    checked(m_handle.get(), PQexec(m_handle.get(), postgresText(inDialect(sql, Engine::Postgres)).constData()), sql);
}

void PostgresConnection::begin(bool write, bool durable)
{
    const QString start = write ? u"BEGIN"_s : u"BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"_s;
    runScript(durable ? start + u"; SET LOCAL synchronous_commit TO on"_s : start);
}

void PostgresConnection::commit()
{
    const Result result = checked(m_handle.get(), PQexec(m_handle.get(), "COMMIT"), u"COMMIT"_s);
    // A spoiled transaction answers COMMIT with ROLLBACK, and that is no error to the server.
    if (QByteArrayView(PQcmdStatus(result.get())) == "ROLLBACK")
        throw Failure(ErrorKind::Other, u"an earlier statement failed, so everything was rolled back"_s, u"COMMIT"_s);
}

void PostgresConnection::rollback() noexcept
{
    if (inTransaction())
        Result(PQexec(m_handle.get(), "ROLLBACK"));
}

qint64 PostgresConnection::runBulkInsert(const QString& table, const QStringList& columns, const QList<Values>& rows)
{
    QByteArrayList names;
    for (const QString& column : columns)
        names += identifier(m_handle.get(), column);
    const QByteArray copy = "COPY " + identifier(m_handle.get(), table) + " (" + names.join(',') + ") FROM STDIN";
    checked(m_handle.get(), PQexec(m_handle.get(), copy.constData()), QString::fromUtf8(copy));

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
        sendCopy(m_handle.get(), data, table);
        data.clear();
        data.reserve(chunk + 4096);
    }
    sendCopy(m_handle.get(), data, table);
    if (PQputCopyEnd(m_handle.get(), nullptr) != 1)
        throw Failure(ErrorKind::Connection, QString::fromUtf8(PQerrorMessage(m_handle.get())).trimmed(), table);
    Result last(PQgetResult(m_handle.get()));
    while (Result more{PQgetResult(m_handle.get())}) // the connection is free again only after the last result
        continue;
    checked(m_handle.get(), last.release(), QString::fromUtf8(copy));
    return rows.size();
}

void PostgresConnection::listen(const QString& channel)
{
    const QByteArray sql = "LISTEN " + identifier(m_handle.get(), channel);
    checked(m_handle.get(), PQexec(m_handle.get(), sql.constData()), QString::fromUtf8(sql));
}

void PostgresConnection::notify(const QString& channel, const QString& payload)
{
    query(u"SELECT pg_notify(?, ?)"_s, channel, payload).next();
}

QList<Notification> PostgresConnection::takeNotifications()
{
    if (PQconsumeInput(m_handle.get()) == 0)
        throw Failure(ErrorKind::Connection, QString::fromUtf8(PQerrorMessage(m_handle.get())).trimmed());
    QList<Notification> result;
    while (PGnotify* notify = PQnotifies(m_handle.get())) {
        result += {QString::fromUtf8(notify->relname), QString::fromUtf8(notify->extra), notify->be_pid};
        PQfreemem(notify);
    }
    return result;
}

} // namespace sql
