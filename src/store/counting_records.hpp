// How the source of a reading counted when it was read, as the record store keeps it.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "store/record_store.hpp"

namespace atalaya::store {

struct KeptRules {
    std::string run;
    std::string said;  // canonical JSON (service/counting_rules.hpp)

    friend bool operator==(const KeptRules&, const KeptRules&) = default;
};

// The newest of each run, by run.
std::vector<KeptRules> counting_rules(RecordStore& records, std::string_view city);
// Adds, chained, those that differ from what is known of their run: all or none.
void keep_counting_rules(RecordStore& records, std::string_view city, const std::vector<KeptRules>& rules);

}  // namespace atalaya::store
