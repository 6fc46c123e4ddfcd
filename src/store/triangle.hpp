// The revision triangle of a source: what each vintage added to what was known of each month.
#pragma once

#include <string_view>
#include <vector>

#include "store/questions.hpp"

namespace atalaya::store {

struct Revision {
    Period span;  // a month, or the months that are counted together
    std::int64_t vintage_no{};
    std::int64_t added{};  // never 0
};
// Incidents, or what was counted, up to the vintage. Order: first month,
// how many, vintage. O(cells of the source's months).
std::vector<Revision> revision_triangle(AnalyticsStore& store, const At& at, std::string_view source);

}  // namespace atalaya::store
