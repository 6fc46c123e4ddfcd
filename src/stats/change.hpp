// Did it change? Two counts, or two rates, compared.
//
// Sources: Krishnamoorthy & Thomson 2004, J. Stat. Plan. Inference 119, 23-35
// (e-test); Przyborowski & Wilenski 1940, Biometrika 31, 313-323 (conditional);
// Wheeler 2016, Int. J. Police Sci. Manag. 18 (roots); Wilson 1927 (the interval
// of compare()).
#pragma once

#include <cstdint>
#include <optional>

#include "stats/dispersion.hpp"
#include "stats/rates.hpp"
#include "stats/why.hpp"

namespace atalaya::stats {

// p that two Poisson counts over exposures n1, n2 differ in rate as much as these:
// the sum of Pois(i | n1 r) Pois(j | n2 r) over |T_ij| >= |T_observed|, r the pooled
// rate and T = (i/n1 - j/n2) / sqrt(i/n1^2 + j/n2^2). Sums reach 12 standard
// deviations; T falls with j, so a row is two bisections: O(sd log sd). Fails: no_events (0 against 0), not_a_count,
// no_exposure.
Maybe<double> e_test(std::int64_t count1, std::int64_t count2, double n1 = 1, double n2 = 1);

// Two-sided exact binomial of count1 among both, whose share is n1 / (n1 + n2)
// under equal rates: the sum of all probabilities not above the observed one.
Maybe<double> conditional_test(std::int64_t count1, std::int64_t count2, double n1 = 1, double n2 = 1);

struct RateRatio {
    double ratio{};   // now / before
    double se_log{};  // of ln ratio; infinity when a count is 0
    double low{};
    double high{};  // infinity when `before` is 0
    bool exact{};   // Clopper-Pearson on the conditional binomial, used when a count is 0
};

// Log-normal interval, ratio e^(+-z se); the exact conditional one when a count is
// 0. Fails as e_test does.
Maybe<RateRatio> rate_ratio(std::int64_t now, std::int64_t before, double n_now = 1, double n_before = 1,
                            double confidence = 0.95);

// 2 (sqrt now - sqrt before); above 3 in size is Wheeler's rule for an alert.
double root_z(double now, double before);

// What a bulletin prints. Percent and limits are of the rate; with equal
// exposures, of the count.
struct Change {
    double now{};
    double before{};
    std::optional<double> percent{};  // none when the base is 0
    std::optional<double> low{};      // 95 %
    std::optional<double> high{};
    std::optional<double> p{};           // two-sided; none when both counts are 0
    std::optional<double> p_in_table{};  // for label(): with the dispersion's phi_in_table
    std::optional<Why> why{};            // why there is no percent
    bool percent_allowed = false;        // base >= 20: below, print counts
};

inline constexpr double base_for_percent = 20;

// Test and interval with variance phi times Poisson. Given both, `now` is binomial
// with share s = n_now / (n_now + n_before) if nothing changed, so
//
//     T = (now - N s) / sqrt(phi N s (1 - s)),   N = now + before
//
// is held against Student's t with phi's degrees of freedom (normal when phi is a
// default). The interval holds the ratios that this test would not refuse: Wilson's
// interval of the share with N / phi in place of N. So p < 0.05 exactly when 0 % is
// outside, and a fall to 0 still has its upper limit. Exposures > 0, in one unit.
Change compare(double now, double n_now, double before, double n_before, const Dispersion& dispersion);

// As compare(), with a phi that is simply known.
Change compare(double now, double n_now, double before, double n_before, double phi = 1);

}  // namespace atalaya::stats
