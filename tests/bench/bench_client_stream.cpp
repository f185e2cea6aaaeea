// A line of the feed over the websocket: from the server's write to the painted row.

#include "models/desk_session.h"
#include "tests/bench/client_rows.h"
#include "tests/bench/news.h"

#include <QHeaderView>
#include <QStandardItemModel>
#include <QTableView>
#include <QWebSocket>

namespace bench
{

using namespace Qt::StringLiterals;

namespace
{

constexpr int kFrames = 300;
constexpr int kBetween = 30; ///< milliseconds
constexpr int kPatience = 10'000;

/// The same bytes into Qt's own websocket, and a word of them into Qt's own table.
Samples bareFrames(PaintClock& application, const QByteArray& frame)
{
    StubServer server(1);
    QTableView table;
    QStandardItemModel model(1000, 1);
    model.setItem(0, new QStandardItem);
    table.setModel(&model);
    table.resize(400, 800);
    table.show();
    QUrl url = server.url();
    url.setScheme(u"ws"_s);
    url.setPath(u"/v1/stream"_s);
    QWebSocket socket;
    int received = 0;
    QObject::connect(&socket, &QWebSocket::connected, &socket, [&socket] { socket.sendTextMessage(u"{}"_s); });
    QObject::connect(&socket, &QWebSocket::textMessageReceived, &table,
                     [&](const QString&) { model.item(0)->setText(QString::number(++received)); });
    socket.open(url);
    PaintClock::restUntil([&received] { return received > 0; }, kPatience);
    PaintClock::rest(300);
    Samples samples;
    for (int i = 0; i < kFrames; ++i) {
        const int before = received;
        samples.push_back(application.pressToPaint([&] { server.send(frame); }, [&] { return received > before; }));
        PaintClock::rest(kBetween / 3);
    }
    return samples;
}

} // namespace

void measureStream(Report& report, ClientWindow& client, StubServer& server)
{
    const QString title = u"websocket frame to painted row"_s;
    client.show("my-inbox");
    client.desk().connectTo(server.url());
    if (!PaintClock::restUntil([&server] { return server.streams() > 0; }, kPatience))
        return report.missing(title, u"the client did not open the stream"_s);
    PaintClock::rest(1500);
    models::TicketListModel& model = client.tickets();
    desk::TicketId awaited;
    bool there = false;
    const auto look = [&] { there = there || (model.ticket(0) && model.ticket(0)->id == awaited); };
    QObject watch;
    QObject::connect(&model, &QAbstractItemModel::dataChanged, &watch, look);
    QObject::connect(&model, &QAbstractItemModel::rowsMoved, &watch, look);
    Samples ours;
    qint64 cursor = 1;
    const desk::Instant later = client.desk().session().clock().now() + 2 * desk::kDay; // than all that is here
    QByteArray frame;
    for (int i = 0; i < kFrames; ++i) {
        const desk::Ticket ticket = *model.ticket(std::min(10, model.rowCount() - 1));
        awaited = ticket.id;
        there = false;
        frame = news(ticket, cursor, later + i);
        cursor += 2;
        ours.push_back(client.application().pressToPaint([&] { server.send(frame); }, [&] { return there; }));
        if (ours.back() >= PaintClock::kNever)
            return report.missing(title, u"frame %1 did not come to the first row"_s.arg(i + 1));
        PaintClock::rest(kBetween);
    }
    const Samples bare = bareFrames(client.application(), frame);
    addShare(report, title, 0.50, ours, bare, u"bare QWebSocket and QTableView"_s, 5);
    addShare(report, title, 0.99, ours, bare, u"bare QWebSocket and QTableView"_s, 30);
}

} // namespace bench
