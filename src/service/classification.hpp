// Under which classification a figure was counted, said with it wherever it goes: the crosswalk of each of its sources,
// the labels that fit their classes in part only (a total that adds them does not compare with another country's), and
// those that were given their code by a decision. Of a grouping: the national list of each source in place of the crosswalk.
#pragma once

#include <string>
#include <vector>

#include "core/json.hpp"
#include "service/figure.hpp"
#include "service/world.hpp"

namespace atalaya::service {

// What it points to is the world's.
struct Classified {
    struct Used {
        std::string source;
        const intake::Crosswalk* crosswalk{};
    };
    struct Overlap {
        std::string source;
        const intake::Label* label{};
        const intake::Meaning* meaning{};
    };
    struct Decided {
        std::string source;
        const DecidedLabel* label{};
    };
    struct Grouped {
        std::string source;
        intake::Words list;
        std::string version;
        Digest digest;                            // of the list's table
        std::vector<const intake::Label*> wider;  // hold more than the grouping: not counted
    };
    std::vector<Used> used;
    std::vector<Grouped> grouped;
    std::vector<Overlap>
        overlaps;  // with rows in the figure's territory, in its period or the one it is against
    std::vector<Decided> decided;  // whose code counts in the indicator, by the newest reading of the source

    bool compares() const { return overlaps.empty(); }
};

// Empty for a figure of no indicator. O(cells of the indicator x its labels that overlap).
Classified classified(const World& world, const FigureSpec& spec);

// "crosswalks", "overlap" and "decided", as keys of the object that is open; of a grouping "lists" too.
void put(JsonWriter& json, const Classified& classified);

}  // namespace atalaya::service
