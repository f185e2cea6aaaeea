#include "tests/sync/fake_desk.h"

#include "desk/json.h"
#include "desk/lifecycle.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QTcpSocket>
#include <QWebSocket>

using namespace Qt::StringLiterals;

const char* nameOf(Fault fault)
{
    switch (fault) {
    case Fault::None:
        return "works";
    case Fault::ServerError:
        return "500";
    case Fault::ProxyPage:
        return "520";
    case Fault::SignInPage:
        return "sign-in page";
    case Fault::Hang:
        return "hangs";
    case Fault::Drop:
        return "dropped";
    case Fault::LoseAnswer:
        return "answer lost";
    case Fault::Truncate:
        return "truncated";
    case Fault::Garbage:
        return "garbage";
    case Fault::Twice:
        return "twice";
    case Fault::Busy:
        return "busy";
    }
    return "";
}

desk::Entity withRev(desk::Entity entity, qint64 rev)
{
    std::visit([rev](auto& value) { value.rev = rev; }, entity);
    return entity;
}

FakeDesk::FakeDesk(const desk::Clock& clock)
    : m_clock(clock)
    , m_upgrader(u"fake desk"_s, QWebSocketServer::NonSecureMode)
{
    connect(&m_server, &QTcpServer::newConnection, this, [this] { accept(); });
    connect(&m_upgrader, &QWebSocketServer::newConnection, this, [this] { newStream(); });
    m_server.listen(QHostAddress::LocalHost);
    m_port = m_server.serverPort();
    desk::Agent me;
    me.id = desk::AgentId(u"1"_s);
    me.name = u"Ada Example"_s;
    me.email = u"ada@desk.example"_s;
    me.role = desk::Role::Owner;
    desk::Profile customer;
    customer.id = desk::ProfileId(u"p1"_s);
    customer.name = u"Cara Customer"_s;
    commit({me, customer});
}

FakeDesk::~FakeDesk()
{
    goOffline();
}

QUrl FakeDesk::url() const
{
    return QUrl(u"http://127.0.0.1:%1"_s.arg(m_port));
}

void FakeDesk::goOffline()
{
    m_server.close();
    for (const auto& socket : std::exchange(m_sockets, {})) {
        if (socket)
            socket->abort();
    }
    const auto streams = std::exchange(m_streams, {});
    for (QWebSocket* socket : streams.keys()) {
        socket->disconnect(this);
        socket->abort();
        socket->deleteLater();
    }
}

void FakeDesk::goOnline()
{
    m_server.listen(QHostAddress::LocalHost, m_port);
}

void FakeDesk::put(const desk::Entity& entity)
{
    const desk::EntityKind kind = desk::kindOf(entity);
    const QString id = desk::idOf(entity);
    ++m_seq;
    m_rows[desk::toString(kind) + u'/' + id] = {m_seq, kind, id, withRev(entity, m_seq)};
}

void FakeDesk::commit(const QList<desk::Entity>& entities)
{
    const qint64 from = m_seq;
    for (const desk::Entity& entity : entities)
        put(entity);
    broadcast(from);
}

desk::TicketId FakeDesk::addTicket(const QString& subject, desk::Status status)
{
    desk::Ticket ticket;
    ticket.number = ++m_ids;
    ticket.id = desk::TicketId(QString::number(1000 + ticket.number));
    ticket.subject = subject;
    ticket.status = status;
    ticket.requester = desk::ProfileId(u"p1"_s);
    ticket.requesterName = u"Cara Customer"_s;
    ticket.created = m_clock.now();
    ticket.updated = m_clock.now();
    commit({ticket});
    return ticket.id;
}

