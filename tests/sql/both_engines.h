#pragma once

#include "sql/connection.h"
#include "tests/support/postgres_fixture.h"

#include <QTemporaryDir>

/// Fresh, empty databases of both engines for table tests; the server starts with the first PostgreSQL one.
class BothEngines
{
public:
    /// Adds one row for each engine to a _data function.
    static void rows();
    /// A connection to a new database; null when there is no server: why() says so.
    std::unique_ptr<sql::Connection> fresh(sql::Engine engine);
    /// A second connection to the database that fresh() made last.
    std::unique_ptr<sql::Connection> another(sql::Engine engine);
    QString why() const { return m_postgres.why(); }

private:
    QTemporaryDir m_folder;
    test::PostgresFixture m_postgres;
    QString m_uri;
    QString m_path;
    int m_files = 0;
};

/// Fetches the row's engine and a fresh connection `db` of it, or skips.
#define FRESH(engines)                                                                                                 \
    QFETCH(sql::Engine, engine);                                                                                       \
    const std::unique_ptr<sql::Connection> owned = (engines).fresh(engine);                                            \
    if (!owned)                                                                                                        \
        QSKIP(qPrintable((engines).why()));                                                                            \
    sql::Connection& db = *owned

/// The kind of the Failure that `code` throws; fails the test when it throws none.
#define VERIFY_FAILS(code, wanted)                                                                                     \
    do {                                                                                                               \
        bool failed = false;                                                                                           \
        try {                                                                                                          \
            code;                                                                                                      \
        } catch (const sql::Failure& failure) {                                                                        \
            failed = true;                                                                                             \
            QVERIFY2(failure.kind() == (wanted), failure.what());                                                      \
        }                                                                                                              \
        QVERIFY2(failed, "nothing was thrown");                                                                        \
    } while (false)
