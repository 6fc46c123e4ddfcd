// Where the list of codes of a source changed under a series (intake/list_versions.hpp). Each year is counted by the list
// of its time; a figure that has facts of two of them names both and the day. Where what counts in the indicator is the same
// in both (the same names, classes and fits, whatever the codes), that is all; else the change is a break, and no
// percentage crosses it.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/json.hpp"
#include "intake/list_versions.hpp"
#include "service/figure.hpp"
#include "service/world.hpp"

namespace atalaya::service {

struct ListChange {
    std::string source;
    intake::ListVersion before, after;  // `after` holds from its first day on
    bool comparable = false;            // what counts in the indicator is the same in both

    std::string id() const { return source + "@" + after.id; }
};

// Of a source under an indicator, by day; those alone of which some code that is of one version counts in it. O(labels²).
std::vector<ListChange> list_changes(const intake::Source& source, std::string_view indicator);

// Those inside what a figure is of: its period and the one that it is against. None of a figure of no indicator.
std::vector<ListChange> list_changes(const World& world, const FigureSpec& spec);

// A break for each change of a source's list, of the indicators in which it is not comparable.
std::vector<intake::Break> list_breaks(const intake::Source& source,
                                       const std::vector<Indicator>& indicators);

// "list_changes", as a key of the object that is open; nothing where there are none.
void put(JsonWriter& json, const std::vector<ListChange>& changes);

}  // namespace atalaya::service