desk::MessageId FakeDesk::addMessage(const desk::TicketId& ticket, const QString& text)
{
    desk::Message message;
    message.id = desk::MessageId(QString::number(100000 + ++m_ids));
    message.ticket = ticket;
    message.text = text;
    message.at = m_clock.now() + clockOfNext;
    message.place = nextPlace(ticket);
    desk::Ticket changed = tickets().value(ticket);
    changed.messageCount += 1;
    changed.lastMessage = message.id;
    changed.snippet = text;
    commit({changed, message});
    return message.id;
}

desk::MessageId FakeDesk::bringIn(const desk::TicketId& ticket, const QString& text, desk::Instant then)
{
    desk::Message message;
    message.id = desk::MessageId(QString::number(100000 + ++m_ids));
    message.ticket = ticket;
    message.text = text;
    message.at = then;
    message.place = then.ms;
    commit({message});
    return message.id;
}

qint64 FakeDesk::nextPlace(const desk::TicketId& ticket) const
{
    qint64 last = 0;
    for (const desk::Message& message : messages()) {
        if (message.ticket == ticket)
            last = std::max(last, message.place);
    }
    return std::max(last + 1, (m_clock.now() + clockOfNext).ms);
}

void FakeDesk::changeTicket(const desk::TicketId& ticket, const std::function<void(desk::Ticket&)>& change)
{
    desk::Ticket changed = tickets().value(ticket);
    change(changed);
    commit({changed});
}

void FakeDesk::removeTicket(const desk::TicketId& ticket)
{
    const qint64 from = m_seq;
    for (const desk::Message& message : messages()) {
        if (message.ticket == ticket)
            m_rows[u"message/"_s + message.id.value()] = {++m_seq, desk::EntityKind::Message, message.id.value(), {}};
    }
    m_rows[u"ticket/"_s + ticket.value()] = {++m_seq, desk::EntityKind::Ticket, ticket.value(), {}};
    broadcast(from);
}

void FakeDesk::addLabel(const QString& id, const QString& name)
{
    desk::Label label;
    label.id = desk::LabelId(id);
    label.name = name;
    commit({label});
}

void FakeDesk::addView(const QString& id, const desk::Filter& filter)
{
    desk::View view;
    view.id = desk::ViewId(id);
    view.name = id;
    view.filter = filter;
    view.sharing = desk::Sharing::Desk;
    commit({view});
}

void FakeDesk::spoil(const QString& kind, const QString& id, std::optional<QJsonObject> instead_)
{
    if (instead_)
        m_spoiled.insert(kind + u'/' + id, *instead_);
    else
        m_spoiled.remove(kind + u'/' + id);
}

void FakeDesk::forgetTombstones()
{
    m_oldest = m_seq;
    m_rows.removeIf([](auto it) { return !it->entity; });
}

QHash<desk::TicketId, desk::Ticket> FakeDesk::tickets() const
{
    QHash<desk::TicketId, desk::Ticket> all;
    for (const Row& row : m_rows) {
        if (row.entity && row.kind == desk::EntityKind::Ticket)
            all.insert(desk::TicketId(row.id), std::get<desk::Ticket>(*row.entity));
    }
    return all;
}

QHash<desk::MessageId, desk::Message> FakeDesk::messages() const
{
    QHash<desk::MessageId, desk::Message> all;
    for (const Row& row : m_rows) {
        if (row.entity && row.kind == desk::EntityKind::Message)
            all.insert(desk::MessageId(row.id), std::get<desk::Message>(*row.entity));
    }
    return all;
}

int FakeDesk::executions() const
{
    int sum = 0;
    for (int count : m_executed)
        sum += count;
    return sum;
}

QJsonObject FakeDesk::jsonOf(const desk::Entity& entity) const
{
    const QString key = desk::toString(desk::kindOf(entity)) + u'/' + desk::idOf(entity);
    const auto spoiled = m_spoiled.constFind(key);
    if (spoiled != m_spoiled.constEnd())
        return *spoiled;
    return std::visit([](const auto& value) { return desk::toJson(value); }, entity);
}

