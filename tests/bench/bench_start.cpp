// The whole program as its user starts it: time to a usable inbox, memory, and what it does while nobody does anything.
// Beside it only QtCore is mapped here, so that its share of memory is counted as on a desktop without other Qt
// programs.

#include "store/reader.h"
#include "tests/bench/child.h"
#include "tests/bench/news.h"
#include "tests/bench/process_figures.h"
#include "tests/bench/report.h"
#include "tests/bench/sample.h"
#include "tests/bench/stub_server.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QSettings>
#include <QTemporaryDir>

#include <cstdio>
#include <thread>

using namespace Qt::StringLiterals;

namespace
{

constexpr int kStarts = 15;
constexpr int kColdStarts = 9;
constexpr int kPatience = 20'000;
constexpr std::chrono::seconds kSettle{6}; // the history of a start: counts, tray, stream, idle merges
constexpr std::chrono::seconds kIdle{20};
constexpr int kChanges = 6000;
constexpr int kFirst = 1000;
constexpr std::chrono::milliseconds kBetweenChanges{8};

QString programPath(const QString& name)
{
    return QCoreApplication::applicationDirPath() + u'/' + name;
}

std::optional<double> untilUsable(bench::Child& child)
{
    return child.waitFor("the main window is usable", kPatience);
}

/// The data of an agent who was here before: the big desk, a view and a ticket that were open.
class Household
{
public:
    explicit Household(const bench::Sample& sample);

    bool isReady() const { return m_ready; }
    void setPlace(const QString& view, const QString& ticket) const;
    std::unique_ptr<bench::Child> bellhop() const;
    std::unique_ptr<bench::Child> shell() const;
    const QString& ticket() const { return m_ticket; }
    bench::StubServer& server() { return m_server; }
    qint64 cursor() const; ///< how far the program has come with the stream
    QStringList databaseFiles() const { return {m_database, m_database + u"-wal"_s}; }

private:
    bool layOut(const bench::Sample& sample);

