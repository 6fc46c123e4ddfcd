#include <algorithm>

#include "methods/beside.hpp"
#include "methods/long_work.hpp"
#include "methods/pairs_in_reach.hpp"

namespace atalaya::methods {

// Some three hundred steps of the fit from each of two starts go over all events, and over the pairs near and soon of one another, as
// if events came evenly.
double seconds_of_hawkes_space(const Asked& asked) {
    constexpr double steps = 600, an_event = 2.5e-7, a_pair = 2.5e-9;
    const auto& times = asked.table("events").numbers("time");
    const auto [first, last] = std::ranges::minmax(times);
    const double soon = last > first ? std::min(1.0, asked.number("memory") / (last - first)) : 1;
    const double pairs = pairs_in_reach(places_of(asked, "events"), asked.number("reach")) * soon;
    return steps * (rows_of(asked, "events") * an_event + pairs * a_pair);
}

}  // namespace atalaya::methods
