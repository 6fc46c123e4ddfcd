// By what law the hours of a reading were asked about: a zone and a version of tzdata, as the record store keeps them.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "store/record_store.hpp"

namespace atalaya::store {

struct ReadingClock {
    std::string run;
    std::string zone;    // IANA
    std::string tzdata;  // "2025b"; "" where the machine had none, and then no hour was asked about

    friend bool operator==(const ReadingClock&, const ReadingClock&) = default;
};

// The newest of each run, in the order of their first ones.
std::vector<ReadingClock> reading_clocks(RecordStore& records, std::string_view city);
// Adds, chained, those that differ from what is known of their run: all or none.
void keep_reading_clocks(RecordStore& records, std::string_view city,
                         const std::vector<ReadingClock>& clocks);

}  // namespace atalaya::store
