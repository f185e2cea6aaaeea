#include "sql/postgres_statement.h"

#include "sql/fault_plan.h"

namespace sql
{

using namespace Qt::StringLiterals;

namespace
{

// The numbers of built-in types (pg_type.dat); libpq has no header for them.
constexpr Oid boolType = 16;
constexpr Oid bytesType = 17;
constexpr Oid int8Type = 20;
constexpr Oid int2Type = 21;
constexpr Oid int4Type = 23;
constexpr Oid float4Type = 700;
constexpr Oid float8Type = 701;
constexpr Oid numericType = 1700;

constexpr int textFormat = 0;
constexpr int binaryFormat = 1;

} // namespace

QByteArray postgresText(const QString& text)
{
    QByteArray utf8 = text.toUtf8();
    if (utf8.contains('\0'))
        throw Failure(ErrorKind::BadText, u"a text holds U+0000"_s);
    return utf8;
}

PostgresStatement::PostgresStatement(PostgresConnection& connection, std::shared_ptr<PostgresLine> line,
                                     QByteArray name, const Rewritten& sql)
    : m_connection(connection)
    , m_line(std::move(line))
    , m_name(std::move(name))
    , m_values(static_cast<std::size_t>(sql.parameters))
    , m_pointers(m_values.size())
    , m_lengths(m_values.size())
    , m_formats(m_values.size())
{
    m_line->prepare(m_name, sql.sql.toUtf8(), sql.sql);
}

PostgresStatement::~PostgresStatement()
{
    if (!m_line->isAlive())
        return;
    try {
        m_line->run("DEALLOCATE " + m_name, {});
    } catch (const Failure&) {
        return; // inside a spoiled transaction; the name is never used again, so that costs only the server's memory
    }
}

void PostgresStatement::set(std::size_t index, QByteArray data, bool binary)
{
    m_values[index] = std::move(data);
    m_pointers[index] = m_values[index].constData();
    m_lengths[index] = static_cast<int>(m_values[index].size());
    m_formats[index] = binary ? binaryFormat : textFormat;
}

void PostgresStatement::bindInt(int index, qint64 value)
{
    set(static_cast<std::size_t>(index), QByteArray::number(value), false);
}

void PostgresStatement::bindText(int index, const QString& value)
{
    set(static_cast<std::size_t>(index), postgresText(value), false);
}

void PostgresStatement::bind(int index, const Value& value)
{
    struct Visitor {
        PostgresStatement& self;
        std::size_t index;
        void operator()(std::monostate) const { self.m_pointers[index] = nullptr; }
        void operator()(qint64 number) const { self.set(index, QByteArray::number(number), false); }
        void operator()(double number) const { self.set(index, QByteArray::number(number, 'g', 17), false); }
        // "1" suits a SMALLINT as well as a BOOLEAN.
        void operator()(bool flag) const { self.set(index, flag ? "1" : "0", false); }
        void operator()(const QString& text) const { self.set(index, postgresText(text), false); }
        void operator()(const Utf8& text) const { (*this)(QString::fromUtf8(text.bytes)); }
        void operator()(const QByteArray& blob) const { self.set(index, blob, true); }
    };
    std::visit(Visitor{*this, static_cast<std::size_t>(index)}, value.data());
}

void PostgresStatement::run()
{
    m_result = m_line->execute(
        m_name, {static_cast<int>(m_values.size()), m_pointers.data(), m_lengths.data(), m_formats.data()}, source);
    m_affected = 0;
    // For SELECT the tag counts rows that were read, which is not what affectedRows() means.
    if (!QByteArrayView(PQcmdStatus(m_result.get())).startsWith("SELECT"))
        m_affected = QByteArrayView(PQcmdTuples(m_result.get())).toLongLong();
}

bool PostgresStatement::step()
{
    if (FaultPlan* faults = m_connection.faultPlan()) [[unlikely]]
        faults->onCall(FaultPlan::Call::Step, source);
    if (!m_result)
        run();
    return ++m_row < PQntuples(m_result.get());
}

void PostgresStatement::reset() noexcept
{
    m_result.reset();
    m_row = -1;
    std::fill(m_pointers.begin(), m_pointers.end(), nullptr);
    for (QByteArray& value : m_values)
        value = QByteArray();
}

int PostgresStatement::columnCount() const
{
    if (m_result)
        return PQnfields(m_result.get());
    return PQnfields(m_line->describe(m_name, source).get());
}

QByteArrayView PostgresStatement::raw(int column) const
{
    return {PQgetvalue(m_result.get(), m_row, column), PQgetlength(m_result.get(), m_row, column)};
}

bool PostgresStatement::isNull(int column) const
{
    return PQgetisnull(m_result.get(), m_row, column) != 0;
}

qint64 PostgresStatement::integer(int column) const
{
    const QByteArrayView data = raw(column);
    if (type(column) == boolType)
        return data == "t" ? 1 : 0;
    bool isWhole = false;
    const qint64 whole = data.toLongLong(&isWhole);
    return isWhole ? whole : static_cast<qint64>(data.toDouble());
}

double PostgresStatement::real(int column) const
{
    return type(column) == boolType ? static_cast<double>(integer(column)) : raw(column).toDouble();
}

QString PostgresStatement::text(int column) const
{
    if (type(column) == boolType && !isNull(column))
        return QString::number(integer(column));
    return QString::fromUtf8(type(column) == bytesType ? QByteArrayView(bytes(column)) : raw(column));
}

QByteArray PostgresStatement::bytes(int column) const
{
    const QByteArrayView data = raw(column);
    if (type(column) == bytesType)
        return QByteArray::fromHex(data.sliced(2).toByteArray()); // "\x" and hexadecimal digits
    return data.toByteArray();
}

Value PostgresStatement::value(int column) const
{
    if (isNull(column))
        return {};
    switch (type(column)) {
    case boolType:
    case int2Type:
    case int4Type:
    case int8Type:
        return integer(column);
    case float4Type:
    case float8Type:
        return real(column);
    case numericType: {
        bool isWhole = false;
        const qint64 whole = raw(column).toLongLong(&isWhole);
        return isWhole ? Value(whole) : Value(real(column));
    }
    case bytesType:
        return bytes(column);
    default:
        return text(column);
    }
}

} // namespace sql
