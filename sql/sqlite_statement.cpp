#include "sql/sqlite_statement.h"

#include "sql/fault_plan.h"

#include <QFileInfo>

#include <cerrno>
#include <sqlite3.h>

namespace sql
{

using namespace Qt::StringLiterals;

ErrorKind sqliteKind(int code) noexcept
{
    switch (code) {
    case SQLITE_CONSTRAINT_UNIQUE:
    case SQLITE_CONSTRAINT_PRIMARYKEY:
    case SQLITE_CONSTRAINT_ROWID:
        return ErrorKind::Unique;
    case SQLITE_IOERR_SHORT_READ:
    case SQLITE_IOERR_CORRUPTFS:
    case SQLITE_IOERR_DATA:
        return ErrorKind::Corrupt;
    default:
        break;
    }
    switch (code & 0xff) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
    case SQLITE_PROTOCOL:
        return ErrorKind::Busy;
    case SQLITE_FULL:
        return ErrorKind::Full;
    case SQLITE_READONLY:
    case SQLITE_PERM:
        return ErrorKind::ReadOnly;
    case SQLITE_CORRUPT:
        return ErrorKind::Corrupt;
    case SQLITE_NOTADB:
        return ErrorKind::NotADatabase;
    case SQLITE_CONSTRAINT:
        return ErrorKind::Constraint;
    case SQLITE_INTERRUPT:
        return ErrorKind::Interrupted;
    default:
        return ErrorKind::Other;
    }
}

void throwSqlite(sqlite3* handle, int code, const QString& sql)
{
    const int extended =
        handle && (sqlite3_errcode(handle) & 0xff) == (code & 0xff) ? sqlite3_extended_errcode(handle) : code;
    ErrorKind kind = sqliteKind(extended);
    const QString message = QString::fromUtf8(handle ? sqlite3_errmsg(handle) : sqlite3_errstr(code));
    // A quota and a limit on the size of files are full disks too; SQLite knows ENOSPC alone.
    const int reason = handle && (code & 0xff) == SQLITE_IOERR ? sqlite3_system_errno(handle) : 0;
    if (reason == EDQUOT || reason == EFBIG)
        kind = ErrorKind::Full;
    if ((code & 0xff) == SQLITE_CANTOPEN && handle) {
        // A journal that cannot be made beside the file is the usual face of a read-only folder.
        const char* file = sqlite3_db_filename(handle, "main");
        const QFileInfo info(QString::fromUtf8(file ? file : ""));
        if (info.exists() && !QFileInfo(info.absolutePath()).isWritable())
            kind = ErrorKind::ReadOnly;
    }
    throw Failure(kind, message, sql);
}

SqliteStatement::SqliteStatement(SqliteConnection& connection, const QString& sql)
    : m_connection(connection)
{
    const QByteArray utf8 = sql.toUtf8();
    const char* rest = nullptr;
    const int code = sqlite3_prepare_v3(connection.handle(), utf8.constData(), static_cast<int>(utf8.size()) + 1,
                                        SQLITE_PREPARE_PERSISTENT, &m_statement, &rest);
    if (code != SQLITE_OK)
        connection.fail(code, sql);
    const bool more = !QByteArray(rest).trimmed().isEmpty();
    if (!m_statement || more) {
        sqlite3_finalize(m_statement);
        throw Failure(ErrorKind::Other, u"exactly one statement was expected"_s, sql);
    }
    m_held.resize(static_cast<std::size_t>(sqlite3_bind_parameter_count(m_statement)));
}

SqliteStatement::~SqliteStatement()
{
    sqlite3_finalize(m_statement);
}

void SqliteStatement::check(int code) const
{
    if (code != SQLITE_OK)
        m_connection.fail(code, source);
}

void SqliteStatement::bindInt(int index, qint64 value)
{
    check(sqlite3_bind_int64(m_statement, index + 1, value));
}

void SqliteStatement::bindText(int index, const QString& value)
{
    holdText(index, value.toUtf8());
}

