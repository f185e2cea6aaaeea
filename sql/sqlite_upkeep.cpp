// What SqliteConnection does beside queries: bulk, second files, checkpoints, checks, functions.
#include "sql/sqlite_statement.h"

#include "sql/dialect.h"

#include <QFile>

#include <sqlite3.h>

namespace sql
{

using namespace Qt::StringLiterals;

namespace
{

QString insertSql(const QString& table, const QStringList& columns, qsizetype rows)
{
    QStringList names;
    for (const QString& column : columns)
        names += quotedName(column);
    const QString places = u'(' + QStringList(columns.size(), u"?"_s).join(u',') + u')';
    return u"INSERT INTO %1 (%2) VALUES %3"_s.arg(quotedName(table), names.join(u','),
                                                  QStringList(rows, places).join(u','));
}

struct Function {
    std::function<Value(const Values&)> call;
};

Value argument(sqlite3_value* value)
{
    switch (sqlite3_value_type(value)) {
    case SQLITE_INTEGER:
        return sqlite3_value_int64(value);
    case SQLITE_FLOAT:
        return sqlite3_value_double(value);
    case SQLITE_TEXT: {
        const auto* text = reinterpret_cast<const char*>(sqlite3_value_text(value));
        return QString::fromUtf8(text, sqlite3_value_bytes(value));
    }
    case SQLITE_BLOB: {
        const auto* blob = static_cast<const char*>(sqlite3_value_blob(value));
        return QByteArray(blob, sqlite3_value_bytes(value));
    }
    default:
        return {};
    }
}

void textResult(sqlite3_context* context, const QByteArray& utf8)
{
    sqlite3_result_text64(context, utf8.constData(), static_cast<sqlite3_uint64>(utf8.size()), SQLITE_TRANSIENT,
                          SQLITE_UTF8);
}

void giveResult(sqlite3_context* context, const Value& value)
{
    struct Visitor {
        sqlite3_context* context;
        void operator()(std::monostate) const { sqlite3_result_null(context); }
        void operator()(qint64 number) const { sqlite3_result_int64(context, number); }
        void operator()(double number) const { sqlite3_result_double(context, number); }
        void operator()(bool flag) const { sqlite3_result_int(context, flag ? 1 : 0); }
        void operator()(const QString& text) const { textResult(context, text.toUtf8()); }
        void operator()(const Utf8& text) const { textResult(context, text.bytes); }
        void operator()(const QByteArray& blob) const
        {
            sqlite3_result_blob64(context, blob.constData(), static_cast<sqlite3_uint64>(blob.size()),
                                  SQLITE_TRANSIENT);
        }
    };
    std::visit(Visitor{context}, value.data());
}

void callFunction(sqlite3_context* context, int count, sqlite3_value** values)
{
    const auto* function = static_cast<const Function*>(sqlite3_user_data(context));
    try {
        Values arguments;
        for (int i = 0; i < count; ++i)
            arguments += argument(values[i]);
        giveResult(context, function->call(arguments));
    } catch (const std::exception& exception) {
        sqlite3_result_error(context, exception.what(), -1); // no exception may cross SQLite's C code
        const auto* failure = dynamic_cast<const Failure*>(&exception);
        if (failure && failure->kind() == ErrorKind::Corrupt)
            sqlite3_result_error_code(context, SQLITE_CORRUPT); // its meaning is kept: the file is damaged
    }
}

} // namespace

qint64 SqliteConnection::runBulkInsert(const QString& table, const QStringList& columns, const QList<Values>& rows)
{
    const qsizetype chunk = std::clamp<qsizetype>(900 / columns.size(), 1, 64);
    qsizetype done = 0;
    if (rows.size() >= chunk) {
        Statement many = prepare(insertSql(table, columns, chunk));
        for (; rows.size() - done >= chunk; done += chunk) {
            Values values;
            values.reserve(chunk * columns.size());
            for (qsizetype i = done; i < done + chunk; ++i)
                values += rows[i];
            many.execute(values);
        }
    }
    if (done == rows.size())
        return done;
    Statement one = prepare(insertSql(table, columns, 1));
    for (; done < rows.size(); ++done)
        one.execute(rows[done]);
    return done;
}

void SqliteConnection::fail(int code, const QString& sql)
{
    try {
        throwSqlite(m_handle, code, sql);
    } catch (const Failure& failure) {
        const bool damaged = failure.kind() == ErrorKind::Corrupt || failure.kind() == ErrorKind::NotADatabase;
        if (damaged && onDamage)
            onDamage();
        throw;
    }
}

void SqliteConnection::attach(const QString& path, const QString& schema, Synchronous synchronous)
{
    if (!QFile::exists(path)) // SQLite would make it, readable to everybody
        throw Failure(ErrorKind::Other, u"the database file %1 does not exist"_s.arg(path));
    execute(u"ATTACH ? AS "_s + quotedName(schema), path);
    raw(u"PRAGMA %1.synchronous = %2; PRAGMA %1.cache_size = -512; PRAGMA %1.journal_size_limit = %3"_s
            .arg(schema, synchronous == Synchronous::Full ? u"FULL"_s : u"NORMAL"_s)
            .arg(m_options.journalSizeLimit)
            .toUtf8());
    raw(u"SELECT 1 FROM %1.sqlite_master LIMIT 1"_s.arg(schema).toUtf8());
}

bool SqliteConnection::checkpoint(Checkpoint kind, const QByteArray& schema)
{
    if (!m_wal)
        return true;
    int frames = 0;
    int moved = 0;
    const int mode = kind == Checkpoint::Passive ? SQLITE_CHECKPOINT_PASSIVE : SQLITE_CHECKPOINT_TRUNCATE;
    const int code = sqlite3_wal_checkpoint_v2(m_handle, schema.constData(), mode, &frames, &moved);
    if (code == SQLITE_BUSY)
        return false; // a reader still needs the log: nothing is wrong, a later try will do
    if (code != SQLITE_OK)
        throwSqlite(m_handle, code, u"checkpoint"_s);
    return moved >= frames;
}

IntegrityReport SqliteConnection::integrityCheck(bool quick)
{
    IntegrityReport report;
    try {
        Statement rows = prepare(quick ? u"PRAGMA quick_check(100)"_s : u"PRAGMA integrity_check(100)"_s);
        while (rows.next()) {
            if (rows.text(0) != u"ok"_s)
                report.problems += rows.text(0);
        }
    } catch (const Failure& failure) {
        if (failure.kind() != ErrorKind::Corrupt && failure.kind() != ErrorKind::NotADatabase)
            throw;
        report.problems += failure.message();
    }
    report.sound = report.problems.isEmpty();
    return report;
}

void SqliteConnection::registerFunction(const QByteArray& name, int arguments,
                                        std::function<Value(const Values&)> function)
{
    const int code = sqlite3_create_function_v2(
        m_handle, name.constData(), arguments, SQLITE_UTF8 | SQLITE_DETERMINISTIC, new Function{std::move(function)},
        &callFunction, nullptr, nullptr, [](void* data) { delete static_cast<Function*>(data); });
    if (code != SQLITE_OK)
        throwSqlite(m_handle, code, QString::fromUtf8(name));
}

} // namespace sql
