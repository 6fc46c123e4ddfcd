// Which columns of its files a source reads.
#include <algorithm>

#include "intake/descriptor.hpp"
#include "intake/units_of_key.hpp"

namespace atalaya::intake {

std::vector<std::string> Source::columns() const {
    std::vector<std::string> out;
    const auto add = [&](const std::string& column) {
        if (!column.empty() && std::find(out.begin(), out.end(), column) == out.end()) out.push_back(column);
    };
    for (const auto& column : key) add(column);
    add(only.column);
    add(day_column);
    add(weekday_column);
    for (const auto& column : {day_parts.year, day_parts.month, day_parts.day}) add(column);
    add(span.year);
    if (span.kind != SpanRule::Kind::month) add(span.part);
    add(hour.column);
    add(interval.from);
    add(interval.until);
    add(registered.column);
    for (const auto& column : category.columns) add(column);
    for (const auto& [attribute, column] : category.each) add(column);
    add(category.among_column);
    add(channel_column);
    if (kind != Kind::incidents || count_column != rows_of_key) add(count_column);
    for (const auto& column : watched) add(column);
    add(place.lon);
    add(place.lat);
    for (const auto& column : place.address.columns) add(column);
    for (const auto& column : {place.address.crossing, place.address.otherwise, place.address.area})
        add(column);
    for (const auto& area : areas) {
        add(area.within);
        add(area.column);
    }
    for (const auto& rule : rules) {
        if (!rule.of_rows) continue;
        for (const auto* side : {&rule.left, &rule.right})
            for (const auto& column : side->names()) add(column);
    }
    add(exposure.within);
    add(exposure.area);
    add(exposure.value);
    add(exposure.year_column);
    add(exposure.month_column);
    for (const auto& column : {calendar.name, calendar.country, calendar.kind}) add(column);
    add(shape.within);
    add(shape.code);
    add(shape.name);
    add(shape.parent);
    add(shape.geometry);
    add(places.name);
    for (const auto& column : places.also) add(column);
    for (const auto& column :
         {places.way, places.code, places.number, places.letter, places.lot, places.lon, places.lat})
        add(column);
    add(format.ends_at_blank);
    add(wide.year);
    add(wide.name);
    add(wide.value);
    return out;
}

std::vector<std::string> Source::file_columns() const {
    std::vector<std::string> out;
    for (auto& column : columns())
        if (!wide.makes(column)) out.push_back(std::move(column));
    for (const auto& column : wide.columns) out.push_back(column);
    for (const auto& column : {wide.first, wide.last})
        if (!column.empty()) out.push_back(column);
    return out;
}

bool Source::by_pages() const {
    if (format.type == FileType::pdf) return true;
    if (format.type != FileType::xlsx) return false;
    return !format.sheets.empty() || !format.header_at.empty() || !format.fill.empty() || totals.said ||
           wide.months;
}

}  // namespace atalaya::intake
