#include "server/process/run.h"

#include "server/process/access_log.h"
#include "server/process/command_desk.h"
#include "server/process/descriptors.h"
#include "server/process/desk_server.h"
#include "server/process/server_log.h"
#include "server/seed/seed.h"

#include <array>
#include <cerrno>
#include <csignal>
#include <cstdio>
#include <poll.h>
#include <sys/signalfd.h>
#include <unistd.h>

namespace server::process
{

using namespace Qt::StringLiterals;

namespace
{

constexpr qsizetype kMaxLine = 4096;

/// One line of standard input; what stands behind it stays unread.
QByteArray readToken()
{
    QByteArray line;
    char c = 0;
    while (line.size() < kMaxLine && ::read(STDIN_FILENO, &c, 1) == 1 && c != '\n')
        line.append(c);
    return line.trimmed();
}

/// SIGTERM and SIGINT as a file, blocked before any thread exists so that none of them is interrupted.
int blockSignals()
{
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, SIGTERM);
    sigaddset(&set, SIGINT);
    sigprocmask(SIG_BLOCK, &set, nullptr);
    return signalfd(-1, &set, SFD_CLOEXEC | SFD_NONBLOCK);
}

/// Whoever asks once more does not want to wait: from here on a signal ends the program as it ends any other.
void endAtNextSignal(int signals)
{
    signalfd_siginfo first{};
    while (::read(signals, &first, sizeof first) > 0)
        continue;
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, SIGTERM);
    sigaddset(&set, SIGINT);
    pthread_sigmask(SIG_UNBLOCK, &set, nullptr);
}

/// Returns when asked to end: a signal, or the end of standard input for an embedded server.
void waitForEnd(int signals, bool embedded)
{
    while (true) {
        std::array<pollfd, 2> watched{pollfd{signals, POLLIN, 0}, pollfd{embedded ? STDIN_FILENO : -1, POLLIN, 0}};
        if (poll(watched.data(), watched.size(), -1) < 0 && errno != EINTR)
            return;
        if (watched[0].revents)
            return;
        if (watched[1].revents) {
            std::array<char, 256> rest{};
            if (::read(STDIN_FILENO, rest.data(), rest.size()) <= 0)
                return;
        }
    }
}

/// An empty desk gets the sample; what went wrong, or nothing.
QString fill(const Place& place)
{
    const auto database = store::Database::open(optionsOf(place));
    if (!database)
        return database.fault().message;
    const auto store = (*database)->connect();
    if (!store)
        return store.fault().message;
    const auto summary = seed::seedDesk(**store, {});
    return summary || summary.fault().code == u"not-empty"_s ? QString() : summary.fault().message;
}

DeskServerOptions serverOptions(const Serve& serve, const QByteArray& token)
{
    DeskServerOptions options;
    options.store = optionsOf(serve.place);
    options.http.threads = serve.embedded ? 2 : 4;
    const Capacity capacity = capacityOf(raiseDescriptorLimit());
    options.http.maxConnections = capacity.connections;
    options.http.maxPublic = capacity.strangers;
    options.http.maxBodyFiles = capacity.bodyFiles;
    options.http.tlsCert = serve.tlsCert;
    options.http.tlsKey = serve.tlsKey;
    options.http.trustedProxies = serve.proxies;
    options.http.allowedHosts = serve.hosts;
    for (const QString& origin : serve.chatOrigins)
        options.chat.origins.append(origin.toLatin1());
    options.embeddedToken = token;
    options.embeddedChat = serve.embeddedChat;
    if (serve.simulate)
        options.simulate = seed::SimulatorOptions{};
    return options;
}

} // namespace

int run(const Serve& serve)
{
    std::signal(SIGPIPE, SIG_IGN);
    startServerLog(serve.logJson);
    const auto failed = [&serve](const QString& sentence) {
        if (!serve.logJson)
            return process::failed(sentence);
        qCritical("%s", qPrintable(sentence)); // who reads the log by machine gets this by machine too
        return kExitFailed;
    };
    const QByteArray token = serve.embedded ? readToken() : QByteArray();
    if (serve.embedded && token.size() < 32)
        return failed(u"an embedded server needs an access token of at least 32 characters on standard input"_s);
    if (serve.sample)
        if (const QString trouble = fill(serve.place); !trouble.isEmpty())
            return failed(trouble);
    const desk::SystemClock clock;
    DeskServerOptions options = serverOptions(serve, token);
    std::optional<AccessLog> accessLog; // an embedded server has one caller, which keeps its log in memory
    if (!serve.embedded)
        options.http.accessLog = [&accessLog](const http::AccessEntry& entry) { accessLog->note(entry); };
    auto server = DeskServer::open(std::move(options), clock);
    if (!server)
        return failed(server.fault().message);
    const int signals = blockSignals(); // until here nothing runs that a signal could cut short
    if (!serve.embedded)
        accessLog.emplace(serve.logJson);
    const http::Listening listening = (*server)->listen(serve.address, serve.port);
    if (!listening.ok)
        return failed(listening.error);
    if (!serve.embedded && serve.chatOrigins.isEmpty())
        qInfo("web chat opens on this desk's own pages alone; the shop's site may have it with "
              "--chat-origin https://shop.example");
    say(u"listening on "_s + (*server)->http().url());
    waitForEnd(signals, serve.embedded);
    endAtNextSignal(signals);
    qInfo("ending");
    (*server)->stop();
    return 0;
}

int run(const Seed& seed)
{
    return withDeskAlone(seed.place, [&seed](store::Store& store) {
        seed::SeedOptions options;
        options.seed = seed.seed;
        options.tickets = seed.tickets;
        options.messages = seed.messages;
        const auto summary = seed::seedDesk(store, options);
        if (!summary)
            return failed(summary.fault().message);
        say(u"seeded %1 tickets, %2 messages, %3 profiles, %4 agents, %5 attachments"_s.arg(summary->tickets)
                .arg(summary->messages)
                .arg(summary->profiles)
                .arg(summary->agents)
                .arg(summary->attachments));
        return 0;
    });
}

int run(const Say& text)
{
    std::fputs(qPrintable(text.text), text.code == 0 ? stdout : stderr);
    return text.code;
}

} // namespace server::process
