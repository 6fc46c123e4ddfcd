// Incidents by whole weeks, Monday to Sunday. Asked of the ledger itself when a figure first needs them,
// for the rollups keep months, and kept for the vintage. Of sources that send rows; counts have no days.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "service/world.hpp"
#include "store/questions.hpp"

namespace atalaya::service {

class Weeks {
  public:
    // Both must outlive it.
    Weeks(store::Store& store, const World& world);

    // The Mondays of the whole weeks of which the indicator has every day, oldest first; none when a source
    // of it sends counts, or facts of which the month is all that is known.
    std::vector<Day> known(std::string_view indicator) const;
    // Rows (or units) of a week; the Monday must be one of known().
    std::int64_t count(std::string_view indicator, const TerritoryInfo& territory, Day monday, bool units);

  private:
    const store::WeekCounts& counts();

    store::Store& store_;
    const World& world_;
    std::optional<store::WeekCounts> counts_;
    using Series = std::map<Day, std::int64_t>;
    std::map<std::string, Series> series_;  // by indicator, territory, rows or units
};

}  // namespace atalaya::service
