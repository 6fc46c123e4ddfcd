// Is a cluster emerging now, and where? Cylinders: circles of locations over stretches of periods, the most unusual
// one by c ln(c / E) + (C - c) ln((C - c) / (C - E)), c > E (stats/scan/likelihood.hpp), against replicates.
//
//     Poisson       E of a cylinder = C population / all population, summed over its locations and periods;
//                   replicates: C cases to location-periods by population
//     permutation   E = (cases of its locations) (cases of its periods) / C: no population needed, and what is common to
//                   all places or all times is no cluster; replicates: the periods dealt to the cases
//
// Prospective: cylinders that last until the last period. Retrospective: all. At most `longest` periods. Circles hold at
// most `most` of the population (of all periods), or of the cases for the permutation scan. Secondary clusters share no
// location with one before.
//
// A prospective scan that is run again and again has, for a p, the recurrence interval 1 / (p runs per year) years: how
// long until chance alone would give a cluster like this.
//
// Fails as stats/scan/spatial.hpp does; too_few_values also for fewer than 2 periods.
//
// `cases` are by location, then period; so is `population`, or one a location that stays. Requires 1 <= longest <=
// periods. Prospective O(sum of circles x longest (1 + R / lanes)), retrospective as stats/scan/retrospective.hpp says; the same bytes
// for any number of threads.
//
// Sources: Kulldorff 2001, J. R. Stat. Soc. A 164, 61-72; Kulldorff et al. 2005, PLoS Medicine 2, e59 (permutation).
#pragma once

#include "stats/scan/clusters.hpp"
#include "stats/why.hpp"

namespace atalaya::stats {

enum class Stretches { prospective, retrospective };

struct SpaceTimeOptions {
    ScanOptions scan{};
    Stretches stretches = Stretches::prospective;
    std::size_t longest = 1;  // periods
};

Maybe<Scan> scan_space_time_poisson(std::span<const Planar> locations, std::span<const std::uint32_t> cases,
                                    std::span<const double> population, std::size_t periods,
                                    const SpaceTimeOptions& options, std::span<const Planar> centres = {});

Maybe<Scan> scan_space_time_permutation(std::span<const Planar> locations,
                                        std::span<const std::uint32_t> cases, std::size_t periods,
                                        const SpaceTimeOptions& options,
                                        std::span<const Planar> centres = {});

// Years; 0 < p <= 1, runs_per_year > 0.
double recurrence_interval(double p, double runs_per_year);

}  // namespace atalaya::stats
