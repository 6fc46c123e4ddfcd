#include "methods/farrington_answer.hpp"
#include "methods/long_work.hpp"

namespace atalaya::methods {

double seconds_of_farrington(const Asked& asked) {
    return seconds_of_weeks(asked);
}

}  // namespace atalaya::methods
