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
    std::string name, version, usual_weights;
    ColumnSpec column;  // of the values
    std::vector<Setting> settings{};
    bool upper = false;  // only high values are looked for: p is of that side, as q is
    std::function<LocalTests(const Asked&, const Beside&)> kernel;
    // What an area is called that is significant at the level, by its place among the areas; "" where it has no name.
    // Made once of the question, for what is of all areas.
    using Label = std::function<std::string(std::size_t area, const stats::LocalTest&)>;
    std::function<Label(const Asked&)> labels;
};
// Its answer is by area: value, expectation, variance, z, p, q (false-discovery rate), p_permutation, and `cluster`:
// the label where q <= level, "none" elsewhere. q is of the permutations' p, which is no less than 2 / (permutations + 1)
// where two-sided: so that an area of n can be labelled by itself, 40 n of them are needed at the level of 0.05.
Method local_method(LocalMethod made);

}  // namespace atalaya::methods
