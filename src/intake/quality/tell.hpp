// Findings of the checks of this folder, with what a sentence about each needs.
#pragma once

#include <array>
#include <span>
#include <string>
#include <vector>

#include "core/incident.hpp"
#include "intake/descriptor.hpp"
#include "intake/quality/adds_up.hpp"
#include "intake/quality/encoding_mixed.hpp"
#include "intake/quality/format_drift.hpp"
#include "intake/quality/row_rules.hpp"

namespace atalaya::intake::quality {

// What findings call things by.
struct ToldOf {
    const Source& source;
    std::array<std::string, 4> layers;  // of the city, by slot; "" none
};

// hours_heaped, days_heaped, coordinates_rounded, near_duplicate, level_shift, series_gap, rule_broken (of counts).
// `by_hour` are the rows of each hour as written.
void tell_incidents(const Incidents& incidents, const std::array<std::int64_t, 24>& by_hour, const ToldOf& of,
                    std::vector<Finding>& findings);
// ends_in_zero, category_replaced, level_shift, code_reused, series_gap, rule_broken (of counts).
void tell_tallies(const Tallies& tallies, const ToldOf& of, std::vector<Finding>& findings);
// whole_not_met, total_not_met.
void tell_exposures(std::span<const SaidValue> said, const Source& source, std::vector<Finding>& findings);
// format_drift of a column; "" is none.
void tell_drift(const std::string& column, const Forms& forms, std::vector<Finding>& findings);
// rule_broken (of rows).
void tell_row_rules(const RowRules& rules, std::vector<Finding>& findings);
// encoding_mixed.
void tell_encoding(const EncodingSeen& seen, const Source& source, std::vector<Finding>& findings);

}  // namespace atalaya::intake::quality
