#include "tests/faults/families.h"

#include <array>

namespace faults
{

std::span<const Family> families()
{
    static constexpr std::array kFamilies{
        Family{"requests", 12, 2500, requestFails},      Family{"client_ends", 6, 1000, clientEnds},
        Family{"client_disk", 8, 1500, clientDiskFails}, Family{"server_disk", 8, 1500, serverDiskFails},
        Family{"server_ends", 6, 700, serverEnds},       Family{"desk_restored", 8, 1000, deskIsRestored},
        Family{"clock_moved", 6, 600, clockIsMoved},
    };
    return kFamilies;
}

} // namespace faults
