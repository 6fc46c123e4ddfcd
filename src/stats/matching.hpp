// Two lists of the same facts, kept by two institutions: which fact of one is which of the
// other.
//
// A fact a of the first list and b of the second may be the same when
//
//     area_a = area_b   and   |day_a - day_b| <= days
//
// Of all pairs that may be, the nearest in days is taken first, and its two facts are out of
// the others; among equally near ones the one whose a, then whose b, comes first in its list.
// So every fact is in at most one pair, and the same lists give the same pairs. It is the rule that
// two clerks follow who tick off two papers, not the largest possible number of pairs: of
// a at days 0 and 3 and b at 2 and 6, within three days, it pairs 3 with 2 and leaves 0 and 6.
//
// With |a| = n of the first list, m of the second and k pairs, n + m - k facts are known to one list
// or the other.
//
// `area` is any number that means the same on both lists; with none on either, as when no area has to
// agree, give all the same. A fact of unknown area (negative) pairs with nothing: what is not known does not
// agree. Either list may be empty. Requires days >= 0.
//
// Cost: O((n + m) log (n + m) + p log p), p the pairs that may be.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace atalaya::stats {

struct ListedFact {
    std::int32_t day{};   // since any fixed day
    std::int32_t area{};  // negative: not known
};

struct MatchedPair {
    std::size_t a{}, b{};  // into the lists
    std::int32_t days{};   // apart, >= 0
    friend bool operator==(const MatchedPair&, const MatchedPair&) = default;
};

// The pairs in order of a.
std::vector<MatchedPair> match_lists(std::span<const ListedFact> a, std::span<const ListedFact> b, int days);

}  // namespace atalaya::stats
