#include "intake/quality/level_step.hpp"

#include <algorithm>
#include <cmath>
#include <optional>
#include <span>

#include "stats/distributions.hpp"

namespace atalaya::intake::quality {
namespace {

using Counts = std::span<const double>;
// The months of which some series has a count: a month without any was not sent, and is no fall to 0.
using Told = std::vector<bool>;

constexpr std::size_t year = 12, narrowest = 3;
constexpr double least_ratio = 1.25, fewest = 100, alpha = 0.001;

struct Step {
    std::size_t at{}, width{};
    double before{}, after{}, z{};

    bool rises() const { return after > before; }
    double least() const { return std::min(before, after); }
    double most() const { return std::max(before, after); }
};

// How many times the second is the first, of a rise; the first the second, of a fall.
double times(double before, double after, bool rise) {
    const double from = std::max(rise ? before : after, 0.5), to = std::max(rise ? after : before, 0.5);
    return to / from;
}

Told told_of(const MonthlySeries& series) {
    Told told(series.of.begin()->second.size());
    for (const auto& [of, counts] : series.of)
        for (std::size_t month = 0; month < told.size(); ++month)
            if (counts[month] > 0) told[month] = true;
    return told;
}

bool all_told(const Told& told, std::size_t first, std::size_t months) {
    return std::all_of(told.begin() + static_cast<std::ptrdiff_t>(first),
                       told.begin() + static_cast<std::ptrdiff_t>(first + months),
                       [](bool one) { return one; });
}

// The months from c on that are told, and were a year earlier.
Step compared(Counts counts, const Told& told, std::size_t c) {
    Step step{.at = c};
    for (std::size_t month = c; month < std::min(c + year, counts.size()); ++month) {
        if (!told[month] || !told[month - year]) continue;
        ++step.width;
        step.before += counts[month - year];
        step.after += counts[month];
    }
    return step;
}

// Each of the three months from c on has changed, and the three before it had not.
bool sudden(Counts counts, const Told& told, const Step& step) {
    const bool rise = step.rises();
    if (!all_told(told, step.at - narrowest, 2 * narrowest) || !all_told(told, step.at - year, narrowest))
        return false;
    for (std::size_t k = 0; k < narrowest; ++k) {
        const double then = counts[step.at - year + k], now = counts[step.at + k];
        if (times(then, now, rise) <= std::sqrt(least_ratio)) return false;
    }
    const auto before = counts.subspan(step.at - narrowest, narrowest),
               after = counts.subspan(step.at, narrowest);
    if (step.at < year + narrowest)
        return rise ? *std::ranges::min_element(after) > *std::ranges::max_element(before)
                    : *std::ranges::max_element(after) < *std::ranges::min_element(before);
    if (!all_told(told, step.at - year - narrowest, narrowest)) return false;
    const double a_year_before = sum_of(counts.subspan(step.at - year - narrowest, narrowest));
    return times(a_year_before, sum_of(before), rise) <= std::sqrt(step.most() / std::max(step.least(), 0.5));
}

std::optional<Step> largest_step(Counts counts, const Told& told, double far_out) {
    const double phi = dispersion_by_neighbours(counts);
    std::optional<Step> largest;
    for (std::size_t c = year; c + narrowest <= counts.size(); ++c) {
        Step step = compared(counts, told, c);
        if (step.width < narrowest || step.most() < fewest) continue;
        step.z = (step.most() - least_ratio * step.least()) /
                 std::sqrt(phi * (step.most() + least_ratio * least_ratio * step.least()));
        if (step.z >= far_out && (!largest || step.z > largest->z) && sudden(counts, told, step))
            largest = step;
    }
    return largest;
}

}  // namespace

std::vector<LevelStep> level_steps(const MonthlySeries& series) {
    std::vector<LevelStep> steps;
    if (series.of.empty()) return steps;
    const std::size_t months = series.of.begin()->second.size();
    if (months < year + narrowest) return steps;
    const auto tried = static_cast<double>(series.of.size() * (months - year - narrowest + 1));
    const double far_out = stats::normal_quantile(1 - alpha / tried);
    const Told told = told_of(series);
    for (const auto& [of, counts] : series.of) {
        if (const auto step = largest_step(counts, told, far_out))
            steps.push_back({of.first, of.second, plus_months(series.first, static_cast<int>(step->at)),
                             static_cast<int>(step->width), step->before, step->after});
    }
    return steps;
}

}  // namespace atalaya::intake::quality
