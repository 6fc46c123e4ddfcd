#include "service/bulletin/picture_parts.hpp"

#include <cmath>

#include "service/bulletin/listed.hpp"

namespace atalaya::service {

using render::Cell;
using render::Drawing;
using render::Picture;

render::NumberText whole_numbers(const Desk& desk) {
    return [&desk](double value) { return desk.forms().count(std::llround(value)); };
}
render::NumberText rates(const Desk& desk) {
    return [&desk](double value) {
        return value >= 100 ? desk.forms().count(std::llround(value)) : desk.forms().rate(value);
    };
}

render::ChartFrame frame(const Desk& desk, const std::string& id, std::string title, std::string description,
                         double width_mm, render::NumberText number) {
    render::ChartFrame chart{.prefix = id,
                             .title = std::move(title),
                             .description = std::move(description),
                             .number = std::move(number),
                             .width_mm = width_mm};
    for (std::size_t i = 0; i < 12; ++i) chart.months[i] = desk.forms().month_short(static_cast<int>(i) + 1);
    return chart;
}

Picture picture(const std::string& id, const render::ChartFrame& chart, std::string subtitle,
                Drawing drawing) {
    return {.id = id,
            .title = chart.title,
            .subtitle = std::move(subtitle),
            .svg = std::move(drawing.svg),
            .alt = chart.description,
            .width_mm = drawing.width_mm,
            .height_mm = drawing.height_mm};
}

void set_beside(render::Picture& picture, render::Sheet values) {
    values.id = picture.id + "-datos";
    values.title = picture.title;
    values.subtitle = picture.subtitle;
    values.compact = true;
    picture.data = std::move(values);
}

void name_left_out(const Desk& desk, const Indicator& indicator, render::Picture& picture) {
    std::vector<std::string> names;
    for (const auto* territory : unlisted_territories(desk, indicator))
        names.push_back(desk.name(*territory));
    if (names.empty()) return;
    picture.notes.push_back(desk.words().fill("picture.left_out", {{"places", desk.forms().list(names)}}));
}

std::string units(const Desk& desk, const Indicator& indicator) {
    return desk.say("units." + indicator.unit);
}

render::Series values(const Figure& figure) {
    render::Series series;
    for (const auto& point : figure.series) series.push_back(point.value);
    return series;
}

Cell number_cell(const Desk& desk, const Figure& figure, std::optional<double> value, int decimals) {
    if (!value)
        return {.text = {{desk.say("state.missing"), figure_id(figure.spec)}}, .mark = Cell::Mark::missing};
    const std::string text =
        decimals == 0 ? desk.forms().count(std::llround(*value)) : desk.forms().decimal(*value, decimals);
    return {.text = {{text, figure_id(figure.spec)}}, .value = value};
}

namespace {

// What an event is called in a picture: without the numbers that its sentence gives in parentheses.
std::string short_name(std::string_view what) {
    return std::string{what.substr(0, what.find(" ("))};
}

}  // namespace

std::vector<render::ChartEvent> chart_events(const Desk& desk, Period span) {
    std::vector<render::ChartEvent> events;
    for (const auto* event : events_touching(desk.world(), span)) {
        // One that was still going on has no end to draw.
        const bool ended = event->last <= desk.world().published_on();
        events.push_back({event->first, ended ? event->last : Day::max() - std::chrono::days{1},
                          short_name(desk.in_language(event->what))});
    }
    return events;
}

int provisional_months(const Desk& desk, const Indicator& indicator, int months) {
    int provisional = 0;
    while (provisional < months && desk.provisional(indicator.id, plus_months(desk.month(), -provisional)))
        ++provisional;
    return provisional;
}

}  // namespace atalaya::service
