// Of which days a delivery told: the record store keeps them with each reading, so that a later delivery is known to
// tell all of an earlier one again.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "core/day.hpp"
#include "core/incident.hpp"
#include "store/record_store.hpp"

namespace atalaya::store {

// From the day of its first fact to that of its last; a cell of counts is of whole months, a population of its year or
// month. None of a batch without any of them, such as one of limits. O(rows).
std::optional<Period> span_of(const Batch& batch);

// By run. Readings kept before the record store had spans are absent.
std::map<std::string, Period> run_spans(RecordStore& records, std::string_view city);

}  // namespace atalaya::store
