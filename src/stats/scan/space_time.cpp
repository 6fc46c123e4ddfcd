#include "stats/scan/space_time.hpp"

#include <cmath>

#include "core/error.hpp"
#include "stats/scan/lanes.hpp"
#include "stats/scan/likelihood.hpp"
#include "stats/scan/replicates.hpp"

namespace atalaya::stats {

namespace {

struct Cube {
    std::span<const Planar> locations, centres;
    std::span<const std::uint32_t> cases;
    std::size_t periods{}, all_cases{};
    std::vector<double> population;  // of each location, all periods: what limits a circle

    std::uint32_t at(std::size_t location, std::size_t period) const {
        return cases[location * periods + period];
    }
};

// Calls begin(), then grow(period, first, past) for each longer stretch first .. past - 1 that gains `period`.
template <class Begin, class Grow>
void stretches(std::size_t periods, const SpaceTimeOptions& options, Begin begin, Grow grow) {
    if (options.stretches == Stretches::prospective) {
        begin();
        for (std::size_t d = 1; d <= options.longest; ++d) grow(periods - d, periods - d, periods);
        return;
    }
    for (std::size_t first = 0; first < periods; ++first) {
        begin();
        const std::size_t last = std::min(periods, first + options.longest);
        for (std::size_t period = first; period < last; ++period) grow(period, first, period + 1);
    }
}

// Expected cases of each location over the stretch so far.
class PoissonSizes {
  public:
    PoissonSizes(std::vector<double> expected, std::size_t periods)
        : expected_{std::move(expected)}, periods_{periods}, size_(expected_.size() / periods) {}
    void begin() { std::ranges::fill(size_, 0.0); }
    void add(std::size_t period) {
        for (std::size_t i = 0; i < size_.size(); ++i) size_[i] += expected_[i * periods_ + period];
    }
    std::span<const double> sizes() const { return size_; }

  private:
    std::vector<double> expected_;
    std::size_t periods_;
    std::vector<double> size_;
};

class PermutationSizes {
  public:
    explicit PermutationSizes(const Cube& cube)
        : by_location_{cube.population},
          by_period_(cube.periods),
          all_{static_cast<double>(cube.all_cases)},
          size_(by_location_.size()) {
        for (std::size_t i = 0; i < size_.size(); ++i)
            for (std::size_t t = 0; t < cube.periods; ++t) by_period_[t] += cube.at(i, t);
    }
    void begin() { so_far_ = 0; }
    void add(std::size_t period) {
        so_far_ += by_period_[period];
        for (std::size_t i = 0; i < size_.size(); ++i) size_[i] = by_location_[i] * so_far_ / all_;
    }
    std::span<const double> sizes() const { return size_; }

