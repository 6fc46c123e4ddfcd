#include "methods/all.hpp"
#include "methods/beside.hpp"
#include "methods/global_answer.hpp"

namespace atalaya::methods {

Method global_g() {
    return global_method(
        {.name = "global_g", .usual_weights = "binary", .normality = false, .kernel = stats::global_g});
}

}  // namespace atalaya::methods
