// The slowest of the kept set of hostile messages, opened in the window for the first time and again.

#include "store/writer.h"
#include "tests/bench/client_rows.h"
#include "tests/support/hostile_messages.h"

#include <ctime>

namespace bench
{

using namespace Qt::StringLiterals;

namespace
{

constexpr int kComesToRest = 250; ///< milliseconds: the mail is cleaned meanwhile, on another thread

desk::TicketId ticketOf(qint64 first, qsizetype index)
{
    return desk::TicketId(QString::number(first + qint64(index)));
}

/// What the UI thread works until the message stands there: waiting for the cleaner does not hold the window.
double workToOpen(ClientWindow& client, const desk::TicketId& ticket)
{
    const auto now = [] {
        timespec time{};
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
        return double(time.tv_sec) * 1e3 + double(time.tv_nsec) / 1e6;
    };
    const double start = now();
    client.pane().open(ticket);
    PaintClock::rest(kComesToRest);
    return now() - start;
}

} // namespace

void addAnyMessages(const QString& database, const Sample& sample, const desk::Clock& clock, qint64 first)
{
    store::Writer writer(database, clock);
    const store::HistoryState whole = writer.history();
    QList<desk::Entity> entities;
    const auto add = [&](qsizetype index, const QString& text, const QString& html) {
        desk::Ticket ticket = sample.ticket(0);
        ticket.id = ticketOf(first, index);
        ticket.number = first + qint64(index);
        ticket.channel = html.isEmpty() ? desk::Channel::WebChat : desk::Channel::Email;
        ticket.messageCount = 1;
        desk::Message message = sample.message(0);
        message.id = desk::MessageId(u"any-%1"_s.arg(index));
        message.ticket = ticket.id;
        message.channel = ticket.channel;
        message.text = text;
        message.html = html;
        entities.append(ticket);
        entities.append(message);
    };
    const QList<test::HostileMessage> all = test::hostileMessages();
    add(0, u"Where is my parcel?"_s, {});
    for (qsizetype i = 0; i < all.size(); ++i)
        add(i + 1, all.at(i).html.isEmpty() ? all.at(i).text : u"As HTML only."_s, all.at(i).html);
    writer.applyHistory(entities, whole);
    writer.close();
}

void measureAnyMessage(Report& report, ClientWindow& client, qint64 first)
{
    const QList<test::HostileMessage> all = test::hostileMessages();
    double plain = workToOpen(client, ticketOf(first, 0));
    for (const bool again : {false, true}) {
        double slowest = 0;
        QString name;
        for (qsizetype i = 0; i < all.size(); ++i) {
            const double taken = workToOpen(client, ticketOf(first, i + 1));
            if (taken > slowest) {
                slowest = taken;
                name = QString::fromLatin1(all.at(i).name);
            }
            plain = qMin(plain, workToOpen(client, ticketOf(first, 0)));
        }
        report.add({.name = again ? u"any one message, opened again (%1)"_s.arg(name)
                                  : u"any one message, opened cold (%1)"_s.arg(name),
                    .figure = slowest,
                    .unit = u"ms"_s,
                    .floor = plain,
                    .floorName = u"a short message"_s,
                    .budget = 50,
                    .ratioAtMost = {}});
    }
}

} // namespace bench
