// On which days a source has facts, as known at a vintage.
#pragma once

#include <cstdint>
#include <map>
#include <string>

#include "core/day.hpp"
#include "store/questions.hpp"

namespace atalaya::store {

using DayRows = std::map<Day, std::int64_t>;

// Incidents of the source by their day; a day without any is absent. It reads the ledger: O(entries of the city).
DayRows days_told(AnalyticsStore& store, const At& at, const std::string& source);

}  // namespace atalaya::store
