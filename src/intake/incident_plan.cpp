#include "intake/incident_plan.hpp"

#include <algorithm>
#include <cmath>

#include "core/error.hpp"
#include "intake/told_cells.hpp"
#include "intake/units_of_key.hpp"

namespace atalaya::intake {

IncidentPlan::IncidentPlan(const CheckAgainst& a, const Layout& l, const std::vector<std::string>& head)
    : against{a},
      layout{l},
      cell{a.source},
      labels{a.source},
      when{a.source, l, a.clock},
      span{a.source, l, a.clock},
      clock{a.source, a.clock} {
    const Source& source = a.source;
    for (const auto& column : source.key) key.push_back(l.at(column));
    day = l.at(source.day_column);
    weekday = l.at(source.weekday_column);
    hour = l.at(source.hour.column);
    from = l.at(source.interval.from);
    until = l.at(source.interval.until);
    registered = l.at(source.registered.column);
    const auto& labels_in = source.category.columns;
    offence_1 = labels_in.empty() ? -1 : l.at(labels_in[0]);
    offence_2 = labels_in.size() > 1 ? l.at(labels_in[1]) : -1;
    offence_3 = labels_in.size() > 2 ? l.at(labels_in[2]) : -1;
    channel = l.at(source.channel_column);
    units = source.count_column == rows_of_key ? -1 : l.at(source.count_column);
    lon = l.at(source.place.lon);
    lat = l.at(source.place.lat);
    blank_ends = l.at(source.format.ends_at_blank);
    std::transform(source.place.box.begin(), source.place.box.end(), box.begin(), in_box_units);
    names.resize(l.width());
    for (const auto& column : source.columns()) names[static_cast<std::size_t>(l.at(column))] = column;
    if (auto* cells = a.options.told) {
        cells->found.clear();
        for (const auto& column : cells->columns) {
            const auto at = std::ranges::find(head, folded(column), folded);
            const auto times = std::ranges::count(head, folded(column), folded);
            if (times > 1)
                throw Error{
                    Fault::bad_input,
                    message("{}: expected one column {}; found {} of that name. Take out or rename those "
                            "that are not meant.",
                            a.file, column, times)};
            cells->found.push_back(at != head.end());
            told.push_back(at == head.end() ? -1 : static_cast<int>(at - head.begin()));
        }
    }
    has_areas = false;
    for (int slot = 0; slot < slots; ++slot) {
        has_areas = has_areas || a.gazetteer.has_shapes(slot);
        for (std::int32_t area = 0; area < a.gazetteer.size(slot); ++area) {
            area_hash[static_cast<std::size_t>(slot)].push_back(hash_of(a.gazetteer.code(slot, area)));
        }
    }
}

std::int32_t in_box_units(double degrees) {
    return static_cast<std::int32_t>(std::llround(degrees * 1e7));
}

bool says(const std::vector<std::string>& words, std::string_view text) {
    return std::find(words.begin(), words.end(), text) != words.end();
}

}  // namespace atalaya::intake
