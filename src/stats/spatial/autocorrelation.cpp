#include "stats/spatial/autocorrelation.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

#include "core/error.hpp"
#include "stats/distributions.hpp"
#include "stats/in_parallel.hpp"
#include "stats/random.hpp"

namespace atalaya::stats {

double Tails::two_sided() const {
    if (std::isnan(low) || std::isnan(high)) return low + high;
    return std::min(1.0, 2 * std::min(low, high));
}

Tails tails_of(std::size_t as_low, std::size_t as_high, std::size_t replicates) {
    const double of = static_cast<double>(replicates) + 1;
    return {static_cast<double>(as_low + 1) / of, static_cast<double>(as_high + 1) / of};
}

Tails normal_tails(double z) {
    return {normal_cdf(z), normal_cdf(-z)};
}

WeightSums sums_of(const Weights& weights) {
    std::vector<double> both(weights.areas());
    WeightSums sums;
    for (std::uint32_t i = 0; i < weights.areas(); ++i) {
        for (auto k = weights.first[i]; k < weights.first[i + 1]; ++k) {
            const auto j = weights.of[k];
            const double w = weights.weight[k];
            const auto begin = weights.of.begin() + weights.first[j],
                       end = weights.of.begin() + weights.first[j + 1];
            const auto back = std::lower_bound(begin, end, i);
            const bool mutual = back != end && *back == i;
            const double v = mutual ? weights.weight[static_cast<std::size_t>(back - weights.of.begin())] : 0;
            sums.s0 += w;
            sums.s1 += w * w + w * v;
            both[i] += w;
            both[j] += w;
        }
    }
    for (const double b : both) sums.s2 += b * b;
    return sums;
}

Weights among(const Weights& weights, const std::vector<bool>& kept) {
    std::vector<std::uint32_t> number(kept.size());
    std::uint32_t next = 0;
    for (std::size_t i = 0; i < kept.size(); ++i) number[i] = kept[i] ? next++ : 0;
    Weights out;
    for (std::size_t i = 0; i < kept.size(); ++i) {
        if (!kept[i]) continue;
        for (auto k = weights.first[i]; k < weights.first[i + 1]; ++k) {
            if (!kept[weights.of[k]]) continue;
            out.of.push_back(number[weights.of[k]]);
            out.weight.push_back(weights.weight[k]);
        }
        out.first.push_back(static_cast<std::uint32_t>(out.of.size()));
    }
    return out;
}

namespace {

// Values and weights as the statistics take them.
template <class T>
struct Data {
    std::vector<T> x;
    Weights weights;
    WeightSums sums;
    double n{};  // areas with neighbours
    std::size_t islands{};
};

std::size_t alone_in(const Weights& weights) {
    std::size_t alone = 0;
    for (std::size_t i = 0; i < weights.areas(); ++i) alone += weights.first[i] == weights.first[i + 1];
    return alone;
}

template <class T>
Maybe<Data<T>> prepared(std::span<const T> x, const Weights& weights, Islands islands) {
    expects(weights.areas() == x.size() && weights.weight.size() == weights.of.size(),
            "autocorrelation: one row of weights a value");
    for (const T v : x)
        if (!std::isfinite(static_cast<double>(v))) return std::unexpected{Why::not_a_number};
    Data<T> data{{x.begin(), x.end()}, weights, {}, 0, alone_in(weights)};
    while (islands == Islands::out_of_data && alone_in(data.weights) > 0) {
        std::vector<bool> kept;
        std::vector<T> left;
        for (std::size_t i = 0; i < data.x.size(); ++i) {
            kept.push_back(data.weights.first[i] < data.weights.first[i + 1]);
            if (kept.back()) left.push_back(data.x[i]);
        }
        data.weights = among(data.weights, kept);
        data.x = std::move(left);
        data.islands = x.size() - data.x.size();
    }
    data.sums = sums_of(data.weights);
    data.n = static_cast<double>(x.size() - data.islands);
    if (!(data.sums.s0 > 0)) return std::unexpected{Why::no_neighbours};
    if (data.n < 4) return std::unexpected{Why::too_few_values};
    if (std::ranges::all_of(data.x, [&](T v) { return v == data.x.front(); }))
        return std::unexpected{Why::constant};
    return data;
}

// `above` is how far the value is on the side of clustering; a variance that rounding alone may keep from 0, of `scale`, is 0,
// and one further below is none.
AgainstChance against(double above, double variance, double scale) {
    constexpr double none = std::numeric_limits<double>::quiet_NaN();
    if (variance < -1e-13 * scale) return {none, none, {none, none}};
    if (!(variance > 1e-13 * scale)) return {0, 0, {}};
    const double z = above / std::sqrt(variance);
    return {variance, z, normal_tails(z)};
}

// sum w_ij term(x_i, x_j) of dealt values, eight replicates side by side.
template <class Term>
std::vector<double> dealt_sums(const Data<double>& data, const Permutations& permutations, Term term) {
    constexpr std::size_t lanes = 8;
    const std::size_t n = data.x.size();
    std::vector<double> sums(permutations.replicates);
    in_parallel((sums.size() + lanes - 1) / lanes, permutations.threads,
                [&](std::size_t first, std::size_t past) {
                    std::vector<double> dealt, x(n * lanes);
                    for (std::size_t block = first; block < past; ++block) {
                        const std::size_t begin = block * lanes, used = std::min(lanes, sums.size() - begin);
                        for (std::size_t l = 0; l < used; ++l) {
                            dealt = data.x;
                            Random{permutations.seed, begin + l}.shuffle(std::span{dealt});
                            for (std::size_t i = 0; i < n; ++i) x[i * lanes + l] = dealt[i];
                        }
                        std::array<double, lanes> sum{};
                        for (std::size_t i = 0; i < n; ++i) {
                            const double* own = &x[i * lanes];
                            for (auto k = data.weights.first[i]; k < data.weights.first[i + 1]; ++k) {
                                const double* other = &x[data.weights.of[k] * lanes];
                                const double w = data.weights.weight[k];
                                for (std::size_t l = 0; l < lanes; ++l) sum[l] += w * term(own[l], other[l]);
                            }
                        }
                        for (std::size_t l = 0; l < used; ++l) sums[begin + l] = sum[l];
                    }
                });
    return sums;
}

template <class Term>
double sum_now(const Data<double>& data, Term term) {
    double sum = 0;
    for (std::size_t i = 0; i < data.x.size(); ++i) {
        for (auto k = data.weights.first[i]; k < data.weights.first[i + 1]; ++k)
            sum += data.weights.weight[k] * term(data.x[i], data.x[data.weights.of[k]]);
    }
    return sum;
}

// Equal sums added up in another order are equal: within 1e-12 of `scale`.
std::optional<Tails> tails(std::span<const double> dealt, double now, double scale) {
    if (dealt.empty()) return {};
    const double slack = 1e-12 * scale;
    std::size_t low = 0, high = 0;
    for (const double d : dealt) {
        low += d <= now + slack;
        high += d >= now - slack;
    }
    return tails_of(low, high, dealt.size());
}

struct Powers {
    double squares{}, kurtosis{};
};

// Makes the values deviations from their mean.
Powers centre(std::vector<double>& x) {
    const auto n = static_cast<double>(x.size());
    double mean = 0, fourth = 0;
    Powers powers;
    for (const double v : x) mean += v;
    mean /= n;
    for (double& v : x) {
        v -= mean;
        powers.squares += v * v;
        fourth += v * v * v * v;
    }
    powers.kurtosis = n * fourth / (powers.squares * powers.squares);
    return powers;
}

double product(double a, double b) {
    return a * b;
}
double squared_difference(double a, double b) {
    return (a - b) * (a - b);
}

}  // namespace

Maybe<Autocorrelation> global_moran(std::span<const double> x, const Weights& weights,
                                    const Permutations& permutations, Islands islands) {
    auto data = prepared(x, weights, islands);
    if (!data) return std::unexpected{data.error()};
    const double n = data->n;
    const auto [s0, s1, s2] = data->sums;
    const auto [squares, kurtosis] = centre(data->x);
    if (!(squares > 0)) return std::unexpected{Why::constant};

    const double sum = sum_now(*data, product), value = n / s0 * sum / squares, mean = -1 / (n - 1);
    const double random = (n * (s1 * (n * n - 3 * n + 3) - n * s2 + 3 * s0 * s0) -
                           kurtosis * (s1 * (n * n - n) - 2 * n * s2 + 6 * s0 * s0)) /
                              ((n - 1) * (n - 2) * (n - 3) * s0 * s0) -
                          mean * mean;
    const double normal = (n * n * s1 - n * s2 + 3 * s0 * s0) / (s0 * s0 * (n * n - 1)) - mean * mean;
    return Autocorrelation{value,
                           mean,
                           against(value - mean, random, 1),
                           against(value - mean, normal, 1),
                           tails(dealt_sums(*data, permutations, product), sum, s0 * squares / n),
                           static_cast<std::size_t>(n),
                           data->islands};
}

Maybe<Autocorrelation> global_geary(std::span<const double> x, const Weights& weights,
                                    const Permutations& permutations, Islands islands) {
    auto data = prepared(x, weights, islands);
    if (!data) return std::unexpected{data.error()};
    const double n = data->n;
    const auto [s0, s1, s2] = data->sums;
    const auto [squares, k] = centre(data->x);
    if (!(squares > 0)) return std::unexpected{Why::constant};

    const double sum = sum_now(*data, squared_difference), value = (n - 1) / (2 * s0) * sum / squares;
    const double random = ((n - 1) * s1 * (n * n - 3 * n + 3 - k * (n - 1)) -
                           (n - 1) * s2 * (n * n + 3 * n - 6 - k * (n * n - n + 2)) / 4 +
                           s0 * s0 * (n * n - 3 - k * (n - 1) * (n - 1))) /
                          (n * (n - 2) * (n - 3) * s0 * s0);
    const double normal = ((2 * s1 + s2) * (n - 1) - 4 * s0 * s0) / (2 * (n + 1) * s0 * s0);
    auto permuted = tails(dealt_sums(*data, permutations, squared_difference), sum, s0 * squares / n);
    if (permuted) std::swap(permuted->low, permuted->high);
    return Autocorrelation{value,
                           1,
                           against(1 - value, random, 1),
                           against(1 - value, normal, 1),
                           permuted,
                           static_cast<std::size_t>(n),
                           data->islands};
}

Maybe<Autocorrelation> global_g(std::span<const double> x, const Weights& weights,
                                const Permutations& permutations) {
    const auto data = prepared(x, weights, Islands::out_of_data);
    if (!data) return std::unexpected{data.error()};
    double x1 = 0, x2 = 0, x3 = 0, x4 = 0;
    for (const double v : data->x) {
        if (v < 0) return std::unexpected{Why::not_a_count};
        x1 += v;
        x2 += v * v;
        x3 += v * v * v;
        x4 += v * v * v * v;
    }
    const double n = data->n, all = x1 * x1 - x2;
    if (!(all > 1e-14 * x2)) return std::unexpected{Why::too_few_values};  // one area holds everything
    const auto [s0, s1, s2] = data->sums;
    const double sum = sum_now(*data, product), value = sum / all, mean = s0 / (n * (n - 1));
    const double b0 = (n * n - 3 * n + 3) * s1 - n * s2 + 3 * s0 * s0;
    const double b1 = -((n * n - n) * s1 - 2 * n * s2 + 6 * s0 * s0);
    const double b2 = -(2 * n * s1 - (n + 3) * s2 + 6 * s0 * s0);
    const double b3 = 4 * (n - 1) * s1 - 2 * (n + 1) * s2 + 8 * s0 * s0;
    const double b4 = s1 - s2 + s0 * s0;
    const double second =
        (b0 * x2 * x2 + b1 * x4 + b2 * x1 * x1 * x2 + b3 * x1 * x3 + b4 * x1 * x1 * x1 * x1) /
        (all * all * n * (n - 1) * (n - 2) * (n - 3));
    return Autocorrelation{value,
                           mean,
                           against(value - mean, second - mean * mean, mean * mean),
                           {},
                           tails(dealt_sums(*data, permutations, product), sum, sum),
                           static_cast<std::size_t>(n),
                           data->islands};
}

namespace {

// The joins of each pair of categories, in the cells (a, b), a <= b, of a square of side `of`.
void count_joins(std::span<const int> category, const Weights& weights, std::size_t of,
                 std::span<double> joins) {
    std::ranges::fill(joins, 0.0);
    for (std::size_t i = 0; i < category.size(); ++i) {
        for (auto k = weights.first[i]; k < weights.first[i + 1]; ++k) {
            const auto [a, b] = std::minmax(category[i], category[weights.of[k]]);
            joins[static_cast<std::size_t>(a) * of + static_cast<std::size_t>(b)] += weights.weight[k] / 2;
        }
    }
}

// The falling factorial x (x - 1) ... of so many factors.
double falling(double x, int factors) {
    double out = 1;
    for (int f = 0; f < factors; ++f) out *= x - f;
    return out;
}

// First and second moments of the joins, from how the links pair up: the same link, one area shared, none.
class JoinMoments {
  public:
    JoinMoments(const WeightSums& sums, double n)
        : s0_{sums.s0},
          same_{sums.s1},
          one_{sums.s2 - 2 * sums.s1},
          none_{sums.s0 * sums.s0 + sums.s1 - sums.s2},
          n_{n} {}

