// How unlikely a window is under the same risk everywhere: logarithms of likelihood ratios, from tables.
//
//     Poisson     c ln(c / E) + (C - c) ln((C - c) / (C - E))                                     when c > E
//     Bernoulli   c ln(c / n) + (n - c) ln((n - c) / n) + the same outside - the same of all      when c / n > C / N
//
// and 0 otherwise. c of C cases are inside, E of C are expected, or n of N are cases or controls. Both grow with c
// and fall with the size E or n of the window. The same bits on every machine. O(1), tables O(C) and O(N).
//
// Source: Kulldorff 1997, Communications in Statistics: Theory and Methods 26, 1481-1496.
#pragma once

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <vector>

#include "stats/random.hpp"

namespace atalaya::stats {

// x ln x for x = 0 .. most.
inline std::vector<double> x_log_x(std::size_t most) {
    std::vector<double> table{0};
    for (std::size_t x = 1; x <= most; ++x) {
        const double value = static_cast<double>(x);
        table.push_back(value * log_same(value));
    }
    return table;
}

class PoissonRatio {
  public:
    explicit PoissonRatio(std::size_t cases) : cases_{static_cast<double>(cases)}, table_{x_log_x(cases)} {}

    std::size_t cases() const { return table_.size() - 1; }
    double expected(double size) const { return size; }

    // What does not depend on c, worth keeping where many c are asked of one size.
    struct Sized {
        double size, log_in, log_out;
    };
    Sized sized(double size) const {
        if (!(size > 0 && size < cases_)) return {size, 0, 0};
        return {size, log_same(size), log_same(cases_ - size)};
    }
    double operator()(std::size_t c, const Sized& of) const {
        const auto count = static_cast<double>(c);
        if (count <= of.size || of.size >= cases_) return 0;
        if (of.size <= 0) return std::numeric_limits<double>::infinity();
        return (table_[c] - count * of.log_in) +
               (table_[table_.size() - 1 - c] - (cases_ - count) * of.log_out);
    }

  private:
    double cases_;
    std::vector<double> table_;
};

class BernoulliRatio {
  public:
    BernoulliRatio(std::size_t cases, std::size_t all)
        : cases_{cases},
          all_{all},
          table_{x_log_x(all)},
          share_{static_cast<double>(cases) / static_cast<double>(all)} {
        whole_ = table_[cases] + table_[all - cases] - table_[all];
    }

    std::size_t cases() const { return cases_; }
    double expected(double size) const { return size * share_; }

    // A size between whole numbers stands for the next one.
    using Sized = std::size_t;
    Sized sized(double size) const { return static_cast<std::size_t>(std::ceil(size)); }
    double operator()(std::size_t c, Sized n) const {
        if (c > n) return std::numeric_limits<double>::infinity();
        if (static_cast<double>(c) <= expected(static_cast<double>(n)) || n >= all_) return 0;
        const std::size_t c_out = cases_ - c, n_out = all_ - n;
        return (table_[c] + table_[n - c] - table_[n]) +
               (table_[c_out] + table_[n_out - c_out] - table_[n_out]) - whole_;
    }

  private:
    std::size_t cases_, all_;
    std::vector<double> table_;
    double share_, whole_;
};

// The most cases, from `count` on, of a window of this size whose ratio is no larger than `value`. The ratio grows with the
// cases: steps that double, then halve. O(log of what is added).
template <class Ratio>
std::size_t most_not_beyond(const Ratio& ratio, const typename Ratio::Sized& size, double value,
                            std::size_t count) {
    const auto within = [&](std::size_t c) { return c <= ratio.cases() && !(ratio(c, size) > value); };
    std::size_t step = 1;
    while (within(count + step)) {
        count += step;
        step *= 2;
    }
    for (; step > 0; step /= 2)
        if (within(count + step)) count += step;
    return count;
}

}  // namespace atalaya::stats
