#pragma once
// What the kernel says about a running program (Linux: /proc), and its files in the page cache.

#include <QStringList>

#include <sys/types.h>

namespace bench
{

/// Resident memory that is the program's own share, in MB (PSS of smaps_rollup); 0 when it is gone.
double proportionalMemory(pid_t process);

struct Activity {
    double cpuMs = 0;   ///< on a processor so far, all threads
    qint64 wakeUps = 0; ///< times that a thread of it had waited and went on
};
Activity activityOf(pid_t process);

/// The files that are mapped into the program: itself, libraries, plugins, fonts.
QStringList mappedFiles(pid_t process);
/// Asks the kernel to forget these files' pages; those that another program has mapped stay.
void dropFromPageCache(const QStringList& files);

} // namespace bench
