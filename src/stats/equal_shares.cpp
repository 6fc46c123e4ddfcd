#include "stats/equal_shares.hpp"

#include <algorithm>
#include <limits>
#include <numeric>

#include "core/error.hpp"
#include "stats/distributions.hpp"
#include "stats/random.hpp"

namespace atalaya::stats {

namespace {

constexpr double as_likely = 1 + 1e-7;

std::int64_t sum(std::span<const std::int64_t> of) {
    return std::accumulate(of.begin(), of.end(), std::int64_t{0});
}

void expect_shares(std::span<const std::int64_t> successes, std::span<const std::int64_t> of) {
    expects(successes.size() == of.size(), "equal_shares: one number of trials per group");
    for (std::size_t i = 0; i < of.size(); ++i)
        expects(0 <= successes[i] && successes[i] <= of[i], "equal_shares: 0 <= successes <= of");
}

double log_choose(std::int64_t n, std::int64_t k) {
    return log_factorial(n) - log_factorial(k) - log_factorial(n - k);
}

}  // namespace

Maybe<ChiSquare> chi_square(std::span<const std::int64_t> successes, std::span<const std::int64_t> of) {
    expect_shares(successes, of);
    const auto groups = std::count_if(of.begin(), of.end(), [](std::int64_t n) { return n > 0; });
    if (groups < 2) return std::unexpected{Why::too_few_values};
    const double all = static_cast<double>(sum(of));
    const double share = static_cast<double>(sum(successes)) / all;
    if (share == 0 || share == 1) return std::unexpected{Why::constant};

    ChiSquare test{.df = static_cast<double>(groups - 1),
                   .least_expected = std::numeric_limits<double>::infinity()};
    for (std::size_t i = 0; i < of.size(); ++i) {
        if (of[i] == 0) continue;
        const double n = static_cast<double>(of[i]), expected = n * share;
        const double off = static_cast<double>(successes[i]) - expected;
        test.statistic += off * off / expected + off * off / (n - expected);
        test.least_expected = std::min({test.least_expected, expected, n - expected});
    }
    test.p = gamma_above(test.statistic, test.df / 2, 2);
    return test;
}

double fisher(std::int64_t successes, std::int64_t of, std::int64_t rest_successes, std::int64_t rest_of) {
    expects(0 <= successes && successes <= of && 0 <= rest_successes && rest_successes <= rest_of,
            "fisher: 0 <= successes <= of");
    const auto marked = successes + rest_successes, all = of + rest_of;
    const auto log_p = [&](std::int64_t k) {
        return log_choose(marked, k) + log_choose(all - marked, of - k) - log_choose(all, of);
    };
    const auto lowest = std::max<std::int64_t>(0, of - (all - marked)), highest = std::min(of, marked);
    const double seen = exp_same(log_p(successes)) * as_likely;
    double p = 0;
    for (auto k = lowest; k <= highest; ++k) {
        const double one = exp_same(log_p(k));
        if (one <= seen) p += one;
    }
    return std::min(p, 1.0);
}

std::vector<double> one_against_rest(std::span<const std::int64_t> successes,
                                     std::span<const std::int64_t> of) {
    expect_shares(successes, of);
    const auto all_successes = sum(successes), all = sum(of);
    std::vector<double> p;
    for (std::size_t i = 0; i < of.size(); ++i)
        p.push_back(fisher(successes[i], of[i], all_successes - successes[i], all - of[i]));
    return p;
}

}  // namespace atalaya::stats
