#include "stats/maryland.hpp"

#include <array>

#include "core/error.hpp"

namespace atalaya::stats {

int maryland_level(const EvaluationDesign& design) {
    const bool several = design.treated_units >= 2 && design.comparison_units >= 2;
    if (design.drawn_by_lot && design.comparison && several) return 5;
    if (!design.before_and_after) return 1;
    if (!design.comparison || design.comparison_units < 1) return 2;
    const bool many = design.treated_units + design.comparison_units >= 3;
    if (many && design.comparable && design.differences_controlled) return 4;
    return design.comparable ? 3 : 2;
}

std::string_view maryland_key(int level) {
    expects(level >= 1 && level <= 5, "the Maryland scale goes from 1 to 5");
    constexpr std::array<std::string_view, 5> keys{"maryland.1", "maryland.2", "maryland.3", "maryland.4",
                                                   "maryland.5"};
    return keys[static_cast<std::size_t>(level - 1)];
}

}  // namespace atalaya::stats
