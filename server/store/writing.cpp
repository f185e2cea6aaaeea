#include "server/store/writing.h"

#include "sql/tokenizer.h"

namespace server::store
{

using namespace Qt::StringLiterals;

namespace
{

using K = desk::EntityKind;

/// `INSERT INTO table (all but id) VALUES (?, …) RETURNING id`.
QString insertSql(const QString& table, const QStringList& columns)
{
    const QStringList names = columns.mid(1);
    const QStringList marks(names.size(), u"?"_s);
    return u"INSERT INTO %1 (%2) VALUES (%3) RETURNING id"_s.arg(table, names.join(u", "_s), marks.join(u", "_s));
}

QString updateSql(const QString& table, const QStringList& columns)
{
    QStringList sets;
    for (const QString& name : columns)
        sets.append(name + u" = ?"_s);
    return u"UPDATE %1 SET %2 WHERE id = ?"_s.arg(table, sets.join(u", "_s));
}

qint64 insertRow(sql::Connection& sql, const QString& statement, const sql::Values& values)
{
    auto rows = sql.query(statement, values.mid(1));
    const qint64 id = rows.next() ? rows.integer(0) : 0;
    rows.next(); // to the end: SQLite finishes an INSERT … RETURNING only then
    return id;
}

void writeLabels(sql::Connection& sql, qint64 ticket, const QList<desk::LabelId>& before,
                 const QList<desk::LabelId>& after)
{
    for (const desk::LabelId& label : before)
        if (!after.contains(label))
            sql.execute(u"DELETE FROM ticket_labels WHERE label = ? AND ticket = ?"_s, keyOf(label), ticket);
    for (const desk::LabelId& label : after)
        if (!before.contains(label))
            sql.execute(u"INSERT INTO ticket_labels (ticket, label) VALUES (?, ?) ON CONFLICT DO NOTHING"_s, ticket,
                        keyOf(label));
}

qint64 wakesAt(const desk::Ticket& ticket)
{
    return ticket.status == desk::Status::Snoozed ? ticket.snoozedUntil.ms : 0;
}

/// TKT-2: the job that wakes the ticket stands and falls with its snooze.
void writeWaking(sql::Connection& sql, qint64 ticket, const desk::Ticket& before, const desk::Ticket& after)
{
    if (wakesAt(before) == wakesAt(after))
        return;
    if (wakesAt(after) == 0) {
        sql.execute(u"DELETE FROM jobs WHERE kind = 'wake' AND subject = ?"_s, ticket);
        return;
    }
    sql.execute(u"INSERT INTO jobs (kind, subject, due) VALUES ('wake', ?, ?) "
                "ON CONFLICT (kind, subject) DO UPDATE SET due = excluded.due"_s,
                ticket, wakesAt(after));
}

QString labelName(sql::Connection& sql, const QString& id)
{
    return sql.value<QString>(u"SELECT name FROM labels WHERE id = ?"_s, numberOf(id)).value_or(id);
}

/// What people call the thing with this id.
QString spoken(sql::Connection& sql, const QString& eventKind, const QString& word)
{
    if (word.isEmpty())
        return word;
    if (eventKind == u"assignee"_s)
        return sql.value<QString>(u"SELECT name FROM agents WHERE id = ?"_s, numberOf(word)).value_or(word);
    if (eventKind == u"team"_s)
        return sql.value<QString>(u"SELECT name FROM teams WHERE id = ?"_s, numberOf(word)).value_or(word);
    if (eventKind.startsWith(u"label-"_s))
        return labelName(sql, word);
    return word;
}

void writeIdentity(sql::Connection& sql, const Identity& identity, qint64 profile, bool& isFree)
{
    const qint64 written = sql.execute(u"INSERT INTO identities (kind, value, profile) VALUES (?, ?, ?) "
                                       "ON CONFLICT (kind, value) DO NOTHING"_s,
                                       identity.kind, identity.value, profile);
    isFree = isFree && written == 1;
}

} // namespace

void insertTicket(FeedTransaction& transaction, desk::Ticket& ticket)
{
    static const QString statement = insertSql(u"tickets"_s, ticketInsertColumns());
    const qint64 id = insertRow(transaction.sql(), statement, ticketValues(ticket, {0, 0}));
    ticket.id = idOf<desk::TicketId>(id);
    ticket.number = id;
    transaction.sql().execute(u"UPDATE tickets SET number = id WHERE id = ?"_s, id);
    writeLabels(transaction.sql(), id, {}, ticket.labels);
    writeWaking(transaction.sql(), id, {}, ticket);
    transaction.touch(K::Ticket, id);
}

void updateTicket(FeedTransaction& transaction, const desk::Ticket& before, const desk::Ticket& after)
{
    const qint64 id = keyOf(after.id);
    // Neither the id nor the two columns of the newest inbound message are ours to write.
    static const QString statement =
        updateSql(u"tickets"_s, ticketInsertColumns().mid(1, ticketInsertColumns().size() - 3));
    const sql::Values all = ticketValues(after, {0, 0});
    transaction.sql().execute(statement, all.mid(1, all.size() - 3), id);
    writeLabels(transaction.sql(), id, before.labels, after.labels);
    writeWaking(transaction.sql(), id, before, after);
    transaction.touch(K::Ticket, id);
}

void insertMessage(FeedTransaction& transaction, desk::Message& message)
{
    sql::Connection& sql = transaction.sql();
    if (message.place == 0)
        message.place = nextPlace(sql, keyOf(message.ticket), message.at);
    static const QString statement = insertSql(u"messages"_s, messageInsertColumns());
    const qint64 id = insertRow(sql, statement, messageValues(message));
    message.id = idOf<desk::MessageId>(id);
    for (const desk::Attachment& attachment : std::as_const(message.attachments))
        sql.execute(u"UPDATE attachments SET message = ? WHERE id = ?"_s, id, keyOf(attachment.id));
    indexMessage(sql, id, message);
    if (message.kind == desk::MessageKind::Message && message.direction == desk::Direction::Inbound)
        sql.execute(u"UPDATE tickets SET newest_inbound = ?, inbound_place = ? WHERE id = ? AND inbound_place < ?"_s,
                    id, message.place, keyOf(message.ticket), message.place);
    transaction.touch(K::Message, id);
}

void insertEventLines(FeedTransaction& transaction, const desk::Ticket& before, const desk::Ticket& after,
                      const desk::Agent& author, const desk::OperationId& operation, desk::Instant now)
{
    for (const desk::EventLine& line : desk::eventLines(before, after)) {
        desk::Message message;
        message.ticket = after.id;
        message.kind = desk::MessageKind::Event;
        message.direction = desk::Direction::Outbound;
        message.channel = after.channel;
        message.authorKind = author.id.isEmpty() ? desk::AuthorKind::System : desk::AuthorKind::Agent;
        message.author = author.id;
        message.authorName = author.name;
        message.at = now;
        message.operation = operation;
        message.eventKind = line.kind;
        message.eventFrom = spoken(transaction.sql(), line.kind, line.from);
        message.eventTo = spoken(transaction.sql(), line.kind, line.to);
        insertMessage(transaction, message);
    }
}

bool insertProfile(FeedTransaction& transaction, desk::Profile& profile)
{
    sql::Connection& sql = transaction.sql();
    const qint64 id = insertRow(sql,
                                u"INSERT INTO profiles (seq, name, blocked, ticket_count, body) VALUES (?, ?, ?, ?, ?) "
                                "RETURNING id"_s,
                                {0, 0, profile.name, profile.blocked, profile.ticketCount, bodyOf(profile)});
    bool isFree = true;
    for (const QString& email : std::as_const(profile.emails))
        writeIdentity(sql, identityOf(desk::Channel::Email, email), id, isFree);
    for (const QString& phone : std::as_const(profile.phones))
        writeIdentity(sql, identityOf(desk::Channel::Sms, phone), id, isFree);
    for (const QString& handle : std::as_const(profile.handles))
        writeIdentity(sql, identityOf(desk::Channel::Instagram, handle), id, isFree);
    if (!isFree) {
        sql.execute(u"DELETE FROM identities WHERE profile = ?"_s, id);
        sql.execute(u"DELETE FROM profiles WHERE id = ?"_s, id);
        return false;
    }
    profile.id = idOf<desk::ProfileId>(id);
    transaction.touch(K::Profile, id);
    return true;
}

void updateProfile(FeedTransaction& transaction, const desk::Profile& profile)
{
    transaction.sql().execute(u"UPDATE profiles SET name = ?, blocked = ?, ticket_count = ?, body = ? WHERE id = ?"_s,
                              profile.name, profile.blocked, profile.ticketCount, bodyOf(profile), keyOf(profile.id));
    transaction.touch(K::Profile, keyOf(profile.id));
}

Identity identityOf(desk::Channel channel, const QString& from)
{
    switch (channel) {
    case desk::Channel::Email:
        return {u"email"_s, from.trimmed().toLower()};
    case desk::Channel::Sms:
    case desk::Channel::WhatsApp: {
        QString number;
        for (const QChar c : from)
            if (c.isDigit() || c == u'+')
                number.append(c);
        return {u"phone"_s, number};
    }
    case desk::Channel::Instagram:
    case desk::Channel::WebChat:
        break;
    }
    return {u"handle"_s, from.trimmed().toLower()};
}

QStringList searchColumns(sql::Engine engine)
{
    return {engine == sql::Engine::Sqlite ? u"rowid"_s : u"id"_s, u"body"_s};
}

QStringList searchWords(const QString& text)
{
    constexpr qsizetype kIndexed = 128 * 1024; // below PostgreSQL's 1 MB of a tsvector, whatever the script
    return sql::indexedWords(QStringView(text).left(kIndexed));
}

void indexMessage(sql::Connection& sql, qint64 id, const desk::Message& message)
{
    const QString body = searchBody(sql.engine(), message.text);
    if (message.kind == desk::MessageKind::Event || body.isEmpty())
        return;
    const bool isSqlite = sql.engine() == sql::Engine::Sqlite;
    sql.execute(isSqlite ? u"INSERT INTO message_search (rowid, body) VALUES (?, ?)"_s
                         : u"INSERT INTO message_search (id, body) VALUES (?, CAST(? AS tsvector))"_s,
                id, body);
}

QString searchBody(sql::Engine engine, const QString& text)
{
    const QString folded = searchWords(text).join(u' ');
    if (engine == sql::Engine::Sqlite || folded.isEmpty())
        return folded;
    // Letters and digits only, so quoting cannot go wrong; no positions, as detail=none on the other side.
    return u'\'' + QString(folded).replace(u' ', u"' '"_s) + u'\'';
}

} // namespace server::store
