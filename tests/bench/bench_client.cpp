// The client's window against its floors: press to paint, scrolling, search, the stream, work during a first sync.
// Arguments: the groups to measure (views opening message keys list thread search stream sync); without any, all of
// them.

#include "store/writer.h"
#include "tests/bench/client_rows.h"
#include "ui/theme/theme.h"

#include <QFile>
#include <QLocale>
#include <QLoggingCategory>
#include <QTemporaryDir>

#include <sodium.h>

using namespace Qt::StringLiterals;

namespace bench
{

void addShare(Report& report, const QString& name, double p, Samples ours, Samples floor, const QString& floorName,
              double budget)
{
    const QString title = u"%1, p%2"_s.arg(name).arg(qRound(p * 100));
    if (ours.empty())
        return report.missing(title, u"nothing was painted"_s);
    std::optional<double> least;
    if (!floor.empty())
        least = percentile(floor, p);
    report.add({.name = title,
                .figure = percentile(ours, p),
                .unit = u"ms"_s,
                .floor = least,
                .floorName = floorName,
                .budget = budget,
                .ratioAtMost = {}});
}

} // namespace bench

namespace
{

constexpr int kLongThread = 10'000;

bool isWanted(const QString& group)
{
    const QStringList groups = QApplication::arguments().mid(1);
    return groups.isEmpty() || groups.contains(group);
}

/// One more ticket, mine, with a very long thread.
void addLongThread(const QString& database, const bench::Sample& sample, const desk::Clock& clock)
{
    const int number = sample.size().tickets;
    store::Writer writer(database, clock);
    desk::Ticket ticket = sample.ticket(0);
    ticket.id = desk::TicketId(QString::number(number + 1));
    ticket.number = number + 1;
    ticket.messageCount = kLongThread;
    const store::HistoryState whole = writer.history();
    writer.applyHistory({ticket}, whole);
    QList<desk::Entity> messages;
    for (int i = 0; i < kLongThread; ++i) {
        desk::Message message = sample.message(i);
        message.id = desk::MessageId(u"long-%1"_s.arg(i));
        message.ticket = ticket.id;
        message.at = sample.now() - qint64(kLongThread - i) * desk::kHour;
        messages.append(message);
        if (messages.size() == 500)
            writer.applyHistory(std::exchange(messages, {}), whole);
    }
    writer.close();
}

void measure(bench::Report& report, bench::PaintClock& application, const bench::Sample& sample)
{
    const QTemporaryDir folder(bench::keptFolder() + u"/client-XXXXXX"_s);
    const bench::FixedClock clock(sample.now());
    const QString database = folder.filePath(u"desk.db"_s);
    if (!bench::copyOfFilled(sample, clock, database))
        return report.missing(u"the client's window"_s, u"the desk could not be copied (is the disk full?)"_s);
    addLongThread(database, sample, clock);
    const qint64 anyMessages = sample.size().tickets + 2;
    if (isWanted(u"message"_s))
        bench::addAnyMessages(database, sample, clock, anyMessages);
    bench::Keys idle;
    {
        bench::StubServer server(1);
        bench::ClientWindow client(application, folder.path(), database, u"token"_s, clock);
        if (!client.open())
            return report.missing(u"the client's window"_s, u"it did not become usable"_s);
        if (isWanted(u"views"_s))
            bench::measureViews(report, client);
        if (isWanted(u"opening"_s))
            bench::measureOpening(report, client);
        if (isWanted(u"message"_s))
            bench::measureAnyMessage(report, client, anyMessages);
        if (isWanted(u"keys"_s))
            idle = bench::measureKeys(report, client);
        if (isWanted(u"list"_s))
            bench::measureListScrolling(report, client);
        if (isWanted(u"thread"_s))
            bench::measureThreadScrolling(report, client, sample.size().tickets + 1, kLongThread);
        if (isWanted(u"search"_s))
            bench::measureSearch(report, client, sample);
        if (isWanted(u"stream"_s))
            bench::measureStream(report, client, server);
    }
    if (isWanted(u"sync"_s))
        bench::measureFirstSync(report, application, idle);
}

} // namespace

int main(int argc, char** argv)
{
    QLoggingCategory::setFilterRules(u"bellhop.*.info=false"_s); // the program's own meter: we have a better one
    bench::PaintClock application(argc, argv);
    QApplication::setQuitOnLastWindowClosed(false);
    QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedKingdom));
    ui::Theme::current().install(application);
    const bench::Sample sample(bench::sizeFromEnvironment());
    bench::Report report(u"client: %1 tickets, %2 messages"_s.arg(sample.size().tickets).arg(sample.size().messages));
    if (sodium_init() < 0)
        return 2;
    measure(report, application, sample);
    return report.exitCode();
}
