#include "server/store/failure.h"

#include <QCoreApplication>

namespace server::store
{

namespace
{

QString tr(const char* text)
{
    return QCoreApplication::translate("server::store::Fault", text);
}

Fault fault(FaultKind kind, const char* code, const char* message)
{
    return {kind, QString::fromLatin1(code), tr(message)};
}

} // namespace

Fault toFault(const sql::Failure& failure)
{
    using Kind = sql::ErrorKind;
    switch (failure.kind()) {
    case Kind::Busy:
    case Kind::Serialization:
    case Kind::Interrupted:
    case Kind::Injected:
        return fault(FaultKind::Unavailable, "busy", "The database is busy. Nothing was changed; try again.");
    case Kind::Connection:
        return fault(FaultKind::Unavailable, "database-gone",
                     "The line to the database broke. What was under way may or may not be done; try again.");
    case Kind::Full:
        return fault(FaultKind::Unavailable, "disk-full",
                     "The server's disk is full. Nothing was changed; free some space, then try again.");
    case Kind::ReadOnly:
        return fault(FaultKind::Broken, "read-only", "The server may not write its database. Check its permissions.");
    case Kind::Corrupt:
    case Kind::NotADatabase:
        return fault(FaultKind::Broken, "damaged", "The server's database is damaged. Restore it from a backup.");
    case Kind::Constraint:
    case Kind::Unique:
    case Kind::Other:
        break;
    }
    return fault(FaultKind::Broken, "internal", "The server made a mistake. Nothing was changed; its log says more.");
}

Fault toFault(std::exception_ptr failure)
{
    try {
        std::rethrow_exception(std::move(failure));
    } catch (const sql::Failure& known) {
        qWarning("store: %s", known.what());
        return toFault(known);
    } catch (const std::exception& unknown) {
        qWarning("store: %s", unknown.what());
    } catch (...) {
        qWarning("store: an unknown exception");
    }
    return fault(FaultKind::Broken, "internal", "The server made a mistake. Nothing was changed; its log says more.");
}

bool worthRepeating(std::exception_ptr failure)
{
    try {
        std::rethrow_exception(std::move(failure));
    } catch (const sql::Failure& known) {
        return known.kind() == sql::ErrorKind::Busy || known.kind() == sql::ErrorKind::Serialization;
    } catch (...) {
        return false;
    }
}

} // namespace server::store
