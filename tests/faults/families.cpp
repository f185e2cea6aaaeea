#include "tests/faults/families.h"

#include <array>

namespace faults
{

std::span<const Family> families()
{
    static constexpr std::array kFamilies{
        Family{"requests", 8, 2200, requestFails},
        Family{"client_ends", 5, 900, clientEnds},
        Family{"client_disk", 6, 1300, clientDiskFails},
        Family{"server_disk", 6, 1200, serverDiskFails},
        Family{"server_ends", 5, 600, serverEnds},
        Family{"desk_restored", 8, 900, deskIsRestored},
        Family{"postgres_restored", 3, 200, postgresIsRestored, true},
        Family{"clock_moved", 6, 500, clockIsMoved},
        Family{"edit_in_doubt", 8, 900, editInDoubt},
        Family{"damage_in_use", 6, 500, damageInUse},
        Family{"servers_apart", 4, 300, serversAreApart, true},
        Family{"line_swallows", 2, 200, lineSwallows, true},
        Family{"two_tabs", 6, 400, twoTabs},
        Family{"late_hello", 4, 300, lateHello},
    };
    return kFamilies;
}

} // namespace faults
