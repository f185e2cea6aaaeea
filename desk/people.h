#pragma once
// The desk's own side: agents, teams, labels (ROLE-1, OVR-1).

#include "desk/ids.h"

#include <QList>
#include <QString>

#include <optional>

namespace desk
{

/// ROLE-1; Other = a role without access to the desk.
enum class Role { Owner, Admin, Manager, Support, Other };
QString toString(Role role);
std::optional<Role> roleFrom(QStringView name);

struct Agent {
    AgentId id;
    qint64 rev = 0;
    QString name;
    QString email;
    Role role = Role::Support;
    QList<TeamId> teams;
    bool active = true;

    bool operator==(const Agent&) const = default;
};

struct Team {
    TeamId id;
    qint64 rev = 0;
    QString name;

    bool operator==(const Team&) const = default;
};

struct Label {
    LabelId id;
    qint64 rev = 0;
    QString name;
    QString color; ///< #rrggbb or empty

    bool operator==(const Label&) const = default;
};

} // namespace desk
