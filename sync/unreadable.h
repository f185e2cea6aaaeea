#pragma once
// Records that could not be read: kept in a setting, so that one of them cannot hold up the desk and none is forgotten.

#include "sync/pages.h"

#include <QList>

namespace syncing
{

class Status;

class Unreadable
{
public:
    explicit Unreadable(Status& status);

    /// Inside a job of the worker, before the rows beside them are stored and the cursor moves past them.
    static void remember(store::Writer& writer, const QList<BadRow>& rows);
    static void forget(store::Writer& writer, const BadRow& row);
    /// Before a complete snapshot: their places were those of a feed that may be no more.
    static void forgetAll(store::Writer& writer);
    static QList<BadRow> all(store::Writer& writer);

    /// Tells the screens how many there are.
    void show(const QList<BadRow>& rows);

private:
    Status& m_status;
};

} // namespace syncing
