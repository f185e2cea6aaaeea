#include "sql/error.h"

namespace sql
{

using namespace Qt::StringLiterals;

const char* kindName(ErrorKind kind) noexcept
{
    switch (kind) {
    case ErrorKind::Busy:
        return "busy";
    case ErrorKind::Full:
        return "disk full";
    case ErrorKind::ReadOnly:
        return "read-only";
    case ErrorKind::Corrupt:
        return "damaged";
    case ErrorKind::NotADatabase:
        return "not a database";
    case ErrorKind::Constraint:
        return "constraint";
    case ErrorKind::Unique:
        return "unique constraint";
    case ErrorKind::Serialization:
        return "serialization conflict";
    case ErrorKind::Connection:
        return "connection lost";
    case ErrorKind::Interrupted:
        return "interrupted";
    case ErrorKind::BadText:
        return "text with U+0000";
    case ErrorKind::Injected:
        return "injected fault";
    case ErrorKind::Other:
        break;
    }
    return "error";
}

Failure::Failure(Error error)
    : m_error(std::move(error))
{
    QString line = u"%1: %2"_s.arg(QLatin1StringView(kindName(m_error.kind)), m_error.message);
    if (!m_error.sql.isEmpty())
        line += u" ["_s + m_error.sql.left(500) + u']';
    m_what = line.toUtf8();
}

Failure::Failure(ErrorKind kind, const QString& message, const QString& sql)
    : Failure(Error{kind, message, sql})
{
}

NewerSchema::NewerSchema(int found, int known)
    : m_found(found)
    , m_known(known)
    , m_what("the database has schema version " + QByteArray::number(found) + ", this program knows up to " +
             QByteArray::number(known))
{
}

} // namespace sql
