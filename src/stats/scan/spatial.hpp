// Where is the most unusual cluster, corrected for having looked everywhere? Kulldorff's circular scan statistic for
// high rates: the circle of the largest likelihood ratio (stats/scan/likelihood.hpp), its chance taken from the
// largest ratios of replicates in which the same number of cases fall by chance alone.
//
//     Poisson     E of a circle = C population / all population; replicates: C cases to locations by population
//     Bernoulli   cases and controls; replicates: the labels dealt to the same individuals
//
// Circles are centred on the locations, or on `centres` where given, hold all locations up to a distance, at most
// `most` of the population (cases and controls) and at least `least_cases` cases. Secondary clusters are the best
// windows of other centres that share no location with one before; their p is as if they came first (conservative).
//
// Fails: not_a_count for a missing or negative population; no_events without cases; no_exposure where cases
// are at a location without population, or there is none at all; too_few_values below 2 locations.
//
// Requires one number a location, finite coordinates. O(sum of circles (1 + R / lanes)); the same bytes for any number
// of threads.
//
// Source: Kulldorff 1997, Communications in Statistics: Theory and Methods 26, 1481-1496.
#pragma once

#include <cstdint>
#include <span>

#include "stats/scan/clusters.hpp"
#include "stats/why.hpp"

namespace atalaya::stats {

Maybe<Scan> scan_poisson(std::span<const Planar> locations, std::span<const std::uint32_t> cases,
                         std::span<const double> population, const ScanOptions& options = {},
                         std::span<const Planar> centres = {});

Maybe<Scan> scan_bernoulli(std::span<const Planar> locations, std::span<const std::uint32_t> cases,
                           std::span<const std::uint32_t> controls, const ScanOptions& options = {},
                           std::span<const Planar> centres = {});

}  // namespace atalaya::stats
