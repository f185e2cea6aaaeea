#pragma once
// Between the wire's opaque ids and the database's numbers. Internal to the server.

#include "desk/entity.h"
#include "desk/ids.h"

#include <QString>

namespace server::store
{

/// The row number of an id or cursor word; 0 for none and for what cannot be one of ours.
inline qint64 numberOf(const QString& text)
{
    bool ok = false;
    const qint64 number = text.toLongLong(&ok);
    return ok && number > 0 ? number : 0;
}

template<class Tag>
qint64 keyOf(const desk::Id<Tag>& id)
{
    return numberOf(id.value());
}

/// The id of a row; 0 is none.
template<class IdType>
IdType idOf(qint64 key)
{
    return key > 0 ? IdType(QString::number(key)) : IdType();
}

/// The table that holds the rows of this kind.
QString tableOf(desk::EntityKind kind);

} // namespace server::store
