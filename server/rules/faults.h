#pragma once
// Short ways to a fault. Internal to the rules.

#include "server/store/result.h"

#include <QCoreApplication>

namespace server::rules
{

inline QString tr(const char* text)
{
    return QCoreApplication::translate("server::rules", text);
}

inline store::Fault fault(store::FaultKind kind, const char* code, const char* message, qint64 detail = 0)
{
    return {kind, QString::fromLatin1(code), tr(message), detail};
}

} // namespace server::rules
