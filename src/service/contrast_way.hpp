// A way of counting, and what may be changed in one: the steps from ours to what somebody else may have done.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "service/claim.hpp"
#include "service/contrast.hpp"
#include "service/measures.hpp"

namespace atalaya::service {

// By names: each vintage numbers its areas and labels anew.
struct Way {
    const World* world{};
    std::string cells;    // the indicator whose cells are summed, or what a reconciled list counts as
    std::string offence;  // one label alone, "" all
    std::string source;   // one alone, "" all
    bool units = false;
    bool registered = false;  // by the month of registration
    bool uncovered = false;   // with what was absent in one of the two periods
    const TerritoryInfo* territory{};
    std::string span, against;  // of Departure, "" as the claim says

    Period period(const Claim& claim) const;
    Period period_against(const Claim& claim) const;
};

// How the city's own page counts what the claim is about; of a share, its part.
Way our_way(const World& world, const Indicator& indicator, const Claim& claim);

struct Move {
    Departure departure;
    double weight{};  // the lower the likelier
    std::function<void(Way&)> apply;
};
Way moved(Way way, const Move& move);
// Whether both at once are no way of counting: only the newest vintage is read by registration; a label, another list and
// a source exclude each other.
bool clash(const Move& a, const Move& b);

// All that may be changed in `ours`; of the same indicator as it is known at the vintage of `world`.
std::vector<Move> moves_from(const Way& ours, Worlds& worlds, const World& world, const Indicator& indicator,
                             const Claim& claim);

}  // namespace atalaya::service
