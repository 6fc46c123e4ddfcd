#include "intake/incident_notes.hpp"

namespace atalaya::intake {

void IncidentNotes::add(const IncidentNotes& later, std::int64_t offset) {
    for (std::size_t h = 0; h < by_hour.size(); ++h) by_hour[h] += later.by_hour[h];
    hour_unknown.add(later.hour_unknown, offset);
    hour_impossible.add(later.hour_impossible, offset);
    interval_missing.add(later.interval_missing, offset);
    interval_impossible.add(later.interval_impossible, offset);
    interval_months.add(later.interval_months, offset);
    registered_missing.add(later.registered_missing, offset);
    registered_impossible.add(later.registered_impossible, offset);
    registered_before.add(later.registered_before, offset);
    position_missing.add(later.position_missing, offset);
    position_impossible.add(later.position_impossible, offset);
    position_decimal.add(later.position_decimal, offset);
    position_zero.add(later.position_zero, offset);
    position_outside.add(later.position_outside, offset);
    position_nowhere.add(later.position_nowhere, offset);
    swapped.add(later.swapped, offset);
    area_missing.add(later.area_missing, offset);
    quote_within.add(later.quote_within, offset);
    month_unknown.add(later.month_unknown, offset);
    day_unknown.add(later.day_unknown, offset);
    moved.add(later.moved, offset);
    weekday_contradicts.add(later.weekday_contradicts, offset);
    units_missing.add(later.units_missing, offset);
    amounts.add(later.amounts, offset);
    days.add(later.days, offset);
    hours.add(later.hours, offset);
    registrations.add(later.registrations, offset);
    for (std::size_t slot = 0; slot < slots; ++slot) {
        area_disagrees[slot].add(later.area_disagrees[slot], offset);
        area_not_found[slot].add(later.area_not_found[slot], offset);
        for (const auto& [name, rows] : later.names_not_found[slot]) names_not_found[slot][name] += rows;
    }
    for (const auto& [month, rows] : later.months) months[month] += rows;
    addresses.add(later.addresses);
    zeros.add(later.zeros, offset);
    area_zeros.add(later.area_zeros, offset);
}

}  // namespace atalaya::intake
