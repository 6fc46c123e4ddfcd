#include "stats/hawkes_limits.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <optional>
#include <utility>

#include "core/error.hpp"
#include "stats/distributions.hpp"
#include "stats/hawkes_slopes.hpp"

namespace atalaya::stats {

namespace {

constexpr double most_branching = 0;  // its logarithm

// From the fit along one of the logarithms, the other two as likely as can be.
class Walk {
  public:
    Walk(std::span<const double> times, double end, const HawkesLogs& fit, std::size_t along)
        : times_{times}, end_{end}, at_{fit}, along_{along}, top_{slopes(fit).value}, from_{fit[along]} {}

    // The root of twice what the likelihood has fallen so many steps from the fit.
    double fallen(double steps) {
        at_[along_] = from_ + steps;
        auto here = slopes(at_);
        constexpr int most_steps = 60;
        for (int step = 0; step < most_steps; ++step)
            if (!climb(here)) break;
        const double value = along_ == 1 ? here.value : std::max(here.value, alone());
        return std::sqrt(std::max(0.0, 2 * (top_ - value)));
    }

  private:
    HawkesSlopes slopes(const HawkesLogs& at) const { return hawkes_slopes(times_, end_, at); }

    // Of events that come by themselves alone, at a rate that is free unless it is the number held.
    double alone() const {
        const auto n = static_cast<double>(times_.size());
        const double rate = along_ == 0 ? std::exp(at_[0]) : n / end_;
        return n * std::log(rate) - rate * end_;
    }

    // One step of Newton, steadied where the likelihood does not bend down; false where none leads up.
    bool climb(HawkesSlopes& here) {
        constexpr double longest = 1, enough = 1e-13, least = 1e-10;
        const std::size_t i = (along_ + 1) % 3, j = (along_ + 2) % 3;
        const auto stuck = [&](std::size_t k) {
            return k == 1 && at_[1] >= most_branching && here.slope[1] > 0;
        };
        double p = -here.bend[i][i], q = -here.bend[j][j];
        const double r = -here.bend[i][j], middle = (p + q) / 2;
        const double lowest = middle - std::hypot((p - q) / 2, r), floor = 1e-6 * (1 + std::abs(middle));
        if (lowest < floor) p += floor - lowest, q += floor - lowest;
        const double determinant = p * q - r * r;
        double one = (q * here.slope[i] - r * here.slope[j]) / determinant,
               two = (p * here.slope[j] - r * here.slope[i]) / determinant;
        if (stuck(i)) one = 0, two = here.slope[j] / q;
        if (stuck(j)) two = 0, one = here.slope[i] / p;
        const double length = std::hypot(one, two);
        if (!(length > least)) return false;
        if (length > longest) one *= longest / length, two *= longest / length;
        for (int halved = 0; halved < 20; ++halved, one /= 2, two /= 2) {
            HawkesLogs to = at_;
            to[i] += one;
            to[j] += two;
            if (along_ != 1) to[1] = std::min(to[1], most_branching);
            const auto there = slopes(to);
            if (!(there.value > here.value)) continue;
            const double gained = there.value - here.value;
            at_ = to;
            here = there;
            return gained > enough;
        }
        return false;
    }

    std::span<const double> times_;
    double end_;
    HawkesLogs at_;
    std::size_t along_;
    double top_, from_;
};

// How far from the fit on this side the likelihood has fallen by `root`; none where it does not before the farthest.
std::optional<double> crossing(Walk walk, double side, double root, double farthest) {
    constexpr double longest = 1.5, close = 1e-8;
    if (farthest < close) return std::nullopt;
    double inner = 0, outer = std::min(0.2, farthest), at_inner = -root,
           at_outer = walk.fallen(side * outer) - root;
    while (at_outer < 0) {
        if (outer >= farthest) return std::nullopt;
        const double slope = (at_outer - at_inner) / (outer - inner);
        const double ahead = slope > 0 ? std::clamp(-1.1 * at_outer / slope, 0.05, longest) : longest;
        inner = std::exchange(outer, std::min(outer + ahead, farthest));
        at_inner = std::exchange(at_outer, walk.fallen(side * outer) - root);
    }
    // Regula falsi, an end that stays twice counting half (Illinois).
    for (int kept = 0; outer - inner > close;) {
        const double middle = std::clamp(inner - at_inner * (outer - inner) / (at_outer - at_inner),
                                         inner + close / 4, outer - close / 4);
        const double value = walk.fallen(side * middle) - root;
        if (std::abs(value) < close / 10) return middle;
        if (value < 0) {
            inner = middle;
            at_inner = value;
            if (kept == 1) at_outer /= 2;
            kept = 1;
        } else {
            outer = middle;
            at_outer = value;
            if (kept == -1) at_inner /= 2;
            kept = -1;
        }
    }
    return (inner + outer) / 2;
}

}  // namespace

Maybe<HawkesLimits> hawkes_limits(std::span<const double> times, double end, const Hawkes& fit,
                                  double confidence) {
    expects(confidence > 0 && confidence < 1, "hawkes_limits: a confidence between 0 and 1");
    if (!(fit.mu > 0 && fit.b > 0 && fit.a > 1e-6)) return std::unexpected{Why::no_fit};
    const HawkesLogs logs{std::log(fit.mu), std::log(fit.a), std::log(fit.b)};
    const double root = std::sqrt(chi2_quantile(confidence, 1));
    const auto along = [&](std::size_t k) -> Interval {
        const Walk walk{times, end, logs, k};
        constexpr double far = 13.8;  // a factor of a million
        const auto below = crossing(walk, -1, root, far),
                   above = crossing(walk, 1, root, k == 1 ? most_branching - logs[1] : far);
        const double open = k == 1 ? 1 : std::numeric_limits<double>::infinity();
        return {below ? std::exp(logs[k] - *below) : 0, above ? std::exp(logs[k] + *above) : open};
    };
    return HawkesLimits{along(0), along(1), along(2)};
}

}  // namespace atalaya::stats
