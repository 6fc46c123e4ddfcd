// The windows of a circular scan: for each centre its locations in order of distance, up to a share of the population.
// Locations equally far (squares of distances within 1e-12 of each other, of the first) enter together.
//
// O(centres x locations log) time, 4 bytes for each location of a largest circle.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "core/place.hpp"

namespace atalaya::stats {

struct Circles {
    // Of centre z, its members are first[z] .. first[z + 1] - 1 of `member`; the top bit of a member says that a circle
    // ends with it.
    static constexpr std::uint32_t ends = 0x80000000u;
    std::vector<std::size_t> first{0};
    std::vector<std::uint32_t> member;

    std::size_t centres() const { return first.size() - 1; }
};

// Circles whose population is at most `most` of all (within 1e-12). 0 < most <= 1; one population a location, >= 0.
Circles circles_of(std::span<const Planar> locations, std::span<const double> population,
                   std::span<const Planar> centres, double most);

}  // namespace atalaya::stats
