#include "service/bulletin/pictures.hpp"

#include <cmath>

#include "service/bulletin/kinds.hpp"
#include "service/bulletin/picture_parts.hpp"

namespace atalaya::service {

using render::Picture;
using render::Sheet;

std::optional<Picture> kinds_picture(Desk& desk, const std::string& id, const Indicator& indicator,
                                     std::size_t most, double width_mm) {
    if (desk.is_public()) kinds_of(desk, indicator, desk.same_month_last_year());  // keeps back what it must
    auto kinds = kinds_of(desk, indicator, desk.this_month());
    if (kinds.empty()) return {};
    if (kinds.size() > most) kinds.resize(most);
    const std::string month = desk.forms().month_title(desk.month()),
                      base = desk.forms().month_title(plus_months(desk.month(), -12));
    render::BarChart chart;
    Sheet data;
    data.columns = {{desk.say("T5.kind")}, {month, true}, {base, true}};
    bool any_before = false;
    for (const auto& kind : kinds) {
        const Figure& before =
            desk.ask(indicator.id, "count", desk.same_month_last_year(), {}, "offence=" + kind.offence);
        any_before = any_before || before.value.has_value();
        chart.bars.push_back({.label = kind.name, .value = kind.figure->value, .before = before.value});
        data.rows.push_back(
            {Desk::text_cell(kind.name), desk.count_cell(*kind.figure), desk.count_cell(before)});
    }
    chart.unit = units(desk, indicator);
    chart.value_label = month;
    chart.before_label = any_before ? base : "";
    chart.missing_label = desk.say("chart.missing");
    const auto drawn = frame(
        desk, id, desk.say("chart.C6", {{"territory", desk.territory_name()}}),
        desk.say("chart.C6.alt", {{"month", month},
                                  {"kind", kinds.front().name},
                                  {"n", desk.forms().count(std::llround(*kinds.front().figure->value))}}),
        width_mm, whole_numbers(desk));
    Picture out = picture(
        id, drawn,
        desk.say("chart.C6.subtitle",
                 {{"month", month}, {"base_month", base}, {"sources", desk.sources_of(indicator.id)}}),
        render::bar_chart(drawn, chart));
    set_beside(out, std::move(data));
    return out;
}

}  // namespace atalaya::service
