// Everything that is planted, as numbers with names: how much of what happens, when
// and where, what changes, and what goes wrong on the way to the file.
#pragma once

#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "core/day.hpp"
#include "simulate/town.hpp"

namespace atalaya::simulate {

// Which streets something prefers.
enum class Surface { robbery, theft, homes, people, nights, traffic };
inline constexpr int surfaces = 6;

// Which hours.
enum class Clock { street, shop, home, night, day, traffic };

// One kind of fact that one institution records.
struct Kind {
    std::string_view id;
    std::string_view label_1, label_2;  // as the institution writes it
    double per_100k{};                  // a year, in the middle of the history
    double trend{};                     // share a year: -0.02 is two per cent less every year
    double phi = 1.5;                   // variance of a month's count over its mean
    double heat{};                      // share more for each degree above 26
    double december = 1;                // against the other months
    double weekend = 1;                 // Friday to Sunday against the other days
    double strike = 1;                  // while public transport does not run
    double delay{};                     // median days from fact to report
    Surface surface = Surface::people;
    Clock clock = Clock::day;
    Day steps_on{};   // from here ...
    double step = 0;  // ... this share more
};

// Days first..last, both included.
struct Span {
    Day first{}, last{};
    bool holds(Day day) const { return first <= day && day <= last; }
};

struct Plan {
    std::string city;
    Period history;
    double level = 1;  // of this city against Villa Marejada

    std::vector<Kind> police, hospital, road, coexistence, women;
    double mediations_per_100k = 280;

    // Places.
    double hot_segments = 0.05;      // share of the segments ...
    double hot_share = 0.5;          // ... that holds this share of the robberies, always the same ones
    double near_repeat_ratio = 2.5;  // pairs of burglaries within:
    double near_metres = 200;
    int near_days = 14;

    // Changes.
    Day border_moves{};           // snatching counts as robbery from here, as theft before
    Span double_coded;            // an extra column gives the older code
    Day corridors_treated{};      // lamps and patrols in the two corridors
    double corridor_fall = 0.25;  // of their robberies ...
    double displaced = 0.20;      // ... of which this share moves to the streets around
    Span strike;                  // of public transport, nine weeks
    Day women_desk{};             // a new desk: more reports, the same facts
    double women_desk_rise = 0.25;

    int split_section = 9;      // 0 none: east of its column it is a section of its own ...
    int split_column = 31;      // ... of the lattice of blocks, ...
    int section_after_split{};  // ... which has this number ...
    Day section_splits{};       // ... from here; its map comes with the delivery of that month

    // The calls to 911, which come by the week from the first Monday of `calls_from` on, each week two days after it
    // ends; weeks counted from 0.
    std::vector<Kind> calls;  // none in a town without them
    Day calls_from{};
    int calls_days = 2;          // from the end of a week to its file
    int calls_silent_week = 10;  // of which no file came
    int calls_cut_week = 17;     // whose file ends on its Friday
    int calls_late_week = 21;    // whose file came so many days after its time:
    int calls_late_days = 9;

    // Between the fact and the file of the police.
    int silent_section = 5;  // 0 none
    Span silent;             // eleven weeks without a row of that section
    int clerk_section = 2;
    Span clerk;                  // two months in which a new clerk ...
    double clerk_other = 0.30;   // ... writes "Otros" for this share
    double unknown_hour = 0.09;  // written 00:00
    double missing_point = 0.06;
    double swapped_point = 0.003;
    double zero_point = 0.002;
    double wrong_barrio = 0.01;  // another barrio's name beside a good point
    double twice = 0.007;        // entered twice, with two numbers
    double corrected = 0.03;     // type corrected 10 to 50 days later
    double withdrawn = 0.005;    // 15 to 60 days later
    double mistaken = 0.008;     // written so that no reader can use it; half of them are mended later

    // The killed of the last twelve months as two lists know them.
    bool prosecutor = true;      // there is a prosecutor's list
    int killed_police = 15;      // on the police's ...
    int killed_prosecutor = 14;  // ... on the prosecutor's ...
    int killed_both = 13;        // ... on both

    bool papers = true;  // PDFs, a workbook, a photographed sheet and messages come too

    int months_resent = 3;  // each delivery carries the last so many months
    int days_to_cut = 5;    // a delivery holds what was known that many days after its month
};

// Throws Error{usage} for another city.
Plan plan_of(std::string_view city, int first_year, int years);

// The section that a block is in on a day; 0 outside.
int section_on(const Town& town, const Plan& plan, int block, Day day);

// Mean highest temperature by month, southern hemisphere, degrees Celsius.
inline constexpr std::array<double, 12> mean_high = {29.5, 28.8, 26.6, 22.9, 19.2, 16.0,
                                                     15.4, 17.2, 19.3, 22.2, 25.3, 28.2};

}  // namespace atalaya::simulate
