// fault_campaign FAMILY [NUMBER]: the family's cases, or the one with this number.
// fault_campaign --names NAME...: fails unless these are the families.

#include "tests/faults/families.h"
#include "tests/faults/served_desk.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QStringList>

#include <algorithm>
#include <cstdio>

using namespace Qt::StringLiterals;

namespace
{

/// Cases that do not meet their fault, for each that does: more of them, and the family proves too little.
constexpr int kMisses = 4;

int checkNames(const QStringList& given)
{
    QStringList names;
    for (const faults::Family& family : faults::families())
        names.append(QString::fromLatin1(family.name));
    if (names == given)
        return 0;
    std::printf("the families are: %s\n", qPrintable(names.join(u' ')));
    return 1;
}

int runOne(const faults::Family& family, quint32 number)
{
    const faults::Verdict verdict = family.run(number);
    std::printf("%s %u: %s%s\n", family.name, number, verdict.fired ? "" : "(the fault did not happen) ",
                verdict.wrong.isEmpty() ? "sound" : qPrintable(verdict.wrong));
    return verdict.wrong.isEmpty() ? 0 : 1;
}

int runAll(const faults::Family& family)
{
    const int wanted = qEnvironmentVariable("BELLHOP_FAULTS") == u"all" ? family.all : family.sample;
    const auto first = static_cast<quint32>(qEnvironmentVariableIntValue("BELLHOP_SEED")) * 1'000'000U + 1;
    QElapsedTimer clock;
    clock.start();
    int fired = 0;
    int violations = 0;
    quint32 number = first;
    for (; fired < wanted && number - first < static_cast<quint32>(wanted * kMisses + 20); ++number) {
        const faults::Verdict verdict = family.run(number);
        fired += verdict.fired ? 1 : 0;
        if (verdict.wrong.isEmpty())
            continue;
        ++violations;
        std::printf("VIOLATION %s %u: %s\nreplay: fault_campaign %s %u\n", family.name, number,
                    qPrintable(verdict.wrong), family.name, number);
        std::fflush(stdout);
    }
    std::printf("%s: %d cases, %d violations, %lld ms; cases without their fault: %d\n", family.name, fired, violations,
                static_cast<long long>(clock.elapsed()), static_cast<int>(number - first) - fired);
    if (fired < wanted)
        std::printf("%s: the fault happened too seldom, %d cases were wanted\n", family.name, wanted);
    return violations == 0 && fired >= wanted ? 0 : 1;
}

} // namespace

int main(int argc, char** argv)
{
    const QCoreApplication application(argc, argv);
    const QStringList words = QCoreApplication::arguments().mid(1);
    if (words.value(0) == u"--names"_s)
        return checkNames(words.mid(1));
    const auto all = faults::families();
    const auto family = std::find_if(all.begin(), all.end(), [&words](const faults::Family& each) {
        return words.value(0) == QLatin1String(each.name);
    });
    if (family == all.end()) {
        std::fputs("fault_campaign FAMILY [NUMBER]; see tests/faults/families.cpp\n", stderr);
        return 2;
    }
    QString why;
    if (family->onPostgres && !faults::postgres(&why)) {
        std::printf("SKIP   : %s\n", qPrintable(why));
        return 0;
    }
    return words.size() > 1 ? runOne(*family, words.at(1).toUInt()) : runAll(*family);
}
