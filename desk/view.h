#pragma once
// A view: a saved filter over tickets with a sort order (VIEW-1, VIEW-2, VIEW-4).

#include "desk/filter.h"
#include "desk/ids.h"

#include <QString>

#include <optional>

namespace desk
{

enum class Sort { Newest, Oldest, LongestWaiting, Priority };
enum class Sharing { BuiltIn, Private, Team, Desk };
QString toString(Sort sort);
QString toString(Sharing sharing);
std::optional<Sort> sortFrom(QStringView name);
std::optional<Sharing> sharingFrom(QStringView name);

struct View {
    ViewId id;
    qint64 rev = 0;
    QString name;
    QString description;
    QString icon; ///< name of one of our icons
    Filter filter;
    Sort sort = Sort::Newest;
    Sharing sharing = Sharing::BuiltIn;
    AgentId owner;
    TeamId team;
    int position = 0;

    bool operator==(const View&) const = default;
};

/// VIEW-1, in their order: my-inbox, unassigned, all, spam, then one a channel (channel-email ...). Ids are stable
/// words, `me` is the signed-in agent.
QList<View> builtInViews(const AgentId& me);

} // namespace desk
