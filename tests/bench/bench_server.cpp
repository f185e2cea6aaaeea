// The server against its floors: small reads over HTTP, one event to a thousand sockets.

#include "server/process/desk_server.h"
#include "server/rules/auth.h"
#include "server/rules/inbound.h"
#include "server/seed/seed.h"
#include "tests/bench/report.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QTcpSocket>
#include <QTemporaryDir>
#include <QTimer>
#include <QUrl>
#include <QWebSocket>

#include <atomic>
#include <memory>
#include <sodium.h>
#include <sys/resource.h>
#include <thread>

using namespace Qt::StringLiterals;

namespace
{

constexpr int kSockets = 1000;
constexpr int kEvents = 30;
constexpr int kConnections = 32;
constexpr int kRequests = 60'000;
constexpr int kPipeline = 4;

struct Desk {
    QTemporaryDir folder;
    desk::SystemClock clock;
    std::unique_ptr<server::process::DeskServer> server;
    QByteArray token;
    quint16 port = 0;
};

bool open(Desk& desk)
{
    server::process::DeskServerOptions options;
    options.store.dataDir = desk.folder.path();
    options.http.maxConnectionsPerAddress = 4096;
    options.http.threads = 1;
    auto opened = server::process::DeskServer::open(options, desk.clock);
    if (!opened)
        return false;
    desk.server = std::move(opened).value();
    auto store = desk.server->database().connect();
    server::seed::SeedOptions seed;
    if (!store || !server::seed::seedDesk(**store, seed))
        return false;
    const auto token = server::rules::makeToken(**store, seed.ownerEmail, u"bench"_s, desk.clock.now());
    const auto listening = desk.server->listen(u"127.0.0.1"_s, 0);
    if (!token || !listening.ok)
        return false;
    desk.token = token->toLatin1();
    desk.port = listening.port;
    return true;
}

// Counts answers by their status line; the client is one thread of blocking sockets' worth of work, on the other core.
double requestsPerSecond(quint16 port, const QByteArray& request, int requests)
{
    std::vector<std::unique_ptr<QTcpSocket>> sockets;
    int answered = 0;
    int sent = 0;
    QElapsedTimer timer;
    const auto send = [&](QTcpSocket& socket) {
        if (sent >= requests)
            return;
        socket.write(request);
        ++sent;
    };
    for (int i = 0; i < kConnections; ++i) {
        auto socket = std::make_unique<QTcpSocket>();
        socket->connectToHost(u"127.0.0.1"_s, port);
        if (!socket->waitForConnected(5000))
            return 0;
        QTcpSocket* raw = socket.get();
        QObject::connect(raw, &QTcpSocket::readyRead, raw, [raw, &answered, &send] {
            const qsizetype count = raw->readAll().count("HTTP/1.1 ");
            for (qsizetype n = 0; n < count; ++n) {
                ++answered;
                send(*raw);
            }
        });
        sockets.push_back(std::move(socket));
    }
    timer.start();
    for (int round = 0; round < kPipeline; ++round) {
        for (const auto& socket : sockets)
            send(*socket);
    }
    while (answered < requests && timer.elapsed() < 60'000)
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents, 100);
    return answered * 1000.0 / double(std::max<qint64>(1, timer.elapsed()));
}

void reads(bench::Report& report, const Desk& desk)
{
    const auto get = [&](const QByteArray& path) {
        return "GET " + path + " HTTP/1.1\r\nHost: 127.0.0.1:" + QByteArray::number(desk.port) +
               "\r\nAuthorization: Bearer " + desk.token + "\r\n\r\n";
    };
    const double floor = requestsPerSecond(desk.port, get("/v1/nothing"), kRequests);
    const double ours = requestsPerSecond(desk.port, get("/v1/tickets/5/messages?limit=1"), kRequests / 3);
    report.add({.name = u"small reads over HTTP, one handler thread"_s,
                .figure = ours,
                .unit = u"/s"_s,
                .floor = floor,
                .floorName = u"404 of the same server"_s,
                .budget = 20'000,
                .ratioAtMost = {},
                .higherIsBetter = true});
}

struct Crowd {
    std::vector<std::unique_ptr<QWebSocket>> sockets;
    int ready = 0;
    std::vector<double> arrivals;
    QElapsedTimer since;
};

void gather(Crowd& crowd, const Desk& desk)
{
    const QString auth = QString::fromLatin1(R"({"type":"auth","token":")" + desk.token + R"(","cursor":0})");
    for (int i = 0; i < kSockets; ++i) {
        auto socket = std::make_unique<QWebSocket>();
        QWebSocket* raw = socket.get();
        QObject::connect(raw, &QWebSocket::connected, raw, [raw, auth] { raw->sendTextMessage(auth); });
        QObject::connect(raw, &QWebSocket::textMessageReceived, raw, [&crowd](const QString& text) {
            if (text.contains(u"\"ready\""_s))
                ++crowd.ready;
            else if (text.contains(u"\"changes\""_s))
                crowd.arrivals.push_back(double(crowd.since.nsecsElapsed()) / 1e6);
        });
        raw->open(QUrl(u"ws://127.0.0.1:%1/v1/stream"_s.arg(desk.port)));
        crowd.sockets.push_back(std::move(socket));
        if (i % 50 == 49) {
            QElapsedTimer patience;
            patience.start();
            while (crowd.ready < i && patience.elapsed() < 5000)
                QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents, 50);
        }
    }
}

void fanOut(bench::Report& report, Desk& desk)
{
    Crowd crowd;
    gather(crowd, desk);
    auto store = desk.server->database().connect();
    std::vector<double> worst;
    for (int i = 0; i < kEvents; ++i) {
        crowd.arrivals.clear();
        crowd.since.start();
        server::rules::InboundMessage message;
        message.channel = desk::Channel::Email;
        message.from = u"customer%1@mail.example"_s.arg(i);
        message.to = u"support@shop.example"_s;
        message.text = u"Where is my parcel?"_s;
        message.at = desk.clock.now();
        crowd.since.restart();
        (void)server::rules::receive(**store, message);
        while (int(crowd.arrivals.size()) < crowd.ready && crowd.since.elapsed() < 5000)
            QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents, 20);
        worst.push_back(bench::percentile(crowd.arrivals, 0.99));
    }
    report.add({.name = u"one event to %1 sockets, p99 of each, median"_s.arg(crowd.ready),
                .figure = bench::percentile(worst, 0.5),
                .unit = u"ms"_s,
                .floor = {},
                .floorName = {},
                .budget = 30,
                .ratioAtMost = {}});
}

} // namespace

int main(int argc, char** argv)
{
    const rlimit files{8192, 8192};
    setrlimit(RLIMIT_NOFILE, &files);
    const QCoreApplication application(argc, argv);
    Desk desk;
    if (sodium_init() < 0 || !open(desk))
        return 2;
    bench::Report report(u"server: sample desk on SQLite"_s);
    reads(report, desk);
    fanOut(report, desk);
    desk.server->stop();
    return report.exitCode();
}
