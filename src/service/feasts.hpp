// The feasts of a month, from the city's calendar, and with which months of the year before a month may be
// compared when they move.
#pragma once

#include <string>
#include <vector>

#include "core/day.hpp"
#include "intake/city.hpp"

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

// A feast that moves with Easter and fell in a month of one year and in another of the next.
struct MovedFeast {
    const intake::Feast* feast{};
    Day day{}, year_before{};
};

// What a month is compared with the year before by: itself, or with the months before it put together, the
// fewest that hold the same moving feasts in both years (March and April, when Easter went from one to the
// other). When the feast of either year falls in a month still to come, the month waits for it.
struct FairMonths {
    int together = 1;  // so many months, the last of them the month itself
    std::optional<Month>
        waits_for{};  // the month with which they are compared; none when nothing is waited for
    std::vector<MovedFeast> moved{};  // in order of `day`; none when the month stands for itself
};
FairMonths fair_months(const intake::City& city, Month month);

// Whether two spans of whole months hold the same moving feasts. True of spans that are not the same months of
// two years, and of a year or more: the four days or so of a feast are 7 in a hundred of two months and 1 of twelve.
bool same_feasts(const intake::City& city, Period now, Period before);

}  // namespace atalaya::service
