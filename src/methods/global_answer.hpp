// Methods that say of a whole map whether like is near like: one statistic each, asked and answered alike.
#pragma once

#include <functional>
#include <string>

#include "methods/method.hpp"
#include "stats/spatial/autocorrelation.hpp"

namespace atalaya::methods {

struct GlobalMethod {
    std::string name, usual_weights;
    bool normality = false;  // it has moments under normality too
    std::function<stats::Maybe<stats::Autocorrelation>(std::span<const double>, const stats::Weights&,
                                                       const stats::Permutations&)>
        kernel;
};
Method global_method(GlobalMethod made);

// The table "statistic" of an answer: names, and the figures of one.
std::vector<std::string> autocorrelation_figures(bool normality);
Result autocorrelation_answer(const Asked& asked, const stats::Autocorrelation& found);

}  // namespace atalaya::methods
