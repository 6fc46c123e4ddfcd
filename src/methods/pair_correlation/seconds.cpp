#include "methods/distances.hpp"
#include "methods/long_work.hpp"

namespace atalaya::methods {

double seconds_of_pair_correlation(const Asked& asked) {
    return seconds_of_pairs(asked, "points", 1);
}

}  // namespace atalaya::methods
