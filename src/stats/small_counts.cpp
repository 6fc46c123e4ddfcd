#include "stats/small_counts.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <vector>

#include "core/error.hpp"
#include "stats/distributions.hpp"
#include "stats/in_parallel.hpp"
#include "stats/random.hpp"

namespace atalaya::stats {

namespace {

constexpr int most_partitions = 2'000'000;

// x ln x, 0 at 0: what G is made of.
double entropy_term(double x) {
    return x == 0 ? 0 : x * log_same(x);
}

double square(double x) {
    return x * x;
}

// Walks the partitions of n into at most m parts, largest part first.
class Partitions {
  public:
    Partitions(std::int64_t n, std::int64_t bins, double observed, double (*term)(double))
        : n_{n}, bins_{bins}, term_{term}, observed_{observed - 1e-9 * std::max(1.0, observed)} {
        log_all_ = log_factorial(n) + log_factorial(bins) -
                   static_cast<double>(n) * log_same(static_cast<double>(bins));
    }

    // P(sum of term(x) >= observed); none when there are too many partitions.
    Maybe<double> tail() {
        lay(n_, n_);
        if (seen_ > most_partitions) return std::unexpected{Why::not_a_count};
        return std::min(1.0, p_);
    }

  private:
    void lay(std::int64_t left, std::int64_t largest) {
        if (seen_ > most_partitions) return;
        if (left == 0) return weigh();
        const auto free = bins_ - static_cast<std::int64_t>(parts_.size());
        if (free == 0) return;
        // Parts below left / free could not hold what is left.
        for (auto part = std::min(left, largest); part * free >= left; --part) {
            parts_.push_back(part);
            lay(left - part, part);
            parts_.pop_back();
        }
    }

    void weigh() {
        ++seen_;
        double sum = 0, log_ways = log_all_;
        for (std::size_t i = 0; i < parts_.size();) {
            std::size_t end = i;
            while (end < parts_.size() && parts_[end] == parts_[i]) ++end;
            const auto alike = static_cast<std::int64_t>(end - i);
            sum += static_cast<double>(alike) * term_(static_cast<double>(parts_[i]));
            log_ways -= log_factorial(alike) + static_cast<double>(alike) * log_factorial(parts_[i]);
            i = end;
        }
        log_ways -= log_factorial(bins_ - static_cast<std::int64_t>(parts_.size()));
        if (sum >= observed_) p_ += exp_same(log_ways);
    }

