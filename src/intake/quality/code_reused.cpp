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

// Of the w months on either side of c.
std::optional<Unlikeness> unlikeness(const ByArea& areas, std::size_t c, std::size_t w) {
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

// The narrowest change at c, and the greatest of as narrow ones of which all months are on one side of it; none where there are none.
std::optional<std::pair<Unlikeness, double>> at_once(const ByArea& areas, std::size_t c, std::size_t months) {
    const auto change = unlikeness(areas, c, narrowest);
    std::optional<double> beside;
    for (std::size_t other = narrowest; other + narrowest <= months; ++other) {
        if (other + narrowest > c && other < c + narrowest) continue;
        const auto one = unlikeness(areas, other, narrowest);
        if (one && one->df >= 2) beside = std::max(beside.value_or(0), one->d());
    }
    if (!change || change->df < 2 || !beside) return {};
    return std::pair{*change, std::max(1.0, *beside)};
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
            const auto one = unlikeness(areas, c, std::min({widest, c, months - c}));
            if (one && one->df >= 2) all.push_back(*one);
        }
        if (all.empty()) continue;
        const double least = known.dispersions / static_cast<double>(areas.size());
        const auto& most = *std::max_element(all.begin(), all.end(),
                                             [](const auto& a, const auto& b) { return a.d() < b.d(); });
        const auto is_told = [&](const Unlikeness& one, double phi) {
            return stats::gamma_above(one.squares / phi, one.df / 2, 2) <= alpha / tried &&
                   one.d() >= beyond * phi && one.moved >= fewest_moved;
        };
        bool told = is_told(most, std::max(yearly_change(all), least));
        if (!told) {
            const auto beside = at_once(areas, most.at, months);
            told = beside && is_told(beside->first, std::max(beside->second, least));
        }
        if (told)
            reused.push_back({category, plus_months(by_area.first, static_cast<int>(most.at)), most.moved});
    }
    return reused;
}

}  // namespace atalaya::intake::quality