void SqliteStatement::holdText(int index, QByteArray utf8)
{
    if (m_connection.options().refuseZero && utf8.contains('\0'))
        throw Failure(ErrorKind::BadText, u"a text holds U+0000"_s, source);
    QByteArray& held = m_held[static_cast<std::size_t>(index)];
    held = std::move(utf8);
    check(sqlite3_bind_text64(m_statement, index + 1, held.constData(), static_cast<sqlite3_uint64>(held.size()),
                              SQLITE_STATIC, SQLITE_UTF8));
}

void SqliteStatement::bind(int index, const Value& value)
{
    struct Visitor {
        SqliteStatement& self;
        int index;
        void operator()(std::monostate) const { self.check(sqlite3_bind_null(self.m_statement, index + 1)); }
        void operator()(qint64 number) const { self.bindInt(index, number); }
        void operator()(double number) const { self.check(sqlite3_bind_double(self.m_statement, index + 1, number)); }
        void operator()(bool flag) const { self.bindInt(index, flag ? 1 : 0); }
        void operator()(const QString& text) const { self.bindText(index, text); }
        void operator()(const Utf8& text) const { self.holdText(index, text.bytes); }
        void operator()(const QByteArray& blob) const
        {
            QByteArray& held = self.m_held[static_cast<std::size_t>(index)];
            held = blob;
            self.check(sqlite3_bind_blob64(self.m_statement, index + 1, held.constData(),
                                           static_cast<sqlite3_uint64>(held.size()), SQLITE_STATIC));
        }
    };
    std::visit(Visitor{*this, index}, value.data());
}

bool SqliteStatement::step()
{
    if (FaultPlan* faults = m_connection.faultPlan()) [[unlikely]]
        faults->onCall(FaultPlan::Call::Step, source);
    if (!m_running) {
        m_running = true;
        m_changesBefore = sqlite3_total_changes64(m_connection.handle());
    }
    const int code = sqlite3_step(m_statement);
    if (code == SQLITE_ROW)
        return true;
    m_running = false;
    if (code != SQLITE_DONE)
        m_connection.fail(code, source);
    // sqlite3_changes() keeps the figure of an earlier statement when this one changed nothing.
    const bool changed = sqlite3_total_changes64(m_connection.handle()) != m_changesBefore;
    m_affected = changed ? sqlite3_changes64(m_connection.handle()) : 0;
    return false;
}

void SqliteStatement::reset() noexcept
{
    m_running = false;
    sqlite3_reset(m_statement);
    if (m_held.empty())
        return;
    sqlite3_clear_bindings(m_statement);
    for (QByteArray& held : m_held)
        held = QByteArray();
}

int SqliteStatement::columnCount() const
{
    return sqlite3_column_count(m_statement);
}

bool SqliteStatement::isNull(int column) const
{
    return sqlite3_column_type(m_statement, column) == SQLITE_NULL;
}

qint64 SqliteStatement::integer(int column) const
{
    return sqlite3_column_int64(m_statement, column);
}

double SqliteStatement::real(int column) const
{
    return sqlite3_column_double(m_statement, column);
}

QString SqliteStatement::text(int column) const
{
    const auto* data = reinterpret_cast<const char*>(sqlite3_column_text(m_statement, column));
    return data ? QString::fromUtf8(data, sqlite3_column_bytes(m_statement, column)) : QString();
}

QByteArray SqliteStatement::bytes(int column) const
{
    const auto* data = static_cast<const char*>(sqlite3_column_blob(m_statement, column));
    return data ? QByteArray(data, sqlite3_column_bytes(m_statement, column)) : QByteArray();
}

Value SqliteStatement::value(int column) const
{
    switch (sqlite3_column_type(m_statement, column)) {
    case SQLITE_INTEGER:
        return integer(column);
    case SQLITE_FLOAT:
        return real(column);
    case SQLITE_TEXT:
        return text(column);
    case SQLITE_BLOB:
        return bytes(column);
    default:
        return {};
    }
}

} // namespace sql
