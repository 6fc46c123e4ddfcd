// A series that changes its level against the same months of the year before, from one month on: what level_shift.hpp, which must
// leave room for a season that doubles the counts, is too coarse for.
//
// At a month c with a year before it the sum B of the w months from c on, w = 12 or what there is (3 at least), is compared with
// the sum A of the same months a year earlier, which have the same season; months of which no series has a count were not sent, and are
// left out of both (three at least must stay, and the three months on either side of c and theirs be told). What fires: the c of the series with the greatest
//
//     z = (B - r A) / sqrt(phi (B + r^2 A)),   r = 1.25      (a fall: A and B in each other's place)
//
// when z exceeds the normal quantile of 1 - 0.001 / (months tried in all series); each of the three months from c on is beyond
// sqrt(r) times the same month a year earlier; the three months before c, against theirs, show less than half of the change, on
// a scale of logarithms (where the year before them is not known, they all lie on the other side of the three from c on); and the larger sum is 100 or
// more. phi is dispersion_by_neighbours of the series.
// In 900 made-up cities of 29 series (variance two to four times the mean, season of 25 or 40 %, trends of 20 % a year) one fired.
// Of a fall by 40 % in one of 400 counts a month it finds nineteen in twenty, of 100 a month one in four.
// O(series x months).
#pragma once

#include <string>
#include <vector>

#include "intake/quality/monthly_series.hpp"

namespace atalaya::intake::quality {

// Its finding: {"layer","month","series":[{"name","months","before","after"}]}, one for the series of a month.
inline constexpr const char* level_step = "level_step";

struct LevelStep {
    std::string category, area;  // as the series is named
    Month month{};               // c
    int months{};                // w
    double before{}, after{};    // A and B
};

// At most one for each series, in order of its name.
std::vector<LevelStep> level_steps(const MonthlySeries& series);

}  // namespace atalaya::intake::quality
