#include "methods/long_work.hpp"

namespace atalaya::methods {

// Every draw orders the places anew.
double seconds_of_map_accuracy(const Asked& asked) {
    return asked.number("draws") * rows_of(asked, "places") * 5e-7;
}

}  // namespace atalaya::methods
