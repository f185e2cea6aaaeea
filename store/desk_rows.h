#pragma once
// The desk's small tables (agents, teams, labels, macros, views), customers with their orders, and settings as rows.

#include "desk/cursor.h"
#include "desk/entity.h"
#include "sql/connection.h"
#include "store/json_text.h"
#include "store/text_index.h"

#include <QList>
#include <QString>

#include <optional>

namespace store
{

QString setting(sql::Connection& db, const QString& name);
void putSetting(sql::Connection& db, const QString& name, const QString& value);
/// What a search looks through.
QString searchText(const desk::Profile& profile);

/// How far the feed has been followed; the beginning where nothing that can be read says so.
desk::Cursor storedCursor(sql::Connection& db);

/// All rows of one of the small kinds.
template<class T>
QList<T> deskRows(sql::Connection& db, desk::EntityKind kind)
{
    QList<T> list;
    sql::Statement rows = db.query(QStringLiteral("SELECT body FROM desk_row WHERE kind = ?"), desk::toString(kind));
    while (rows.next()) {
        if (const auto value = fromJsonText<T>(rows.bytes(0)))
            list += *value;
    }
    return list;
}

/// The revision of a stored row of any kind; nullopt = not here, or a snapshot is under way that has not seen it yet
/// (it may be of a restored desk, whose revisions are lower).
std::optional<qint64> storedRev(sql::Connection& db, desk::EntityKind kind, const QString& id, qint64 generation);

/// Writes a row of any kind but ticket and message, whatever stood there.
void putRow(sql::Connection& db, TextIndex& index, const desk::Entity& entity, qint64 generation);
/// The profile that a row belongs to (of itself for a profile); empty for the small kinds or when it is not here.
desk::ProfileId ownerOf(sql::Connection& db, desk::EntityKind kind, const QString& id);
void deleteRow(sql::Connection& db, TextIndex& index, desk::EntityKind kind, const QString& id);

/// The table of a kind; small kinds share `desk_row`.
QString tableOf(desk::EntityKind kind);

/// Whether the kind lives in `desk_row`.
bool isSmall(desk::EntityKind kind);

/// The digits and letters of an order's number: `#10482` → `10482`.
QString plainNumber(const QString& number);

} // namespace store
