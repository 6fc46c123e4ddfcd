// Two sources that list the same facts, held against each other as the city declares it
// ([[reconciliations]] of city.toml): which fact of one is which of the other (stats/matching.hpp).
// The other source's list stands beside the primary's and is in none of its counts.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/day.hpp"
#include "service/catalogue.hpp"
#include "stats/matching.hpp"

namespace atalaya::store {
class AnalyticsStore;
struct At;
}  // namespace atalaya::store

namespace atalaya::service {

// One victim or fact of a list; what stands for several is there several times.
struct OnList {
    Day day{};
    std::array<std::string, 5> area;  // codes by slot 1..4; "" not known
};

struct ReconciledLists {
    const intake::Reconciliation* declared{};
    std::vector<OnList> primary, other;     // in order of the ledger's numbers
    std::vector<stats::MatchedPair> pairs;  // primary, other

    // Those that are on both, with the day and the areas that the primary list gives; those of each list
    // that no pair holds.
    std::vector<OnList> on_both() const, only_primary() const, only_other() const;
};

// Those of a list in a period and, with a slot of 1..4, in one of these areas.
std::vector<OnList> part_of_list(const std::vector<OnList>& list, Period period, int slot,
                                 const std::vector<std::string>& codes);

// Every pair of lists that the city declares, as known at a vintage. Over all the days that the ledger has, so that what is
// a pair does not hang on the period that is asked for. Error{usage} where linkage::Permit refuses the two sources: of two
// privacy domains, or of one that is not said. A query for each code of the two lists.
std::vector<ReconciledLists> reconcile(store::AnalyticsStore& store, const Catalogue& catalogue,
                                       const store::At& at);

}  // namespace atalaya::service
