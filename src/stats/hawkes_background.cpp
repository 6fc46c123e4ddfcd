#include "stats/hawkes_background.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <numeric>

#include "stats/points/gauss_transform.hpp"
#include "stats/random.hpp"

namespace atalaya::stats::hawkes_parts {

Background::Background(std::span<const Planar> places, const Region& region, double end, double bandwidth)
    : places_{places}, bandwidth_{bandwidth}, area_{region.area()}, end_{end} {
    for (const Planar at : places) share_.push_back(region.part_inside(at, bandwidth));
}

std::vector<double> Background::at_events(const std::vector<double>& chances, double even) const {
    constexpr double few = 1e5;  // pairs of so few events are added each
    std::vector<double> weights;
    for (std::size_t j = 0; j < chances.size(); ++j) weights.push_back(chances[j] / share_[j]);
    auto sums = gauss_transform(places_, weights, Lattice{}, places_, Gaussian{bandwidth_, bandwidth_}, few);
    const double top = 1 / (2 * std::numbers::pi * bandwidth_ * bandwidth_), flat = even_part(chances, even);
    for (std::size_t i = 0; i < sums.size(); ++i)
        sums[i] = (1 - even) * (std::max(0.0, sums[i] - weights[i]) * top + chances[i] / area_) / end_ + flat;
    return sums;
}

double Background::even_part(const std::vector<double>& chances, double even) const {
    return even * std::reduce(chances.begin(), chances.end()) / area_ / end_;
}

Alone alone(std::span<const Planar> places, const Region& region, double end, double bandwidth) {
    const Background background{places, region, end, bandwidth};
    const std::vector<double> all(places.size(), 1);
    const auto n = static_cast<double>(all.size());
    Alone out{background.at_events(all, 0), -n};
    const double flat = background.even_part(all, 1);
    double even = 0.2;
    for (int step = 0; step < 200; ++step) {
        double evenly = 0;
        for (const double mu : out.at_events) evenly += even * flat / ((1 - even) * mu + even * flat);
        even = evenly / n;
    }
    for (double& mu : out.at_events) {
        mu = (1 - even) * mu + even * flat;
        out.log_likelihood += log_same(mu);
    }
    return out;
}

double scott(std::span<const Planar> places) {
    const auto n = static_cast<double>(places.size());
    double x = 0, y = 0, squares = 0;
    for (const Planar at : places) x += at.x / n, y += at.y / n;
    for (const Planar at : places) squares += (at.x - x) * (at.x - x) + (at.y - y) * (at.y - y);
    return std::sqrt(squares / (2 * (n - 1))) / std::cbrt(std::sqrt(n));
}

}  // namespace atalaya::stats::hawkes_parts
