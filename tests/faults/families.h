#pragma once
// The kinds of faults. Adding one is a function, a row in families.cpp, and its name in CMakeLists.txt.

#include <QString>

#include <span>

namespace faults
{

/// What became of one case.
struct Verdict {
    bool fired = false; ///< the fault happened; a case in which it did not proves nothing and does not count
    QString wrong;      ///< a violation; empty = none
};

struct Family {
    const char* name;
    int sample; ///< cases that run with all tests
    int all;    ///< cases of `./dev faults`
    /// One fault at one point; `number` decides all that is chance in it.
    Verdict (*run)(quint32 number);
    bool onPostgres = false; ///< skipped where there is none
};

std::span<const Family> families();

Verdict requestFails(quint32 number);
Verdict clientEnds(quint32 number);
Verdict clientDiskFails(quint32 number);
Verdict serverDiskFails(quint32 number);
Verdict serverEnds(quint32 number);
Verdict deskIsRestored(quint32 number);
Verdict postgresIsRestored(quint32 number);
Verdict clockIsMoved(quint32 number);
Verdict editInDoubt(quint32 number);
Verdict damageInUse(quint32 number);
Verdict serversAreApart(quint32 number);
Verdict lineSwallows(quint32 number);
Verdict twoTabs(quint32 number);
Verdict lateHello(quint32 number);

} // namespace faults
