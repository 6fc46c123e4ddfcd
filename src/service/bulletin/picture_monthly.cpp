#include "service/bulletin/pictures.hpp"

#include <algorithm>
#include <cmath>

#include "service/bulletin/bridged.hpp"
#include "service/bulletin/picture_parts.hpp"

namespace atalaya::service {

using render::Cell;
using render::Picture;
using render::Sheet;

namespace {

// The months before a break in the new coding, where one that is drawn has a bridge; nullptr where none has.
const Figure* ask_bridged(Desk& desk, const Indicator& indicator, Period span) {
    const auto broken = breaks_inside(desk.world(), indicator.id, span.first, span.past_end);
    if (broken.size() != 1 || !broken.front()->bridge) return nullptr;
    const Figure& bridged = desk.ask(indicator.id, "bridged", span);
    return bridged.value ? &bridged : nullptr;
}

std::vector<std::optional<render::Carried>> carried_months(const Figure& bridged) {
    std::vector<std::optional<render::Carried>> months;
    for (const auto& point : bridged.series)
        months.push_back(point.low ? std::optional<render::Carried>{{*point.value, *point.low, *point.high}}
                                   : std::nullopt);
    return months;
}

// The columns of the table beside the picture: what is drawn, then what was expected, then what is carried.
Sheet values_beside(const Desk& desk, const Figure& observed, const Figure& expected, const Figure* bridged) {
    Sheet data;
    data.columns = {{desk.say("chart.series_month")}, {desk.say("chart.series_value"), true}};
    const bool any_expected = !expected.series.empty();
    if (any_expected) {
        data.columns.push_back({desk.say("chart.series_low"), true});
        data.columns.push_back({desk.say("chart.series_high"), true});
    }
    if (bridged) {
        data.columns.push_back({desk.say("chart.series_bridged"), true});
        data.columns.push_back({desk.say("chart.series_bridged_low"), true});
        data.columns.push_back({desk.say("chart.series_bridged_high"), true});
    }
    const auto cell = [&](const Figure& of, std::optional<double> value) {
        return value ? number_cell(desk, of, value) : Desk::text_cell("");
    };
    for (std::size_t i = 0; i < observed.series.size(); ++i) {
        std::vector<Cell> row{
            Desk::text_cell(desk.forms().short_month(*parse_month(observed.series[i].label))),
            number_cell(desk, observed, observed.series[i].value)};
        if (any_expected) {
            row.push_back(cell(expected, expected.series[i].low));
            row.push_back(cell(expected, expected.series[i].high));
        }
        if (bridged) {
            const auto& point = bridged->series[i];
            row.push_back(cell(*bridged, point.low ? point.value : std::nullopt));
            row.push_back(cell(*bridged, point.low));
            row.push_back(cell(*bridged, point.high));
        }
        data.rows.push_back(std::move(row));
    }
    return data;
}

}  // namespace

std::optional<Picture> monthly_picture(Desk& desk, const std::string& id, const Indicator& indicator,
                                       const std::string& title, int months, double width_mm,
                                       double height_mm) {
    const auto known = desk.world().known_months(indicator.id);
    if (!known) return {};
    Period span = months_ending(desk.month(), months);
    span.first = std::max(span.first, known->first);
    if (span.first >= span.past_end) return {};
    const Figure& observed = desk.ask(indicator.id, "monthly", span);
    if (observed.series.empty()) return {};
    const Figure& wide = desk.ask(indicator.id, "expected_monthly", span, {}, "level=95");
    const Figure& half = desk.ask(indicator.id, "expected_monthly", span, {}, "level=50");

    render::LineChart chart{.first = month_of(span.first), .observed = values(observed)};
    for (std::size_t i = 0; i < wide.series.size(); ++i) {
        const auto &w = wide.series[i], &h = half.series[i];
        chart.expected.push_back(w.value ? std::optional<render::Expected>{{*w.low, *h.low, *h.high, *w.high}}
                                         : std::nullopt);
    }
    chart.provisional =
        std::min<int>(provisional_months(desk, indicator, months), static_cast<int>(chart.observed.size()));
    chart.events = chart_events(desk, span);
    for (const auto* broken :
         breaks_inside(desk.world(), indicator.id, desk.territory(), span.first, span.past_end)) {
        chart.breaks.push_back({broken->day, std::string{desk.in_language(broken->what)}});
    }
    const Figure* bridged = ask_bridged(desk, indicator, span);
    if (bridged) chart.carried = carried_months(*bridged);
    chart.carried_label = desk.say("chart.bridged");
    chart.unit = desk.say("chart.per_month", {{"units", units(desk, indicator)}});
    chart.observed_label = desk.say("chart.observed");
    chart.expected_label = desk.say("chart.expected");
    chart.comparison_label = desk.say("chart.year_before");
    chart.provisional_label = desk.say("chart.provisional");
    chart.height_mm = height_mm;

    const SeriesPoint *low = nullptr, *high = nullptr;
    for (const auto& point : observed.series) {
        if (!point.value) continue;
        if (!low || *point.value < *low->value) low = &point;
        if (!high || *point.value > *high->value) high = &point;
    }
    const auto month_text = [&](const SeriesPoint& point) {
        return desk.forms().month(*parse_month(point.label));
    };
    const auto last = observed.series.back().value;
    std::string alt = desk.say(
        "chart.C2.alt", {{"indicator", desk.name(indicator)},
                         {"territory", desk.territory_name()},
                         {"span", desk.forms().period(span)},
                         {"n", last ? desk.forms().count(std::llround(*last)) : desk.say("chart.missing")},
                         {"low", desk.forms().count(std::llround(*low->value))},
                         {"low_month", month_text(*low)},
                         {"high", desk.forms().count(std::llround(*high->value))},
                         {"high_month", month_text(*high)}});
    const auto drawn = frame(desk, id, title, std::move(alt), width_mm, whole_numbers(desk));
    Picture out = picture(id, drawn,
                          desk.say("chart.C2.subtitle", {{"span", desk.forms().period(span)},
                                                         {"sources", desk.sources_of(indicator.id)}}),
                          render::line_chart(drawn, chart));
    if (const auto* broken = bridged ? bridged_over(desk, *bridged) : nullptr) {
        const auto bridge = bridge_arguments(desk, indicator, *broken);
        if (!bridge.empty()) out.notes.push_back(desk.words().fill("chart.C2.bridged", bridge));
    }
    set_beside(out, values_beside(desk, observed, wide, bridged));
    return out;
}

}  // namespace atalaya::service
