// The feasts of a month, from the city's calendar.
#pragma once

#include <string>
#include <vector>

#include "service/bulletin/desk.hpp"

namespace atalaya::service {

// Easter Sunday of a year of the Gregorian calendar (the anonymous algorithm of Nature, 20 April 1876; Meeus
// 1991, Astronomical Algorithms, chapter 8).
Day easter_sunday(int year);

struct FeastDay {
    Day day{};
    const intake::Feast* feast{};
};
// Those of the month, in their order.
std::vector<FeastDay> feasts_of(const intake::City& city, Month month);

}  // namespace atalaya::service
