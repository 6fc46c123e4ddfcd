// The life of a finding: open, until a person explains, fixes or waives it, or until a delivery mends it. Pure.
//
// What tells the same again - the delivery read anew, its file sent again, a later delivery of all of its months - and
// no longer shows it has mended it: an open finding is fixed by that reading. One that shows it again opens what was
// fixed, by whomever. What was explained or waived stays so whatever comes. A decision counts after the readings of
// its day, and never before the finding was first seen or an earlier decision was taken.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "core/day.hpp"

namespace atalaya::service {

struct Telling {
    Day on{};               // when it was published
    std::size_t reading{};  // a number of the caller's
    bool shows = false;
};

struct Decided {
    Day on{};
    std::string state;
};

struct FindingLife {
    std::vector<Telling> tellings;   // in order of publication; the first is the one that showed it first
    std::vector<Decided> decisions;  // oldest first
};

struct FindingState {
    std::string state = "open";
    std::optional<std::size_t> mended_by;  // the reading; only of what no person fixed
};

// At the end of a day, or as it is now. "" before it was first seen. O(tellings + decisions).
FindingState state_of(const FindingLife& life, std::optional<Day> on = {});

}  // namespace atalaya::service
