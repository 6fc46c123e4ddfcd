// What became of the areas of a layer: one was split, some were merged, a border moved, a code was changed. The
// areas of the new map together cover what those of the old one covered, so that what is not comparable area by
// area is comparable in sum.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/day.hpp"
#include "core/message.hpp"
#include "intake/words.hpp"

namespace atalaya::intake {

struct AreaChange {
    // split: 1 -> n; merge: n -> 1; boundary: n -> m, of areas that gave land to each other; rename and code: 1 -> 1,
    // the same land under another name (the code may stay) or another code.
    enum class Kind { split, merge, boundary, rename, code };

    std::string id;
    Day day{};  // the first of the new map
    std::string layer;
    Kind kind = Kind::split;
    std::vector<std::string> from, to;  // codes of the old and of the new map; one that goes on is in both
    std::vector<double> shares;         // split: of the residents, in each of `to`; empty: not known
    Words what;
    std::string act;  // the law that says so, or the file that shows it

    bool same_land() const { return kind == Kind::rename || kind == Kind::code; }
    bool takes(std::string_view code) const;  // is in `from`
    bool gives(std::string_view code) const;  // is in `to`
    // The codes that are in both, and have another land from `day` on; none of a rename or a change of code.
    std::vector<std::string> redrawn() const;
};

std::string_view code(AreaChange::Kind kind);  // "split"

// What is wrong with one change by itself: numbers of areas that its kind does not have, a code twice, shares that
// do not add up to 1 (to 1e-6).
std::optional<Message> fault_of(const AreaChange& change);

// What is wrong with all of them together, of any layers and in any order: two of one id; an area taken that an
// earlier change had ended (a gap), one given that is there already (an overlap), or that had ended (a cycle: a code
// has one life); two of one day that touch one area. O(n^2).
std::optional<Message> contradiction(std::span<const AreaChange> changes);

}  // namespace atalaya::intake
