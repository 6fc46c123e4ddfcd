// Which changes of a table may be called conclusive.
//
// A change is conclusive when it is significant after false-discovery control over
// the whole table and at least the indicator's minimum change (5 %) in size. The
// control is Benjamini & Hochberg 1995 (J. R. Stat. Soc. B 57, 289-300) at 5 %,
// which holds under independence and under positive dependence of the tests
// (Benjamini & Yekutieli 2001, Annals of Statistics 29, 1165-1188): indicators of
// one city in one month share weather and calendar, so they go up together. Tests
// that pull against each other (parts of a fixed whole) are outside its promise.
// When nothing changed anywhere it also bounds by 5 % the chance that a table
// holds any false label.
#pragma once

#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "stats/change.hpp"
#include "stats/multiple_tests.hpp"

namespace atalaya::stats {

enum class Verdict { conclusive, inconclusive, not_compared };

enum class Reason {
    none,              // conclusive
    no_data,           // a side is absent: not compared
    break_between,     // what is counted changed: not compared
    coverage_differs,  // a part of a source was absent on one side: not compared
    no_base,           // the base is 0
    small_base,        // base below 20: counts, no percentage
    not_significant,   // within what chance does
    too_small,         // significant, yet below the minimum change
};

// Stable lower-case name: "conclusive", ..., "break_between", ...
std::string_view code(Verdict verdict);
std::string_view code(Reason reason);

// One row of the table.
struct Comparison {
    Change change;
    bool has_data = true;  // both sides
    bool crosses_break = false;
    bool coverage_differs = false;
    double minimum_percent = 5;
};

struct Label {
    Verdict verdict = Verdict::not_compared;
    Reason reason = Reason::no_data;
    std::optional<double> q{};  // adjusted p; none when it was not tested
};

// Tested are the rows that have data, cross no break, keep their coverage and have a
// base of 20 or more; the others take no part in the adjustment. O(m log m).
std::vector<Label> label(std::span<const Comparison> table, double false_discovery = 0.05);

}  // namespace atalaya::stats
