#include "render/chart_classes.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "core/error.hpp"

namespace atalaya::render {

namespace {

// One of 1, 2 and 5 times a power of ten.
struct Step {
    double digit = 1;
    int power = 0;
};

// The greatest step that is no greater than `reach`.
Step step_within(double reach) {
    const int power = static_cast<int>(std::floor(std::log10(reach)));
    for (const double digit : {5.0, 2.0}) {
        if (digit * std::pow(10, power) <= reach) return {digit, power};
    }
    return {1, power};
}

// The multiple of the step that is nearest.
double rounded(double value, const Step& step) {
    // Divided by what is whole, so that 0.35 is the nearest double to 0.35.
    if (step.power >= 0) {
        const double width = step.digit * std::pow(10, step.power);
        return std::round(value / width) * width;
    }
    const double parts = std::pow(10, -step.power);
    return std::round(value * parts / step.digit) * step.digit / parts;
}

double quantile(const std::vector<double>& sorted, double part) {
    const double at = part * static_cast<double>(sorted.size() - 1);
    const auto below = static_cast<std::size_t>(at);
    const std::size_t above = std::min(below + 1, sorted.size() - 1);
    return sorted[below] + (at - static_cast<double>(below)) * (sorted[above] - sorted[below]);
}

}  // namespace

std::vector<double> quantile_limits(std::span<const double> values, int classes) {
    expects(classes >= 1, "quantile_limits: at least one class");
    std::vector<double> sorted;
    std::ranges::copy_if(values, std::back_inserter(sorted), [](double v) { return !std::isnan(v); });
    if (sorted.empty()) return {};
    std::ranges::sort(sorted);

    const auto cut = [&](int i) { return quantile(sorted, static_cast<double>(i) / classes); };
    // Between the outer cuts lie `classes` - 2 classes; where they do not lie apart, all values count.
    double spread = classes > 2 ? cut(classes - 1) - cut(1) : 0;
    if (spread <= 0) spread = sorted.back() - sorted.front();
    if (spread <= 0) return {};
    constexpr double steps = 6, narrow = 8;
    const Step step = step_within(spread / steps);

    std::vector<double> limits;
    for (int i = 1; i < classes; ++i) {
        const double limit = rounded(cut(i), step);
        const double before = limits.empty() ? -std::numeric_limits<double>::infinity() : limits.back();
        const auto first = std::ranges::lower_bound(sorted, before),
                   past = std::ranges::lower_bound(sorted, limit);
        if (limit - before >= spread / narrow && first < past && past != sorted.end())
            limits.push_back(limit);
    }
    return limits;
}

int class_of(double value, std::span<const double> limits) {
    return static_cast<int>(std::ranges::count_if(limits, [value](double limit) { return value >= limit; }));
}

namespace {

// The least and the most whole count of a class, in one number where they are the same.
std::string whole_label(double least, double most, const NumberText& number) {
    return least >= most ? number(least) : number(least) + "–" + number(most);
}

}  // namespace

std::vector<std::string> class_labels(std::span<const double> limits, const NumberText& number,
                                      bool whole_counts) {
    if (limits.empty()) return {};
    if (whole_counts) {
        std::vector<std::string> labels;
        double least = 0;
        for (const double limit : limits) {
            labels.push_back(whole_label(least, std::ceil(limit) - 1, number));
            least = std::ceil(limit);
        }
        labels.push_back(number(least) + "+");
        return labels;
    }
    std::vector<std::string> labels{"< " + number(limits.front())};
    for (std::size_t i = 1; i < limits.size(); ++i)
        labels.push_back(number(limits[i - 1]) + "–" + number(limits[i]));
    labels.push_back(number(limits.back()) + "+");
    return labels;
}

}  // namespace atalaya::render
