#include "sql/postgres_line.h"

#include <QString>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <poll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <unistd.h>

namespace sql
{

using namespace Qt::StringLiterals;

namespace
{

void ignoreNotice(void*, const char*) {}

/// connect_timeout of the uri, of its service or of the environment; libpq itself obeys it only in calls that block.
std::chrono::milliseconds connectLimit(PGconn* handle, std::chrono::milliseconds otherwise)
{
    const std::unique_ptr<PQconninfoOption, decltype(&PQconninfoFree)> options(PQconninfo(handle), &PQconninfoFree);
    for (const PQconninfoOption* option = options.get(); option && option->keyword; ++option) {
        if (QByteArrayView(option->keyword) == "connect_timeout" && option->val)
            if (const long seconds = std::strtol(option->val, nullptr, 10); seconds > 0)
                return std::chrono::seconds(seconds);
    }
    return otherwise;
}

bool isGood(const PGresult* result)
{
    switch (PQresultStatus(result)) {
    case PGRES_COMMAND_OK:
    case PGRES_TUPLES_OK:
    case PGRES_COPY_IN:
    case PGRES_EMPTY_QUERY:
        return true;
    default:
        return false;
    }
}

} // namespace

LineStopper::LineStopper()
    : m_event(eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK))
{
}

LineStopper::~LineStopper()
{
    close(m_event);
}

void LineStopper::stop() noexcept
{
    const quint64 one = 1;
    if (write(m_event, &one, sizeof one) < 0)
        return; // stopped already
}

ErrorKind postgresKind(QByteArrayView state) noexcept
{
    if (state == "23505")
        return ErrorKind::Unique;
    if (state.startsWith("23"))
        return ErrorKind::Constraint;
    if (state == "40001" || state == "40P01")
        return ErrorKind::Serialization;
    if (state == "57014")
        return ErrorKind::Interrupted;
    if (state == "55P03")
        return ErrorKind::Busy;
    if (state == "53100")
        return ErrorKind::Full;
    if (state == "25006" || state == "42501")
        return ErrorKind::ReadOnly;
    if (state == "XX001" || state == "XX002")
        return ErrorKind::Corrupt;
    if (state.startsWith("08") || state.startsWith("57P") || state == "53300")
        return ErrorKind::Connection;
    return ErrorKind::Other;
}

PostgresLine::PostgresLine(const QString& uri, const PostgresOptions& options)
    : m_options(options)
    , m_limit(options.limits.statement)
{
    const QByteArray target = uri.toUtf8();
    const QByteArray silence = QByteArray::number(qint64(options.limits.statement.count()));
    // Later entries win over earlier ones, and `dbname` is expanded where it stands. The kernel's own limits end a line
    // whose other end is gone; a forwarder that goes on acknowledging is seen by ours alone.
    const std::array keys{"application_name", "tcp_user_timeout", "keepalives_idle", "keepalives_interval",
                          "keepalives_count", "dbname",           "client_encoding", static_cast<const char*>(nullptr)};
    const std::array values{"bellhop-server",
                            silence.constData(),
                            "30",
                            "10",
                            "3",
                            target.constData(),
                            "UTF8",
                            static_cast<const char*>(nullptr)};
    m_handle.reset(PQconnectStartParams(keys.data(), values.data(), 1));
    if (!m_handle)
        throw Failure(ErrorKind::Connection, u"out of memory"_s);
    open(connectLimit(handle(), options.limits.connect));
    PQsetNoticeProcessor(handle(), &ignoreNotice, nullptr);
    PQsetnonblocking(handle(), 1);
}

PostgresLine::~PostgresLine() = default;

void PostgresLine::open(std::chrono::milliseconds limit)
{
    const auto until = Clock::now() + limit;
    PostgresPollingStatusType next = PGRES_POLLING_WRITING;
    while (PQstatus(handle()) != CONNECTION_BAD && next != PGRES_POLLING_OK) {
        const short wanted = next == PGRES_POLLING_READING ? POLLIN : POLLOUT;
        if (!wait(wanted, until, {}))
            lose(u"no connection within %1 ms"_s.arg(limit.count()), {});
        next = PQconnectPoll(handle());
        if (next == PGRES_POLLING_FAILED)
            break;
    }
    if (PQstatus(handle()) != CONNECTION_OK)
        loseWithReason({});
}

bool PostgresLine::isAlive() const noexcept
{
    return PQstatus(handle()) == CONNECTION_OK;
}

/// What of `events` may be done now; 0 after `until`. A stopper ends the line.
short PostgresLine::wait(short events, Clock::time_point until, const QString& told)
{
    const int stop = m_options.stopper ? m_options.stopper->descriptor() : -1;
    std::array<pollfd, 2> watched{pollfd{PQsocket(handle()), events, 0}, pollfd{stop, POLLIN, 0}};
    while (true) {
        const auto left = std::chrono::ceil<std::chrono::milliseconds>(until - Clock::now());
        const int ready = poll(watched.data(), watched.size(), int(std::max<qint64>(0, left.count())));
        if (ready < 0 && errno != EINTR)
            lose(QString::fromLocal8Bit(strerror(errno)), told);
        if (watched[1].revents)
            lose(u"the program is ending"_s, told);
        if (ready >= 0)
            return watched[0].revents;
    }
}

