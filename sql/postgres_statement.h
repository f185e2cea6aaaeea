#pragma once

#include "sql/postgres_connection.h"
#include "sql/postgres_line.h"
#include "sql/rewrite.h"

#include <vector>

namespace sql
{

/// Text as PostgreSQL takes it: UTF-8. Throws Failure (BadText) where it would end at U+0000.
QByteArray postgresText(const QString& text);

/// A statement prepared on the server; its rows are kept in memory, so that statements may be nested.
class PostgresStatement final : public StatementDriver
{
public:
    PostgresStatement(PostgresConnection& connection, std::shared_ptr<PostgresLine> line, QByteArray name,
                      const Rewritten& sql);
    ~PostgresStatement() override;

    void bind(int index, const Value& value) override;
    void bindInt(int index, qint64 value) override;
    void bindText(int index, const QString& value) override;
    int parameterCount() const override { return static_cast<int>(m_values.size()); }
    bool step() override;
    void reset() noexcept override;
    qint64 affectedRows() const override { return m_affected; }
    int columnCount() const override;
    bool isNull(int column) const override;
    qint64 integer(int column) const override;
    double real(int column) const override;
    QString text(int column) const override;
    QByteArray bytes(int column) const override;
    Value value(int column) const override;

private:
    void run();
    void set(std::size_t index, QByteArray data, bool binary);
    QByteArrayView raw(int column) const;
    Oid type(int column) const { return PQftype(m_result.get(), column); }

    PostgresConnection& m_connection;
    std::shared_ptr<PostgresLine> m_line;
    QByteArray m_name;
    std::vector<QByteArray> m_values;
    std::vector<const char*> m_pointers;
    std::vector<int> m_lengths;
    std::vector<int> m_formats;
    Result m_result;
    int m_row = -1;
    qint64 m_affected = 0;
};

} // namespace sql