QJsonObject FakeDesk::lineOf(const Row& row) const
{
    QJsonObject line{{u"seq"_s, row.seq}, {u"kind"_s, desk::toString(row.kind)}, {u"id"_s, row.id}};
    if (row.entity)
        line.insert(u"entity"_s, jsonOf(*row.entity));
    return line;
}

void FakeDesk::broadcast(qint64 from)
{
    ++activity;
    if (!pushChanges)
        return;
    QMap<qint64, QJsonObject> lines;
    for (const Row& row : m_rows) {
        if (row.seq > from)
            lines.insert(row.seq, lineOf(row));
    }
    QJsonArray array;
    for (const QJsonObject& line : lines)
        array.append(line);
    say({{u"type"_s, u"changes"_s}, {u"from"_s, cursorAt(from)}, {u"to"_s, cursorAt(m_seq)}, {u"changes"_s, array}});
}

FakeAnswer FakeDesk::changes(const FakeRequest& request) const
{
    const desk::Cursor cursor = desk::cursorFrom(request.query.queryItemValue(u"after"_s)).value_or(desk::Cursor());
    const qint64 after = cursor.seq;
    const int limit = request.query.queryItemValue(u"limit"_s).toInt();
    if (isGone(cursor))
        return problem(410, u"cursor-gone"_s);
    QMap<qint64, const Row*> newer;
    for (const Row& row : m_rows) {
        if (row.seq > after)
            newer.insert(row.seq, &row);
    }
    QJsonArray array;
    qint64 to = m_seq;
    for (const Row* row : newer) {
        if (array.size() == limit) {
            to = array.last()[u"seq"_s].toInteger();
            break;
        }
        array.append(lineOf(*row));
    }
    const QJsonObject page{
        {u"from"_s, cursor.word.isEmpty() ? QJsonValue(after) : QJsonValue(desk::cursorText(cursor))},
        {u"to"_s, cursorAt(to)},
        {u"more"_s, to < m_seq},
        {u"changes"_s, array}};
    return {200, QJsonDocument(page).toJson(), QByteArrayLiteral("application/json"), {}};
}

FakeAnswer FakeDesk::bootstrap() const
{
    QJsonArray agents;
    QJsonArray labels;
    QJsonObject me;
    for (const Row& row : m_rows) {
        if (!row.entity)
            continue;
        if (row.kind == desk::EntityKind::Agent)
            agents.append(me = jsonOf(*row.entity));
        if (row.kind == desk::EntityKind::Label)
            labels.append(jsonOf(*row.entity));
    }
    const QJsonObject totals{{u"tickets"_s, tickets().size()}, {u"messages"_s, messages().size()}};
    const QJsonObject answer{{u"cursor"_s, cursorAt(m_seq)},
                             {u"agent"_s, me},
                             {u"desk"_s, QJsonObject{{u"id"_s, u"d1"_s}, {u"name"_s, u"Example desk"_s}}},
                             {u"agents"_s, agents},
                             {u"teams"_s, QJsonArray()},
                             {u"labels"_s, labels},
                             {u"macros"_s, QJsonArray()},
                             {u"views"_s, QJsonArray()},
                             {u"counts"_s, QJsonObject()},
                             {u"capabilities"_s, QJsonArray::fromStringList(capabilities)},
                             {u"totals"_s, totals}};
    return {200, QJsonDocument(answer).toJson(), QByteArrayLiteral("application/json"), {}};
}