void PostgresLine::breakOff() noexcept
{
    if (!isAlive())
        return;
    shutdown(PQsocket(handle()), SHUT_RDWR);
    // The server says goodbye before it closes the line; until that is read, libpq would call the connection alive.
    while (isAlive() && PQconsumeInput(handle()) == 1) {
    }
}

void PostgresLine::close() noexcept
{
    m_handle.reset();
}

void PostgresLine::lose(const QString& why, const QString& told)
{
    breakOff();
    throw Failure(ErrorKind::Connection, why, told);
}

void PostgresLine::loseWithReason(const QString& told)
{
    lose(QString::fromUtf8(PQerrorMessage(handle())).trimmed(), told);
}

void PostgresLine::fail(const PGresult* result, const QString& told)
{
    const char* state = PQresultErrorField(result, PG_DIAG_SQLSTATE);
    const char* primary = PQresultErrorField(result, PG_DIAG_MESSAGE_PRIMARY);
    const QString message = QString::fromUtf8(primary ? primary : PQerrorMessage(handle())).trimmed();
    const ErrorKind kind = !state || !isAlive() ? ErrorKind::Connection : postgresKind(state);
    if (kind == ErrorKind::Connection)
        lose(message, told);
    throw Failure(kind, message, told);
}

void PostgresLine::sent(int ok, const QString& told)
{
    if (!ok)
        loseWithReason(told);
}

void PostgresLine::flush(const QString& told)
{
    while (true) {
        const int left = PQflush(handle());
        if (left < 0)
            loseWithReason(told);
        if (left == 0)
            return;
        const short ready = wait(POLLIN | POLLOUT, Clock::now() + m_limit, told);
        if (!ready)
            lose(u"the server took nothing for %1 ms"_s.arg(m_limit.count()), told);
        // The server may be waiting for us to read, before it reads on.
        if (ready & ~POLLOUT && !PQconsumeInput(handle()))
            loseWithReason(told);
    }
}

Result PostgresLine::finish(const QString& told)
{
    flush(told);
    Result last;
    Result error;
    while (true) {
        while (PQisBusy(handle())) {
            if (!wait(POLLIN, Clock::now() + m_limit, told))
                lose(u"no answer within %1 ms"_s.arg(m_limit.count()), told);
            if (!PQconsumeInput(handle()))
                break; // what came before the end, the server's reason perhaps, is still to be read
        }
        Result result(PQgetResult(handle()));
        if (!result)
            break;
        const bool isCopying = PQresultStatus(result.get()) == PGRES_COPY_IN;
        if (!isGood(result.get()) && !error)
            error = std::move(result);
        else
            last = std::move(result);
        if (isCopying)
            break; // PQgetResult would say so again and again
    }
    if (error)
        fail(error.get(), told);
    if (!last)
        loseWithReason(told);
    return last;
}

Result PostgresLine::run(const QByteArray& sql, const QString& told)
{
    sent(PQsendQuery(handle(), sql.constData()), told);
    return finish(told);
}

Result PostgresLine::prepare(const QByteArray& name, const QByteArray& sql, const QString& told)
{
    sent(PQsendPrepare(handle(), name.constData(), sql.constData(), 0, nullptr), told);
    return finish(told);
}

Result PostgresLine::describe(const QByteArray& name, const QString& told)
{
    sent(PQsendDescribePrepared(handle(), name.constData()), told);
    return finish(told);
}

Result PostgresLine::execute(const QByteArray& name, const Arguments& arguments, const QString& told)
{
    sent(PQsendQueryPrepared(handle(), name.constData(), arguments.count, arguments.values, arguments.lengths,
                             arguments.formats, 0),
         told);
    return finish(told);
}

void PostgresLine::put(const QByteArray& data, const QString& told)
{
    while (true) {
        const int taken = PQputCopyData(handle(), data.constData(), int(data.size()));
        if (taken < 0)
            loseWithReason(told);
        flush(told);
        if (taken == 1)
            return;
    }
}

void PostgresLine::endCopy(const char* refusal, const QString& told)
{
    int taken = 0;
    while ((taken = PQputCopyEnd(handle(), refusal)) == 0)
        flush(told);
    if (taken < 0)
        loseWithReason(told);
    try {
        finish(told);
    } catch (const Failure& failure) {
        if (!refusal || failure.kind() == ErrorKind::Connection)
            throw;
    }
}

void PostgresLine::consume()
{
    if (!PQconsumeInput(handle()))
        loseWithReason({});
}

} // namespace sql