    QTemporaryDir m_folder;
    bench::StubServer m_server{1};
    QString m_database;
    QString m_ticket;
    bool m_ready = false;
};

Household::Household(const bench::Sample& sample)
    : m_folder(bench::keptFolder() + u"/start-XXXXXX"_s)
{
    QFile token(m_folder.filePath(u"token"_s));
    if (!token.open(QIODevice::WriteOnly) || token.write("token\n") < 0 || !token.flush() || !layOut(sample))
        return;
    store::Reader reader(m_database);
    const auto mine = desk::builtInViews(desk::AgentId(u"1"_s)).constFirst();
    const auto keys = reader.list(mine.filter, desk::Sort::Newest, sample.now(), std::nullopt, 1);
    const auto tickets = keys.isEmpty() ? QList<desk::Ticket>() : reader.tickets({keys.first().key});
    if (tickets.isEmpty())
        return;
    m_ticket = tickets.first().id.value();
    m_ready = true;
}

/// The program itself names and makes its file on a first start; then the big one takes its place.
bool Household::layOut(const bench::Sample& sample)
{
    const auto first = bellhop();
    if (!untilUsable(*first))
        return false;
    first->end();
    const QDir desks(m_folder.filePath(u"desks"_s));
    QStringList made = desks.entryList({u"*.db"_s}, QDir::Files);
    made.removeIf([](const QString& name) { return name.endsWith(u".work.db"_s); });
    if (made.size() != 1)
        return false;
    m_database = desks.filePath(made.first());
    for (const QString& ending : {u""_s, u"-wal"_s, u"-shm"_s})
        QFile::remove(m_database + ending);
    return bench::copyOfFilled(sample, bench::FixedClock(sample.now()), m_database);
}

void Household::setPlace(const QString& view, const QString& ticket) const
{
    QSettings settings(m_folder.filePath(u"settings.ini"_s), QSettings::IniFormat);
    settings.setValue(u"window/view"_s, view);
    settings.setValue(u"window/ticket"_s, ticket);
}

std::unique_ptr<bench::Child> Household::bellhop() const
{
    return std::make_unique<bench::Child>(programPath(u"bellhop"_s),
                                          QStringList{u"--data"_s, m_folder.path(), u"--desk"_s,
                                                      m_server.url().toString(), u"--token-file"_s,
                                                      m_folder.filePath(u"token"_s), u"--log"_s, u"/dev/stdout"_s});
}

std::unique_ptr<bench::Child> Household::shell() const
{
    return std::make_unique<bench::Child>(programPath(u"bare_shell"_s),
                                          QStringList{m_folder.path(), m_server.url().toString()});
}

qint64 Household::cursor() const
{
    return store::Reader(m_database).setting(u"cursor"_s).toLongLong();
}

std::optional<double> untilPainted(bench::Child& shell)
{
    return shell.waitFor("painted", kPatience);
}

struct Starts {
    std::vector<double> ours, floor;
};

/// In turns, so that whatever else the machine does falls on both.
Starts starts(const Household& house, int times, const QStringList& forget)
{
    Starts measured;
    for (int i = 0; i < times; ++i) {
        bench::dropFromPageCache(forget);
        const auto bellhop = house.bellhop();
        if (const auto ms = untilUsable(*bellhop))
            measured.ours.push_back(*ms);
        bellhop->end();
        bench::dropFromPageCache(forget);
        const auto shell = house.shell();
        if (const auto ms = untilPainted(*shell))
            measured.floor.push_back(*ms);
    }
    return measured;
}

void addStarts(bench::Report& report, const QString& name, Starts measured, std::size_t wanted, double budget,
               std::optional<double> ratio)
{
    if (measured.ours.size() < wanted || measured.floor.size() < wanted)
        return report.missing(name, u"%1 of %2 starts came to a usable window"_s.arg(measured.ours.size()).arg(wanted));
    report.add({.name = name,
                .figure = bench::percentile(measured.ours, 0.5),
                .unit = u"ms"_s,
                .floor = bench::percentile(measured.floor, 0.5),
                .floorName = u"bare shell"_s,
                .budget = budget,
                .ratioAtMost = ratio});
}

void measureStarts(bench::Report& report, const Household& house)
{
    house.setPlace(u"my-inbox"_s, house.ticket());
    QStringList files = house.databaseFiles();
    {
        const auto first = house.bellhop(); // what became due since the desk was made is caught up with once
        if (!untilUsable(*first))
            return report.missing(u"start"_s, u"bellhop did not come to a usable window"_s);
        std::this_thread::sleep_for(kSettle);
        files += bench::mappedFiles(first->id());
        const auto shell = house.shell();
        untilPainted(*shell);
        files += bench::mappedFiles(shell->id());
    }
    files.removeDuplicates();
    addStarts(report, u"start to a painted, usable inbox, warm, median of %1"_s.arg(kStarts),
              starts(house, kStarts, {}), kStarts, 120, 2.3);
    addStarts(report, u"start, mapped files and database out of the page cache, median of %1"_s.arg(kColdStarts),
              starts(house, kColdStarts, files), kColdStarts, 250, {});
}

struct Resting {
    double memory = 0;  ///< MB
    double cpu = 0;     ///< % of one processor
    double wakeUps = 0; ///< a second
};

Resting atRest(const bench::Child& child)
{
    std::this_thread::sleep_for(kSettle);
    const bench::Activity before = bench::activityOf(child.id());
    std::this_thread::sleep_for(kIdle);
    const bench::Activity after = bench::activityOf(child.id());
    const double seconds = std::chrono::duration<double>(kIdle).count();
    return {bench::proportionalMemory(child.id()), (after.cpuMs - before.cpuMs) / seconds / 10,
            double(after.wakeUps - before.wakeUps) / seconds};
}

std::optional<Resting> rest(const Household& house, const QString& view)
{
    house.setPlace(view, house.ticket());
    const auto bellhop = house.bellhop();
    if (!untilUsable(*bellhop))
        return std::nullopt;
    return atRest(*bellhop);
}

void measureRest(bench::Report& report, const Household& house)
{
    const auto shell = house.shell();
    if (!untilPainted(*shell))
        return report.missing(u"memory and idle"_s, u"the bare shell did not paint"_s);
    const Resting floor = atRest(*shell);
    shell->end();
    const auto inbox = rest(house, u"my-inbox"_s);
    const auto all = rest(house, u"all"_s);
    if (!inbox || !all)
        return report.missing(u"memory and idle"_s, u"bellhop did not come to a usable window"_s);
    const auto memory = [&](const QString& name, double figure, double budget) {
        report.add({.name = name,
                    .figure = figure,
                    .unit = u"MB"_s,
                    .floor = floor.memory,
                    .floorName = u"bare shell"_s,
                    .budget = budget,
                    .ratioAtMost = {}});
    };
    memory(u"memory (PSS), My inbox and a thread open"_s, inbox->memory, 80);
    memory(u"memory (PSS), All and a thread open"_s, all->memory, 100);
    report.add({.name = u"idle for %1 s: processor"_s.arg(kIdle.count()),
                .figure = inbox->cpu,
                .unit = u"%"_s,
                .floor = floor.cpu,
                .floorName = u"bare shell"_s,
                .budget = 0.1,
                .ratioAtMost = {}});
    report.add({.name = u"idle for %1 s: wake-ups of all threads"_s.arg(kIdle.count()),
                .figure = inbox->wakeUps,
                .unit = u"/s"_s,
                .floor = floor.wakeUps,
                .floorName = u"bare shell"_s,
                .budget = 1,
                .ratioAtMost = {}});
}

/// A day's news in a minute: what is kept of them is on the disk, and the rest of the program stays as it was.
void measureTraffic(bench::Report& report, Household& house, const bench::Sample& sample)
{
    const QString name = u"memory (PSS) after %1 changes beyond that after the first %2"_s.arg(kChanges).arg(kFirst);
    house.setPlace(u"my-inbox"_s, house.ticket());
    const auto bellhop = house.bellhop();
    if (!untilUsable(*bellhop))
        return report.missing(name, u"bellhop did not come to a usable window"_s);
    std::this_thread::sleep_for(kSettle);
    qint64 cursor = 1;
    double first = 0;
    for (int i = 0; i < kChanges; ++i) {
        const desk::Ticket ticket = sample.ticket(i % std::min(2000, sample.size().tickets));
        house.server().send(bench::news(ticket, cursor, {QDateTime::currentMSecsSinceEpoch()}));
        cursor += 2;
        std::this_thread::sleep_for(kBetweenChanges);
        if (i + 1 == kFirst)
            first = bench::proportionalMemory(bellhop->id());
    }
    const double last = bench::proportionalMemory(bellhop->id()); // while it is as busy as it was then
    std::this_thread::sleep_for(kSettle);
    if (house.cursor() != cursor || first <= 0)
        return report.missing(name, u"only %1 of %2 lines arrived"_s.arg(house.cursor()).arg(cursor));
    report.add({.name = name,
                .figure = 100 * (last / first - 1),
                .unit = u"%"_s,
                .floor = {},
                .floorName = {},
                .budget = 10,
                .ratioAtMost = {}});
}

} // namespace

int main(int argc, char** argv)
{
    const QCoreApplication application(argc, argv);
    const bench::Sample sample(bench::sizeFromEnvironment());
    bench::Report report(u"program: %1 tickets, %2 messages"_s.arg(sample.size().tickets).arg(sample.size().messages));
    Household house(sample);
    if (!house.isReady()) {
        report.missing(u"start, memory, idle"_s, u"the desk's data could not be laid out (is the disk full?)"_s);
        return report.exitCode();
    }
    measureStarts(report, house);
    measureRest(report, house);
    measureTraffic(report, house, sample);
    return report.exitCode();
}
