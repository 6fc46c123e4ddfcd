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

// Whether a month holds the same moving feasts as the same month of another year. True for other months.
bool same_feasts(const intake::City& city, Month now, Month before);

}  // namespace atalaya::service
