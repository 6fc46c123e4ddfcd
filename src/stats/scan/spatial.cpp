#include "stats/scan/spatial.hpp"

#include <cmath>
#include <optional>

#include "core/error.hpp"
#include "stats/scan/lanes.hpp"
#include "stats/scan/likelihood.hpp"
#include "stats/scan/replicates.hpp"

namespace atalaya::stats {

namespace {

struct Map {
    std::span<const Planar> locations, centres;
    std::span<const std::uint32_t> cases;
    std::vector<double> size;  // of each location: expected cases, or individuals
    std::size_t all_cases{};
};

template <class Ratio>
std::vector<Candidate> best_of_centres(const Map& map, const Circles& circles, const Ratio& ratio,
                                       std::size_t least) {
    std::vector<Candidate> best(circles.centres());
    for (std::size_t z = 0; z < circles.centres(); ++z) {
        std::size_t cases = 0;
        double size = 0;
        best[z].centre = z;
        for (std::size_t k = circles.first[z]; k < circles.first[z + 1]; ++k) {
            const std::uint32_t location = circles.member[k] & ~Circles::ends;
            cases += map.cases[location];
            size += map.size[location];
            if ((circles.member[k] & Circles::ends) == 0 || cases < least) continue;
            if (static_cast<double>(cases) <= ratio.expected(size)) continue;
            const double llr = ratio(cases, ratio.sized(size));
            if (llr > best[z].llr) best[z] = {llr, z, k + 1, 0, 0, cases, ratio.expected(size)};
        }
    }
    return best;
}

// The largest ratios of replicates first .. first + out.size() - 1; deal(random, visit) calls visit(location) a case.
template <class Count, class Ratio, class Deal>
void largest_of(const Map& map, const Circles& circles, const Ratio& ratio, const ScanOptions& options,
                std::size_t first, std::span<double> out, Deal deal) {
    constexpr std::size_t width = Lanes<Count>::width;
    double most = 0;
    for (const double size : map.size) most += size;
    Lanes<Count> rows{map.locations.size()};
    LargestOfLanes<Ratio, Count> largest{ratio, most * options.most * (1 + 1e-9), options.least_cases};
    for (std::size_t begin = 0; begin < out.size(); begin += width) {
        const std::size_t used = std::min(width, out.size() - begin);
        rows.clear();
        for (std::size_t lane = 0; lane < used; ++lane) {
            Random random{options.permutations.seed, first + begin + lane};
            deal(random, [&](std::size_t location) { ++rows.at(location, lane); });
        }
        largest.begin();
        largest.look(circles, rows, map.size);
        for (std::size_t lane = 0; lane < used; ++lane) out[begin + lane] = largest.largest(lane);
    }
}

template <class Ratio, class MakeDeal>
Scan scanned(const Map& map, std::span<const double> population, const Ratio& ratio,
             const ScanOptions& options, MakeDeal make_deal) {
    const auto circles = circles_of(map.locations, population, map.centres, options.most);
    Scan scan;
    scan.clusters = without_overlap(best_of_centres(map, circles, ratio, options.least_cases), circles,
                                    map.locations, map.centres, map.all_cases);
    judge(scan, options, 32, [&](std::size_t first, std::size_t, std::span<double> out) {
        if (map.all_cases <= 32767)
            largest_of<std::int16_t>(map, circles, ratio, options, first, out, make_deal());
        else
            largest_of<std::int32_t>(map, circles, ratio, options, first, out, make_deal());
    });
    return scan;
}

Maybe<std::size_t> all_cases_of(std::span<const Planar> locations, std::span<const std::uint32_t> cases) {
    expects(locations.size() == cases.size(), "scan: one number of cases a location");
    if (locations.size() < 2) return std::unexpected{Why::too_few_values};
    std::size_t all = 0;
    for (const auto c : cases) all += c;
    if (all == 0) return std::unexpected{Why::no_events};
    return all;
}

}  // namespace

Maybe<Scan> scan_poisson(std::span<const Planar> locations, std::span<const std::uint32_t> cases,
                         std::span<const double> population, const ScanOptions& options,
                         std::span<const Planar> centres) {
    expects(population.size() == locations.size(), "scan_poisson: one population a location");
    const auto all_cases = all_cases_of(locations, cases);
    if (!all_cases) return std::unexpected{all_cases.error()};
    double all = 0;
    for (std::size_t i = 0; i < population.size(); ++i) {
        if (!(population[i] >= 0 && std::isfinite(population[i]))) return std::unexpected{Why::not_a_count};
        if (population[i] == 0 && cases[i] > 0) return std::unexpected{Why::no_exposure};
        all += population[i];
    }
    Map map{locations, centres.empty() ? locations : centres, cases, {}, *all_cases};
    for (const double p : population) map.size.push_back(p * static_cast<double>(*all_cases) / all);
    const Alias by_population{population};
    return scanned(map, population, PoissonRatio{*all_cases}, options, [&] {
        return [&, n = *all_cases](Random& random, auto visit) {
            for (std::size_t c = 0; c < n; ++c) visit(by_population(random));
        };
    });
}

Maybe<Scan> scan_bernoulli(std::span<const Planar> locations, std::span<const std::uint32_t> cases,
                           std::span<const std::uint32_t> controls, const ScanOptions& options,
                           std::span<const Planar> centres) {
    expects(controls.size() == locations.size(), "scan_bernoulli: one number of controls a location");
    const auto all_cases = all_cases_of(locations, cases);
    if (!all_cases) return std::unexpected{all_cases.error()};
    Map map{locations, centres.empty() ? locations : centres, cases, {}, *all_cases};
    std::vector<std::uint32_t> individuals;
    for (std::size_t i = 0; i < cases.size(); ++i) {
        individuals.push_back(cases[i] + controls[i]);
        map.size.push_back(static_cast<double>(individuals.back()));
    }
    const Urn urn{individuals};
    return scanned(map, map.size, BernoulliRatio{*all_cases, urn.size()}, options, [&] {
        return
            [own = urn, n = *all_cases](Random& random, auto visit) mutable { own.draw(n, random, visit); };
    });
}

}  // namespace atalaya::stats
