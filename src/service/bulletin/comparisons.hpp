// The comparison of every indicator with the same month, the same span of the year and
// the twelve months before, and which of the changes may be called conclusive: what T1 and
// the sentences of the whole bulletin rest on.
#pragma once

#include <optional>
#include <vector>

#include "service/bulletin/desk.hpp"

namespace atalaya::service {

struct IndicatorRow {
    const Indicator* indicator{};
    bool at_level = true;      // whether the indicator is given for territories of this level
    const Figure* month{};     // none when not at level
    const Figure* compared{};  // the month, or the months that moving feasts put together
    const Figure* before{};    // the same a year before
    const Figure* change{};    // of the one to the other
    const Figure* year{};
    const Figure* year_before{};
    const Figure* year_change{};
    const Figure* twelve{};
    const Figure* twelve_before{};
    const Figure* twelve_change{};
    const Figure* rate{};
    std::optional<stats::Label> month_label, year_label, twelve_label;

    bool has_data() const { return month && month->computable(); }
};

// All rows of the indicators that count, in the order of T1. False-discovery control runs
// over every month, year and twelve-month comparison of them together.
std::vector<IndicatorRow> compare_indicators(Desk& desk);

// A change figure as a row of a table of tests. Where a moving feast is in one of its spans alone, and they are of less
// than a year, it is shown and has no verdict.
stats::Comparison comparison_of(const Desk& desk, const Figure& change, const Indicator& indicator);

// "−12 % (−20 % a −3 %)", marked where it is conclusive; why there is none otherwise.
render::Cell change_and_interval(const Desk& desk, const Figure& change,
                                 const std::optional<stats::Label>& label);

// Whether anything of the city counts it at all; what no source counts is no row of "no data", it is said once.
bool has_source(const Desk& desk, const Indicator& indicator);

const IndicatorRow* row_of(const std::vector<IndicatorRow>& rows, std::string_view indicator);

// Whether a comparison may be called conclusive.
bool conclusive(const std::optional<stats::Label>& label);

}  // namespace atalaya::service
