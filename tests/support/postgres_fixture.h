#pragma once

#include <QProcess>
#include <QString>
#include <QTemporaryDir>

#include <memory>

namespace test
{

/// A private PostgreSQL 15 for one test program: a unix socket in a temporary folder, no TCP, no fsync, stopped by the
/// destructor. `initdb` runs once per build folder; each start copies its result. As root the server runs as the user
/// `postgres`, because it refuses root.
class PostgresFixture
{
public:
    PostgresFixture();
    ~PostgresFixture();

    /// Starts the server. False: why() says what is missing; skip the test with it.
    bool start();
    QString why() const { return m_why; }

    /// For sql::PostgresConnection::open() or `--database`; a new, empty database each time.
    QString newDatabase();
    /// The first database, made at the start.
    QString uri() const { return uriOf(QStringLiteral("postgres")); }
    /// The folder with the socket, also the host of the connection.
    QString socketFolder() const;

    /// Kills the server as a power cut would.
    void kill();
    /// Ends the server in an orderly way; start() may be called again afterwards, with the same data.
    void stop();

private:
    QString uriOf(const QString& database) const;
    bool makeTemplate(const QString& folder);
    bool copyTemplate(const QString& folder);
    bool run(const QString& program, const QStringList& arguments);
    bool isReady();
    bool fail(const QString& why);

    std::unique_ptr<QTemporaryDir> m_folder;
    QProcess m_server;
    QString m_why;
    int m_databases = 0;
};

} // namespace test

/// Starts `fixture` in initTestCase(), or skips the test program with a clear text.
#define NEED_POSTGRES(fixture)                                                                                         \
    do {                                                                                                               \
        if (!(fixture).start())                                                                                        \
            QSKIP(qPrintable((fixture).why()));                                                                        \
    } while (false)
