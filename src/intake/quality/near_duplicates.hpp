// Facts that may be one written twice: the same but for the hour, or a few metres apart, as [duplicates] of a source says.
//
// A row is near another when day, offence, units and channel are the same, the hours are at most `hours` apart (24: any,
// an unknown one too), the points at most `metres`, and hour and point are not both equal (those are told as
// same_but_key). What fires, for n rows near an earlier one:
//
//     n >= 20   and   (n - 1.5 c) / sqrt(2 (n + 1.5^2 c)) >= 4
//
// c is what chance makes: half of the rows near one of the same weekday a week before, so that busy corners and the desks
// where facts are heaped answer for themselves. False positives: repeated attacks on one place in one day, which are what
// a near repeat is; nothing is withdrawn. Rows without a position are not compared, and of those in one strip of `metres`
// at most 2,000. A delivery of fewer than 14 days is not judged. O(n log n).
#pragma once

#include <cstdint>
#include <vector>

#include "core/incident.hpp"

namespace atalaya::intake::quality {

struct NearRule {
    int hours = 0;
    double metres = 0;

    bool any() const { return hours > 0 || metres > 0; }
};

struct NearRows {
    std::vector<std::uint32_t> rows;  // near an earlier one, in the order of the delivery
    double by_chance{};               // c
};

// What is near, whether it fires or not.
NearRows near_duplicates(const Incidents& incidents, const NearRule& rule);
bool too_many(const NearRows& near);

}  // namespace atalaya::intake::quality
