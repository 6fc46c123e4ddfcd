// Cylinders of all stretches of periods, without looking at each. Circles of a centre that grow by about one deviation
// of what is expected in them are bounded together: a cylinder of any of them holds at most the cases of the largest and
// at least the size of the smallest, so its ratio is at most that of those two. Counts of all stretches of a block are
// compared with the most cases that do not beat what is known, several first periods side by side; only those
// beyond are looked at circle by circle. The ratio of what is found is of the size that the scan defines, so the same bits as
// of looking at each.
//
// O(centres (members (periods + cases) + blocks periods longest / lanes)) for each set of cases, blocks some 2 times the root
// of what is expected in a largest cylinder; 8 bytes a location and period.
//
// Source of the idea: Neill & Moore 2004, KDD '04, 256-265 (bounds over groups of windows).
#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <vector>

#include "stats/scan/circles.hpp"
#include "stats/scan/clusters.hpp"
#include "stats/scan/likelihood.hpp"

namespace atalaya::stats {

// The cases of one location after the other, a period each, those of location i at first[i] .. first[i + 1] - 1.
struct CasePeriods {
    std::vector<std::uint32_t> first, period;
};

// The cylinders of a scan. `expected` by location, then period: what size_of adds up to but for rounding.
struct Cylinders {
    // The size of `members` (as circles have them) in the periods first .. past - 1.
    using SizeOf =
        std::function<double(std::span<const std::uint32_t> members, std::size_t first, std::size_t past)>;

    const Circles& circles;
    const PoissonRatio& ratio;
    std::span<const double> expected;
    std::size_t periods{}, longest{};  // 1 <= longest <= periods
    std::size_t least_cases{};
    SizeOf size_of;
};

// Of each centre the most unusual cylinder: of equal ones that of the earliest first period, then of the shortest stretch,
// then of the smallest circle. Centres are shared among threads; the same for any number of them.
std::vector<Candidate> best_of_stretches(const Cylinders& cylinders, const CasePeriods& cases, int threads);

// The largest ratio of any cylinder in each of several sets of cases, 0 where none has more than expected.
std::vector<double> largest_of_stretches(const Cylinders& cylinders, std::span<const CasePeriods> replicates);

}  // namespace atalaya::stats
