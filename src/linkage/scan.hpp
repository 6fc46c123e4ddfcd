// Going through all pairs of the blocks: once to count patterns, once to keep those that may be matches.
//
// No pair is stored but those kept. Whatever the number of threads (1 or more), the answers are the same, in
// the order of the blocks. O(pairs x (passes + fields)) comparisons; memory of the patterns per thread, 16 bytes a
// kept pair.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "linkage/blocking.hpp"
#include "linkage/comparison.hpp"
#include "linkage/fellegi_sunter.hpp"

namespace atalaya::linkage {

// How many pairs show each pattern; patterns(fields) numbers.
std::vector<std::int64_t> count_patterns(const Blocks& blocks, std::span<const Field> fields,
                                         int threads = 1);

struct ScoredPair {
    std::uint32_t a{}, b{};  // a < b
    double posterior{};
    friend bool operator==(const ScoredPair&, const ScoredPair&) = default;
};

// The pairs whose posterior, with what rare values add, is at least `least`.
std::vector<ScoredPair> likely_pairs(const Blocks& blocks, std::span<const Field> fields, const Model& model,
                                     double least, int threads = 1);

}  // namespace atalaya::linkage
