// Work while a first sync runs: a real server in this process fills an empty file, and somebody types.

#include "models/desk_session.h"
#include "server/process/desk_server.h"
#include "server/rules/auth.h"
#include "server/seed/seed.h"
#include "tests/bench/client_rows.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

namespace bench
{

using namespace Qt::StringLiterals;

namespace
{

constexpr qint64 kTickets = 20'000;
constexpr qint64 kMessages = 200'000;
constexpr int kMostKeys = 600;
constexpr int kFewestKeys = 100;
constexpr int kPatience = 60'000;

/// What says that the folder's desk is whole: it is filled on first use and kept, as the client's file is.
QString markOf(const QString& folder)
{
    return folder + u"/filled"_s;
}

bool seeded(server::process::DeskServer& server, const QString& folder)
{
    QFile done(markOf(folder));
    if (done.exists())
        return true;
    std::printf("seeding a server in %s once\n", qPrintable(folder));
    std::fflush(stdout);
    auto store = server.database().connect();
    server::seed::SeedOptions options;
    options.tickets = kTickets;
    options.messages = kMessages;
    return store && server::seed::seedDesk(**store, options) && done.open(QIODevice::WriteOnly);
}

QString tokenFor(server::process::DeskServer& server, const desk::Clock& clock)
{
    auto store = server.database().connect();
    if (!store)
        return {};
    const auto token =
        server::rules::makeToken(**store, server::seed::SeedOptions().ownerEmail, u"bench"_s, clock.now());
    return token ? *token : QString();
}

void type(Report& report, ClientWindow& client, const Keys& idle)
{
    const auto whole = [&client] { return client.desk().session().syncState().historyComplete; };
    const auto started = [&client] { return client.tickets().rowCount() >= 40; };
    client.window().showView(desk::ViewId(u"all"_s));
    if (!PaintClock::restUntil(started, kPatience))
        return report.missing(u"keys while a first sync runs"_s, u"no tickets came"_s);
    client.list().setFocus();
    QTest::keyClick(&client.list(), Qt::Key_Down);
    PaintClock::rest(100);
    Keys busy = pressKeys(client, [&](int pressed) { return pressed < kMostKeys && !whole(); });
    const QString few = u"the first sync was over after %1 keys"_s.arg(busy.list.size());
    if (busy.list.size() < kFewestKeys)
        return report.missing(u"keys while a first sync runs"_s, few);
    addShare(report, u"key in the composer to paint, first sync running"_s, 0.99, busy.composer, idle.composer,
             u"idle"_s, 16);
    addShare(report, u"key in the list to paint, first sync running"_s, 0.99, busy.list, idle.list, u"idle"_s, 16);
}

} // namespace

void measureFirstSync(Report& report, PaintClock& application, const Keys& idle)
{
    const desk::SystemClock clock;
    server::process::DeskServerOptions options;
    options.store.dataDir = keptFolder() + u"/server-%1-%2"_s.arg(kTickets).arg(kMessages);
    if (!QFile::exists(markOf(options.store.dataDir)))
        QDir(options.store.dataDir).removeRecursively(); // a run that was broken off left a part
    QDir().mkpath(options.store.dataDir);
    auto server = server::process::DeskServer::open(options, clock);
    const bool filled = server && seeded(**server, options.store.dataDir);
    const QString token = filled ? tokenFor(**server, clock) : QString();
    const auto listening = filled ? (*server)->listen(u"127.0.0.1"_s, 0) : server::http::Listening();
    if (token.isEmpty() || !listening.ok)
        return report.missing(u"keys while a first sync runs"_s, u"the server did not start"_s);
    {
        const QTemporaryDir folder;
        ClientWindow client(application, folder.path(), folder.filePath(u"desk.db"_s), token, clock);
        if (client.open()) {
            client.desk().connectTo(QUrl(u"http://127.0.0.1:%1"_s.arg(listening.port)));
            type(report, client, idle);
        } else {
            report.missing(u"keys while a first sync runs"_s, u"the window did not become usable"_s);
        }
    }
    (*server)->stop();
}

} // namespace bench