FakeAnswer FakeDesk::historyTickets(const FakeRequest& request) const
{
    const bool active = request.query.queryItemValue(u"scope"_s) == u"active";
    const QString before = request.query.queryItemValue(u"before"_s);
    const int limit = std::min(request.query.queryItemValue(u"limit"_s).toInt(), ticketsPage);
    QMap<qint64, desk::Ticket> found;
    for (const desk::Ticket& ticket : tickets()) {
        if (active && ticket.status == desk::Status::Closed)
            continue;
        const qint64 key = active ? ticket.rev : ticket.id.value().toLongLong();
        if (before.isEmpty() || key < before.toLongLong())
            found.insert(-key, ticket);
    }
    QJsonArray array;
    QJsonArray thread;
    QString next;
    for (auto it = found.begin(); it != found.end(); ++it) {
        if (array.size() == limit) {
            next = QString::number(-std::prev(it).key());
            break;
        }
        array.append(jsonOf(*it));
        for (const desk::Message& message : messages()) {
            if (active && message.ticket == it->id)
                thread.append(jsonOf(message));
        }
    }
    QJsonObject answer{{u"tickets"_s, array}, {u"profiles"_s, QJsonArray()}, {u"messages"_s, thread}};
    answer.insert(u"profiles"_s, QJsonArray{jsonOf(*m_rows[u"profile/p1"_s].entity)});
    if (!next.isEmpty())
        answer.insert(u"next"_s, next);
    return {200, QJsonDocument(answer).toJson(), QByteArrayLiteral("application/json"), {}};
}

/// Newest first by (place, id), before that word or that message.
FakeAnswer FakeDesk::page(const QList<desk::Message>& messages, const QString& before, int limit) const
{
    using Standing = std::pair<qint64, qint64>;
    const auto standing = [](const desk::Message& message) {
        return Standing{-message.place, -message.id.value().toLongLong()};
    };
    const QStringList word = before.split(u':');
    Standing start{std::numeric_limits<qint64>::min(), 0};
    QMap<Standing, desk::Message> found;
    for (const desk::Message& message : messages) {
        found.insert(standing(message), message);
        if (message.id.value() == before)
            start = standing(message);
    }
    if (word.size() == 2)
        start = {-word[0].toLongLong(), -word[1].toLongLong()};
    QJsonArray array;
    QJsonObject answer;
    for (auto it = found.upperBound(start); it != found.end(); ++it) {
        if (array.size() == limit) {
            const Standing last = std::prev(it).key();
            answer.insert(u"next"_s, u"%1:%2"_s.arg(-last.first).arg(-last.second));
            break;
        }
        array.append(jsonOf(*it));
    }
    answer.insert(u"messages"_s, array);
    return {200, QJsonDocument(answer).toJson(), QByteArrayLiteral("application/json"), {}};
}

FakeAnswer FakeDesk::historyMessages(const FakeRequest& request) const
{
    const int limit = std::min(request.query.queryItemValue(u"limit"_s).toInt(), messagesPage);
    return page(messages().values(), request.query.queryItemValue(u"before"_s, QUrl::FullyDecoded), limit);
}

FakeAnswer FakeDesk::thread(const FakeRequest& request) const
{
    const desk::TicketId ticket(request.path.section(u'/', 3, 3));
    QList<desk::Message> mine = messages().values();
    mine.removeIf([&](const desk::Message& message) { return message.ticket != ticket; });
    return page(mine, request.query.queryItemValue(u"before"_s, QUrl::FullyDecoded),
                request.query.queryItemValue(u"limit"_s).toInt());
}

FakeAnswer FakeDesk::profile(const QString& id) const
{
    const auto row = m_rows.constFind(u"profile/"_s + id);
    if (row == m_rows.constEnd())
        return problem(404, u"no-such-profile"_s);
    desk::Order order;
    order.id = desk::OrderId(u"o1"_s);
    order.rev = 1;
    order.profile = desk::ProfileId(id);
    const QJsonObject answer{{u"profile"_s, jsonOf(*row->entity)},
                             {u"orders"_s, QJsonArray{desk::toJson(order)}},
                             {u"subscriptions"_s, QJsonArray()},
                             {u"events"_s, QJsonArray()},
                             {u"tickets"_s, QJsonArray()}};
    return {200, QJsonDocument(answer).toJson(), QByteArrayLiteral("application/json"), {}};
}
