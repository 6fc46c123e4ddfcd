#include "service/bulletin/pictures.hpp"

#include <algorithm>
#include <cmath>

#include "service/bulletin/listed.hpp"
#include "service/bulletin/picture_parts.hpp"

namespace atalaya::service {

using render::Cell;
using render::Picture;
using render::Sheet;

std::optional<Picture> multiples_picture(Desk& desk, const std::string& id, const Indicator& indicator,
                                         int months) {
    const auto known = desk.world().known_months(indicator.id);
    const auto territories = listed_territories(desk, indicator);
    if (!known || territories.empty() || territories.size() > 15) return {};
    Period span = months_ending(desk.month(), months);
    span.first = std::max(span.first, known->first);
    render::SmallMultiples chart{.first = month_of(span.first)};
    Sheet data;
    data.columns = {{desk.say("chart.series_month")}};
    std::vector<const Figure*> figures;
    double high = -1;
    std::string highest;
    for (const auto* territory : territories) {
        const Figure& monthly = desk.ask(indicator.id, "monthly", span, {}, "", territory->territory.text());
        if (monthly.series.empty()) return {};
        chart.panels.push_back({.title = desk.name(*territory), .observed = values(monthly)});
        figures.push_back(&monthly);
        data.columns.push_back({desk.name(*territory), true});
        for (const auto& point : monthly.series) {
            if (point.value && *point.value > high) {
                high = *point.value;
                highest = desk.name(*territory);
            }
        }
    }
    for (std::size_t i = 0; i < figures.front()->series.size(); ++i) {
        std::vector<Cell> row{
            Desk::text_cell(desk.forms().short_month(plus_months(chart.first, static_cast<int>(i))))};
        for (const auto* figure : figures) row.push_back(number_cell(desk, *figure, figure->series[i].value));
        data.rows.push_back(std::move(row));
    }
    chart.provisional = provisional_months(desk, indicator, static_cast<int>(figures.front()->series.size()));
    for (const auto* broken : breaks_inside(desk.world(), indicator.id, span.first, span.past_end))
        chart.breaks.push_back(broken->day);
    chart.unit = desk.say("chart.per_month", {{"units", units(desk, indicator)}});
    chart.provisional_label = desk.say("chart.provisional");
    const std::string period = desk.forms().period(span);
    const auto drawn = frame(desk, id, desk.say("chart.C4", {{"indicator", desk.name(indicator)}}),
                             desk.say("chart.C4.alt", {{"span", period},
                                                       {"high", desk.forms().count(std::llround(high))},
                                                       {"territory", highest}}),
                             170, whole_numbers(desk));
    Picture out =
        picture(id, drawn,
                desk.say("chart.C4.subtitle", {{"span", period}, {"sources", desk.sources_of(indicator.id)}}),
                render::small_multiples(drawn, chart));
    name_left_out(desk, indicator, out);
    set_beside(out, std::move(data));
    return out;
}

}  // namespace atalaya::service
