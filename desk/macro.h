#pragma once
// Macros: prepared answers with variables and actions (THR-8).

#include "desk/ids.h"
#include "desk/ticket.h"

#include <QString>
#include <QStringList>

#include <optional>

namespace desk
{

struct Macro {
    MacroId id;
    qint64 rev = 0;
    QString name;
    QString category;
    QString text; ///< with variables: {{ profile.first_name }}
    std::optional<Status> setStatus;
    std::optional<AgentId> setAssignee; ///< an empty id unassigns
    QList<LabelId> addLabels;

    bool operator==(const Macro&) const = default;
};

} // namespace desk
