#include "methods/long_work.hpp"

namespace atalaya::methods {

// Some hundreds of steps of the fit.
double seconds_of_hawkes(const Asked& asked) {
    return rows_of(asked, "events") * 7e-5;
}

}  // namespace atalaya::methods
