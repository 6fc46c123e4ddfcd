// Seasonal decomposition by loess: series = seasonal + trend + remainder.
//
// An inner loop smooths each season's own subseries, takes what is low in frequency out of it and smooths
// the rest into the trend; an outer loop gives values with a large remainder less weight (bisquare of
// 6 medians of its size). Loess is computed every `jump` points and read off straight lines between.
//
// Source: Cleveland, Cleveland, McRae & Terpenning 1990, J. Off. Stat. 6, 3-73.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

#include "stats/why.hpp"

namespace atalaya::stats {

struct StlSmoother {
    std::size_t window{};  // 0: the usual one (trend, low pass)
    int degree = 1;        // 0 or 1
    std::size_t jump = 0;  // 0: a tenth of the window, rounded up
};

struct StlModel {
    std::size_t period = 12;
    bool periodic = false;          // the same seasons every year: window 10 n + 1, degree 0, then averaged
    StlSmoother seasonal{7, 0, 0};  // window 3 or more; not read when periodic
    StlSmoother trend{0, 1, 0};     // usual: next odd of 1.5 period / (1 - 1.5 / seasonal window)
    StlSmoother low_pass{0, 1, 0};  // usual: next odd of the period
    bool robust = false;
    std::optional<int> inner;  // 2; robust 1
    std::optional<int> outer;  // 0; robust 15
};

struct Stl {
    std::vector<double> seasonal, trend, remainder;
    std::vector<double> weights;  // of the outer loop; 1 where it did not run
};

// Finite values without gaps. Fails: too_few_values below two periods, not_a_count for a value that is
// not finite. A window given even is taken one longer, as the paper wants odd ones.
// O(n window / jump) a smooth, none of it allocated but the result and a work area.
Maybe<Stl> stl(std::span<const double> values, const StlModel& model);

}  // namespace atalaya::stats
