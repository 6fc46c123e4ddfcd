// The charts and maps of a bulletin: figures asked at the desk, drawn by render, with the
// values drawn as a table beside each.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "service/bulletin/desk.hpp"

namespace atalaya::service {

// C2, C5, C7: the months up to the bulletin's, with what was expected of them. None when
// the indicator has no data.
std::optional<render::Picture> monthly_picture(Desk& desk, const std::string& id, const Indicator& indicator,
                                               const std::string& title, int months, double width_mm,
                                               double height_mm);

// C1: what the year has added up to, over the earlier years.
std::optional<render::Picture> accumulated_picture(Desk& desk, const std::string& id,
                                                   const Indicator& indicator, double width_mm);

// C3: weekday and hour of twelve months; unknown hours apart.
std::optional<render::Picture> hours_picture(Desk& desk, const std::string& id, const Indicator& indicator,
                                             double width_mm);

// C4: one small line per listed territory.
std::optional<render::Picture> multiples_picture(Desk& desk, const std::string& id,
                                                 const Indicator& indicator, int months);

// M1, M2: rate of twelve months by listed territory, classes of the year before.
std::optional<render::Picture> map_picture(Desk& desk, const std::string& id, const Indicator& indicator,
                                           double width_mm);

// C6: kinds of an indicator's events in the month, with the year before.
std::optional<render::Picture> kinds_picture(Desk& desk, const std::string& id, const Indicator& indicator,
                                             std::size_t most, double width_mm);

// "source:code" of an indicator with rows in the period, most rows first, with its name in
// the desk's language and the count figure.
struct KindCount {
    std::string offence, name;
    const Figure* figure{};
};
std::vector<KindCount> kinds_of(Desk& desk, const Indicator& indicator, Period period);

// The layer whose territories a bulletin lists: for the city its broadest, below that the
// next finer one; "" when there is none. `inside` are those of the bulletin's territory.
std::string listed_layer(const Desk& desk);
// For the public, without those of which not every count of the indicator may be printed; when that
// is a single one, without the least of the others too, so that no sum gives it away.
std::vector<const TerritoryInfo*> listed_territories(const Desk& desk, const Indicator& indicator);

}  // namespace atalaya::service
