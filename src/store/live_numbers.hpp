// The incidents of some days by their numbers, as known at a vintage.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "store/questions.hpp"

namespace atalaya::store {

struct LiveNumber {
    std::int64_t number{};
    std::string source, offence;
    Day day{};
};

// In order of number. One scan of the ledger.
std::vector<LiveNumber> live_numbers(AnalyticsStore& store, const At& at, Period period);

}  // namespace atalaya::store
