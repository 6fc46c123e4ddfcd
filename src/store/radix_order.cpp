#include "store/radix_order.hpp"

#include <algorithm>
#include <array>
#include <numeric>

#include "core/error.hpp"

namespace atalaya::store {

std::vector<std::uint32_t> radix_order(std::span<const std::uint64_t> keys) {
    constexpr int bits = 11;
    constexpr std::uint64_t mask = (1U << bits) - 1;
    expects(keys.size() < ~0U, "fewer than four thousand million rows are sorted");

    std::vector<std::uint32_t> order(keys.size()), next(keys.size());
    std::iota(order.begin(), order.end(), 0U);
    const std::uint64_t largest = keys.empty() ? 0 : *std::max_element(keys.begin(), keys.end());
    for (int shift = 0; shift < 64 && largest >> shift > 0; shift += bits) {
        std::array<std::uint32_t, mask + 2> starts{};
        for (const auto key : keys) ++starts[(key >> shift & mask) + 1];
        std::partial_sum(starts.begin(), starts.end(), starts.begin());
        for (const auto place : order) next[starts[keys[place] >> shift & mask]++] = place;
        order.swap(next);
    }
    return order;
}

}  // namespace atalaya::store
