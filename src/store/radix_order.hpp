// The order that sorts keys, stably: out[0] is the place of the smallest. Radix sort, O(n)
// for each 11 bits of the largest key; 8 bytes of memory a key.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace atalaya::store {

std::vector<std::uint32_t> radix_order(std::span<const std::uint64_t> keys);

}  // namespace atalaya::store
