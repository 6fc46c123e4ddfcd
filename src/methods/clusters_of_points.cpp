#include "methods/clusters_of_points.hpp"

#include <algorithm>
#include <limits>
#include <tuple>

namespace atalaya::methods {

std::vector<std::size_t> numbers_by_size(std::span<const std::int32_t> of, std::span<const Planar> places,
                                         std::size_t count) {
    constexpr double far = std::numeric_limits<double>::infinity();
    std::vector<std::size_t> sizes(count);
    std::vector<Planar> least(count, {far, far});
    for (std::size_t i = 0; i < of.size(); ++i) {
        if (of[i] == stats::Clusters::noise) continue;
        const auto cluster = static_cast<std::size_t>(of[i]);
        ++sizes[cluster];
        least[cluster] = std::min(least[cluster], places[i]);
    }
    std::vector<std::size_t> order(count);
    for (std::size_t i = 0; i < count; ++i) order[i] = i;
    std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
        return std::tie(sizes[b], least[a]) < std::tie(sizes[a], least[b]);
    });
    std::vector<std::size_t> numbers(count);
    for (std::size_t i = 0; i < count; ++i) numbers[order[i]] = i;
    return numbers;
}

}  // namespace atalaya::methods
