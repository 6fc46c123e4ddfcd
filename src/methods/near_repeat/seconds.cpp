#include "methods/beside.hpp"
#include "methods/long_work.hpp"
#include "methods/pairs_in_reach.hpp"

namespace atalaya::methods {

// Pairs in reach are found once, and each deal gives them other days.
double seconds_of_near_repeat(const Asked& asked) {
    const double reach = asked.number("distance_step") * asked.number("distance_bands");
    const double deals = asked.number("permutations");
    return pairs_in_reach(places_of(asked, "events"), reach) * (7e-9 + deals * 4.5e-11) +
           rows_of(asked, "events") * deals * 2.5e-8;
}

}  // namespace atalaya::methods
