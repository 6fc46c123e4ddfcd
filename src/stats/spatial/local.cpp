#include "stats/spatial/local.hpp"

#include <algorithm>
#include <cmath>
#include <optional>

#include "core/error.hpp"
#include "stats/in_parallel.hpp"
#include "stats/multiple_tests.hpp"
#include "stats/spatial/conditional.hpp"

namespace atalaya::stats {

namespace {

struct Whole {
    double n{}, mean{}, squares{}, fourth{};
};

Maybe<Whole> whole_of(std::span<const double> x, const Weights& weights) {
    expects(weights.areas() == x.size() && weights.weight.size() == weights.of.size(),
            "local statistics: one row of weights a value");
    for (const double v : x)
        if (!std::isfinite(v)) return std::unexpected{Why::not_a_number};
    if (x.size() < 3) return std::unexpected{Why::too_few_values};
    if (std::ranges::all_of(x, [&](double v) { return v == x.front(); }))
        return std::unexpected{Why::constant};
    Whole whole{.n = static_cast<double>(x.size())};
    for (const double v : x) whole.mean += v;
    whole.mean /= whole.n;
    for (const double v : x) {
        const double square = (v - whole.mean) * (v - whole.mean);
        whole.squares += square;
        whole.fourth += square * square;
    }
    if (!(whole.squares > 0)) return std::unexpected{Why::constant};
    return whole;
}

LocalTest test_of(double value, double expectation, double variance) {
    LocalTest test{.value = value,
                   .expectation = expectation,
                   .variance = std::max(variance, 0.0),
                   .z = 0,
                   .p = {},
                   .permutation = {}};
    if (!(variance > 0)) return test;
    test.z = (value - expectation) / std::sqrt(variance);
    test.p = normal_tails(test.z);
    return test;
}

// q of the tests that there are, by the p that `of` gives.
template <class Area, class Test, class P>
void adjust(std::vector<Maybe<Area>>& areas, Test test, P of) {
    std::vector<double> p;
    for (auto& area : areas)
        if (area && of(test(*area))) p.push_back(*of(test(*area)));
    const auto q = benjamini_hochberg(p);
    std::size_t next = 0;
    for (auto& area : areas)
        if (area && of(test(*area))) test(*area).q = q[next++];
}

auto two_sided(const Permutations& permutations) {
    return [dealt = permutations.replicates > 0](const LocalTest& test) -> std::optional<double> {
        return dealt ? test.permutation.two_sided() : test.p.two_sided();
    };
}

LocalTest& same(LocalTest& test) {
    return test;
}

bool alone(const Weights& weights, std::size_t i) {
    return weights.first[i] == weights.first[i + 1];
}

// The weight of an area on itself.
double own_weight(const Weights& weights, std::size_t i) {
    for (auto k = weights.first[i]; k < weights.first[i + 1]; ++k)
        if (weights.of[k] == i) return weights.weight[k];
    return 0;
}

struct RowSums {
    double sum{}, squares{};
};
RowSums row_sums(const Weights& weights, std::size_t i) {
    RowSums sums;
    for (auto k = weights.first[i]; k < weights.first[i + 1]; ++k) {
        sums.sum += weights.weight[k];
        sums.squares += weights.weight[k] * weights.weight[k];
    }
    return sums;
}

}  // namespace

std::string_view code(Quadrant quadrant) {
    switch (quadrant) {
        case Quadrant::high_high: return "high_high";
        case Quadrant::low_low: return "low_low";
        case Quadrant::low_high: return "low_high";
        case Quadrant::high_low: return "high_low";
    }
    return "";
}

Maybe<std::vector<Maybe<LocalMoran>>> local_moran(std::span<const double> x, const Weights& weights,
                                                  const Permutations& permutations) {
    const auto whole = whole_of(x, weights);
    if (!whole) return std::unexpected{whole.error()};
    const double n = whole->n, m2 = whole->squares / n, b2 = whole->fourth / n / (m2 * m2);
    const auto dealt = dealt_neighbours(x, weights, permutations);
    std::vector<Maybe<LocalMoran>> out;
    for (std::size_t i = 0; i < x.size(); ++i) {
        if (alone(weights, i)) {
            out.push_back(std::unexpected{Why::no_neighbours});
            continue;
        }
        const auto& area = dealt[i];
        const double z = x[i] - whole->mean, own = own_weight(weights, i);
        const double lag = area.sum - area.weight * whole->mean + own * z;
        const double shift = own * z - area.weight * whole->mean;
        LocalMoran moran;
        moran.test =
            test_of(z / m2 * lag, z / m2 * (area.expectation + shift), z * z / (m2 * m2) * area.variance);
        moran.test.permutation = area.permutation;
        if (z < 0) std::swap(moran.test.permutation.low, moran.test.permutation.high);
        if (z == 0) moran.test.permutation = {};
        moran.quadrant = z > 0 ? (lag > 0 ? Quadrant::high_high : Quadrant::high_low)
                               : (lag > 0 ? Quadrant::low_high : Quadrant::low_low);
        const auto [w, w2] = row_sums(weights, i);
        moran.total_expectation = -w / (n - 1);
        moran.total_variance = w2 * (n - b2) / (n - 1) + (w * w - w2) * (2 * b2 - n) / ((n - 1) * (n - 2)) -
                               moran.total_expectation * moran.total_expectation;
        out.push_back(moran);
    }
    adjust(
        out, [](LocalMoran& moran) -> LocalTest& { return moran.test; }, two_sided(permutations));
    return out;
}

Maybe<std::vector<Maybe<LocalTest>>> local_g(std::span<const double> x, const Weights& weights, Local which,
                                             const Permutations& permutations) {
    const auto whole = whole_of(x, weights);
    if (!whole) return std::unexpected{whole.error()};
    const double n = whole->n, all = whole->mean * n;
    const auto dealt = dealt_neighbours(x, weights, permutations);
    std::vector<Maybe<LocalTest>> out;
    for (std::size_t i = 0; i < x.size(); ++i) {
        const auto& area = dealt[i];
        const double own = own_weight(weights, i);
        if (alone(weights, i) || (which == Local::g && area.count == 0)) {
            out.push_back(std::unexpected{Why::no_neighbours});
            continue;
        }
        LocalTest test;
        double share = 1;  // what sums are divided by
        if (which == Local::g) {
            test = test_of(area.sum, area.expectation, area.variance);
            share = all - x[i];
        } else {
            const auto [w, w2] = row_sums(weights, i);
            const double spread = n * w2 - w * w;
            test = test_of(area.sum + own * x[i], w * whole->mean,
                           spread > 1e-13 * w * w ? whole->squares / n * spread / (n - 1) : 0);
            share = all;
        }
        if (share != 0) {
            test.value /= share;
            test.expectation /= share;
            test.variance /= share * share;
        }
        test.permutation = area.permutation;
        out.push_back(test);
    }
    adjust(out, same, two_sided(permutations));
    return out;
}

Maybe<std::vector<Maybe<LocalTest>>> local_join_counts(std::span<const double> x, const Weights& weights,
                                                       const Permutations& permutations) {
    for (const double v : x)
        if (v != 0 && v != 1) return std::unexpected{std::isnan(v) ? Why::not_a_number : Why::not_a_count};
    const auto whole = whole_of(x, weights);
    if (!whole) return std::unexpected{whole.error()};
    const auto dealt = dealt_neighbours(x, weights, permutations);
    std::vector<Maybe<LocalTest>> out;
    std::size_t next = 0;
    for (std::size_t i = 0; i < x.size(); ++i) {
        if (dealt[i].count == 0) {
            out.push_back(std::unexpected{Why::no_neighbours});
            continue;
        }
        LocalTest test;
        if (x[i] == 1) {
            test = test_of(dealt[i].sum, dealt[i].expectation, dealt[i].variance);
            test.permutation = dealt[i].permutation;
        }
        out.push_back(test);
    }
    std::vector<double> p;
    const auto tested = [&](std::size_t i) { return out[i].has_value() && x[i] == 1; };
    for (std::size_t i = 0; i < x.size(); ++i)
        if (tested(i)) p.push_back(permutations.replicates > 0 ? out[i]->permutation.high : out[i]->p.high);
    const auto q = benjamini_hochberg(p);
    for (std::size_t i = 0; i < x.size(); ++i)
        if (tested(i)) out[i]->q = q[next++];
    return out;
}

namespace {

// Sums of powers 1..4 of all values, standardised.
struct PowerSums {
    double s1{}, s2{}, s3{}, s4{};
};

// c_i where the other values are dealt: the neighbours' sum of y_j = (z_i - z_j)^2, whose mean and variance over the
// others follow from the sums of powers of z.
LocalTest geary_moments(double z, double value, double w, double w2, const PowerSums& all, double n) {
    const double s1 = all.s1 - z, s2 = all.s2 - z * z, s3 = all.s3 - z * z * z, s4 = all.s4 - z * z * z * z;
    const double m = n - 1;
    const double mean = (m * z * z - 2 * z * s1 + s2) / m;
    const double fourth = (m * z * z * z * z - 4 * z * z * z * s1 + 6 * z * z * s2 - 4 * z * s3 + s4) / m;
    const double spread = (m * w2 - w * w) / (m - 1), variance = fourth - mean * mean;
    const bool any = spread > 1e-13 * w * w && variance > 1e-13 * fourth;
    return test_of(value, w * mean, any ? variance * spread : 0);
}

}  // namespace

Maybe<std::vector<Maybe<LocalTest>>> local_geary(std::span<const double> x, const Weights& weights,
                                                 const Permutations& permutations) {
    const auto whole = whole_of(x, weights);
    if (!whole) return std::unexpected{whole.error()};
    const double n = whole->n, sd = std::sqrt(whole->squares / (n - 1));
    std::vector<double> z;
    PowerSums all;
    for (const double v : x) {
        const double s = (v - whole->mean) / sd;
        z.push_back(s);
        all.s1 += s;
        all.s2 += s * s;
        all.s3 += s * s * s;
        all.s4 += s * s * s * s;
    }
    std::vector<Maybe<LocalTest>> out(x.size(), std::unexpected{Why::no_neighbours});
    const auto [areas, count] = by_count(weights);
    for (std::size_t begin = 0, end = 0; begin < areas.size(); begin = end) {
        const std::size_t k = count[areas[begin]];
        while (end < areas.size() && count[areas[end]] == k) ++end;
        if (k == 0) continue;
        const DrawTable table{k, x.size(), permutations};
        in_parallel(end - begin, permutations.threads, [&](std::size_t first, std::size_t past) {
            std::vector<double> w;
            for (std::size_t a = begin + first; a < begin + past; ++a) {
                const std::uint32_t i = areas[a];
                double value = 0, sum = 0, squares = 0;
                w.clear();
                for (auto l = weights.first[i]; l < weights.first[i + 1]; ++l) {
                    const auto j = weights.of[l];
                    if (j == i) continue;
                    w.push_back(weights.weight[l]);
                    sum += w.back();
                    squares += w.back() * w.back();
                    value += w.back() * (z[i] - z[j]) * (z[i] - z[j]);
                }
                LocalTest test = geary_moments(z[i], value, sum, squares, all, n);
                std::size_t low = 0, high = 0;
                const double slack = 1e-12 * (sum * all.s2 / n + value);
                for (std::size_t r = 0; r < permutations.replicates; ++r) {
                    double dealt = 0;
                    std::size_t m = 0;
                    table.draw(r, i,
                               [&](std::uint32_t j) { dealt += w[m++] * (z[i] - z[j]) * (z[i] - z[j]); });
                    low += dealt <= value + slack;
                    high += dealt >= value - slack;
                }
                test.permutation = tails_of(low, high, permutations.replicates);
                out[i] = test;
            }
        });
    }
    adjust(out, same, two_sided(permutations));
    return out;
}

}  // namespace atalaya::stats
