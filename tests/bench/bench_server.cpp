// The server against its floors: small reads over HTTP, one event to a thousand sockets.

#include "server/process/desk_server.h"
#include "server/rules/auth.h"
#include "server/rules/inbound.h"
#include "server/seed/seed.h"
#include "tests/bench/http_load.h"
#include "tests/bench/report.h"
#include "tests/bench/sample.h"
#include "tests/bench/stub_server.h"

#include <QCoreApplication>
#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QTemporaryDir>
#include <QTimer>
#include <QUrl>
#include <QWebSocket>

#include <cstdio>
#include <memory>
#include <sodium.h>
#include <sys/resource.h>

using namespace Qt::StringLiterals;

namespace
{

constexpr int kSockets = 1000;
constexpr int kEvents = 30;
constexpr int kRequests = 60'000;
constexpr int kEdition = 1; ///< of the seeded rows: folders of an older one are not used

struct Desk {
    QTemporaryDir folder{bench::keptFolder() + u"/server-XXXXXX"_s};
    desk::SystemClock clock;
    std::unique_ptr<server::process::DeskServer> server;
    QByteArray token;
    quint16 port = 0;
};

/// The folder of a seeded desk under the build folder; made on first use and kept. Empty when it could not be made.
QString filledFolder(const bench::Size& size, const desk::Clock& clock)
{
    const QString folder =
        u"%1/server-%2-%3-%4"_s.arg(bench::keptFolder()).arg(size.tickets).arg(size.messages).arg(kEdition);
    if (QFile::exists(folder + u"/filled"_s))
        return folder;
    QDir(folder).removeRecursively();
    std::printf("filling %s once\n", qPrintable(folder));
    std::fflush(stdout);
    server::process::DeskServerOptions options;
    options.store.dataDir = folder;
    server::seed::SeedOptions seed;
    seed.tickets = size.tickets;
    seed.messages = size.messages;
    if (!QDir().mkpath(folder))
        return {};
    auto opened = server::process::DeskServer::open(options, clock);
    if (!opened)
        return {};
    auto store = (*opened)->database().connect();
    if (!store || !server::seed::seedDesk(**store, seed))
        return {};
    QFile done(folder + u"/filled"_s);
    return done.open(QIODevice::WriteOnly) ? folder : QString();
}

bool copyOfFilled(const bench::Size& size, const Desk& desk)
{
    const QString from = filledFolder(size, desk.clock);
    const QString log = u"/desk.sqlite-wal"_s;
    return !from.isEmpty() && QFile::copy(from + u"/desk.sqlite"_s, desk.folder.filePath(u"desk.sqlite"_s)) &&
           (!QFile::exists(from + log) || QFile::copy(from + log, desk.folder.path() + log));
}

bool open(Desk& desk, const bench::Size& size)
{
    server::process::DeskServerOptions options;
    options.store.dataDir = desk.folder.path();
    options.http.maxConnectionsPerAddress = 4096;
    options.http.threads = 1;
    if (!copyOfFilled(size, desk))
        return false;
    auto opened = server::process::DeskServer::open(options, desk.clock);
    if (!opened)
        return false;
    desk.server = std::move(opened).value();
    auto store = desk.server->database().connect();
    if (!store)
        return false;
    const server::seed::SeedOptions seed;
    const auto token = server::rules::makeToken(**store, seed.ownerEmail, u"bench"_s, desk.clock.now());
    const auto listening = desk.server->listen(u"127.0.0.1"_s, 0);
    if (!token || !listening.ok)
        return false;
    desk.token = token->toLatin1();
    desk.port = listening.port;
    return true;
}

/// Latest messages of tickets all over the desk; the floor answers canned bytes from a poll loop of one thread.
void reads(bench::Report& report, const Desk& desk, const bench::Size& size)
{
    const QString name = u"small reads over HTTP, one handler thread"_s;
    const auto get = [&](const QByteArray& path) {
        return "GET " + path + " HTTP/1.1\r\nHost: 127.0.0.1:" + QByteArray::number(desk.port) +
               "\r\nAuthorization: Bearer " + desk.token + "\r\n\r\n";
    };
    const bench::StubServer bare(1);
    const QByteArray canned = get("/v1/changes?after=1");
    const auto floor =
        bench::answersPerSecond(quint16(bare.url().port()), {.requests = kRequests}, [&](int) { return canned; });
    const auto ours = bench::answersPerSecond(desk.port, {.requests = kRequests}, [&](int number) {
        const int ticket = 1 + int(qint64(number) * 7919 % size.tickets);
        return get("/v1/tickets/" + QByteArray::number(ticket) + "/messages?limit=1");
    });
    if (!floor || !ours)
        return report.missing(name, u"a request was not answered with 200"_s);
    report.add({.name = name,
                .figure = *ours,
                .unit = u"/s"_s,
                .floor = floor,
                .floorName = u"canned bytes from a poll loop"_s,
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
    const QString name = u"one event to %1 sockets, p99 of each, median of %2"_s.arg(kSockets).arg(kEvents);
    Crowd crowd;
    gather(crowd, desk);
    if (crowd.ready < kSockets)
        return report.missing(name, u"only %1 sockets came to the stream"_s.arg(crowd.ready));
    auto store = desk.server->database().connect();
    std::vector<double> worst;
    for (int i = 0; i < kEvents; ++i) {
        crowd.arrivals.clear();
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
        if (int(crowd.arrivals.size()) < kSockets)
            return report.missing(name, u"an event came to %1 sockets only"_s.arg(crowd.arrivals.size()));
        worst.push_back(bench::percentile(crowd.arrivals, 0.99));
    }
    report.add({.name = name,
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
    const bench::Size size = bench::sizeFromEnvironment();
    bench::Report report(u"server on SQLite: %1 tickets, %2 messages"_s.arg(size.tickets).arg(size.messages));
    Desk desk;
    if (sodium_init() < 0 || !open(desk, size)) {
        report.missing(u"the server"_s, u"the desk could not be laid out or served (is the disk full?)"_s);
        return report.exitCode();
    }
    reads(report, desk, size);
    fanOut(report, desk);
    desk.server->stop();
    return report.exitCode();
}
