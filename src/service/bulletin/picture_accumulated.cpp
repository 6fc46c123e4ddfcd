#include "service/bulletin/pictures.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "service/bulletin/at_least.hpp"
#include "service/bulletin/picture_parts.hpp"

namespace atalaya::service {

using render::Picture;
using render::Sheet;

std::optional<Picture> accumulated_picture(Desk& desk, const std::string& id, const Indicator& indicator,
                                           double width_mm) {
    const auto known = desk.world().known_months(indicator.id);
    const int year = static_cast<int>(desk.month().year());
    const Period this_year = desk.year_so_far();
    if (!known || known->first > this_year.first || known->past_end < this_year.past_end) return {};
    const Figure& monthly = desk.ask(indicator.id, "monthly", this_year);
    if (monthly.series.empty()) return {};
    render::AccumulatedChart chart;
    double sum = 0;
    for (const auto& point : monthly.series) chart.accumulated.push_back(sum += point.value.value_or(0));

    std::vector<std::string> years;
    std::vector<const Figure*> earlier_years;
    for (int earlier = year - 3; earlier < year; ++earlier) {
        const Month january{std::chrono::year{earlier}, std::chrono::January};
        const Period whole_year{first_day(january), first_day(plus_months(january, 12))};
        if (known->first > whole_year.first) continue;
        const Figure& before = desk.ask(indicator.id, "monthly", whole_year);
        if (before.series.empty()) continue;
        earlier_years.push_back(&before);
        if (chart.least.empty()) {
            chart.least.assign(12, std::numeric_limits<double>::infinity());
            chart.most.assign(12, 0.0);
        }
        double total = 0;
        for (std::size_t i = 0; i < 12; ++i) {
            total += before.series[i].value.value_or(0);
            chart.least[i] = std::min(*chart.least[i], total);
            chart.most[i] = std::max(*chart.most[i], total);
        }
        years.push_back(std::to_string(earlier));
    }
    chart.provisional =
        std::min<int>(provisional_months(desk, indicator, 12), static_cast<int>(chart.accumulated.size()));
    chart.unit = desk.say("chart.accumulated", {{"units", units(desk, indicator)}});
    chart.year_label = std::to_string(year);
    const std::string span = years.empty()       ? ""
                             : years.size() == 1 ? years.front()
                                                 : years.front() + "–" + years.back();
    chart.band_label = years.empty()       ? ""
                       : years.size() == 1 ? span
                                           : desk.say("chart.band", {{"years", span}});
    chart.provisional_label = desk.say("chart.provisional");
    chart.height_mm = 50;

    const auto at = chart.accumulated.size() - 1;
    const auto number = [&](std::optional<double> value) {
        return desk.forms().count(std::llround(value.value_or(0)));
    };
    render::Arguments said{{"year", std::to_string(year)},
                           {"territory", desk.territory_name()},
                           {"n", render::plain(at_least(desk, monthly, {{number(chart.accumulated[at])}}))},
                           {"month", desk.forms().month(desk.month())}};
    if (!years.empty()) {
        said.emplace("low", number(chart.least[at]));
        said.emplace("high", number(chart.most[at]));
    }
    std::string alt = desk.say(years.empty() ? "chart.C1.alt.no_band" : "chart.C1.alt", said);
    const auto drawn = frame(
        desk, id,
        desk.say("chart.C1", {{"indicator", desk.name(indicator)}, {"territory", desk.territory_name()}}),
        std::move(alt), width_mm, whole_numbers(desk));
    Picture out = picture(
        id, drawn,
        desk.say(
            years.empty() ? "chart.C1.subtitle.no_band" : "chart.C1.subtitle",
            {{"year", std::to_string(year)}, {"years", span}, {"sources", desk.sources_of(indicator.id)}}),
        render::accumulated_chart(drawn, chart));
    Sheet data;
    data.columns = {{desk.say("chart.series_month")}, {desk.say("chart.series_value"), true}};
    earlier_years.push_back(&monthly);
    for (const Figure* of_year : earlier_years) {
        for (const auto& point : of_year->series) {
            data.rows.push_back({Desk::text_cell(desk.forms().short_month(*parse_month(point.label))),
                                 number_cell(desk, *of_year, point.value)});
        }
    }
    data.notes.push_back(desk.words().fill("chart.C1.data_note"));
    set_beside(out, std::move(data));
    return out;
}

}  // namespace atalaya::service
