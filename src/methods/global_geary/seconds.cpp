#include "methods/deals.hpp"
#include "methods/long_work.hpp"

namespace atalaya::methods {

double seconds_of_global_geary(const Asked& asked) {
    return seconds_of_deals(asked);
}

}  // namespace atalaya::methods
