// Which labels of a source count in which grouping, by the national list that they are of.
#pragma once

#include <map>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "intake/descriptor.hpp"
#include "service/groupings.hpp"

namespace atalaya::service {

// The code of the list that a label is, by its cells, folded: the last is the label or the code of it, those before it are
// what holds it, some may be missing ("Violación simple" alone; "Robo" / "Robo a negocio" / "Con violencia").
//
// A cell that the list does not have divides the code of the cells before it: the label is then a part of that code.
// A name that is that of a code and of one within it ("Hurtos") is the wider one, unless the source has other labels
// within the wider. A name of several codes of which none holds the others is none of them.
struct PlacedLabel {
    const intake::Label* label{};
    const NationalCode* code{};  // nullptr: the list has none for it
    bool part = false;
};
// In the order of the labels. O(labels^2 + labels x codes).
std::vector<PlacedLabel> placed(const NationalList& list, std::span<const intake::Label> labels);

// What becomes of a source's labels in a grouping.
struct GroupedLabels {
    std::vector<const intake::Label*> counted;
    std::vector<const intake::Label*> contained;  // in one that is counted: not counted again
    std::vector<const intake::Label*> wider;      // hold codes of the grouping and others: not counted
    std::vector<const NationalCode*> absent;      // codes of the grouping that no label is, holds or divides
};
GroupedLabels grouped(const NationalList& list, std::string_view grouping,
                      std::span<const PlacedLabel> labels);

// The groupings of each code of the source that counts in one. Error{bad_input} naming the source for a code with labels in and
// out of a grouping: its rows are not told apart.
std::map<std::string, std::set<std::string>> groupings_by_code(const Groupings& groupings,
                                                               const intake::Source& source);

// Adds to the indicators of each label the groupings that its code counts in, once each; those are answered.
std::set<std::string> count_in_groupings(const Groupings& groupings, intake::Source& source);

}  // namespace atalaya::service
