#include "methods/distances.hpp"
#include "methods/long_work.hpp"

namespace atalaya::methods {

// The pairs of the points, and of each pattern at random.
double seconds_of_ripley(const Asked& asked) {
    return seconds_of_pairs(asked, "points", 1 + asked.number("permutations"));
}

}  // namespace atalaya::methods
