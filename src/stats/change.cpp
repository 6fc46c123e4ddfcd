#include "stats/change.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <ranges>

#include "core/error.hpp"
#include "stats/distributions.hpp"

namespace atalaya::stats {

namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr double confidence_printed = 0.95;

std::optional<Why> refused(std::int64_t count1, std::int64_t count2, double n1, double n2) {
    if (count1 < 0 || count2 < 0) return Why::not_a_count;
    if (!(n1 > 0 && n2 > 0)) return Why::no_exposure;
    if (count1 == 0 && count2 == 0) return Why::no_events;
    return {};
}

// Poisson probabilities of first, first + 1, ...: all but 1e-30 of them.
struct Probabilities {
    std::int64_t first{};
    std::vector<double> of;
    std::vector<double> below;  // below[k]: the sum of the k first ones; one longer than `of`

    double at(std::size_t k) const { return static_cast<double>(first + static_cast<std::int64_t>(k)); }
};

Probabilities poisson_around(double mean) {
    const double reach = 12 * std::sqrt(mean) + 40;
    const auto first = static_cast<std::int64_t>(std::max(0.0, std::floor(mean - reach)));
    const auto last = static_cast<std::int64_t>(std::ceil(mean + reach));
    Probabilities around{first, {}, {0}};
    for (auto k = first; k <= last; ++k) {
        around.of.push_back(poisson_pmf(k, mean));
        around.below.push_back(around.below.back() + around.of.back());
    }
    return around;
}

// Rises with i and falls with j.
double e_statistic(double i, double j, double n1, double n2) {
    const double variance = i / (n1 * n1) + j / (n2 * n2);
    return variance == 0 ? 0 : (i / n1 - j / n2) / std::sqrt(variance);
}

// The first whole number of [from, to) for which `holds` no longer does; it does up to there.
template <class Predicate>
std::int64_t first_without(std::int64_t from, std::int64_t to, Predicate holds) {
    const auto numbers = std::views::iota(from, to);
    return from + (std::ranges::partition_point(numbers, holds) - numbers.begin());
}

}  // namespace

Maybe<double> e_test(std::int64_t count1, std::int64_t count2, double n1, double n2) {
    if (const auto why = refused(count1, count2, n1, n2)) return std::unexpected{*why};

    const auto x1 = static_cast<double>(count1), x2 = static_cast<double>(count2);
    const double pooled = (x1 + x2) / (n1 + n2);
    // Ties of the statistic with the observed one count, whatever their last bit.
    const double observed = std::abs(e_statistic(x1, x2, n1, n2)) * (1 - 1e-12);

    const Probabilities first = poisson_around(n1 * pooled), second = poisson_around(n2 * pooled);
    const auto columns = static_cast<std::int64_t>(second.of.size());
    double p = 0;
    for (std::size_t a = 0; a < first.of.size(); ++a) {
        const auto statistic = [&](std::int64_t b) {
            return e_statistic(first.at(a), second.at(static_cast<std::size_t>(b)), n1, n2);
        };
        const auto low = first_without(0, columns, [&](std::int64_t b) { return statistic(b) >= observed; });
        const auto high =
            first_without(low, columns, [&](std::int64_t b) { return statistic(b) > -observed; });
        const double outside = second.below[static_cast<std::size_t>(low)] + second.below.back() -
                               second.below[static_cast<std::size_t>(high)];
        p += first.of[a] * outside;
    }
    return std::min(1.0, p);
}

Maybe<double> conditional_test(std::int64_t count1, std::int64_t count2, double n1, double n2) {
    if (const auto why = refused(count1, count2, n1, n2)) return std::unexpected{*why};

    const std::int64_t both = count1 + count2;
    const double share = n1 / (n1 + n2);
    const double observed = binomial_pmf(count1, both, share) * (1 + 1e-7);

    // The probabilities rise to the mode and fall after it.
    const auto mode = static_cast<std::int64_t>(std::floor(static_cast<double>(both + 1) * share));
    const auto past_mode = std::min(mode, both) + 1;
    const auto low =
        first_without(0, past_mode, [&](std::int64_t k) { return binomial_pmf(k, both, share) <= observed; });
    const auto high = first_without(past_mode, both + 1,
                                    [&](std::int64_t k) { return binomial_pmf(k, both, share) > observed; });
    return std::min(1.0, binomial_cdf(low - 1, both, share) + binomial_cdf(both - high, both, 1 - share));
}

Maybe<RateRatio> rate_ratio(std::int64_t now, std::int64_t before, double n_now, double n_before,
                            double confidence) {
    if (const auto why = refused(now, before, n_now, n_before)) return std::unexpected{*why};

    const auto x = static_cast<double>(now), y = static_cast<double>(before);
    const double scale = n_before / n_now;
    if (now > 0 && before > 0) {
        const double ratio = x / y * scale;
        const double se = std::sqrt(1 / x + 1 / y);
        const double factor = std::exp(normal_quantile(0.5 + confidence / 2) * se);
        return RateRatio{ratio, se, ratio / factor, ratio * factor, false};
    }
    // Clopper & Pearson's limits of the share of `now`, as odds.
    const double tail = (1 - confidence) / 2;
    const auto odds = [&](double share) { return share / (1 - share) * scale; };
    if (now == 0) return RateRatio{0, infinity, 0, odds(beta_quantile(1 - tail, 1, y)), true};
    return RateRatio{infinity, infinity, odds(beta_quantile(tail, x, 1)), infinity, true};
}

double root_z(double now, double before) {
    expects(now >= 0 && before >= 0, "a count is 0 or more");
    return 2 * (std::sqrt(now) - std::sqrt(before));
}

Change compare(double now, double n_now, double before, double n_before, const Dispersion& dispersion) {
    expects(now >= 0 && before >= 0, "compare: a count is 0 or more");
    expects(n_now > 0 && n_before > 0, "compare: an exposure is above 0");
    expects(dispersion.phi >= 1 && dispersion.phi_in_table >= 1, "compare: phi is 1 or more");

    Change change{.now = now, .before = before};
    change.percent_allowed = before >= base_for_percent;
    const double both = now + before;
    if (both == 0) {
        change.why = Why::no_events;
        return change;
    }

    const double share = n_now / (n_now + n_before);
    const double score = (now - both * share) / std::sqrt(both * share * (1 - share));
    change.p = t_two_sided(score / std::sqrt(dispersion.phi), dispersion.df);
    change.p_in_table = t_two_sided(score / std::sqrt(dispersion.phi_in_table), dispersion.df_in_table);
    if (before == 0) {
        change.why = Why::no_base;
        return change;
    }

    // Wilson's limits of the share, n being both / phi.
    const double t = t_quantile(0.5 + confidence_printed / 2, dispersion.df);
    const double n = both / dispersion.phi, t2 = t * t, seen = now / both;
    const double half = t * std::sqrt(t2 + 4 * n * seen * (1 - seen));
    const auto percent = [&](double shares_now, double shares_before) {
        return 100 * (shares_now / shares_before * n_before / n_now - 1);
    };
    change.percent = percent(now, before);
    change.low = percent(std::max(0.0, 2 * n * seen + t2 - half), 2 * n * (1 - seen) + t2 + half);
    change.high = percent(2 * n * seen + t2 + half, 2 * n * (1 - seen) + t2 - half);
    return change;
}

Change compare(double now, double n_now, double before, double n_before, double phi) {
    return compare(now, n_now, before, n_before, Dispersion{.phi = phi});
}

}  // namespace atalaya::stats
