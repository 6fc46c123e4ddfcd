#include "stats/hot_spots.hpp"

#include <algorithm>
#include <cmath>
#include <map>

#include "core/error.hpp"
#include "stats/conclusive.hpp"
#include "stats/distributions.hpp"

namespace atalaya::stats {

namespace {

struct Moments {
    double n{}, mean{}, variance{}, third{};  // central, over n
};

Moments moments_of(std::span<const double> counts) {
    Moments of{.n = static_cast<double>(counts.size())};
    for (const double x : counts) of.mean += x;
    of.mean /= of.n;
    for (const double x : counts) {
        const double d = x - of.mean;
        of.variance += d * d;
        of.third += d * d * d;
    }
    of.variance /= of.n;
    of.third /= of.n;
    return of;
}

// P(X >= x) of the Pearson III curve of mean 0, variance 1 and this skewness.
double pearson_above(double x, double skewness) {
    if (std::abs(skewness) < 1e-3) return normal_cdf(-x);
    const double shape = 4 / (skewness * skewness), at = shape + 2 * x / skewness;
    if (at <= 0) return skewness > 0 ? 1 : 0;  // below the least, or above the most
    return skewness > 0 ? gamma_above(at, shape, 1) : gamma_cdf(at, shape, 1);
}

// The sum of m of the n counts, drawn without putting back.
HotSpot judged(double sum, double m, const Moments& all) {
    const double n = all.n;
    const double variance = m * (n - m) / (n - 1) * all.variance;
    if (!(n > 1 && m < n) || all.variance == 0) return {0, 1, 1, 0};
    const double spread = std::sqrt(variance);
    const double third = n > 2 ? m * (n - m) * (n - 2 * m) / ((n - 1) * (n - 2)) * all.third : 0;
    const double above = sum - m * all.mean;
    return {above / spread, pearson_above((above - 0.5) / spread, third / (variance * spread)), 1, 0};
}

int confidence_of(double q) {
    return q <= 0.01 ? 99 : q <= 0.05 ? 95 : q <= 0.10 ? 90 : 0;
}

}  // namespace

std::optional<Neighbours> touching(std::span<const geo::Hex> cells) {
    std::map<geo::Hex, std::uint32_t> row_of;
    for (const auto& cell : cells) {
        if (!row_of.emplace(cell, static_cast<std::uint32_t>(row_of.size())).second) return {};
    }
    Neighbours neighbours;
    for (const auto& cell : cells) {
        for (const auto& next : geo::around(cell)) {
            if (const auto found = row_of.find(next); found != row_of.end())
                neighbours.of.push_back(found->second);
        }
        neighbours.first.push_back(static_cast<std::uint32_t>(neighbours.of.size()));
    }
    return neighbours;
}

Maybe<std::vector<HotSpot>> hot_spots(std::span<const double> counts, const Neighbours& neighbours) {
    expects(neighbours.first.size() == counts.size() + 1, "hot_spots: one list of neighbours a cell");
    const auto is_count = [](double x) { return x >= 0; };
    if (!std::all_of(counts.begin(), counts.end(), is_count)) return std::unexpected{Why::not_a_count};
    if (std::all_of(counts.begin(), counts.end(), [](double x) { return x == 0; }))
        return std::unexpected{Why::no_events};

    const Moments all = moments_of(counts);
    std::vector<HotSpot> cells;
    std::vector<double> p;
    for (std::size_t i = 0; i < counts.size(); ++i) {
        double sum = counts[i];
        const auto first = neighbours.first[i], past = neighbours.first[i + 1];
        for (auto k = first; k < past; ++k) sum += counts[neighbours.of[k]];
        cells.push_back(judged(sum, 1.0 + (past - first), all));
        p.push_back(cells.back().p);
    }
    const auto q = benjamini_hochberg(p);
    for (std::size_t i = 0; i < cells.size(); ++i) {
        cells[i].q = q[i];
        cells[i].confidence = confidence_of(q[i]);
    }
    return cells;
}

}  // namespace atalaya::stats
