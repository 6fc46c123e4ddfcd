#include "geo/far_areas.hpp"

#include <algorithm>
#include <numeric>
#include <vector>

namespace atalaya::geo {

namespace {

struct Stretch {
    double first, last;
};

std::set<std::size_t> far_along(const std::vector<Stretch>& stretches) {
    std::vector<std::size_t> order(stretches.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::ranges::sort(order, {}, [&](std::size_t i) { return stretches[i].first; });
    const auto few = static_cast<std::ptrdiff_t>(stretches.size() / 50);
    double end = stretches.front().last;
    for (const Stretch& one : stretches) end = std::max(end, one.last);
    double begin = stretches[order.front()].first, reach = stretches[order.front()].last;
    std::set<std::size_t> far;
    for (std::ptrdiff_t before = 1; before < std::ssize(order); ++before) {
        const auto next = order.begin() + before;
        const double resumes = stretches[*next].first, gap = resumes - reach;
        if (before <= few && gap > end - resumes) {
            far.insert(order.begin(), next);
            begin = resumes;
        }
        if (std::ssize(order) - before <= few && gap > reach - begin) {
            far.insert(next, order.end());
            break;
        }
        reach = std::max(reach, stretches[*next].last);
    }
    return far;
}

}  // namespace

std::set<std::size_t> far_areas(std::span<const Box> boxes) {
    if (boxes.empty()) return {};
    std::vector<Stretch> across, along;
    for (const Box& box : boxes) {
        across.push_back({box.west, box.east});
        along.push_back({box.south, box.north});
    }
    auto far = far_along(across);
    far.merge(far_along(along));
    return far;
}

}  // namespace atalaya::geo
