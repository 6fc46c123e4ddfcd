// What may be changed in a way of counting: the steps from ours to what somebody else may have done.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "service/contrast_way.hpp"

namespace atalaya::service {

struct Move {
    Departure departure;
    double weight{};  // the lower the likelier
    std::function<void(Way&)> apply;
};
using AddMove =
    std::function<void(std::string what, std::string which, double weight, std::function<void(Way&)> apply)>;
Way moved(Way way, const Move& move);
// Whether both at once are no way of counting: only the newest vintage is read by registration; labels, indicators, lists
// and sources exclude each other, but for a label left out beside others taken in; sums over indicators of other groups, of two labels, of all but some, or with labels that
// the indicator does not count, and a territory that is neither around nor within the one that was said, are tried alone.
bool clash(const Move& a, const Move& b);

// All that may be changed in `ours`; of the same indicator as it is known at the vintage of `world`.
std::vector<Move> moves_from(const Way& ours, Worlds& worlds, const World& world, const Indicator& indicator,
                             const Claim& claim);
// What may be changed where the claim is of no indicator but of all: months, territory, vintage.
std::vector<Move> moves_of_everything(const Way& base, Worlds& worlds, const World& world,
                                      const Claim& claim);

}  // namespace atalaya::service
