// What was noticed while the rows of incidents were checked: nothing of it refuses a row.
#pragma once

#include <array>
#include <cstdint>
#include <map>

#include "intake/address_cells.hpp"
#include "intake/area_zeros.hpp"
#include "intake/cells.hpp"
#include "intake/counted.hpp"
#include "intake/instants.hpp"
#include "intake/quality/amount_forms.hpp"
#include "intake/quality/format_drift.hpp"
#include "intake/row_reader.hpp"

namespace atalaya::intake {

namespace finding {
// coordinates that are numbers with the other decimal sign than that of the source: it is `decimal` that is wrong
inline constexpr const char* position_decimal = "position_decimal";
}  // namespace finding

struct IncidentNotes {
    std::array<std::int64_t, 24> by_hour{};  // as written, before unknown marks
    Seen hour_unknown, hour_impossible;
    Seen interval_missing, interval_impossible, interval_months;
    Seen registered_missing, registered_impossible, registered_before;
    Seen position_decimal;  // numbers only with the other decimal sign
    Seen position_missing, position_impossible, position_zero, position_outside, position_nowhere, swapped;
    Seen month_unknown, day_unknown, area_missing, quote_within, weekday_contradicts, units_missing;
    quality::Forms days, hours, registrations;
    quality::AmountForms amounts;
    std::array<Seen, slots> area_disagrees, area_not_found;
    std::array<TextCounts, slots> names_not_found;
    std::map<std::int32_t, std::int64_t> months;  // months since 1990-01 -> rows
    MovedInstants moved;
    AddressNotes addresses;
    ZerosNoticed zeros;
    AreaZeros area_zeros;

    void add(const IncidentNotes& later, std::int64_t offset);
};

}  // namespace atalaya::intake
