#include "methods/all.hpp"
#include "methods/beside.hpp"
#include "methods/global_answer.hpp"

namespace atalaya::methods {

Method global_moran() {
    return global_method(
        {.name = "global_moran", .usual_weights = "row", .normality = true, .kernel = stats::global_moran});
}

}  // namespace atalaya::methods
