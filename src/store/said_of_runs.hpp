// What is kept about readings that a later look may take back: texts of a run, in a row each time they become others. Of a run
// the newest row holds, and one that no row names says nothing: its texts are blank.
//
//     {"city", "run", "…_no", texts …}, the number 1, 2, ... of the run; the query gives run, number, texts, oldest first.
#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "store/record_store.hpp"

namespace atalaya::store {

struct RunTexts {
    std::string_view table;  // of record_tables()
    std::string_view query;
    std::size_t texts;  // how many columns
};

using Said = std::vector<std::string>;  // one of each column

// The newest of each run. O(rows).
std::map<std::string, Said> said_of_runs(RecordStore& records, std::string_view city, const RunTexts& what);

// Adds, chained, those that differ from what is known of their run by then: all or none. O(rows + wanted).
void keep_said_of_runs(RecordStore& records, std::string_view city, const RunTexts& what,
                       const std::vector<std::pair<std::string, Said>>& wanted);

}  // namespace atalaya::store
