// How much, and for how many days, does what a day is like (its heat) raise the counts of that day and the days after?
//
//     log mu_t = offset_t + a + sum over exposures, lags l = 0 .. L of  f(x_{t-l}, l) + the other columns
//     f(x, l)  = sum over j, k of  b_jk v_j(x) w_k(l)                     a cross-basis of two curves
//
//     ratio of lag l   exp(f(x, l) - f(ref, l))        overall   exp(sum over l of f(x, l) - f(ref, l))
//
// Quasi-Poisson. A day counts in the fit when its events, its other columns and every lag of every exposure are there:
// lags go by the calendar, so they cross no gap. Limits are normal on the logarithm.
//
//     attributable     sum over t of y_t (1 - exp(-sum over l of f(x_{t-l}, l) - f(ref, l)))
//
// events of day t owed to the exposures of the days before it, limits by the delta method; `part` restricts it to days
// above or below the reference, the others taken to be at it.
//
// Sources: Gasparrini, Armstrong & Kenward 2010, Statistics in Medicine 29, 2224-2234; Gasparrini 2011, J. Stat.
// Software 43(8); Gasparrini & Leone 2014, BMC Med. Res. Methodol. 14, 55 (attributable).
#pragma once

#include <cstdint>
#include <span>
#include <utility>
#include <vector>

#include "stats/curve_basis.hpp"
#include "stats/glm.hpp"

namespace atalaya::stats {

struct LaggedExposure {
    std::span<const double> values;  // one a day, NaN where unknown
    CurveModel curve;                // v
    CurveModel lags;                 // w, over 0 .. lag, with its constant
    int lag = 0;                     // L, 0 or more
};

struct LagModel {
    std::span<const std::int32_t> days;          // ascending, none twice
    std::span<const double> events;              // >= 0, NaN where unknown
    std::vector<LaggedExposure> exposures;       // the first is the one asked about
    std::vector<std::vector<double>> columns{};  // others, with the constant; NaN where unknown
    std::span<const double> offset{};            // of the logarithm; empty is 0
};

struct LagRatio {
    double ratio{}, low{}, high{};
};

struct Attributable {
    double events{}, low{}, high{};
    double share{};  // of the events of the days that count
};
enum class AttributablePart { all, above, below };

// Two curves crossed: column j, k is v_j w_k.
class CrossBasis {
  public:
    explicit CrossBasis(const LaggedExposure& exposure);

    std::size_t columns() const { return curve_.columns() * weights_.front().size(); }
    std::size_t lags() const { return weights_.size(); }
    std::vector<double> curve(double x) const { return curve_.at(x); }
    // Adds v x w(lag) to a row of columns().
    void add(std::span<const double> v, std::size_t lag, std::span<double> row) const;

  private:
    CurveBasis curve_;
    std::vector<std::vector<double>> weights_;  // w by lag
};

class DistributedLags {
  public:
    // Other columns that those before them explain are left out (a season of which no day counts). Fails as fit_glm does,
    // with singular for the first exposure's own; too_few_values when no more days count than there are columns.
    // O(days columns^2) a step.
    static Maybe<DistributedLags> fit(const LagModel& model);

    // Of a finite value of the first exposure against the reference. O(columns^2).
    LagRatio overall(double value, double reference, double confidence) const;
    LagRatio at_lag(double value, double reference, int lag, double confidence) const;  // 0 <= lag <= L
    // O(days L columns).
    Attributable attributable(double reference, double confidence, AttributablePart part) const;

    const Glm& glm() const { return fit_; }
    std::size_t rows() const { return events_.size(); }
    double total() const;  // events of the days that count

  private:
    explicit DistributedLags(CrossBasis first) : basis_{std::move(first)} {}
    // (v(value) - v(reference)) x w, summed over lags first .. last.
    std::vector<double> contrast(double value, double reference, std::size_t first, std::size_t last) const;
    LagRatio ratio(std::span<const double> contrast, double confidence) const;
    double spread(std::span<const double> contrast) const;

    CrossBasis basis_;                            // of the first exposure
    Glm fit_;                                     // its columns in front
    std::vector<double> events_;                  // of the days that count
    std::vector<std::vector<double>> histories_;  // of them, the first exposure by lag
};

}  // namespace atalaya::stats
