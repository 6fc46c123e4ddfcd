#include "methods/pairs_in_reach.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

namespace atalaya::methods {

double pairs_in_reach(const std::vector<Planar>& places, double reach) {
    std::vector<std::pair<double, double>> cells;
    cells.reserve(places.size());
    for (const auto& [x, y] : places) cells.emplace_back(std::floor(x / reach), std::floor(y / reach));
    std::ranges::sort(cells);
    double pairs = 0;
    for (std::size_t i = 0, end = 0; i < cells.size(); i = end) {
        while (end < cells.size() && cells[end] == cells[i]) ++end;
        const auto own = static_cast<double>(end - i);
        pairs += own * own * 4.5;
    }
    return pairs;
}

}  // namespace atalaya::methods
