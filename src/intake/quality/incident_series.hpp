// Facts of a delivery as series: by month of each offence and area, by week of each area.
#pragma once

#include <array>
#include <map>
#include <string>
#include <vector>

#include "core/incident.hpp"
#include "intake/quality/monthly_series.hpp"

namespace atalaya::intake::quality {

struct WeeklySeries {
    std::int32_t first{};                           // day of the first week's beginning, since 1970-01-01
    std::map<std::string, std::vector<double>> of;  // by area; whole weeks only
};

struct IncidentSeries {
    MonthlySeries city;                        // of everything: {"", ""}
    MonthlySeries offences;                    // of the whole city: {offence, ""}
    std::array<MonthlySeries, 4> areas;        // of each slot: {"", code}
    std::array<WeeklySeries, 4> weekly_areas;  // likewise
};

// From the first month or week that has a fact to the last. One pass over the facts; memory for areas x (months + weeks).
// Areas with fewer than `fewest_facts` have no series. A delivery of more than 400 months, or none, has none.
inline constexpr double fewest_facts = 50;
IncidentSeries incident_series(const Incidents& incidents);

}  // namespace atalaya::intake::quality
