#include <algorithm>
#include <span>

#include "methods/long_work.hpp"
#include "stats/change_points.hpp"

namespace atalaya::methods {

// Every place before is weighed for every end, unless changes put those before them aside: the first values tell which.
double seconds_of_change_points(const Asked& asked) {
    constexpr std::size_t enough = 10'000;
    constexpr double a_step = 5e-8, some = 1'000;
    if (asked.choice("search") == "one") return 0;
    const auto& values = asked.table("series").numbers("value");
    const auto n = static_cast<double>(values.size());
    const double all = n * n / 2 * a_step;
    const bool counts = std::ranges::all_of(values, [](double one) { return one >= 0; });
    const auto& cost = asked.choice("cost");
    // Of a variance that may change too the first values tell little: runs of equal ones come when they come.
    if (values.size() <= 2 * enough || cost == "mean_variance" || (cost == "poisson" && !counts)) return all;
    stats::ChangeModel model{
        .least = std::max<std::size_t>(2, static_cast<std::size_t>(asked.whole("least"))),
        .phi = asked.number("phi")};
    if (asked.choice("penalty") == "sic") model.penalty = stats::ChangePenalty::sic;
    if (cost == "mean") model.cost = stats::ChangeCost::mean;
    const auto first = stats::change_points(std::span{values}.first(enough), model);
    const double weighed = static_cast<double>(first.steps) / enough;
    return first.steps > 0 && weighed < some ? std::min(all, 2 * n * weighed * a_step) : all;
}

}  // namespace atalaya::methods
