#pragma once
// A reproducible desk of any size for benchmarks: tickets and messages whose words follow a long-tailed distribution.

#include "desk/entity.h"
#include "desk/instant.h"
#include "sql/sqlite_connection.h"
#include "store/writer.h"

#include <QList>
#include <QString>

#include <functional>
#include <memory>
#include <random>

struct sqlite3_stmt;

namespace bench
{

struct Size {
    int tickets = 100'000;
    int messages = 1'000'000;
};

/// BELLHOP_BENCH_TICKETS and BELLHOP_BENCH_MESSAGES, else the default size.
Size sizeFromEnvironment();

/// Makes rows by number, the same for the same number.
class Sample
{
public:
    explicit Sample(Size size);

    desk::Ticket ticket(int number) const;
    desk::Message message(int number) const; ///< of ticket number % tickets
    desk::Profile profile(int number) const;
    const Size& size() const { return m_size; }
    desk::Instant now() const { return m_now; }
    QString word(quint64& state) const;

private:
    QString text(quint64 seed, int words) const;

    Size m_size;
    QList<QString> m_words;
    desk::Instant m_now;
};

/// Stands still: the same rows are new, old or due in every run.
class FixedClock final : public desk::Clock
{
public:
    explicit FixedClock(desk::Instant at)
        : m_at(at)
    {
    }
    desk::Instant now() const override { return m_at; }

private:
    desk::Instant m_at;
};

/// Hears of the messages of each commit, once it has been made.
using OnSlice = std::function<void(const QList<desk::Message>&)>;
/// Fills the file at `path` through the Writer, as a first sync does; messages a second, index included, without what
/// `after` takes. The index is merged after that.
double fill(const QString& path, const Sample& sample, const desk::Clock& clock, const OnSlice& after = {});

/// The same rows through bare sqlite3 calls with an FTS5 index: the floor.
class BareFile
{
public:
    explicit BareFile(const QString& path);
    ~BareFile();
    Q_DISABLE_COPY_MOVE(BareFile)

    void add(const QList<desk::Message>& slice);
    /// Messages a second.
    double rate() const { return double(m_messages) / m_seconds; }

private:
    void add(const desk::Message& message);

    std::unique_ptr<sql::SqliteConnection> m_connection;
    sqlite3_stmt* m_row = nullptr;
    sqlite3_stmt* m_index = nullptr;
    double m_seconds = 0;
    qint64 m_messages = 0;
};

/// The path of a filled file under the build folder; made on first use and kept.
QString filledFile(const Sample& sample, const desk::Clock& clock);
/// The folder under the build folder where filled files are kept.
QString keptFolder();
/// A copy of the filled file at `path`, to be written to. False when there is no room for it.
bool copyOfFilled(const Sample& sample, const desk::Clock& clock, const QString& path);

} // namespace bench