    double like(double a) const { return s0_ * falling(a, 2) / (2 * falling(n_, 2)); }
    double like_variance(double a) const {
        const double second = same_ * falling(a, 2) / falling(n_, 2) + one_ * falling(a, 3) / falling(n_, 3) +
                              none_ * falling(a, 4) / falling(n_, 4);
        return second / 4 - like(a) * like(a);
    }
    double like_covariance(double a, double b) const {
        return none_ * falling(a, 2) * falling(b, 2) / falling(n_, 4) / 4 - like(a) * like(b);
    }
    double unlike(double a, double b) const { return s0_ * a * b / falling(n_, 2); }
    double unlike_variance(double a, double b) const {
        const double second = 2 * same_ * a * b / falling(n_, 2) +
                              one_ * a * b * (a + b - 2) / falling(n_, 3) +
                              4 * none_ * falling(a, 2) * falling(b, 2) / falling(n_, 4);
        return second / 4 - unlike(a, b) * unlike(a, b);
    }

  private:
    double s0_, same_, one_, none_, n_;
};

JoinCount judged(int a, int b, double value, double expectation, double variance, double scale) {
    return {a, b, value, expectation, against(value - expectation, variance, scale), {}};
}

}  // namespace

Maybe<JoinCounts> join_counts(std::span<const int> categories, const Weights& weights,
                              const Permutations& permutations) {
    const auto data = prepared(categories, weights, Islands::out_of_data);
    if (!data) return std::unexpected{data.error()};
    std::vector<int> names = data->x;
    std::ranges::sort(names);
    names.erase(std::unique(names.begin(), names.end()), names.end());
    const std::size_t of = names.size();

    std::vector<int> category;
    std::vector<double> areas(of);
    for (const int c : data->x) {
        category.push_back(static_cast<int>(std::ranges::lower_bound(names, c) - names.begin()));
        ++areas[static_cast<std::size_t>(category.back())];
    }
    std::vector<double> now(of * of);
    count_joins(category, data->weights, of, now);
    const auto differing = [of](std::span<const double> joins) {
        double sum = 0;
        for (std::size_t a = 0; a < of; ++a)
            for (std::size_t b = a + 1; b < of; ++b) sum += joins[a * of + b];
        return sum;
    };

    std::vector<double> dealt_joins(permutations.replicates * (of * of + 1));  // and, last, those that differ
    in_parallel(permutations.replicates, permutations.threads, [&](std::size_t first, std::size_t past) {
        for (std::size_t r = first; r < past; ++r) {
            auto dealt = category;
            Random{permutations.seed, r}.shuffle(std::span{dealt});
            const auto joins = std::span{dealt_joins}.subspan(r * (of * of + 1), of * of + 1);
            count_joins(dealt, data->weights, of, joins.first(of * of));
            joins.back() = differing(joins);
        }
    });
    const auto permuted = [&](std::size_t at, double value) {
        std::vector<double> dealt;
        for (std::size_t r = 0; r < permutations.replicates; ++r)
            dealt.push_back(dealt_joins[r * (of * of + 1) + at]);
        return tails(dealt, value, data->sums.s0);
    };

    const JoinMoments moments{data->sums, data->n};
    const double scale = data->sums.s0 * data->sums.s0;
    JoinCounts out{
        .pairs = {}, .unlike = {}, .n = static_cast<std::size_t>(data->n), .islands = data->islands};
    double mean = data->sums.s0 / 2, variance = 0;
    for (std::size_t a = 0; a < of; ++a) {
        mean -= moments.like(areas[a]);
        for (std::size_t b = 0; b < of; ++b)
            variance +=
                a == b ? moments.like_variance(areas[a]) : moments.like_covariance(areas[a], areas[b]);
        for (std::size_t b = a; b < of; ++b) {
            const double value = now[a * of + b];
            const double expectation = a == b ? moments.like(areas[a]) : moments.unlike(areas[a], areas[b]);
            const double spread =
                a == b ? moments.like_variance(areas[a]) : moments.unlike_variance(areas[a], areas[b]);
            out.pairs.push_back(judged(names[a], names[b], value, expectation, spread, scale));
            out.pairs.back().permutation = permuted(a * of + b, value);
        }
    }
    out.unlike = judged(names.front(), names.back(), differing(now), mean, variance, scale);
    out.unlike.permutation = permuted(of * of, out.unlike.value);
    return out;
}

}  // namespace atalaya::stats