  private:
    std::vector<double> by_location_, by_period_;
    double all_, so_far_ = 0;
    std::vector<double> size_;
};

template <class Sizes>
std::vector<Candidate> best_of_centres(const Cube& cube, const Circles& circles, const PoissonRatio& ratio,
                                       Sizes sizes, const SpaceTimeOptions& options) {
    std::vector<Candidate> best(circles.centres());
    for (std::size_t z = 0; z < best.size(); ++z) best[z].centre = z;
    std::vector<std::uint32_t> counts(cube.locations.size());
    const auto all = static_cast<double>(cube.all_cases);
    const auto begin = [&] {
        sizes.begin();
        std::ranges::fill(counts, 0U);
    };
    stretches(cube.periods, options, begin, [&](std::size_t period, std::size_t first, std::size_t past) {
        sizes.add(period);
        for (std::size_t i = 0; i < counts.size(); ++i) counts[i] += cube.at(i, period);
        for (std::size_t z = 0; z < circles.centres(); ++z) {
            std::size_t cases = 0;
            double size = 0;
            for (std::size_t k = circles.first[z]; k < circles.first[z + 1]; ++k) {
                const std::uint32_t location = circles.member[k] & ~Circles::ends;
                cases += counts[location];
                size += sizes.sizes()[location];
                if ((circles.member[k] & Circles::ends) == 0 || cases < options.scan.least_cases) continue;
                const double above = static_cast<double>(cases) - size;
                if (above <= 0 || size >= all) continue;
                // ln x <= x - 1 twice: the ratio is at most this.
                if (all * above * above <= best[z].llr * size * (all - size) * (1 - 1e-9)) continue;
                const double llr = ratio(cases, ratio.sized(size));
                if (llr > best[z].llr) best[z] = {llr, z, k + 1, first, past, cases, size};
            }
        }
    });
    return best;
}

struct Event {
    std::uint32_t location, lane;
};

template <class Count, class Sizes, class Deal>
void largest_of(const Cube& cube, const Circles& circles, const PoissonRatio& ratio, Sizes sizes,
                const SpaceTimeOptions& options, std::size_t first, std::span<double> out, Deal deal) {
    constexpr std::size_t width = Lanes<Count>::width;
    double most = 0;
    stretches(
        cube.periods, options, [&] { sizes.begin(); },
        [&](std::size_t period, std::size_t, std::size_t) {
            sizes.add(period);
            double here = 0;
            for (const double size : sizes.sizes()) here += size;
            most = std::max(most, here);
        });
    Lanes<Count> rows{cube.locations.size()};
    LargestOfLanes<PoissonRatio, Count> largest{ratio, most, options.scan.least_cases};
    std::vector<std::vector<Event>> events(cube.periods);
    for (std::size_t begin = 0; begin < out.size(); begin += width) {
        const std::size_t used = std::min(width, out.size() - begin);
        for (auto& of_period : events) of_period.clear();
        for (std::uint32_t lane = 0; lane < used; ++lane) {
            Random random{options.scan.permutations.seed, first + begin + lane};
            deal(random, [&](std::size_t location, std::size_t period) {
                events[period].push_back({static_cast<std::uint32_t>(location), lane});
            });
        }
        largest.begin();
        const auto anew = [&] {
            sizes.begin();
            rows.clear();
        };
        stretches(cube.periods, options, anew, [&](std::size_t period, std::size_t, std::size_t) {
            sizes.add(period);
            for (const auto& event : events[period]) ++rows.at(event.location, event.lane);
            largest.look(circles, rows, sizes.sizes());
        });
        for (std::size_t lane = 0; lane < used; ++lane) out[begin + lane] = largest.largest(lane);
    }
}

template <class Sizes, class MakeDeal>
Scan scanned(const Cube& cube, const Sizes& sizes, const SpaceTimeOptions& options, MakeDeal make_deal) {
    const PoissonRatio ratio{cube.all_cases};
    const auto circles = circles_of(cube.locations, cube.population, cube.centres, options.scan.most);
    Scan scan;
    scan.clusters = without_overlap(best_of_centres(cube, circles, ratio, sizes, options), circles,
                                    cube.locations, cube.centres, cube.all_cases);
    judge(scan, options.scan, 32, [&](std::size_t first, std::size_t, std::span<double> out) {
        if (cube.all_cases <= 32767)
            largest_of<std::int16_t>(cube, circles, ratio, sizes, options, first, out, make_deal());
        else
            largest_of<std::int32_t>(cube, circles, ratio, sizes, options, first, out, make_deal());
    });
    return scan;
}

Maybe<Cube> cube_of(std::span<const Planar> locations, std::span<const std::uint32_t> cases,
                    std::size_t periods, const SpaceTimeOptions& options, std::span<const Planar> centres) {
    expects(cases.size() == locations.size() * periods, "space-time scan: cases by location, then period");
    if (locations.size() < 2 || periods < 2) return std::unexpected{Why::too_few_values};
    expects(options.longest >= 1 && options.longest <= periods, "space-time scan: 1 <= longest <= periods");
    Cube cube{locations, centres.empty() ? locations : centres, cases, periods,
              0,         std::vector<double>(locations.size())};
    for (const auto c : cases) cube.all_cases += c;
    if (cube.all_cases == 0) return std::unexpected{Why::no_events};
    return cube;
}

}  // namespace

Maybe<Scan> scan_space_time_poisson(std::span<const Planar> locations, std::span<const std::uint32_t> cases,
                                    std::span<const double> population, std::size_t periods,
                                    const SpaceTimeOptions& options, std::span<const Planar> centres) {
    auto cube = cube_of(locations, cases, periods, options, centres);
    if (!cube) return std::unexpected{cube.error()};
    const bool steady = population.size() == locations.size();
    expects(steady || population.size() == cases.size(),
            "space-time scan: a population a location, or for each period");
    std::vector<double> expected;
    double all = 0;
    for (std::size_t k = 0; k < cases.size(); ++k) {
        const double people = population[steady ? k / periods : k];
        if (!(people >= 0 && std::isfinite(people))) return std::unexpected{Why::not_a_count};
        if (people == 0 && cases[k] > 0) return std::unexpected{Why::no_exposure};
        expected.push_back(people);
        cube->population[k / periods] += people;
        all += people;
    }
    for (double& e : expected) e *= static_cast<double>(cube->all_cases) / all;
    const Alias by_population{expected};
    return scanned(*cube, PoissonSizes{expected, periods}, options, [&] {
        return [&, n = cube->all_cases](Random& random, auto visit) {
            for (std::size_t c = 0; c < n; ++c) {
                const std::size_t cell = by_population(random);
                visit(cell / periods, cell % periods);
            }
        };
    });
}

Maybe<Scan> scan_space_time_permutation(std::span<const Planar> locations,
                                        std::span<const std::uint32_t> cases, std::size_t periods,
                                        const SpaceTimeOptions& options, std::span<const Planar> centres) {
    auto cube = cube_of(locations, cases, periods, options, centres);
    if (!cube) return std::unexpected{cube.error()};
    std::vector<std::uint32_t> location_of, period_of;
    for (std::size_t k = 0; k < cases.size(); ++k) {
        cube->population[k / periods] += cases[k];
        location_of.insert(location_of.end(), cases[k], static_cast<std::uint32_t>(k / periods));
        period_of.insert(period_of.end(), cases[k], static_cast<std::uint32_t>(k % periods));
    }
    return scanned(*cube, PermutationSizes{*cube}, options, [&] {
        return [&, dealt = period_of](Random& random, auto visit) mutable {
            dealt = period_of;
            random.shuffle(std::span{dealt});
            for (std::size_t c = 0; c < dealt.size(); ++c) visit(location_of[c], dealt[c]);
        };
    });
}

double recurrence_interval(double p, double runs_per_year) {
    expects(p > 0 && p <= 1 && runs_per_year > 0, "recurrence_interval: a chance, and runs");
    return 1 / (p * runs_per_year);
}

}  // namespace atalaya::stats
