// What a way of counting comes to.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "service/contrast_way.hpp"
#include "store/questions.hpp"

namespace atalaya::service {

class Readings {
  public:
    // `world` is the one whose ledger is read by registration, once and only when asked.
    Readings(store::Store& store, const World& world, const Indicator& indicator, const Claim& claim)
        : store_{store}, world_{world}, indicator_{indicator}, claim_{claim} {}

    // None where months have no data, a change or share has a base of 0, a count has a gap, or a share is of all there is.
    std::optional<ClaimReading> read(const Way& way, std::vector<Departure> departures);

  private:
    bool is_told(const Way& way, Period period) const;
    bool holds_part(const Way& way, Period period) const;
    bool is_all_there_is(const Way& way) const;
    double sum(const Way& way, Period period, const std::vector<Gap>& gaps);
    const std::vector<MonthCell>& registered(const std::string& indicator);

    store::Store& store_;
    const World& world_;
    const Indicator& indicator_;
    const Claim& claim_;
    std::optional<store::RegisteredCounts> registered_counts_;
    std::map<std::string, std::vector<MonthCell>> registered_;
};

}  // namespace atalaya::service
