// C8: how long facts take to be registered.
#include <cmath>

#include "render/chart.hpp"
#include "service/bulletin/sections.hpp"
#include "service/bulletin/settled.hpp"

namespace atalaya::service {

using render::Cell;
using render::Picture;
using render::Sheet;

namespace {

constexpr int named_days[] = {7, 30};

std::string days_text(const Desk& desk, int days) {
    return render::plain(desk.words().fill("chart.days", {{"n", render::counted(desk.forms(), days)}}));
}

// The values at the days that the axis names.
Sheet table_of(const Desk& desk, const Figure& curve) {
    Sheet data{.id = "C8-datos", .compact = true};
    data.columns = {{desk.say("chart.C8.days")}, {desk.say("chart.C8.percent"), true}};
    for (const int day : {0, 1, 2, 3, 7, 14, 30, 60, 90}) {
        const auto value = curve.series[static_cast<std::size_t>(day)].value;
        data.rows.push_back(
            {Cell{.text = {{desk.forms().count(day)}}, .value = day},
             Cell{.text = {{desk.forms().percent(*value, 1), figure_id(curve.spec)}}, .value = value}});
    }
    return data;
}

}  // namespace

std::optional<Picture> delay_picture(Desk& desk) {
    const Period span = settled_year(desk);
    const Figure& curve = desk.ask("", "delay_curve", span, {}, "", "ciudad");
    if (curve.series.empty()) return {};
    const auto within = [&](int day) {
        return desk.forms().percent(*curve.series[static_cast<std::size_t>(day)].value);
    };
    std::vector<std::string> sources;
    for (const auto& source : curve.sources)
        sources.emplace_back(desk.in_language(desk.catalogue().source(source).name));

    render::DelayChart chart;
    for (const auto& point : curve.series) chart.percent.push_back(*point.value);
    for (const int day : named_days) chart.marks.push_back({day, days_text(desk, day) + ": " + within(day)});
    chart.unit = desk.say("chart.C8.percent");
    chart.day_label = desk.say("chart.C8.days");
    chart.height_mm = 42;
    const std::string period = desk.forms().period(span);
    const render::ChartFrame frame{
        .prefix = "C8",
        .title = desk.say("chart.C8"),
        .description = desk.say("chart.C8.alt", {{"span", period},
                                                 {"same", within(0)},
                                                 {"week", within(7)},
                                                 {"month", within(30)},
                                                 {"last", within(90)}}),
        .number = [&desk](double value) { return desk.forms().count(std::llround(value)); }};
    const auto drawing = render::delay_chart(frame, chart);
    Picture picture{.id = "C8",
                    .title = frame.title,
                    .subtitle = desk.say("chart.C8.subtitle",
                                         {{"span", period}, {"sources", desk.forms().list(sources)}}),
                    .svg = drawing.svg,
                    .alt = frame.description,
                    .width_mm = drawing.width_mm,
                    .height_mm = drawing.height_mm};
    Sheet data = table_of(desk, curve);
    data.title = picture.title;
    data.subtitle = picture.subtitle;
    picture.data = std::move(data);
    return picture;
}

}  // namespace atalaya::service
