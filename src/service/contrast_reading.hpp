// What a way of counting comes to.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <tuple>
#include <vector>

#include "service/contrast_cells.hpp"
#include "service/contrast_cuts.hpp"
#include "service/contrast_way.hpp"
#include "store/questions.hpp"

namespace atalaya::service {

class Readings {
  public:
    // `world` is the one whose ledger is read by registration, once and only when asked; `indicator` the one that the claim
    // is about, "" of everything.
    Readings(store::Store& store, const World& world, std::string indicator, const Claim& claim)
        : store_{store},
          world_{world},
          indicator_{std::move(indicator)},
          claim_{claim},
          columns_{store, world} {}

    // None where months have no data, a change or share has a base of 0, a count has a gap, a share is of all there is, or a
    // rate has no denominator.
    std::optional<ClaimReading> read(const Way& way, std::vector<Departure> departures);

    // What the columns of the sources say, read once for the claim and for its readings.
    ColumnsTold& columns() { return columns_; }

  private:
    bool holds(const Way& way, Period period) const;
    bool is_told(const Way& way, Period period);
    std::vector<Gap> gaps(const Way& way, Period period, Period against) const;
    bool is_all_there_is(const Way& way) const;
    double sum(const Way& way, Period period, const std::vector<Gap>& gaps);
    bool is_absent(const Way& way, const std::string& counted, Period period);
    const std::vector<MonthCell>& cells(const Way& way, const std::string& counted);
    std::vector<MonthCell> cut_cells(const Way& way, const std::string& counted);
    bool set_rate(const Way& way, ClaimReading& reading) const;
    const std::vector<MonthCell>& registered(const std::string& indicator);

    store::Store& store_;
    const World& world_;
    std::string indicator_;
    const Claim& claim_;
    ColumnsTold columns_;
    std::optional<store::RegisteredCounts> registered_counts_;
    std::map<std::string, std::vector<MonthCell>> registered_;
    CellsByPlace by_place_;
    std::map<std::tuple<const World*, std::string, std::string>, std::vector<MonthCell>> cut_;
    std::map<std::tuple<const World*, std::string, std::string, const TerritoryInfo*, Day, Day>, bool>
        absent_;
    std::map<std::tuple<const World*, std::string, const TerritoryInfo*>, bool> tells_;
    std::map<const World*, std::map<std::string, std::uint16_t, std::less<>>> numbers_;
};

}  // namespace atalaya::service
