// The charts and maps of a bulletin: figures asked at the desk, drawn by render, with the
// values drawn as a table beside each. One file a kind of picture, picture_*.cpp.
#pragma once

#include <optional>
#include <string>

#include "service/bulletin/desk.hpp"

namespace atalaya::service {

// C2, C5, C7: the months up to the bulletin's, with what was expected of them. None when
// the indicator has no data.
std::optional<render::Picture> monthly_picture(Desk& desk, const std::string& id, const Indicator& indicator,
                                               const std::string& title, int months, double width_mm,
                                               double height_mm);

// C2 of the ficha: the weeks of twelve months, with what was expected of them; its words are the ficha's.
// None where sources send counts of months, or where the profile keeps a week back.
std::optional<render::Picture> weekly_picture(Desk& desk, const std::string& id, const Indicator& indicator,
                                              double width_mm, double height_mm);

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
// `height_mm` 0 is nearly as high as wide.
std::optional<render::Picture> map_picture(Desk& desk, const std::string& id, const Indicator& indicator,
                                           double width_mm, double height_mm = 0);

// M3: hexagons of the city where twelve months of an indicator pile up beyond chance. None where there
// are no positions, too few, or no hexagon is hot; never for the public.
std::optional<render::Picture> hot_spots_picture(Desk& desk, const std::string& id,
                                                 const Indicator& indicator, double width_mm,
                                                 double height_mm = 0);

// C6: kinds of an indicator's events in the month, with the year before.
std::optional<render::Picture> kinds_picture(Desk& desk, const std::string& id, const Indicator& indicator,
                                             std::size_t most, double width_mm);

}  // namespace atalaya::service
