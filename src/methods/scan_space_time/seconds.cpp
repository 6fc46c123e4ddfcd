#include "methods/long_work.hpp"
#include "methods/scan_answer.hpp"

namespace atalaya::methods {

double seconds_of_scan_space_time(const Asked& asked) {
    return seconds_of_scan(asked);
}

}  // namespace atalaya::methods
