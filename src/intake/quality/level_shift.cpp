#include "intake/quality/level_shift.hpp"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <optional>

#include "stats/distributions.hpp"

namespace atalaya::intake::quality {
namespace {

using Counts = std::span<const double>;

constexpr std::size_t widest = 12, narrowest = 3;
constexpr double a_year = 1.5, less = 2, fewest = 50, alpha = 0.001, most_unlike = 2;
constexpr int fewest_shared = 3, months_of_event = 2, months_of_move = 1;

struct Step {
    std::size_t at{}, width{};
    double before{}, after{}, z{};
};

double middle_of(Counts three) {
    return sum_of(three) - *std::max_element(three.begin(), three.end()) -
           *std::min_element(three.begin(), three.end());
}

// Whether the three months from c on all lie beyond the three before it, and half of the change comes between them.
bool sudden(Counts counts, const Step& step) {
    const auto before = counts.subspan(step.at - 3, 3), after = counts.subspan(step.at, 3);
    const bool rise = step.after > step.before;
    const auto least = [](Counts three) { return *std::min_element(three.begin(), three.end()); };
    const auto most = [](Counts three) { return *std::max_element(three.begin(), three.end()); };
    if (rise ? least(after) <= most(before) : most(after) >= least(before)) return false;
    const double change = std::abs(step.after - step.before) / static_cast<double>(step.width);
    return std::abs(middle_of(after) - middle_of(before)) >= change / 2;
}

// The step at c if the counts change there at once; its z may be of any size.
std::optional<Step> step_at(Counts counts, std::size_t c, double phi) {
    Step step{c, std::min({widest, c, counts.size() - c}), 0, 0, 0};
    step.before = sum_of(counts.subspan(c - step.width, step.width));
    step.after = sum_of(counts.subspan(c, step.width));
    const double less_of = std::min(step.before, step.after), more = std::max(step.before, step.after);
    if (more < fewest || !sudden(counts, step)) return {};
    const double r = step.width == widest ? a_year : less;
    step.z = (more - r * less_of) / std::sqrt(phi * (more + r * r * less_of));
    return step;
}

std::optional<Step> largest_step(Counts counts, double far_out) {
    const double phi = dispersion_by_neighbours(counts);
    std::optional<Step> largest;
    for (std::size_t c = narrowest; c + narrowest <= counts.size(); ++c) {
        const auto step = step_at(counts, c, phi);
        if (step && step->z >= far_out && (!largest || step->z > largest->z)) largest = step;
    }
    return largest;
}

bool rises(const LevelShift& shift) {
    return shift.after > shift.before;
}
int apart(const LevelShift& a, const LevelShift& b) {
    return std::abs(months_between(a.month, b.month));
}
// How unlike two changes are in size, as |log of their ratio|.
double unlikeness(const LevelShift& a, const LevelShift& b) {
    const auto a_month = [](const LevelShift& s) { return std::abs(s.after - s.before) / s.months; };
    return std::abs(std::log(a_month(a) / a_month(b)));
}

void say_cause(LevelShift& shift, const std::vector<LevelShift>& all) {
    double nearest = std::log(most_unlike);
    for (const auto& other : all) {
        if (rises(other) == rises(shift)) {
            shift.shared += apart(shift, other) <= months_of_event;
        } else if (apart(shift, other) <= months_of_move && unlikeness(shift, other) <= nearest) {
            nearest = unlikeness(shift, other);
            shift.cause = Cause::moved;
            shift.other = other.category.empty() ? other.area : other.category;
        }
    }
    if (shift.cause != Cause::moved && shift.shared >= fewest_shared) shift.cause = Cause::event;
}

}  // namespace

std::vector<LevelShift> level_shifts(const MonthlySeries& series) {
    std::vector<LevelShift> shifts;
    if (series.of.empty()) return shifts;
    const std::size_t months = series.of.begin()->second.size();
    if (months < 2 * narrowest) return shifts;
    const auto tried = static_cast<double>(series.of.size() * (months - 2 * narrowest + 1));
    const double far_out = -stats::normal_quantile(alpha / tried);
    for (const auto& [of, counts] : series.of) {
        const auto step = largest_step(counts, far_out);
        if (!step) continue;
        shifts.push_back({of.first, of.second, plus_months(series.first, static_cast<int>(step->at)),
                          static_cast<int>(step->width), step->before, step->after, Cause::meaning, "", 0});
    }
    for (auto& shift : shifts) say_cause(shift, shifts);
    return shifts;
}

}  // namespace atalaya::intake::quality
