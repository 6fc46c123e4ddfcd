#include "stats/change.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

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

// Poisson probabilities of first .. first + size - 1: all but 1e-30 of them.
struct Probabilities {
    std::int64_t first{};
    std::vector<double> of;
};

Probabilities poisson_around(double mean) {
    const double reach = 12 * std::sqrt(mean) + 40;
    const auto first = static_cast<std::int64_t>(std::max(0.0, std::floor(mean - reach)));
    const auto last = static_cast<std::int64_t>(std::ceil(mean + reach));
    Probabilities around{first, {}};
    for (auto k = first; k <= last; ++k) around.of.push_back(poisson_pmf(k, mean));
    return around;
}

double e_statistic(double i, double j, double n1, double n2) {
    const double variance = i / (n1 * n1) + j / (n2 * n2);
    return variance == 0 ? 0 : std::abs(i / n1 - j / n2) / std::sqrt(variance);
}

}  // namespace

Maybe<double> e_test(std::int64_t count1, std::int64_t count2, double n1, double n2) {
    if (const auto why = refused(count1, count2, n1, n2)) return std::unexpected{*why};

    const auto x1 = static_cast<double>(count1), x2 = static_cast<double>(count2);
    const double pooled = (x1 + x2) / (n1 + n2);
    // Ties of the statistic with the observed one count, whatever their last bit.
    const double observed = e_statistic(x1, x2, n1, n2) * (1 - 1e-12);

    const Probabilities first = poisson_around(n1 * pooled), second = poisson_around(n2 * pooled);
    double p = 0;
    for (std::size_t a = 0; a < first.of.size(); ++a) {
        const auto i = static_cast<double>(first.first + static_cast<std::int64_t>(a));
        double row = 0;
        for (std::size_t b = 0; b < second.of.size(); ++b) {
            const auto j = static_cast<double>(second.first + static_cast<std::int64_t>(b));
            if (e_statistic(i, j, n1, n2) >= observed) row += second.of[b];
        }
        p += first.of[a] * row;
    }
    return std::min(1.0, p);
}

Maybe<double> conditional_test(std::int64_t count1, std::int64_t count2, double n1, double n2) {
    if (const auto why = refused(count1, count2, n1, n2)) return std::unexpected{*why};

    const std::int64_t both = count1 + count2;
    const double share = n1 / (n1 + n2);
    const double observed = binomial_pmf(count1, both, share) * (1 + 1e-7);
    // The probabilities fall away from the mode on either side: two tails, each
    // starting where it is no more likely than what was observed.
    const auto mode = static_cast<std::int64_t>(std::floor(static_cast<double>(both + 1) * share));
    std::int64_t low = count1, high = count1;
    if (count1 <= mode) {
        high = std::clamp(2 * mode - count1 - 1, mode, both + 1);
        while (high <= both && binomial_pmf(high, both, share) > observed) ++high;
        while (high > mode + 1 && binomial_pmf(high - 1, both, share) <= observed) --high;
    } else {
        low = std::clamp<std::int64_t>(2 * mode - count1 + 1, -1, mode);
        while (low >= 0 && binomial_pmf(low, both, share) > observed) --low;
        while (low < mode - 1 && binomial_pmf(low + 1, both, share) <= observed) ++low;
    }
    if (low >= high) return 1;
    const double upper = 1 - share;
    return std::min(1.0, binomial_cdf(low, both, share) + binomial_cdf(both - high, both, upper));
}

Maybe<RateRatio> rate_ratio(std::int64_t now, std::int64_t before, double n_now, double n_before, double confidence) {
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
