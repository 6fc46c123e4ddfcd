#include "service/bulletin/pictures.hpp"

#include <algorithm>
#include <cmath>

#include "service/bulletin/picture_parts.hpp"

namespace atalaya::service {

using render::Picture;

namespace {

std::vector<std::optional<render::Expected>> expected_of(const Figure& wide, const Figure& half) {
    std::vector<std::optional<render::Expected>> expected;
    for (std::size_t i = 0; i < wide.series.size(); ++i) {
        const auto &w = wide.series[i], &h = half.series[i];
        expected.push_back(w.value ? std::optional<render::Expected>{{*w.low, *h.low, *h.high, *w.high}}
                                   : std::nullopt);
    }
    return expected;
}

// Which weeks the range is made from.
void say_range(const Desk& desk, const Figure& wide, Picture& picture) {
    if (wide.series.empty()) {
        picture.notes.push_back(desk.words().fill("ficha.weeks.none"));
        return;
    }
    picture.notes.push_back(desk.words().fill(
        wide.denominator_note == "mean_of_years" ? "ficha.weeks.mean" : "ficha.weeks.last_year"));
}

}  // namespace

std::optional<Picture> weekly_picture(Desk& desk, const std::string& id, const Indicator& indicator,
                                      double width_mm, double height_mm) {
    if (desk.withholds(indicator.id, "weekly", desk.twelve()) ||
        desk.look(indicator.id, "weekly", desk.twelve()).series.empty())
        return {};
    const Figure& observed = desk.ask(indicator.id, "weekly", desk.twelve());
    const Figure& wide = desk.ask(indicator.id, "expected_weekly", desk.twelve(), {}, "level=95");
    const Figure& half = desk.ask(indicator.id, "expected_weekly", desk.twelve(), {}, "level=50");
    const Day first = *parse_day(observed.series.front().label),
              last = *parse_day(observed.series.back().label) + std::chrono::days{6};
    const Period span{first, last + std::chrono::days{1}};

    render::LineChart chart{.first_week = first, .observed = values(observed)};
    chart.expected = expected_of(wide, half);
    for (Day sunday = last; desk.provisional(indicator.id, month_of(sunday)) && sunday > first;
         sunday -= std::chrono::days{7})
        ++chart.provisional;
    chart.events = chart_events(desk, span);
    for (const auto* broken :
         breaks_inside(desk.world(), indicator.id, desk.territory(), span.first, span.past_end))
        chart.breaks.push_back({broken->day, std::string{desk.in_language(broken->what)}});
    chart.unit = desk.say("ficha.weeks.unit", {{"units", units(desk, indicator)}});
    chart.observed_label = desk.say("chart.observed");
    chart.expected_label = desk.say("chart.expected");
    chart.provisional_label = desk.say("chart.provisional");
    chart.height_mm = height_mm;

    std::vector<double> known;
    for (const auto& value : chart.observed) {
        if (value) known.push_back(*value);
    }
    const auto [low, high] = std::minmax_element(known.begin(), known.end());
    const auto number = [&](double value) { return desk.forms().count(std::llround(value)); };
    const std::string weeks = std::to_string(observed.series.size());
    const auto last_value = observed.series.back().value;
    const auto drawn = frame(
        desk, id, desk.say("ficha.weeks", {{"indicator", desk.name(indicator)}}),
        desk.say("ficha.weeks.alt", {{"indicator", desk.name(indicator)},
                                     {"territory", desk.territory_name()},
                                     {"n", weeks},
                                     {"last", desk.forms().day(last)},
                                     {"value", last_value ? number(*last_value) : desk.say("chart.missing")},
                                     {"low", number(*low)},
                                     {"high", number(*high)}}),
        width_mm, whole_numbers(desk));
    Picture out = picture(id, drawn,
                          desk.say("ficha.weeks.subtitle", {{"n", weeks},
                                                            {"first", desk.forms().short_day(first)},
                                                            {"last", desk.forms().short_day(last)},
                                                            {"sources", desk.sources_of(indicator.id)}}),
                          render::line_chart(drawn, chart));
    say_range(desk, wide, out);
    return out;
}

}  // namespace atalaya::service
