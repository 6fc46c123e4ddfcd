// What was said of something before, and how it changed since.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "service/answers.hpp"

namespace atalaya::service {

// A figure as each vintage told it: what was said in March of January.
struct FigureHistory {
    struct Told {
        std::string vintage;
        Figure figure;
        std::vector<Receipt> deliveries;  // of the figure's sources that came with this vintage
    };
    // Oldest first; those that say what the vintage before said, by the same crosswalks, are left out.
    std::vector<Told> told;
};
// Up to the question's vintage. Cost: a world for each vintage.
FigureHistory figure_history(store::Store& store, const Catalogue& catalogue, const FigureQuestion& question);

// How a source's months grew: a row a month, what was known of it at the vintage that first told of it and at
// each one after.
struct RevisionTriangle {
    struct MonthRow {
        Period span;                      // a month, or those that the source counts together
        std::string first;                // the vintage that first told of it
        std::vector<std::int64_t> known;  // there, one vintage later, two ... ; never empty
    };
    std::string source;
    std::vector<MonthRow> months;  // in their order

    // Of all months that are known `age` vintages after their first: what they say then as a share of what the
    // same months say one vintage before that (a chain-ladder factor). None at 0, without such months, or where
    // the sum before is 0.
    std::optional<double> factor(std::size_t age) const;
};
// Throws Error{missing} where the city has no such source. `vintage` "" is the newest.
RevisionTriangle revision_triangle(store::Store& store, const Catalogue& catalogue, const std::string& source,
                                   const std::string& vintage);

}  // namespace atalaya::service
