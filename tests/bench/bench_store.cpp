// The store against its floors: ingest, lists, threads, search.

#include "sql/sqlite_connection.h"
#include "store/reader.h"
#include "store/search.h"
#include "tests/bench/report.h"
#include "tests/bench/sample.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QEventLoop>
#include <QTemporaryDir>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace
{

constexpr int kRuns = 300;

void ingest(bench::Report& report, const bench::Size& size)
{
    const bench::Sample part({std::min(size.tickets, 20'000), std::min(size.messages, 200'000)});
    const bench::FixedClock clock(part.now());
    const QTemporaryDir folder;
    // In turns, commit by commit: a machine that is not always equally fast is so for both.
    bench::BareFile bare(folder.filePath(u"floor.db"_s));
    const auto both = [&](const QList<desk::Message>& slice) { bare.add(slice); };
    const double ours = bench::fill(folder.filePath(u"ours.db"_s), part, clock, both);
    report.add({.name = u"first sync: messages with index, per second"_s,
                .figure = ours,
                .unit = u"/s"_s,
                .floor = bare.rate(),
                .floorName = u"bare sqlite3 and FTS5, same rows"_s,
                .budget = {},
                .ratioAtMost = 0.7,
                .higherIsBetter = true});
}

void pair(bench::Report& report, const QString& name, double p, double budget, std::vector<double> ours,
          std::vector<double> floor, const QString& floorName)
{
    report.add({.name = name + (p > 0.98 ? u", p99"_s : u", p95"_s),
                .figure = bench::percentile(ours, p),
                .unit = u"ms"_s,
                .floor = bench::percentile(floor, p),
                .floorName = floorName,
                .budget = budget,
                .ratioAtMost = {}});
}

void lists(bench::Report& report, store::Reader& reader, const bench::Sample& sample)
{
    const auto mine = desk::builtInViews(desk::AgentId(u"1"_s)).constFirst();
    const auto ours = bench::sample(kRuns, [&](int) {
        const auto keys = reader.list(mine.filter, desk::Sort::Newest, sample.now(), std::nullopt, 60);
        QList<store::TicketKey> rows;
        for (const store::ListKey& key : keys)
            rows.append(key.key);
        reader.tickets(rows.mid(0, 14));
    });
    const auto bare = bench::sample(kRuns, [&](int) {
        auto rows = reader.connection().query(u"SELECT * FROM ticket WHERE assignee = '1' AND status = 'open' "
                                              "ORDER BY updated DESC, key DESC LIMIT 60"_s);
        while (rows.next())
            rows.text(0);
    });
    pair(report, u"list: first screen of My inbox from the store"_s, 0.99, 8, ours, bare,
         u"bare SQL of the same rows"_s);
}

void threads(bench::Report& report, store::Reader& reader, const bench::Sample& sample)
{
    const auto ticketAt = [&](int i) {
        return desk::TicketId(QString::number(1 + (i * 7919) % sample.size().tickets));
    };
    const auto ours = bench::sample(kRuns, [&](int i) { reader.thread(ticketAt(i), std::nullopt, 50); });
    const auto bare = bench::sample(kRuns, [&](int i) {
        auto rows = reader.connection().query(u"SELECT * FROM message WHERE ticket = ? ORDER BY key DESC LIMIT 50"_s,
                                              ticketAt(i + kRuns).value());
        while (rows.next())
            rows.text(0);
    });
    pair(report, u"thread: latest 50 messages from the store"_s, 0.99, 10, ours, bare, u"bare SQL of the same rows"_s);
}

double ask(store::SearchThread& search, const QString& text)
{
    QEventLoop loop;
    QObject context;
    QElapsedTimer timer;
    timer.start();
    search.ask({text, 50}, &context, [&](const store::SearchResult&) { loop.quit(); });
    loop.exec();
    return double(timer.nsecsElapsed()) / 1e6;
}

void searches(bench::Report& report, store::Reader& reader, const bench::Sample& sample, const QString& path)
{
    store::SearchThread search(path);
    std::vector<double> ours;
    std::vector<double> bare;
    for (int i = 0; i < kRuns; ++i) {
        quint64 state = quint64(i) * 977;
        const QString word = sample.word(state);
        for (qsizetype typed = std::min<qsizetype>(2, word.size()); typed <= word.size(); ++typed)
            ours.push_back(ask(search, word.left(typed)));
        QElapsedTimer timer;
        timer.start();
        auto rows = reader.connection().query(
            u"SELECT rowid FROM message_fts WHERE message_fts MATCH ? ORDER BY rowid DESC LIMIT 50"_s,
            u'"' + word + u'"');
        while (rows.next())
            rows.get<qint64>(0);
        bare.push_back(double(timer.nsecsElapsed()) / 1e6);
    }
    pair(report, u"search as you type, answer delivered"_s, 0.95, 30, ours, bare, u"the FTS query alone"_s);
    pair(report, u"search as you type, answer delivered"_s, 0.99, 100, ours, bare, u"the FTS query alone"_s);
}

} // namespace

int main(int argc, char** argv)
{
    const QCoreApplication application(argc, argv);
    const bench::Size size = bench::sizeFromEnvironment();
    const bench::Sample sample(size);
    const bench::FixedClock clock(sample.now());
    const QString path = bench::filledFile(sample, clock);
    bench::Report report(u"store: %1 tickets, %2 messages"_s.arg(size.tickets).arg(size.messages));
    ingest(report, size);
    store::Reader reader(path);
    lists(report, reader, sample);
    threads(report, reader, sample);
    searches(report, reader, sample, path);
    return report.exitCode();
}
