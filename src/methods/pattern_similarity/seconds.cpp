#include "methods/long_work.hpp"

namespace atalaya::methods {

// Every draw is of a count for each area.
double seconds_of_pattern_similarity(const Asked& asked) {
    return asked.number("permutations") * rows_of(asked, "areas") * 5e-7;
}

}  // namespace atalaya::methods
