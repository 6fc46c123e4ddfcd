// The incidents of some days one by one, with all that is known of where and when each was, as known at a vintage.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "store/questions.hpp"

namespace atalaya::store {

// All columns have one length; rows are in order of number.
struct LiveFacts {
    std::vector<std::int64_t> incident_no;
    Coded source, offence;
    Days day;
    std::vector<std::int8_t> hour, known;  // hour -1 unknown; TimeKnown
    std::vector<std::int32_t> units;
    std::array<Coded, 4> area;
    std::vector<std::int32_t> delay;     // days to its registration, -1 unknown
    std::vector<std::int32_t> lon, lat;  // 1e-7 degrees; no_position where none is known
    std::vector<std::int32_t> from,
        past;  // minutes since 1970-01-01 00:00 of the place's own clock; or no_interval
    std::size_t size() const { return incident_no.size(); }
};

// One scan of the ledger.
LiveFacts live_facts(AnalyticsStore& store, const At& at, Period period);

}  // namespace atalaya::store
