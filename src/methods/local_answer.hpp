// Methods that say of each area whether it stands out beside its neighbours: asked and answered alike.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "methods/beside.hpp"
#include "methods/method.hpp"
#include "stats/spatial/local.hpp"

namespace atalaya::methods {

using LocalTests = stats::Maybe<std::vector<stats::Maybe<stats::LocalTest>>>;

struct LocalMethod {
    std::string name, usual_weights;
    ColumnSpec column;  // of the values
    std::vector<Setting> settings{};
    std::function<LocalTests(const Asked&, const Beside&)> kernel;
    // What an area is called that is significant at the level, by its place among the areas; "" where it has no name.
    std::function<std::string(const Asked&, const Beside&, std::size_t, const stats::LocalTest&)> label;
};
// Its answer is by area: value, expectation, variance, z, p, q (false-discovery rate), p_permutation, and `cluster`:
// the label where q <= level, "none" elsewhere.
Method local_method(LocalMethod made);

}  // namespace atalaya::methods
