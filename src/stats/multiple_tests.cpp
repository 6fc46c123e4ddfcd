#include "stats/multiple_tests.hpp"

#include <algorithm>
#include <numeric>

namespace atalaya::stats {

namespace {

std::vector<std::size_t> ascending(std::span<const double> p) {
    std::vector<std::size_t> order(p.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return p[a] < p[b]; });
    return order;
}

std::vector<double> stepped_up(std::span<const double> p, double factor) {
    const auto order = ascending(p);
    std::vector<double> q(p.size());
    double least = 1;
    for (std::size_t rank = p.size(); rank > 0; --rank) {
        const std::size_t i = order[rank - 1];
        least = std::min(least, p[i] * factor * static_cast<double>(p.size()) / static_cast<double>(rank));
        q[i] = least;
    }
    return q;
}

}  // namespace

std::vector<double> benjamini_hochberg(std::span<const double> p) {
    return stepped_up(p, 1);
}

std::vector<double> benjamini_yekutieli(std::span<const double> p) {
    double factor = 0;
    for (std::size_t k = 1; k <= p.size(); ++k) factor += 1 / static_cast<double>(k);
    return stepped_up(p, factor);
}

std::vector<double> holm(std::span<const double> p) {
    const auto order = ascending(p);
    std::vector<double> adjusted(p.size());
    double most = 0;
    for (std::size_t rank = 0; rank < p.size(); ++rank) {
        const std::size_t i = order[rank];
        most = std::max(most, std::min(1.0, p[i] * static_cast<double>(p.size() - rank)));
        adjusted[i] = most;
    }
    return adjusted;
}

}  // namespace atalaya::stats
