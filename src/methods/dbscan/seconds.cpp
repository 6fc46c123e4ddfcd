#include <algorithm>

#include "methods/long_work.hpp"

namespace atalaya::methods {

// Each looks about it until it has found `least` others.
double seconds_of_dbscan(const Asked& asked) {
    const double places = rows_of(asked, "points");
    return places * (200 + std::min(places, 25 * asked.number("least"))) * 3e-9;
}

}  // namespace atalaya::methods
