#include "server/store/failure.h"

#include <QCoreApplication>

namespace server::store
{

namespace
{

struct FailureText {
    Q_DECLARE_TR_FUNCTIONS(server::store::Fault)
};

constexpr qint64 kDamagedPause = 60; // s; nobody mends it sooner

Fault fault(FaultKind kind, const char* code, const char* message)
{
    return {kind, QString::fromLatin1(code), FailureText::tr(message)};
}

} // namespace

Fault damagedFault()
{
    Fault damaged = fault(FaultKind::Unavailable, "desk-damaged",
                          "The server's database is damaged, so it takes nothing more. Whoever runs the server must "
                          "restore a backup; its log says more.");
    damaged.detail = kDamagedPause;
    return damaged;
}

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
        return damagedFault();
    case Kind::BadText:
        return fault(
            FaultKind::Invalid, "bad-characters",
            "A text holds a character that cannot be kept (U+0000). Nothing was changed; take it out, then try "
            "again.");
    case Kind::Constraint:
    case Kind::Unique:
    case Kind::Other:
        break;
    }
    return fault(FaultKind::Broken, "internal", "The server made a mistake. Nothing was changed; its log says more.");
}

QString whatOf(std::exception_ptr failure)
{
    try {
        std::rethrow_exception(std::move(failure));
    } catch (const std::exception& known) {
        return QString::fromUtf8(known.what());
    } catch (...) {
        return QStringLiteral("an unknown exception");
    }
}

Fault toFault(std::exception_ptr failure)
{
    qWarning("store: %s", qPrintable(whatOf(failure)));
    try {
        std::rethrow_exception(std::move(failure));
    } catch (const sql::Failure& known) {
        return toFault(known);
    } catch (...) {
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
