#include "service/bulletin/pictures.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "geo/area.hpp"
#include "render/chart.hpp"
#include "render/chart_classes.hpp"
#include "render/map.hpp"

namespace atalaya::service {

using render::Cell;
using render::Drawing;
using render::Picture;
using render::Sheet;

namespace {

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

std::string units(const Desk& desk, const Indicator& indicator) {
    return desk.say("units." + indicator.unit);
}

render::Series values(const Figure& figure) {
    render::Series series;
    for (const auto& point : figure.series) series.push_back(point.value);
    return series;
}

Cell number_cell(const Desk& desk, const Figure& figure, std::optional<double> value, int decimals = 0) {
    if (!value)
        return {.text = {{desk.say("state.missing"), figure_id(figure.spec)}}, .mark = Cell::Mark::missing};
    const std::string text =
        decimals == 0 ? desk.forms().count(std::llround(*value)) : desk.forms().decimal(*value, decimals);
    return {.text = {{text, figure_id(figure.spec)}}, .value = value};
}

std::vector<render::ChartEvent> chart_events(const Desk& desk, Period span) {
    std::vector<render::ChartEvent> events;
    for (const auto* event : events_touching(desk.world(), span)) {
        events.push_back({event->first, event->last, std::string{desk.in_language(event->what)}});
    }
    return events;
}

int provisional_months(const Desk& desk, const Indicator& indicator, int months) {
    int provisional = 0;
    while (provisional < months && desk.provisional(indicator.id, plus_months(desk.month(), -provisional)))
        ++provisional;
    return provisional;
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
    for (const auto* broken : breaks_inside(desk.world(), indicator.id, span.first, span.past_end)) {
        chart.breaks.push_back({broken->day, std::string{desk.in_language(broken->what)}});
    }
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
    Sheet data{.id = id + "-datos", .title = title, .subtitle = out.subtitle, .compact = true};
    data.columns = {{desk.say("chart.series_month")}, {desk.say("chart.series_value"), true}};
    const bool any_expected = !wide.series.empty();
    if (any_expected) {
        data.columns.push_back({desk.say("chart.series_low"), true});
        data.columns.push_back({desk.say("chart.series_high"), true});
    }
    for (std::size_t i = 0; i < observed.series.size(); ++i) {
        std::vector<Cell> row{
            Desk::text_cell(desk.forms().short_month(*parse_month(observed.series[i].label))),
            number_cell(desk, observed, observed.series[i].value)};
        if (any_expected) {
            const auto& expected = wide.series[i];
            row.push_back(expected.low ? number_cell(desk, wide, expected.low) : Desk::text_cell(""));
            row.push_back(expected.high ? number_cell(desk, wide, expected.high) : Desk::text_cell(""));
        }
        data.rows.push_back(std::move(row));
    }
    out.data = std::move(data);
    return out;
}

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
    for (int earlier = year - 3; earlier < year; ++earlier) {
        const Month january{std::chrono::year{earlier}, std::chrono::January};
        const Period whole_year{first_day(january), first_day(plus_months(january, 12))};
        if (known->first > whole_year.first) continue;
        const Figure& before = desk.ask(indicator.id, "monthly", whole_year);
        if (before.series.empty()) continue;
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

    const auto at = chart.accumulated.size() - 1;
    const auto number = [&](std::optional<double> value) {
        return desk.forms().count(std::llround(value.value_or(0)));
    };
    render::Arguments said{{"year", std::to_string(year)},
                           {"territory", desk.territory_name()},
                           {"n", number(chart.accumulated[at])},
                           {"month", desk.forms().month(desk.month())}};
    if (!years.empty()) {
        said.emplace("low", number(chart.least[at]));
        said.emplace("high", number(chart.most[at]));
    }
    std::string alt = desk.say(years.empty() ? "chart.C1.alt.no_band" : "chart.C1.alt", said);
    const auto drawn = frame(desk, id, desk.say("chart.C1", {{"territory", desk.territory_name()}}),
                             std::move(alt), width_mm, whole_numbers(desk));
    Picture out = picture(id, drawn,
                          desk.say("chart.C1.subtitle", {{"year", std::to_string(year)},
                                                         {"years", span},
                                                         {"sources", desk.sources_of(indicator.id)}}),
                          render::accumulated_chart(drawn, chart));
    Sheet data{.id = id + "-datos", .title = drawn.title, .subtitle = out.subtitle, .compact = true};
    data.columns = {{desk.say("chart.series_month")}, {desk.say("chart.series_value"), true}};
    for (const auto& point : monthly.series) {
        data.rows.push_back({Desk::text_cell(desk.forms().short_month(*parse_month(point.label))),
                             number_cell(desk, monthly, point.value)});
    }
    out.data = std::move(data);
    return out;
}

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
        for (int weekday = 0; weekday < 7; ++weekday) {
            row.push_back(number_cell(desk, hours,
                                      hours.series[static_cast<std::size_t>(weekday * 25 + hour + 1)].value));
        }
        data.rows.push_back(std::move(row));
    }
    out.data = std::move(data);
    return out;
}

