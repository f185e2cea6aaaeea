#include "store/desk_rows.h"

#include "sql/tokenizer.h"

namespace store
{

using namespace Qt::StringLiterals;

QString searchText(const desk::Profile& profile)
{
    return profile.name + u'\n' + profile.emails.join(u'\n') + u'\n' + profile.phones.join(u'\n') + u'\n' +
           profile.handles.join(u'\n');
}

namespace
{
/// The key is kept, so that the index finds its row again.
void putProfile(sql::Connection& db, TextIndex& index, const desk::Profile& profile, qint64 generation)
{
    const QString sql = u"SELECT key, body FROM profile WHERE id = ?"_s;
    std::optional<qint64> key;
    {
        sql::Statement rows = db.query(sql, profile.id.value());
        if (rows.next()) {
            key = rows.integer(0);
            const auto old = fromJsonText<desk::Profile>(rows.bytes(1));
            index.remove(Indexed::Profile, *key, old ? searchText(*old) : QString());
        }
    }
    if (key) {
        db.execute(u"UPDATE profile SET rev = ?, gen = ?, name = ?, body = ? WHERE key = ?"_s, profile.rev, generation,
                   profile.name, jsonText(profile), *key);
    } else {
        key = db.value<qint64>(u"INSERT INTO profile (id, rev, gen, name, body) VALUES (?, ?, ?, ?, ?) RETURNING key"_s,
                               profile.id.value(), profile.rev, generation, profile.name, jsonText(profile));
    }
    index.add(Indexed::Profile, key.value_or(0), searchText(profile));
}

void deleteProfile(sql::Connection& db, TextIndex& index, const QString& id)
{
    std::optional<qint64> key;
    {
        sql::Statement rows = db.query(u"SELECT key, body FROM profile WHERE id = ?"_s, id);
        if (!rows.next())
            return;
        key = rows.integer(0);
        if (const auto old = fromJsonText<desk::Profile>(rows.bytes(1)))
            index.remove(Indexed::Profile, *key, searchText(*old));
    }
    db.execute(u"DELETE FROM profile WHERE key = ?"_s, *key);
}

template<class T>
void putCommerce(sql::Connection& db, const QString& table, const T& row, desk::Instant at, qint64 generation)
{
    db.execute(u"INSERT OR REPLACE INTO %1 (id, rev, gen, profile, at, body) VALUES (?, ?, ?, ?, ?, ?)"_s.arg(table),
               row.id.value(), row.rev, generation, row.profile.value(), at.ms, jsonText(row));
}

template<class T>
void putSmall(sql::Connection& db, desk::EntityKind kind, const T& row, qint64 generation)
{
    db.execute(u"INSERT OR REPLACE INTO desk_row (kind, id, rev, gen, body) VALUES (?, ?, ?, ?, ?)"_s,
               desk::toString(kind), row.id.value(), row.rev, generation, jsonText(row));
}

struct Put {
    sql::Connection& db;
    TextIndex& index;
    qint64 generation;

    void operator()(const desk::Ticket&) const {}
    void operator()(const desk::Message&) const {}
    void operator()(const desk::Profile& row) const { putProfile(db, index, row, generation); }
    void operator()(const desk::Agent& row) const { putSmall(db, desk::EntityKind::Agent, row, generation); }
    void operator()(const desk::Team& row) const { putSmall(db, desk::EntityKind::Team, row, generation); }
    void operator()(const desk::Label& row) const { putSmall(db, desk::EntityKind::Label, row, generation); }
    void operator()(const desk::Macro& row) const { putSmall(db, desk::EntityKind::Macro, row, generation); }
    void operator()(const desk::View& row) const { putSmall(db, desk::EntityKind::View, row, generation); }
    void operator()(const desk::Event& row) const { putCommerce(db, u"event"_s, row, row.at, generation); }
    void operator()(const desk::Subscription& row) const
    {
        putCommerce(db, u"subscription"_s, row, row.nextCharge, generation);
    }
    void operator()(const desk::Order& row) const
    {
        db.execute(u"INSERT OR REPLACE INTO orders (id, rev, gen, profile, number, at, body) "
                   "VALUES (?, ?, ?, ?, ?, ?, ?)"_s,
                   row.id.value(), row.rev, generation, row.profile.value(), plainNumber(row.number), row.placed.ms,
                   jsonText(row));
    }
};
} // namespace

QString setting(sql::Connection& db, const QString& name)
{
    return db.value<QString>(u"SELECT value FROM setting WHERE name = ?"_s, name).value_or(QString());
}

desk::Cursor storedCursor(sql::Connection& db)
{
    return desk::cursorFrom(setting(db, u"cursor"_s)).value_or(desk::Cursor());
}

void putSetting(sql::Connection& db, const QString& name, const QString& value)
{
    if (value.isEmpty()) {
        db.execute(u"DELETE FROM setting WHERE name = ?"_s, name);
        return;
    }
    db.execute(
        u"INSERT INTO setting (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value"_s,
        name, value);
}

bool isSmall(desk::EntityKind kind)
{
    using K = desk::EntityKind;
    return kind == K::Agent || kind == K::Team || kind == K::Label || kind == K::Macro || kind == K::View;
}

QString tableOf(desk::EntityKind kind)
{
    using K = desk::EntityKind;
    switch (kind) {
    case K::Ticket:
        return u"ticket"_s;
    case K::Message:
        return u"message"_s;
    case K::Profile:
        return u"profile"_s;
    case K::Event:
        return u"event"_s;
    case K::Order:
        return u"orders"_s;
    case K::Subscription:
        return u"subscription"_s;
    case K::Agent:
    case K::Team:
    case K::Label:
    case K::Macro:
    case K::View:
        return u"desk_row"_s;
    }
    return {};
}

std::optional<qint64> storedRev(sql::Connection& db, desk::EntityKind kind, const QString& id, qint64 generation)
{
    if (isSmall(kind))
        return db.value<qint64>(u"SELECT rev FROM desk_row WHERE kind = ? AND id = ? AND gen >= ?"_s,
                                desk::toString(kind), id, generation);
    return db.value<qint64>(u"SELECT rev FROM %1 WHERE id = ? AND gen >= ?"_s.arg(tableOf(kind)), id, generation);
}

void putRow(sql::Connection& db, TextIndex& index, const desk::Entity& entity, qint64 generation)
{
    std::visit(Put{db, index, generation}, entity);
}

desk::ProfileId ownerOf(sql::Connection& db, desk::EntityKind kind, const QString& id)
{
    if (kind == desk::EntityKind::Profile)
        return desk::ProfileId(id);
    if (isSmall(kind) || kind == desk::EntityKind::Ticket || kind == desk::EntityKind::Message)
        return {};
    const auto owner = db.value<QString>(u"SELECT profile FROM %1 WHERE id = ?"_s.arg(tableOf(kind)), id);
    return desk::ProfileId(owner.value_or(QString()));
}

void deleteRow(sql::Connection& db, TextIndex& index, desk::EntityKind kind, const QString& id)
{
    if (kind == desk::EntityKind::Profile)
        deleteProfile(db, index, id);
    else if (isSmall(kind))
        db.execute(u"DELETE FROM desk_row WHERE kind = ? AND id = ?"_s, desk::toString(kind), id);
    else
        db.execute(u"DELETE FROM %1 WHERE id = ?"_s.arg(tableOf(kind)), id);
}

QString plainNumber(const QString& number)
{
    return sql::tokens(number).join(QString());
}

} // namespace store
