#include "methods/all.hpp"
#include "methods/local_answer.hpp"

namespace atalaya::methods {

namespace {

LocalTests tests(const Asked& asked, const Beside& beside) {
    const auto found = stats::local_moran(asked.table("areas").numbers("value"), weights_of(asked, beside),
                                          permutations_of(asked));
    if (!found) return std::unexpected{found.error()};
    std::vector<stats::Maybe<stats::LocalTest>> out;
    for (const auto& area : *found) {
        if (area)
            out.emplace_back(area->test);
        else
            out.emplace_back(std::unexpected{area.error()});
    }
    return out;
}

// Where the area lies against the mean, then its neighbours: positive association is of like with like.
LocalMethod::Label quadrant(const Asked& asked) {
    const auto& values = asked.table("areas").numbers("value");
    double mean = 0;
    for (const double value : values) mean += value;
    mean /= static_cast<double>(values.size());
    return [&values, mean](std::size_t area, const stats::LocalTest& test) -> std::string {
        const bool high = values[area] > mean;
        if (test.value >= 0) return high ? "high_high" : "low_low";
        return high ? "high_low" : "low_high";
    };
}

}  // namespace

Method local_moran() {
    return local_method({.name = "local_moran",
                         .version = "3",
                         .usual_weights = "row",
                         .column = {.name = "value"},
                         .kernel = tests,
                         .labels = quadrant});
}

}  // namespace atalaya::methods
