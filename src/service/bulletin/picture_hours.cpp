#include "service/bulletin/pictures.hpp"

#include <algorithm>
#include <cmath>

#include "render/chart_classes.hpp"
#include "service/bulletin/heaped_hours.hpp"
#include "service/bulletin/picture_parts.hpp"
#include "service/bulletin/summed_breaks.hpp"

namespace atalaya::service {

using render::Cell;
using render::Picture;
using render::Sheet;

namespace {

// The hour at which a source of the indicator wrote what it did not know, if it did so within the period.
std::optional<int> heaped_hour(const Desk& desk, const Indicator& indicator, Period period) {
    for (const auto source : desk.world().sources_of(indicator.id)) {
        const auto& rule = desk.catalogue().source(desk.world().sources()[source]).hour;
        if (rule.unknown_until && *rule.unknown_until < period.first) continue;
        for (const auto& mark : rule.unknown) {
            if (mark.empty() || mark.front() < '0' || mark.front() > '9') continue;
            const int hour = std::atoi(mark.c_str());
            if (hour >= 0 && hour < 24) return hour;
        }
    }
    return {};
}

// The day in hours, or for the public in six parts.
struct Columns {
    int number;

    bool are_hours() const { return number == 24; }
    int hours() const { return 24 / number; }  // in each
    // Where a figure's series has weekday and column, -1 for unknown.
    std::size_t at(int weekday, int column) const {
        return static_cast<std::size_t>(weekday * (number + 1) + column + 1);
    }
    std::string span(const Desk& desk, int column) const {
        const int past = (column + 1) * hours();
        return desk.say("chart.hours", {{"first", std::to_string(column * hours())},
                                        {"last", std::to_string(are_hours() ? past % 24 : past)}});
    }
    std::string name(const Desk& desk, int column) const {
        return are_hours() ? std::to_string(column) : span(desk, column);
    }
};

}  // namespace

std::optional<Picture> hours_picture(Desk& desk, const std::string& id, const Indicator& indicator,
                                     double width_mm) {
    const Columns columns{desk.is_public() ? 6 : 24};
    const Figure& hours =
        desk.ask(indicator.id, columns.are_hours() ? "hours" : "parts_of_day", desk.twelve());
    if (hours.series.empty()) return {};
    render::HeatTable table;
    std::vector<double> all;
    double unknown = 0;
    struct {
        double value = -1;
        int weekday = 0, hour = 0;
    } most;
    for (int weekday = 0; weekday < 7; ++weekday) {
        table.rows.emplace_back(desk.forms().weekday(weekday));
        render::Series row;
        for (int hour = -1; hour < columns.number; ++hour) {
            const double value = *hours.series[columns.at(weekday, hour)].value;
            if (hour == -1) {
                table.unknown.push_back(value);
                unknown += value;
                continue;
            }
            row.push_back(value);
            all.push_back(value);
            if (value > most.value) most = {value, weekday, hour};
        }
        table.values.push_back(std::move(row));
    }
    const double known_hours = static_cast<double>(hours.records_in) - unknown;
    constexpr double least = 3;  // a cell, on average; below it the picture shows chance
    if (known_hours < least * 7 * columns.number) return {};
    for (int i = 0; i < columns.number; ++i) table.columns.push_back(columns.name(desk, i));
    table.write_values = !columns.are_hours();
    table.limits = render::quantile_limits(all, 5);
    const auto heap = heaped_hour(desk, indicator, desk.twelve());
    const std::string heap_hour = std::to_string(heap.value_or(0));
    if (heap) table.heaped_column = *heap / columns.hours();
    table.unit = units(desk, indicator);
    table.unknown_label = desk.say("chart.hour_unknown");
    table.heaped_label =
        columns.are_hours() || !table.heaped_column
            ? desk.say("chart.hour_heaped", {{"hour", heap_hour}})
            : desk.say("chart.part_heaped", {{"part", columns.name(desk, *table.heaped_column)}});
    table.missing_label = desk.say("chart.missing");
    table.column_title = desk.say(columns.are_hours() ? "chart.hour" : "chart.part");
    std::string alt = desk.say(columns.are_hours() ? "chart.C3.alt" : "chart.C3.parts.alt",
                               {{"territory", desk.territory_name()},
                                {"n", desk.forms().count(std::llround(most.value))},
                                {"weekday", desk.forms().weekday(most.weekday)},
                                {"hours", columns.span(desk, most.hour)},
                                {"unknown", desk.forms().count(std::llround(unknown))}});
    const std::string title =
        desk.say(columns.are_hours() ? "chart.C3" : "chart.C3.parts",
                 {{"indicator", desk.name(indicator)}, {"territory", desk.territory_name()}});
    const auto drawn = frame(desk, id, title, std::move(alt), width_mm, whole_numbers(desk));
    Picture out = picture(id, drawn,
                          desk.say("chart.C3.subtitle", {{"month", desk.forms().month(desk.month())},
                                                         {"sources", desk.sources_of(indicator.id)}}),
                          render::heat_table(drawn, table));
    const double share = 100 * unknown / static_cast<double>(hours.records_in);
    const bool broken = desk.look(indicator.id, "unknown_hours", desk.twelve()).reason == "break";
    SummedBreaks crossed;
    crossed.see(desk.look(indicator.id, "count", desk.twelve()));
    out.notes.push_back(desk.words().fill(
        broken          ? "chart.C3.note.unknown.break"
        : crossed.any() ? "chart.C3.note.unknown.bare"
                        : "chart.C3.note.unknown",
        {{"n", render::shown(desk.forms().count(std::llround(unknown)), figure_id(hours.spec))},
         {"x", render::shown(desk.forms().percent(share), figure_id(hours.spec))}}));
    for (auto& note : crossed.notes(desk)) out.notes.push_back(std::move(note));
    if (table.heaped_column) {
        for (const auto source : desk.world().sources_of(indicator.id)) {
            if (const auto until =
                    desk.catalogue().source(desk.world().sources()[source]).hour.unknown_until) {
                out.notes.push_back(desk.words().fill(
                    "chart.C3.note.heaped", {{"hour", heap_hour}, {"date", desk.forms().day(*until)}}));
            }
        }
    }
    if (const auto sources = heaped_hours(desk, indicator.id); !sources.empty())
        out.notes.push_back(
            desk.words().fill("chart.C3.note.open", {{"sources", desk.forms().list(sources)}}));
    Sheet data;
    data.columns = {{table.column_title}};
    for (const auto& name : table.rows) data.columns.push_back({name, true});
    for (int i = -1; i < columns.number; ++i) {
        std::vector<Cell> row{Desk::text_cell(i == -1 ? table.unknown_label : columns.name(desk, i))};
        if (i != -1 && columns.are_hours()) row.front().value = i;
        for (int weekday = 0; weekday < 7; ++weekday)
            row.push_back(number_cell(desk, hours, hours.series[columns.at(weekday, i)].value));
        data.rows.push_back(std::move(row));
    }
    set_beside(out, std::move(data));
    return out;
}

}  // namespace atalaya::service
