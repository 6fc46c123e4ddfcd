// What of a process in time and space (stats/hawkes_space.hpp) comes by itself: events spread by a Gaussian, and a part of them
// evenly over the region.
#pragma once

#include <span>
#include <vector>

#include "core/place.hpp"
#include "stats/points/region.hpp"

namespace atalaya::stats::hawkes_parts {

// mu at each event for the present chances, its own kernel left out; and the part of it that is even.
class Background {
  public:
    Background(std::span<const Planar> places, const Region& region, double end, double bandwidth);
    std::vector<double> at_events(const std::vector<double>& chances, double even) const;
    double even_part(const std::vector<double>& chances, double even) const;

  private:
    std::span<const Planar> places_;
    double bandwidth_, area_, end_;
    std::vector<double> share_;
};

// The background when every event came by itself, as even as is likeliest.
struct Alone {
    std::vector<double> at_events;
    double log_likelihood{};
};
Alone alone(std::span<const Planar> places, const Region& region, double end, double bandwidth);

// Scott's sd n^(-1/6).
double scott(std::span<const Planar> places);

}  // namespace atalaya::stats::hawkes_parts
