// The likelihood of a process in time and space (stats/hawkes_space.hpp) in its parts: who may have brought whom, and what of that
// which events bring is seen. Shared by the fit, its errors and the forecast.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "core/place.hpp"
#include "stats/hawkes_space.hpp"
#include "stats/points/region.hpp"

namespace atalaya::stats::hawkes_parts {

// The mass that a Gaussian of this sd about 0 has between two places.
double mass(double low, double high, double sd);

// For each event those before it that are near and soon enough to have brought it.
class Pairs {
  public:
    // Throws std::length_error above most_hawkes_pairs.
    Pairs(std::span<const double> times, std::span<const Planar> places, const Window& window,
          const HawkesSpaceModel& model);

    // Of exp(-omega u - r² / (2 sigma²)) over the pairs of event i: the sum, that times u, and times r².
    struct Sums {
        double weight{}, delay{}, squares{};
    };
    std::vector<Sums> sums(double omega, double sigma, int threads) const;

  private:
    double delay(std::size_t i, std::size_t k) const { return times_[i] - times_[earlier_[k]]; }
    double square(std::size_t i, std::size_t k) const {
        const double dx = places_[i].x - places_[earlier_[k]].x, dy = places_[i].y - places_[earlier_[k]].y;
        return dx * dx + dy * dy;
    }
    void add(const std::vector<std::uint32_t>& candidates, std::size_t i, const HawkesSpaceModel& model);

    std::span<const double> times_;
    std::span<const Planar> places_;
    std::vector<std::uint32_t> earlier_;
    std::vector<std::size_t> begin_;
};

// What of that which an event brings falls before the end and inside the window.
class Seen {
  public:
    Seen(std::span<const double> times, std::span<const Planar> places, const Region& region, double end,
         const HawkesSpaceModel& model);

    std::vector<double> in_window(double sigma) const;
    double in_time(std::size_t j, double omega) const;
    double both(const std::vector<double>& in_window, double omega) const;

  private:
    Region region_;
    HawkesSpaceModel model_;
    std::vector<double> left_;
    std::vector<Planar> places_;
};

// theta g k of a pair is this times exp(-omega u - r² / (2 sigma²)).
double height(const HawkesSpace& p, const HawkesSpaceModel& model);

double likelihood(const Pairs& pairs, const Seen& seen, std::span<const double> background_at,
                  double background, const HawkesSpace& p, const HawkesSpaceModel& model);

// How far the numbers are sought, and all that a fit is told.
struct Limits {
    double least_omega, most_omega, least_sigma, most_sigma;  // logarithms
};
Limits limits_of(const HawkesSpaceModel& model);

struct Told {
    std::span<const double> times;
    std::span<const Planar> places;
    const Region& region;
    double end;
    const HawkesSpaceModel& model;
    const Pairs& pairs;
    const Seen& seen;
};

}  // namespace atalaya::stats::hawkes_parts
