#include <numeric>

#include "methods/long_work.hpp"

namespace atalaya::methods {

// Each draw counts anew in every bin. Of fewer than 65 events, or in fewer bins, all ways are gone through or bins are too few to matter.
double seconds_of_small_bins(const Asked& asked) {
    constexpr double few = 65;
    const double bins = rows_of(asked, "bins");
    const auto& events = asked.table("bins").numbers("events");
    if (bins < few || std::accumulate(events.begin(), events.end(), 0.0) < few) return 0;
    return asked.number("permutations") * bins * 3e-8;
}

}  // namespace atalaya::methods
