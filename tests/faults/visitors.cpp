// A visitor's browser: tabs that share one session, pages that come back while the desk is late (CHAT-3). What was
// written is there once, in one ticket.

#include "tests/faults/families.h"
#include "tests/faults/served_desk.h"
#include "tests/faults/world.h"

#include <QElapsedTimer>
#include <QEventLoop>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QNetworkRequest>
#include <QTimer>
#include <QUuid>
#include <QWebSocket>

namespace faults
{

using namespace Qt::StringLiterals;

namespace
{

constexpr qint64 kPatience = 20'000;

/// What the pages of one browser share, as server/widget/memory.js keeps it.
struct Browser {
    QString session;
    QList<QPair<QString, QString>> waiting; ///< client id and words
    QHash<QString, QString> acknowledged;   ///< client id and the desk's
};

/// One page: says hello, sends what waits, hears what is acknowledged.
class Tab
{
public:
    Tab(Browser& browser, const QUrl& desk)
        : m_browser(browser)
    {
        QUrl url = desk;
        url.setScheme(u"ws"_s);
        url.setPath(u"/chat/socket"_s);
        QObject::connect(&m_line, &QWebSocket::connected, &m_line, [this] {
            say({{u"type"_s, u"hello"_s}, {u"session"_s, m_browser.session}});
        });
        QObject::connect(&m_line, &QWebSocket::textMessageReceived, &m_line,
                         [this](const QString& text) { hear(QJsonDocument::fromJson(text.toUtf8()).object()); });
        QNetworkRequest request(url);
        request.setRawHeader("Origin", desk.toString(QUrl::RemovePath).toLatin1());
        m_line.open(request);
    }

    void write(const QString& words)
    {
        m_browser.waiting.append({QUuid::createUuid().toString(QUuid::WithoutBraces), words});
        sendWaiting();
    }

    bool isDead() const { return m_line.state() == QAbstractSocket::UnconnectedState; }

private:
    void say(const QJsonObject& frame)
    {
        m_line.sendTextMessage(QString::fromUtf8(QJsonDocument(frame).toJson(QJsonDocument::Compact)));
    }

    void sendWaiting()
    {
        if (!m_isWelcome)
            return;
        for (const auto& [client, words] : std::as_const(m_browser.waiting))
            say({{u"type"_s, u"send"_s}, {u"client"_s, client}, {u"text"_s, words}, {u"attachments"_s, QJsonArray()}});
    }

    void hear(const QJsonObject& frame)
    {
        const QString type = frame.value(u"type"_s).toString();
        if (type == u"welcome"_s) {
            m_browser.session = frame.value(u"session"_s).toString();
            m_isWelcome = true;
            sendWaiting();
        }
        if (type != u"ack"_s)
            return;
        const QString client = frame.value(u"client"_s).toString();
        m_browser.acknowledged.insert(client, frame.value(u"id"_s).toString());
        m_browser.waiting.removeIf([&client](const auto& one) { return one.first == client; });
    }

    Browser& m_browser;
    QWebSocket m_line;
    bool m_isWelcome = false;
};

QString newSession(QRandomGenerator& random)
{
    QByteArray bits(32, '\0');
    for (char& byte : bits)
        byte = static_cast<char>(random.bounded(256));
    return QString::fromLatin1(bits.toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals));
}

void work(int ms)
{
    QEventLoop loop;
    QTimer::singleShot(ms, Qt::PreciseTimer, &loop, &QEventLoop::quit);
    loop.exec();
}

/// Each of `words` stands once on the desk, and all of them in one ticket.
QString standsOnce(ServedDesk& desk, const QStringList& words)
{
    QSet<QString> tickets;
    for (const QString& text : words) {
        auto rows = desk.store().sql().query(u"SELECT ticket FROM messages WHERE text = ?"_s, text);
        int times = 0;
        while (rows.next()) {
            tickets.insert(QString::number(rows.integer(0)));
            ++times;
        }
        if (times != 1)
            return u"“%1” is there %2 times"_s.arg(text).arg(times);
    }
    return tickets.size() == 1 ? QString() : u"the words stand in %1 tickets"_s.arg(tickets.size());
}

Verdict visit(quint32 number, int tabCount, const server::http::NthRequest& hook, QRandomGenerator& random)
{
    FakeTime time;
    ServedDesk desk(time.atTheDesk(), time.now());
    desk.start();
    desk.http().setFaultHook(hook);
    Browser browser{newSession(random), {}, {}};
    std::vector<std::unique_ptr<Tab>> tabs(static_cast<std::size_t>(tabCount));
    const auto open = [&](std::unique_ptr<Tab>& tab) { tab = std::make_unique<Tab>(browser, desk.url()); };
    for (auto& tab : tabs)
        open(tab);
    QStringList words;
    for (int i = 0; i < 4; ++i) {
        auto& tab = tabs.at(random.bounded(quint32(tabs.size())));
        words.append(u"visit %1 word %2"_s.arg(number).arg(i));
        tab->write(words.last());
        work(random.bounded(6));
        if (random.bounded(3) == 0)
            open(tabs.at(random.bounded(quint32(tabs.size())))); // the page comes back
    }
    QElapsedTimer patience;
    patience.start();
    while (!browser.waiting.isEmpty() && patience.elapsed() < kPatience) {
        for (auto& tab : tabs)
            if (tab->isDead())
                open(tab);
        work(5);
        if (patience.elapsed() > 500 && hook.fired())
            for (auto& tab : tabs) // a page that heard nothing for long is loaded anew
                if (random.bounded(40) == 0)
                    open(tab);
    }
    if (!browser.waiting.isEmpty())
        return {hook.fired(), u"%1 messages still wait"_s.arg(browser.waiting.size())};
    return {hook.fired(), standsOnce(desk, words)};
}

bool isChat(const server::http::Request& request)
{
    return request.target.startsWith("/chat/socket");
}

} // namespace

Verdict twoTabs(quint32 number)
{
    using K = server::http::FaultKind;
    constexpr std::array kKinds{K::Delay, K::Close, K::DropAnswer};
    QRandomGenerator random(number);
    server::http::Fault fault;
    fault.kind = kKinds.at(std::size_t(random.bounded(int(kKinds.size()))));
    fault.delay = std::chrono::milliseconds(random.bounded(40));
    return visit(number, 2, server::http::NthRequest(random.bounded(2), fault, isChat), random);
}

Verdict lateHello(quint32 number)
{
    QRandomGenerator random(number);
    server::http::Fault fault;
    fault.kind = server::http::FaultKind::Delay;
    fault.delay = std::chrono::milliseconds(20 + random.bounded(200));
    return visit(number, 1, server::http::NthRequest(0, fault, isChat), random);
}

} // namespace faults
