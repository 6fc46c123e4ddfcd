#include "methods/all.hpp"
#include "methods/beside.hpp"
#include "methods/global_answer.hpp"

namespace atalaya::methods {

Method global_geary() {
    return global_method({.name = "global_geary",
                          .usual_weights = "row",
                          .normality = true,
                          .kernel = [](auto x, const auto& weights, const auto& permutations) {
                              return stats::global_geary(x, weights, permutations);
                          }});
}

}  // namespace atalaya::methods
