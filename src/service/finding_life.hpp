// The life of a finding: open, until a person explains, fixes or waives it, or until a delivery mends it. Pure.
//
// A finding is told by every reading that shows it. What a reading told stands until another tells again all that it told:
// the delivery read anew, its file sent again, a later delivery of all of its months. With nothing left that stands an
// open finding is fixed by the reading that took the last away: it is mended.
//
// A reading that shows it opens it again
//     returned   when it was fixed, by whomever;
//     grew       when it was explained or waived and there is more of it: more rows than any telling had that the decision
//                is of, and, where it is of other days than those, three standard deviations of a count more than the
//                largest share of rows among them gives, rows > e + 3 sqrt(e), e = share x read; of months of zero, which no
//                chance makes more of, any that are more;
//     changed    when it was explained or waived and names something (a month, an area, a label) that no such telling named.
// Otherwise what was explained or waived stays so, also where it is mended and returns. An erasure opens nothing: a name that it
// blanked is no news, and as many names as it blanked in the tellings that the decision is of may be those it blanked.
//
// A decision counts after the readings of its day, and never before the finding was first seen or an earlier decision was
// taken. It is of the tellings that stand then, or of the last one.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "core/day.hpp"
#include "core/digest.hpp"

namespace atalaya::service {

struct Telling {
    Day on{};               // when it was published
    std::size_t reading{};  // a number of the caller's
    bool shows = false;
    // What it told, where it shows it: rows of those read, of which days (none of limits), what it names.
    std::int64_t rows{}, read{};
    std::optional<Period> days{};
    std::set<std::string> names{};
    std::int64_t erased{};  // names that an erasure blanked, and that are not among them
    Digest delivery{};
    bool is_exact = false;  // its rows are no share of those read: any more are more
    std::set<std::size_t>
        again{};  // the readings of which this one tells all again, itself among them or not
};

struct Decided {
    Day on{};
    std::string state;
    std::optional<Digest>
        delivery{};  // where it was taken of the finding as one delivery showed it, not of all
};

struct FindingLife {
    std::vector<Telling> tellings;   // in order of publication; the first is the one that showed it first
    std::vector<Decided> decisions;  // oldest first
};

struct FindingState {
    std::string state = "open";
    std::optional<std::size_t> mended_by;  // the reading; only of what no person fixed
    struct Reopened {
        std::size_t by{};      // the reading
        const char* why = "";  // "returned" | "grew" | "changed"
    };
    std::optional<Reopened> reopened{};  // of one that is open by a reading after it was not
    // The tellings (their place in the life) of which the newest decision that explained or waived it is, unless a person
    // said otherwise since: what they named stays explained whatever came later.
    std::vector<std::size_t> settled{};
};

// At the end of a day, or as it is now. "" before it was first seen. O(decisions x tellings x what they name).
FindingState state_of(const FindingLife& life, std::optional<Day> on = {});

}  // namespace atalaya::service
