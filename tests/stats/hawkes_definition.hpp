// The self-exciting process as it is defined, slowly: to hold kernels and limits to.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <string_view>
#include <vector>

#include "stats/hawkes.hpp"
#include "stats/random.hpp"

namespace atalaya::stats {

// The log-likelihood by every pair of events.
inline double by_pairs(const std::vector<double>& times, double end, const Hawkes& p) {
    double sum = -p.mu * end;
    for (std::size_t i = 0; i < times.size(); ++i) {
        double lambda = p.mu;
        for (std::size_t j = 0; j < i; ++j) lambda += p.a * p.b * std::exp(-p.b * (times[i] - times[j]));
        sum += std::log(lambda) - p.a * (1 - std::exp(-p.b * (end - times[i])));
    }
    return sum;
}

// By generations: each event brings a Poisson number of others.
inline std::vector<double> drawn(std::string_view stream, std::uint64_t seed, double end, const Hawkes& p) {
    Random random{seed, stream_of(stream)};
    std::vector<double> times;
    for (std::int64_t k = random.poisson(p.mu * end); k > 0; --k) times.push_back(end * random.uniform());
    for (std::size_t i = 0; i < times.size(); ++i)
        for (std::int64_t k = random.poisson(p.a); k > 0; --k) {
            const double t = times[i] + random.exponential(1 / p.b);
            if (t < end) times.push_back(t);
        }
    std::sort(times.begin(), times.end());
    return times;
}

}  // namespace atalaya::stats
