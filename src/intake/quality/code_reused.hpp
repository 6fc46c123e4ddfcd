// A code that means something else from one month on: its facts are in other places than before.
//
// Nothing need vanish and the level need not change when a list of codes gives a code to another offence (CEAD did so
// with 20101: drug trafficking until then, violent robbery since); where drugs are sold is not where people are robbed,
// though. At a month c the areas' counts of the w months before, A_a, and from c on, B_a (w = 12, or what there is on the
// shorter side, 6 at least), are compared:
//
//     X2 = sum (A_a sqrt(B/A) - B_a sqrt(A/B))^2 / (A_a + B_a),   D = X2 / df,   df = areas with 10 counts or more - 1
//
// What fires: the c with the greatest D when X2 / phi has a chance below 0.001 / (months tried in all categories) as a
// chi-square of df degrees, D >= 4 phi, and the shares of the areas move by 15 % or more (`fewest_moved`) in all, sum |A_a/A - B_a/B| / 2.
// phi is how much places change from year to year anyway: the lower quartile of D over all months against that of a
// chi-square over its degrees (Wilson and Hilferty 1931), at least 1; a quarter, as up to 24 months see one break. It is at
// least the mean of dispersion_by_neighbours over the areas too: a few years hold but a few years' changes.
// Where a file of two or three years breaks near its middle, nearly all months see the break and phi with them: so D of the six
// months before and after c is also held, in the same way, against the greatest D of six and six that lie on one side of it.
// False positives: a police area cut in two, or an offence that moves at once. Needs df >= 2 and 24 months.
// O(categories x areas x months).
#pragma once

#include <string>
#include <vector>

#include "intake/quality/monthly_series.hpp"

namespace atalaya::intake::quality {

struct ReusedCode {
    std::string category;
    Month month{};   // c
    double moved{};  // the share of the facts that is elsewhere, 0 to 1
};

// At most one for each category, in order of its name.
std::vector<ReusedCode> codes_reused(const MonthlySeries& by_area, double fewest_moved = 0.15);

}  // namespace atalaya::intake::quality
