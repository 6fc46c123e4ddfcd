#include "intake/quality/code_reused.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <optional>

#include "stats/distributions.hpp"

namespace atalaya::intake::quality {
namespace {

using ByArea = std::vector<std::vector<double>>;  // running sums of each area's months

constexpr std::size_t widest = 12, narrowest = 6, fewest_months = 24;
constexpr double fewest_of_area = 10, alpha = 0.001, beyond = 4;

struct Unlikeness {
    std::size_t at{};
    double squares{}, df{}, moved{};

    double d() const { return squares / df; }
};

std::vector<double> running(std::span<const double> counts) {
    std::vector<double> sums{0};
    for (const double count : counts) sums.push_back(sums.back() + count);
    return sums;
}

std::optional<Unlikeness> unlikeness(const ByArea& areas, std::size_t c, std::size_t months) {
    const std::size_t w = std::min({widest, c, months - c});
    std::vector<std::pair<double, double>> sides;
    double before = 0, after = 0;
    for (const auto& sums : areas) {
        const double a = sums[c] - sums[c - w], b = sums[c + w] - sums[c];
        if (a + b < fewest_of_area) continue;
        sides.emplace_back(a, b);
        before += a;
        after += b;
    }
    if (sides.size() < 3 || before == 0 || after == 0) return {};
    Unlikeness found{c, 0, static_cast<double>(sides.size() - 1), 0};
    const double up = std::sqrt(after / before);
    for (const auto& [a, b] : sides) {
        found.squares += (a * up - b / up) * (a * up - b / up) / (a + b);
        found.moved += std::abs(a / before - b / after) / 2;
    }
    return found;
}

// A chi-square over its degrees is below this one time in four.
double lower_quartile(double df) {
    const double spread = 2 / (9 * df), root = 1 - spread - 0.674490 * std::sqrt(spread);
    return std::max(root * root * root, 0.05);
}

double yearly_change(const std::vector<Unlikeness>& all) {
    std::vector<double> ratios;
    for (const auto& one : all) ratios.push_back(one.d() / lower_quartile(one.df));
    const auto quarter = ratios.begin() + static_cast<std::ptrdiff_t>(ratios.size() / 4);
    std::nth_element(ratios.begin(), quarter, ratios.end());
    return std::max(1.0, *quarter);
}

}  // namespace

std::vector<ReusedCode> codes_reused(const MonthlySeries& by_area, double fewest_moved) {
    std::vector<ReusedCode> reused;
    if (by_area.of.empty()) return reused;
    const std::size_t months = by_area.of.begin()->second.size();
    if (months < fewest_months) return reused;
    struct Category {
        ByArea areas;
        double dispersions = 0;
    };
    std::map<std::string, Category> categories;
    for (const auto& [of, counts] : by_area.of) {
        auto& category = categories[of.first];
        category.areas.push_back(running(counts));
        category.dispersions += dispersion_by_neighbours(counts);
    }
    const auto tried = static_cast<double>(categories.size() * (months - 2 * narrowest + 1));
    for (const auto& [category, known] : categories) {
        const auto& areas = known.areas;
        std::vector<Unlikeness> all;
        for (std::size_t c = narrowest; c + narrowest <= months; ++c) {
            if (const auto one = unlikeness(areas, c, months); one && one->df >= 2) all.push_back(*one);
        }
        if (all.empty()) continue;
        const double phi =
            std::max(yearly_change(all), known.dispersions / static_cast<double>(areas.size()));
        const auto& most = *std::max_element(all.begin(), all.end(),
                                             [](const auto& a, const auto& b) { return a.d() < b.d(); });
        const double chance = stats::gamma_above(most.squares / phi, most.df / 2, 2);
        if (chance > alpha / tried || most.d() < beyond * phi || most.moved < fewest_moved) continue;
        reused.push_back({category, plus_months(by_area.first, static_cast<int>(most.at)), most.moved});
    }
    return reused;
}

}  // namespace atalaya::intake::quality
