// Of which privacy domain the records of a reading were, as the record store keeps it.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "store/record_store.hpp"

namespace atalaya::store {

struct ReadingDomain {
    std::string run;
    std::string domain;  // "": the source did not say

    friend bool operator==(const ReadingDomain&, const ReadingDomain&) = default;
};

// The newest of each run, by run; of a run that no row names none was said.
std::vector<ReadingDomain> reading_domains(RecordStore& records, std::string_view city);
// Adds, chained, those that differ from what is known of their run, so that "" is a row only where it takes one back: all or
// none.
void keep_reading_domains(RecordStore& records, std::string_view city,
                          const std::vector<ReadingDomain>& domains);

}  // namespace atalaya::store
