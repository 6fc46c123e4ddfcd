// How the findings of each source went, month by month: how many were new, opened again and closed, and how many were
// open at its end.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/day.hpp"
#include "service/findings.hpp"

namespace atalaya::service {

// Of one source. A finding that came and was closed in the same month is new and closed in it, so that
// open = open of the month before + noticed + reopened - closed.
struct FindingMonth {
    std::string source;
    Month month{};
    std::int64_t deliveries{};  // read in it, each time it was
    std::int64_t noticed{}, reopened{}, closed{}, open{};
};

// By source, then the months in which a delivery of it was read or something decided. `asked.source` and `asked.check`
// choose; of one check, a month in which nothing became of it is left out. Error{missing} when the source sent nothing.
// O(findings x months).
std::vector<FindingMonth> finding_trend(store::Store& store, const FindingsAsked& asked);

}  // namespace atalaya::service
