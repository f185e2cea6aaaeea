#include "tests/sql/both_engines.h"

#include "sql/postgres_connection.h"
#include "sql/sqlite_connection.h"

#include <QTest>

using namespace Qt::StringLiterals;

void BothEngines::rows()
{
    QTest::addColumn<sql::Engine>("engine");
    QTest::newRow("SQLite") << sql::Engine::Sqlite;
    QTest::newRow("PostgreSQL") << sql::Engine::Postgres;
}

std::unique_ptr<sql::Connection> BothEngines::fresh(sql::Engine engine)
{
    if (engine == sql::Engine::Sqlite)
        m_path = m_folder.filePath(u"%1.db"_s.arg(++m_files));
    else if (m_postgres.start())
        m_uri = m_postgres.newDatabase();
    else
        return nullptr;
    return another(engine);
}

std::unique_ptr<sql::Connection> BothEngines::another(sql::Engine engine)
{
    if (engine == sql::Engine::Sqlite)
        return sql::SqliteConnection::open(m_path, sql::OpenMode::Create, {.refuseZero = true});
    return sql::PostgresConnection::open(m_uri);
}
