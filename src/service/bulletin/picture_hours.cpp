#include "service/bulletin/pictures.hpp"

#include <algorithm>
#include <cmath>

#include "render/chart_classes.hpp"
#include "service/bulletin/picture_parts.hpp"

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

}  // namespace

std::optional<Picture> hours_picture(Desk& desk, const std::string& id, const Indicator& indicator,
                                     double width_mm) {
    const Figure& hours = desk.ask(indicator.id, "hours", desk.twelve());
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
        for (int hour = -1; hour < 24; ++hour) {
            const double value = *hours.series[static_cast<std::size_t>(weekday * 25 + hour + 1)].value;
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
    if (known_hours < least * 7 * 24) return {};
    for (int hour = 0; hour < 24; ++hour) table.columns.push_back(std::to_string(hour));
    table.limits = render::quantile_limits(all, 5);
    table.heaped_column = heaped_hour(desk, indicator, desk.twelve());
    table.unit = units(desk, indicator);
    table.unknown_label = desk.say("chart.hour_unknown");
    table.heaped_label = desk.say("chart.hour_heaped");
    table.missing_label = desk.say("chart.missing");
    table.column_title = desk.say("chart.hour");
    std::string alt = desk.say(
        "chart.C3.alt", {{"territory", desk.territory_name()},
                         {"n", desk.forms().count(std::llround(most.value))},
                         {"weekday", desk.forms().weekday(most.weekday)},
                         {"hours", desk.say("chart.hours", {{"first", std::to_string(most.hour)},
                                                            {"last", std::to_string((most.hour + 1) % 24)}})},
                         {"unknown", desk.forms().count(std::llround(unknown))}});
    const std::string title =
        desk.say("chart.C3", {{"indicator", desk.name(indicator)}, {"territory", desk.territory_name()}});
    const auto drawn = frame(desk, id, title, std::move(alt), width_mm, whole_numbers(desk));
    Picture out = picture(id, drawn,
                          desk.say("chart.C3.subtitle", {{"month", desk.forms().month(desk.month())},
                                                         {"sources", desk.sources_of(indicator.id)}}),
                          render::heat_table(drawn, table));
    const double share = 100 * unknown / static_cast<double>(hours.records_in);
    out.notes.push_back(desk.words().fill(
        "chart.C3.note.unknown",
        {{"n", render::shown(desk.forms().count(std::llround(unknown)), figure_id(hours.spec))},
         {"x", render::shown(desk.forms().percent(share), figure_id(hours.spec))}}));
    if (table.heaped_column) {
        for (const auto source : desk.world().sources_of(indicator.id)) {
            if (const auto until =
                    desk.catalogue().source(desk.world().sources()[source]).hour.unknown_until) {
                out.notes.push_back(
                    desk.words().fill("chart.C3.note.heaped", {{"date", desk.forms().day(*until)}}));
            }
        }
    }
    Sheet data{.id = id + "-datos", .title = title, .subtitle = out.subtitle, .compact = true};
    data.columns = {{desk.say("chart.hour")}};
    for (const auto& name : table.rows) data.columns.push_back({name, true});
    for (int hour = -1; hour < 24; ++hour) {
        std::vector<Cell> row{Desk::text_cell(hour == -1 ? table.unknown_label : std::to_string(hour))};
        if (hour != -1) row.front().value = hour;
        for (int weekday = 0; weekday < 7; ++weekday) {
            row.push_back(number_cell(desk, hours,
                                      hours.series[static_cast<std::size_t>(weekday * 25 + hour + 1)].value));
        }
        data.rows.push_back(std::move(row));
    }
    out.data = std::move(data);
    return out;
}

}  // namespace atalaya::service
