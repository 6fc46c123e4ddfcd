// The least of a function of a few numbers, without derivatives: Nelder & Mead 1965, Comput. J. 7,
// 308-313, begun again from its result until that no longer helps.
#pragma once

#include <functional>
#include <span>
#include <vector>

namespace atalaya::stats {

struct Minimum {
    std::vector<double> at;
    double value{};
    int evaluations{};
};

struct Search {
    double step = 0.1;            // of the first simplex, in each direction
    double tolerance = 1e-10;     // of the values in the simplex, relative
    int most_evaluations = 5000;  // in each of at most `rounds`
    int rounds = 5;
};

// f may return infinity where it is not defined, but not at `start`.
Minimum minimise(const std::function<double(std::span<const double>)>& f, std::vector<double> start,
                 const Search& search = {});

}  // namespace atalaya::stats
