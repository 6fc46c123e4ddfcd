// Two ways to class the same facts, held against each other: which codes they class differently, and how many facts each
// indicator has under one and under the other. Nothing is read again: what a fact's label is, neither changes.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "service/catalogue.hpp"
#include "store/data_directory.hpp"

namespace atalaya::service {

struct CodeMoved {
    std::string code;
    intake::Meaning before, after;
    std::int64_t rows{};  // of the code at the vintage
};

struct IndicatorMoved {
    std::string indicator;
    std::int64_t before{}, after{};                  // rows, or what tallies count
    std::int64_t left{}, came{};                     // before - left + came = after
    std::int64_t overlap_before{}, overlap_after{};  // of them, under codes whose class overlaps
};

struct CrosswalkMoves {
    std::string source, vintage;
    Coding before, after;
    std::vector<CodeMoved> codes;  // in the order of codes.csv; those that are classed alike are left out
    std::vector<IndicatorMoved> indicators;  // by name; those in which some code counts
    std::int64_t rows{};                     // of the source
};

// Rows of each code of a source at a vintage, of incidents and of tallies.
std::map<std::string, std::int64_t, std::less<>> rows_by_code(store::Store& store, std::string_view source,
                                                              std::int64_t vintage_no);

CrosswalkMoves moves_between(const Coding& before, const Coding& after,
                             const std::map<std::string, std::int64_t, std::less<>>& rows);

// The crosswalks of a source by name ("codes" is that of codes.csv), at a vintage, "" the newest. Error{missing} for a name
// that the source does not have.
CrosswalkMoves compare_crosswalks(store::Store& store, const Catalogue& catalogue, const std::string& source,
                                  const std::string& before, const std::string& after,
                                  const std::string& vintage);

// What two vintages class differently, source by source, counted with the facts of the later: sources whose coding is not
// known at both are left out.
std::vector<CrosswalkMoves> moves_between_vintages(store::Store& store, const store::Vintage& earlier,
                                                   const store::Vintage& later);

}  // namespace atalaya::service