std::string listed_layer(const Desk& desk) {
    const int own = desk.territory().slot == 0 ? 4 : desk.territory().slot;
    // The city lists the broadest layer that is no police sector of its own (slot 3 before 4), the rest the
    // next finer one.
    for (int slot = own - 1; slot >= 2; --slot) {
        for (const auto& layer : desk.catalogue().city.layers) {
            if (layer.slot == slot && !desk.world().layer(layer.id).empty()) return layer.id;
        }
    }
    if (desk.territory().slot == 0) {
        for (const auto& layer : desk.catalogue().city.layers) {
            if (layer.slot == 4 && !desk.world().layer(layer.id).empty()) return layer.id;
        }
    }
    return {};
}

std::vector<const TerritoryInfo*> listed_territories(const Desk& desk, const Indicator& indicator) {
    auto territories = desk.world().layer(listed_layer(desk));
    if (desk.territory().slot != 0) {
        std::erase_if(territories, [&](const auto* t) { return t->parent != desk.territory().territory; });
    }
    const auto all = territories.size();
    std::erase_if(territories, [&](const auto* t) { return !desk.exact(indicator, *t); });
    if (all - territories.size() == 1 && !territories.empty()) {
        const auto residents = [&](const TerritoryInfo* t) {
            const auto people = desk.world().exposure(*t, "residents", desk.twelve());
            return people ? people->value : 0;
        };
        territories.erase(
            std::min_element(territories.begin(), territories.end(),
                             [&](const auto* a, const auto* b) { return residents(a) < residents(b); }));
    }
    return territories;
}