    std::int64_t n_, bins_;
    double (*term_)(double);
    double observed_;
    double log_all_{};
    std::vector<std::int64_t> parts_;
    int seen_ = 0;
    double p_ = 0;
};

// max over k of |S_k - k n / m|, in events.
double farthest_sum(std::span<const std::int64_t> counts, double n) {
    double sum = 0, far = 0;
    const auto bins = static_cast<double>(counts.size());
    for (std::size_t k = 0; k < counts.size(); ++k) {
        sum += static_cast<double>(counts[k]);
        far = std::max(far, std::abs(sum - static_cast<double>(k + 1) * n / bins));
    }
    return far;
}

// P(some sum is `far` or more from even): Poisson counts of mean n / m, their sums kept within the band, given that all
// are n. None when there are too many steps.
Maybe<double> chance_of_so_far(std::int64_t n, std::int64_t bins, double far) {
    const double mean = static_cast<double>(n) / static_cast<double>(bins);
    const double within = far - 1e-9 * std::max(1.0, far);  // a sum so far out is no longer within
    if (within <= 0) return 1;
    if (static_cast<double>(bins) * square(std::min(2 * within, static_cast<double>(n)) + 1) > 1e8)
        return std::unexpected{Why::not_a_count};
    std::vector<double> pmf;
    for (std::int64_t j = 0; j <= n; ++j) pmf.push_back(poisson_pmf(j, mean));
    std::int64_t low = 0;
    std::vector<double> chance{1};  // of the sums low, low + 1, ...
    for (std::int64_t k = 1; k <= bins; ++k) {
        const double even = static_cast<double>(k) * mean;
        const auto first = static_cast<std::int64_t>(std::max(0.0, std::floor(even - within) + 1));
        const auto last = std::min(n, static_cast<std::int64_t>(std::ceil(even + within) - 1));
        std::vector<double> next(static_cast<std::size_t>(std::max<std::int64_t>(0, last - first + 1)));
        for (std::int64_t sum = first; sum <= last; ++sum)
            for (std::size_t i = 0; i < chance.size() && low + static_cast<std::int64_t>(i) <= sum; ++i)
                next[static_cast<std::size_t>(sum - first)] +=
                    chance[i] * pmf[static_cast<std::size_t>(sum - low) - i];
        chance = std::move(next);
        low = first;
    }
    const double inside =
        n >= low && n - low < std::ssize(chance) ? chance[static_cast<std::size_t>(n - low)] : 0;
    return std::clamp(1 - inside / poisson_pmf(n, static_cast<double>(n)), 0.0, 1.0);
}

// n events on m bins, each alike.
void throw_on(std::int64_t n, Random& random, std::vector<std::int64_t>& bins) {
    const std::size_t m = bins.size();
    if (n < static_cast<std::int64_t>(m)) {
        std::ranges::fill(bins, 0);
        for (std::int64_t i = 0; i < n; ++i) ++bins[random.below(m)];
        return;
    }
    for (std::size_t k = 0; k + 1 < m; ++k) {
        bins[k] = random.binomial(n, 1 / static_cast<double>(m - k));
        n -= bins[k];
    }
    bins.back() = n;
}

// What is compared between layouts of n events: greater where the statistic is.
double unevenness(std::span<const std::int64_t> counts, std::int64_t n, BinsStatistic statistic) {
    if (statistic == BinsStatistic::ks) return farthest_sum(counts, static_cast<double>(n));
    const auto term = statistic == BinsStatistic::g ? entropy_term : square;
    double sum = 0;
    for (const auto count : counts) sum += term(static_cast<double>(count));
    return sum;
}

}  // namespace

double p_by_draws(std::span<const std::int64_t> counts, BinsStatistic statistic, const BinsDraws& draws) {
    const auto n = std::accumulate(counts.begin(), counts.end(), std::int64_t{0});
    const double observed = unevenness(counts, n, statistic),
                 as_large = observed - 1e-9 * std::max(1.0, observed);
    std::vector<char> is_as_large(draws.replicates);
    in_parallel(draws.replicates, draws.threads, [&](std::size_t first, std::size_t past_end) {
        std::vector<std::int64_t> bins(counts.size());
        for (std::size_t r = first; r < past_end; ++r) {
            Random random{draws.seed, r};
            throw_on(n, random, bins);
            is_as_large[r] = unevenness(bins, n, statistic) >= as_large;
        }
    });
    return static_cast<double>(1 + std::ranges::count(is_as_large, 1)) /
           static_cast<double>(1 + draws.replicates);
}

Maybe<BinsTest> exact_bins(std::span<const std::int64_t> counts, BinsStatistic statistic,
                           const BinsDraws& draws) {
    expects(counts.size() >= 2 && draws.replicates >= 1, "exact_bins needs two bins or more, a draw or more");
    std::int64_t n = 0;
    for (const auto count : counts) {
        if (count < 0) return std::unexpected{Why::not_a_count};
        n += count;
    }
    if (n == 0) return std::unexpected{Why::no_events};

    const auto bins = static_cast<std::int64_t>(counts.size());
    const auto events = static_cast<double>(n), even = events / static_cast<double>(bins);
    const double entropy = unevenness(counts, n, BinsStatistic::g);
    BinsTest out;
    out.g = 2 * (entropy - events * log_same(even));
    out.configurations =
        std::round(std::exp(log_factorial(n + bins - 1) - log_factorial(bins - 1) - log_factorial(n)));
    const double uneven = unevenness(counts, n, statistic);
    const auto exact = [&]() -> Maybe<double> {
        switch (statistic) {
            case BinsStatistic::ks: out.statistic = uneven / events; return chance_of_so_far(n, bins, uneven);
            case BinsStatistic::chi2:
                out.statistic = uneven / even - events;
                return Partitions{n, bins, uneven, square}.tail();
            case BinsStatistic::g: break;
        }
        out.statistic = out.g;
        return Partitions{n, bins, entropy, entropy_term}.tail();
    }();
    out.exact = exact.has_value();
    out.p = exact ? *exact : p_by_draws(counts, statistic, draws);
    if (!exact) out.p_error = std::sqrt(out.p * (1 - out.p) / static_cast<double>(draws.replicates + 1));
    return out;
}

double naus_scan(std::int64_t count, double mean, double windows, double spent) {
    expects(count >= 2 && mean > 0 && windows >= 2, "naus_scan takes count >= 2, mean > 0, windows >= 2");
    const auto p = [&](std::int64_t k) { return poisson_pmf(k, mean); };
    const auto f = [&](std::int64_t k) { return poisson_cdf(k, mean); };
    const std::int64_t n = count;
    const auto k = static_cast<double>(n);

    const double a1 = 2 * p(n) * f(n - 1) * ((k - 1) * f(n - 2) - mean * f(n - 3));
    const double a2 = 0.5 * p(n) * p(n) *
                      ((k - 1) * (k - 2) * f(n - 3) - 2 * (k - 2) * mean * f(n - 4) + mean * mean * f(n - 5));
    double a3 = 0, a4 = 0;
    for (std::int64_t r = 1; r < n; ++r) {
        const auto x = static_cast<double>(r);
        a3 += p(2 * n - r) * f(r - 1) * f(r - 1);
        if (r >= 2) a4 += p(2 * n - r) * p(r) * ((x - 1) * f(r - 2) - mean * f(r - 3));
    }
    // 1 - Q2 and 1 - Q3, so that a small chance is not lost beside 1.
    const double below = f(n - 1), above = gamma_cdf(mean, k, 1);
    const double some2 = above * (1 + below) + (k - 1) * p(n) * p(n - 2) + (k - 1 - mean) * p(n) * f(n - 3);
    const double some3 = above * (1 + below + below * below) + a1 - a2 - a3 + a4;
    if (!(some2 < 1 && some3 < 1)) return 1;  // every window is expected to hold that many
    const double log_q2 = std::log1p(-some2), log_q3 = std::log1p(-some3);
    return std::clamp(-std::expm1(log_q2 + (windows - spent) * (log_q3 - log_q2)), 0.0, 1.0);
}

}  // namespace atalaya::stats
