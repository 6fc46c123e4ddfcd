#include "service/bulletin/pictures.hpp"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <ranges>

#include "geo/area.hpp"
#include "geo/far_areas.hpp"
#include "render/chart_classes.hpp"
#include "render/map.hpp"
#include "service/bulletin/listed.hpp"
#include "service/bulletin/picture_parts.hpp"

namespace atalaya::service {

using render::Picture;
using render::Sheet;

namespace {

// The rates of the territories that have one.
std::vector<double> rates_of(Desk& desk, const Indicator& indicator,
                             const std::vector<const TerritoryInfo*>& territories, Period period) {
    std::vector<double> rates;
    for (const auto* territory : territories) {
        const Figure& rate = desk.ask(indicator.id, "rate", period, {}, "", territory->territory.text());
        if (rate.value) rates.push_back(*rate.value);
    }
    return rates;
}

// Limits of the classes: of the rates of the year before, so that all months of a year share them; of the twelve
// months' own where half of the territories had none then, as after a new map or a break.
std::vector<double> frozen_limits(Desk& desk, const Indicator& indicator,
                                  const std::vector<const TerritoryInfo*>& territories, int& year) {
    year = static_cast<int>(desk.month().year()) - 1;
    const Month january{std::chrono::year{year}, std::chrono::January};
    const auto before =
        rates_of(desk, indicator, territories, {first_day(january), first_day(plus_months(january, 12))});
    const auto now = rates_of(desk, indicator, territories, desk.twelve());
    if (!before.empty() && 2 * before.size() >= now.size()) return render::quantile_limits(before, 5);
    year = static_cast<int>(desk.month().year());
    return render::quantile_limits(now, 5);
}

// With no more decimals than the limit has, at most three: "20", "2,5".
render::NumberText limit_text(const Desk& desk) {
    return [&desk](double value) {
        constexpr int most = 3;
        constexpr double same = 1e-9;
        int decimals = 0;
        double scaled = value;
        while (decimals < most && std::abs(scaled - std::round(scaled)) > same) {
            scaled *= 10;
            ++decimals;
        }
        return desk.forms().decimal(value, decimals);
    };
}

// Takes the areas too far away to be drawn with the rest out of the drawing; they stay in its table.
std::vector<const TerritoryInfo*> leave_out_far(render::Choropleth& map,
                                                std::vector<const TerritoryInfo*> drawn) {
    std::vector<geo::Box> boxes;
    for (const auto& area : map.areas) boxes.push_back(geo::box_of(area.shape));
    const auto far = geo::far_areas(boxes);
    std::vector<const TerritoryInfo*> left_out;
    for (const std::size_t i : std::views::reverse(far)) {
        left_out.push_back(drawn[i]);
        map.areas.erase(map.areas.begin() + static_cast<std::ptrdiff_t>(i));
    }
    return left_out;
}

render::Text far_note(Desk& desk, const Indicator& indicator,
                      const std::vector<const TerritoryInfo*>& left_out) {
    std::vector<render::Text> items;
    for (const auto* territory : left_out) {
        const Figure& rate =
            desk.ask(indicator.id, "rate", desk.twelve(), {}, "", territory->territory.text());
        render::Text item{{desk.name(*territory)}};
        if (rate.value) {
            item.push_back({" ("});
            std::ranges::move(desk.rate(rate), std::back_inserter(item));
            item.push_back({")"});
        }
        items.push_back(std::move(item));
    }
    return desk.words().fill("map.far", {{"places", desk.forms().list(items)}});
}

}  // namespace

std::optional<Picture> map_picture(Desk& desk, const std::string& id, const Indicator& indicator,
                                   double width_mm, double height_mm) {
    const std::string layer = listed_layer(desk);
    const auto territories = listed_territories(desk, indicator);
    int year = 0;
    render::Choropleth map;
    const Figure *low = nullptr, *high = nullptr;
    std::string low_name, high_name;
    int missing = 0;
    std::vector<const TerritoryInfo*> with_shape;
    Sheet data;
    data.columns = {{desk.say("T3.territory")}, {desk.say("T3.rate"), true}, {desk.say("T3.interval"), true}};
    for (const auto* territory : territories) {
        if (territory->geometry.empty()) continue;
        const Figure& rate =
            desk.ask(indicator.id, "rate", desk.twelve(), {}, "", territory->territory.text());
        render::MapArea area{.shape = geo::parse_geojson_geometry(territory->geometry),
                             .label = desk.name(*territory),
                             .value = rate.value};
        // "Comuna 7" is labelled "7": the layer's name is in the title.
        const auto blank = area.label.rfind(' ');
        if (blank != std::string::npos && area.label.substr(blank + 1) == territory->territory.code)
            area.label = territory->territory.code;
        area.marked = territory->territory == desk.territory().territory;
        map.areas.push_back(std::move(area));
        with_shape.push_back(territory);
        data.rows.push_back(
            {Desk::text_cell(desk.name(*territory)), desk.rate_cell(rate), desk.interval_cell(rate)});
        if (!rate.value) {
            ++missing;
            continue;
        }
        if (!low || *rate.value < *low->value) low = &rate, low_name = desk.name(*territory);
        if (!high || *rate.value > *high->value) high = &rate, high_name = desk.name(*territory);
    }
    if (map.areas.empty() || !low) return {};
    const auto far = leave_out_far(map, std::move(with_shape));
    map.limits = frozen_limits(desk, indicator, territories, year);
    const std::string per = desk.per(*low);
    map.unit = units(desk, indicator) + " " + per;
    map.missing_label = desk.say("chart.missing");
    map.height_mm = height_mm > 0 ? height_mm : width_mm * 0.95;
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
              width_mm, limit_text(desk));
    Picture out = picture(id, drawn,
                          desk.say("map." + id + ".subtitle", {{"month", desk.forms().month(desk.month())},
                                                               {"per", per},
                                                               {"year", std::to_string(year)},
                                                               {"sources", desk.sources_of(indicator.id)}}),
                          render::choropleth(drawn, map));
    if (!far.empty()) out.notes.push_back(far_note(desk, indicator, far));
    name_left_out(desk, indicator, out);
    set_beside(out, std::move(data));
    return out;
}

}  // namespace atalaya::service