std::optional<Picture> multiples_picture(Desk& desk, const std::string& id, const Indicator& indicator,
                                         int months) {
    const auto known = desk.world().known_months(indicator.id);
    const auto territories = listed_territories(desk, indicator);
    if (!known || territories.empty() || territories.size() > 15) return {};
    Period span = months_ending(desk.month(), months);
    span.first = std::max(span.first, known->first);
    render::SmallMultiples chart{.first = month_of(span.first)};
    Sheet data{.id = id + "-datos", .compact = true};
    data.columns = {{desk.say("chart.series_month")}};
    std::vector<const Figure*> figures;
    double high = -1;
    std::string highest;
    for (const auto* territory : territories) {
        const Figure& monthly = desk.ask(indicator.id, "monthly", span, {}, "", territory->territory.text());
        if (monthly.series.empty()) return {};
        chart.panels.push_back({.title = territory->name, .observed = values(monthly)});
        figures.push_back(&monthly);
        data.columns.push_back({territory->name, true});
        for (const auto& point : monthly.series) {
            if (point.value && *point.value > high) {
                high = *point.value;
                highest = territory->name;
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
    data.title = drawn.title;
    data.subtitle = out.subtitle;
    out.data = std::move(data);
    return out;
}

namespace {

// Limits of the classes: of the rates of the year before where they are known, so that all
// months of a year share them.
std::vector<double> frozen_limits(Desk& desk, const Indicator& indicator,
                                  const std::vector<const TerritoryInfo*>& territories, int& year) {
    year = static_cast<int>(desk.month().year()) - 1;
    const Month january{std::chrono::year{year}, std::chrono::January};
    std::vector<double> rates;
    for (const Period period :
         {Period{first_day(january), first_day(plus_months(january, 12))}, desk.twelve()}) {
        for (const auto* territory : territories) {
            const Figure& rate = desk.ask(indicator.id, "rate", period, {}, "", territory->territory.text());
            if (rate.value) rates.push_back(*rate.value);
        }
        if (!rates.empty()) break;
        year = static_cast<int>(desk.month().year());
    }
    return render::quantile_limits(rates, 5);
}

}  // namespace

std::optional<Picture> map_picture(Desk& desk, const std::string& id, const Indicator& indicator,
                                   double width_mm) {
    const std::string layer = listed_layer(desk);
    const auto territories = listed_territories(desk, indicator);
    int year = 0;
    render::Choropleth map;
    const Figure *low = nullptr, *high = nullptr;
    std::string low_name, high_name;
    int missing = 0;
    Sheet data{.id = id + "-datos", .compact = true};
    data.columns = {{desk.say("T3.territory")}, {desk.say("T3.rate"), true}, {desk.say("T3.interval"), true}};
    for (const auto* territory : territories) {
        if (territory->geometry.empty()) continue;
        const Figure& rate =
            desk.ask(indicator.id, "rate", desk.twelve(), {}, "", territory->territory.text());
        render::MapArea area{.shape = geo::parse_geojson_geometry(territory->geometry),
                             .label = territory->name,
                             .value = rate.value};
        // "Comuna 7" is labelled "7": the layer's name is in the title.
        const auto blank = area.label.rfind(' ');
        if (blank != std::string::npos && area.label.substr(blank + 1) == territory->territory.code)
            area.label = territory->territory.code;
        area.marked = territory->territory == desk.territory().territory;
        map.areas.push_back(std::move(area));
        data.rows.push_back(
            {Desk::text_cell(territory->name), desk.rate_cell(rate), desk.interval_cell(rate)});
        if (!rate.value) {
            ++missing;
            continue;
        }
        if (!low || *rate.value < *low->value) low = &rate, low_name = territory->name;
        if (!high || *rate.value > *high->value) high = &rate, high_name = territory->name;
    }
    if (map.areas.empty() || !low) return {};
    map.limits = frozen_limits(desk, indicator, territories, year);
    const std::string per = desk.per(*low);
    map.unit = units(desk, indicator) + " " + per;
    map.missing_label = desk.say("chart.missing");
    map.height_mm = width_mm * 0.95;
    const auto* of_layer = desk.catalogue().city.layer(layer);
    const std::string layer_name = render::with_small_initial(desk.in_language(of_layer->name));
    const auto rate_text = rates(desk);
    const auto drawn =
        frame(desk, id, desk.say("map." + id, {{"indicator", desk.name(indicator)}, {"layer", layer_name}}),
              desk.say("map." + id + ".alt", {{"layer", layer_name},
                                              {"high", rate_text(*high->value)},
                                              {"high_territory", high_name},
                                              {"low", rate_text(*low->value)},
                                              {"low_territory", low_name},
                                              {"missing", std::to_string(missing)}}),
              width_mm, rate_text);
    Picture out = picture(id, drawn,
                          desk.say("map." + id + ".subtitle", {{"month", desk.forms().month(desk.month())},
                                                               {"per", per},
                                                               {"year", std::to_string(year)},
                                                               {"sources", desk.sources_of(indicator.id)}}),
                          render::choropleth(drawn, map));
    data.title = drawn.title;
    data.subtitle = out.subtitle;
    out.data = std::move(data);
    return out;
}

std::vector<KindCount> kinds_of(Desk& desk, const Indicator& indicator, Period period) {
    std::vector<KindCount> kinds;
    int withheld = 0;
    for (const auto source : desk.world().sources_of(indicator.id)) {
        const auto& of = desk.catalogue().source(desk.world().sources()[source]);
        for (const auto& label : of.labels) {
            if (std::find(label.indicators.begin(), label.indicators.end(), indicator.id) ==
                label.indicators.end())
                continue;
            const std::string offence = of.id + ":" + label.code;
            const Figure& count = desk.ask(indicator.id, "count", period, {}, "offence=" + offence);
            withheld += count.reason == "withheld";
            if (count.value && *count.value > 0)
                kinds.push_back({offence, std::string{desk.in_language(label.name)}, &count});
        }
    }
    std::stable_sort(kinds.begin(), kinds.end(),
                     [](const auto& a, const auto& b) { return *a.figure->value > *b.figure->value; });
    if (withheld == 1 && !kinds.empty()) kinds.pop_back();  // else the total less the others gives it away
    return kinds;
}

std::optional<Picture> kinds_picture(Desk& desk, const std::string& id, const Indicator& indicator,
                                     std::size_t most, double width_mm) {
    auto kinds = kinds_of(desk, indicator, desk.this_month());
    if (kinds.empty()) return {};
    if (kinds.size() > most) kinds.resize(most);
    const std::string month = desk.forms().month_title(desk.month()),
                      base = desk.forms().month_title(plus_months(desk.month(), -12));
    render::BarChart chart;
    Sheet data{.id = id + "-datos", .compact = true};
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
    data.title = drawn.title;
    data.subtitle = out.subtitle;
    out.data = std::move(data);
    return out;
}

}  // namespace atalaya::service
