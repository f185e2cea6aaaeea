#pragma once
// A reproducible desk of any size for benchmarks: tickets and messages whose words follow a long-tailed distribution.

#include "desk/entity.h"
#include "desk/instant.h"
#include "store/writer.h"

#include <QList>
#include <QString>

#include <random>

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

/// Fills the file at `path` through the Writer, as a first sync does; messages a second, index included. The index is
/// merged after that.
double fill(const QString& path, const Sample& sample, const desk::Clock& clock);
/// The same rows through bare sqlite3 calls with an FTS5 index: the floor.
double fillFloor(const QString& path, const Sample& sample);
/// The path of a filled file under the build folder; made on first use and kept.
QString filledFile(const Sample& sample, const desk::Clock& clock);
/// The folder under the build folder where filled files are kept.
QString keptFolder();
/// A copy of the filled file at `path`, to be written to. False when there is no room for it.
bool copyOfFilled(const Sample& sample, const desk::Clock& clock, const QString& path);

} // namespace bench
