#include "stats/scan/space_time.hpp"

#include <algorithm>
#include <cmath>

#include "core/error.hpp"
#include "stats/scan/lanes.hpp"
#include "stats/scan/likelihood.hpp"
#include "stats/scan/replicates.hpp"
#include "stats/scan/retrospective.hpp"

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
    // Of each location and period; and of a cylinder, in the order in which circles and stretches grow.
    const std::vector<double>& cells() const { return expected_; }
    double of(std::span<const std::uint32_t> members, std::size_t first, std::size_t past) const {
        double size = 0;
        for (const std::uint32_t member : members) {
            const double* cell = &expected_[(member & ~Circles::ends) * periods_];
            double here = 0;
            for (std::size_t period = first; period < past; ++period) here += cell[period];
            size += here;
        }
        return size;
    }

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
    std::vector<double> cells() const {
        std::vector<double> cells;
        cells.reserve(by_location_.size() * by_period_.size());
        for (const double location : by_location_)
            for (const double period : by_period_) cells.push_back(location * period / all_);
        return cells;
    }
    double of(std::span<const std::uint32_t> members, std::size_t first, std::size_t past) const {
        double then = 0, size = 0;
        for (std::size_t period = first; period < past; ++period) then += by_period_[period];
        for (const std::uint32_t member : members)
            size += by_location_[member & ~Circles::ends] * then / all_;
        return size;
    }

  private:
    std::vector<double> by_location_, by_period_;
    double all_, so_far_ = 0;
    std::vector<double> size_;
};

// Of stretches that last until the last period.
template <class Sizes>
std::vector<Candidate> best_of_centres(const Cube& cube, const Circles& circles, const PoissonRatio& ratio,
                                       Sizes sizes, const SpaceTimeOptions& options) {
    std::vector<Candidate> best(circles.centres());
    for (std::size_t z = 0; z < best.size(); ++z) best[z].centre = z;
    std::vector<std::uint32_t> counts(cube.locations.size());
    const auto all = static_cast<double>(cube.all_cases);
    sizes.begin();
    for (std::size_t first = cube.periods; first-- > cube.periods - options.longest;) {
        sizes.add(first);
        for (std::size_t i = 0; i < counts.size(); ++i) counts[i] += cube.at(i, first);
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
                if (llr > best[z].llr) best[z] = {llr, z, k + 1, first, cube.periods, cases, size};
            }
        }
    }
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
    const std::size_t earliest = cube.periods - options.longest;
    sizes.begin();
    for (std::size_t period = cube.periods; period-- > earliest;) {
        sizes.add(period);
        double here = 0;
        for (const double size : sizes.sizes()) here += size;
        most = std::max(most, here);
    }
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
        sizes.begin();
        rows.clear();
        for (std::size_t period = cube.periods; period-- > earliest;) {
            sizes.add(period);
            for (const auto& event : events[period]) ++rows.at(event.location, event.lane);
            largest.look(circles, rows, sizes.sizes());
        }
        for (std::size_t lane = 0; lane < used; ++lane) out[begin + lane] = largest.largest(lane);
    }
}

// Cases as deal(visit) brings them, sorted by location.
template <class Deal>
CasePeriods by_location(std::size_t locations, Deal deal) {
    std::vector<Event> dealt;  // a period in place of a lane
    CasePeriods cases{std::vector<std::uint32_t>(locations + 1), {}};
    deal([&](std::size_t location, std::size_t period) {
        dealt.push_back({static_cast<std::uint32_t>(location), static_cast<std::uint32_t>(period)});
        ++cases.first[location + 1];
    });
    for (std::size_t i = 0; i < locations; ++i) cases.first[i + 1] += cases.first[i];
    cases.period.resize(dealt.size());
    auto next = cases.first;
    for (const auto& [location, period] : dealt) cases.period[next[location]++] = period;
    return cases;
}

CasePeriods observed(const Cube& cube) {
    return by_location(cube.locations.size(), [&](auto visit) {
        for (std::size_t i = 0; i < cube.locations.size(); ++i)
            for (std::size_t period = 0; period < cube.periods; ++period)
                for (std::uint32_t c = 0; c < cube.at(i, period); ++c) visit(i, period);
    });
}

template <class Sizes, class MakeDeal>
Scan scanned_of_all_stretches(const Cube& cube, const Sizes& sizes, const SpaceTimeOptions& options,
                              MakeDeal make_deal) {
    const PoissonRatio ratio{cube.all_cases};
    const auto circles = circles_of(cube.locations, cube.population, cube.centres, options.scan.most);
    const auto& expected = sizes.cells();
    const Cylinders cylinders{circles,
                              ratio,
                              expected,
                              cube.periods,
                              options.longest,
                              options.scan.least_cases,
                              [&](std::span<const std::uint32_t> members, std::size_t first,
                                  std::size_t past) { return sizes.of(members, first, past); }};
    Scan scan;
    scan.clusters =
        without_overlap(best_of_stretches(cylinders, observed(cube), options.scan.permutations.threads),
                        circles, cube.locations, cube.centres, cube.all_cases);
    judge(scan, options.scan, 32, [&](std::size_t first, std::size_t, std::span<double> out) {
        constexpr std::size_t together = 32;
        auto deal = make_deal();
        for (std::size_t begin = 0; begin < out.size(); begin += together) {
            std::vector<CasePeriods> replicates;
            for (std::size_t r = begin; r < std::min(begin + together, out.size()); ++r) {
                Random random{options.scan.permutations.seed, first + r};
                replicates.push_back(
                    by_location(cube.locations.size(), [&](auto visit) { deal(random, visit); }));
            }
            std::ranges::copy(largest_of_stretches(cylinders, replicates),
                              out.begin() + static_cast<std::ptrdiff_t>(begin));
        }
    });
    return scan;
}

template <class Sizes, class MakeDeal>
Scan scanned(const Cube& cube, const Sizes& sizes, const SpaceTimeOptions& options, MakeDeal make_deal) {
    if (options.stretches == Stretches::retrospective)
        return scanned_of_all_stretches(cube, sizes, options, make_deal);
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
