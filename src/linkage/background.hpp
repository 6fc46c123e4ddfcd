// How often fields agree among all pairs that could be compared, whether blocks bring them together or not.
//
// Exact agreements and missing values are counted from how often each value is held, without looking at a pair:
// sum over values of c (c - 1) / 2 within one source, of c1 c2 between two. How many of the pairs that are not equal
// are close is estimated from random pairs, as (close + 1/2) / (unequal + 1), the half so that what the sample
// has not shown is not taken as impossible. When there are no more pairs than `sample`, all are
// looked at and nothing is estimated.
//
// The same `seed` gives the same answer on every machine. O(records + distinct values + sample) comparisons a field.
#pragma once

#include <cstdint>
#include <span>

#include "linkage/blocking.hpp"
#include "linkage/fellegi_sunter.hpp"

namespace atalaya::linkage {

Background background(std::span<const Field> fields, Sizes sizes, std::size_t sample = 1'000'000,
                      std::uint64_t seed = 1);

}  // namespace atalaya::linkage
