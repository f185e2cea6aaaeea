#pragma once
// What a server can do beyond the first version of the API. It names them in `bootstrap` and `ready`
// (docs/protocol.md "Capabilities"); a client offers nothing that needs what its server lacks.

#include <QString>
#include <QStringList>

namespace desk
{

enum class Capability {
    TakeBack,        ///< DELETE of an operation: whether it went is settled (BEY-15)
    Restore,         ///< OperationKind::Restore (BEY-12)
    StrictOperations ///< what it does not know of an operation is refused, not left out
};
QString toString(Capability capability);

/// The words of all, as this version's server names them.
QStringList capabilityWords();

} // namespace desk
