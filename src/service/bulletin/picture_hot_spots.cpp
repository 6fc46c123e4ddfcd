#include "service/bulletin/pictures.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>

#include "render/map_hot.hpp"
#include "service/bulletin/listed.hpp"
#include "service/bulletin/picture_parts.hpp"
#include "service/places.hpp"

namespace atalaya::service {

using render::Cell;
using render::Picture;
using render::Sheet;

namespace {

constexpr std::array<int, 3> levels{90, 95, 99};

struct Spot {
    geo::Hex hex;
    int level{};       // into levels: the highest at which it is hot
    double rows{};     // of the twelve months
    std::string area;  // which it is in
};

// Of the three figures, one a level: each hexagon at its highest; most rows first.
std::vector<Spot> spots_of(Desk& desk, const std::array<const Figure*, 3>& hot) {
    std::map<geo::Hex, Spot> found;
    for (std::size_t level = 0; level < hot.size(); ++level) {
        for (const auto& point : hot[level]->series) {
            Spot& spot = found[hex_of(point.label)];
            spot = {hex_of(point.label), static_cast<int>(level), *point.value, ""};
        }
    }
    std::vector<Spot> spots;
    for (auto& [hex, spot] : found) {
        const auto* area = desk.places().around(desk.places().lattice().centre(hex));
        spot.area = area ? desk.name(*area) : "";
        spots.push_back(std::move(spot));
    }
    std::stable_sort(spots.begin(), spots.end(),
                     [](const auto& a, const auto& b) { return a.rows > b.rows; });
    return spots;
}

// The areas that hot hexagons are in, those whose hexagons hold most rows first.
std::vector<std::string> loaded_areas(const std::vector<Spot>& spots) {
    std::map<std::string, double> rows;
    for (const auto& spot : spots) {
        if (!spot.area.empty()) rows[spot.area] += spot.rows;
    }
    std::vector<std::string> names;
    for (const auto& [name, n] : rows) names.push_back(name);
    std::stable_sort(names.begin(), names.end(),
                     [&](const auto& a, const auto& b) { return rows[a] > rows[b]; });
    return names;
}

// Where most of it is, in words: three of them.
std::string heaviest(const Desk& desk, std::vector<std::string> loaded) {
    if (loaded.size() > 3) loaded.resize(3);
    return desk.forms().list(loaded);
}

Sheet values_of(Desk& desk, const std::vector<Spot>& spots, const std::array<const Figure*, 3>& hot) {
    Sheet data;
    data.columns = {{desk.say("M3.hexagon")},
                    {desk.say("T3.territory")},
                    {desk.say("T14.twelve"), true},
                    {desk.say("M3.confidence"), true}};
    for (const auto& [hex, level, rows, area] : spots) {
        const Figure& figure = *hot[static_cast<std::size_t>(level)];
        const int confidence = levels[static_cast<std::size_t>(level)];
        data.rows.push_back({Cell{.text = {{label_of(hex), figure_id(figure.spec)}}}, Desk::text_cell(area),
                             number_cell(desk, figure, rows),
                             Cell{.text = {{desk.forms().percent(confidence), figure_id(figure.spec)}},
                                  .value = confidence}});
    }
    return data;
}

}  // namespace

std::optional<Picture> hot_spots_picture(Desk& desk, const std::string& id, const Indicator& indicator,
                                         double width_mm, double height_mm) {
    if (desk.is_public() || desk.territory().slot != 0) return {};
    const Figure probe = desk.look(indicator.id, "hot", desk.twelve(), {}, "level=90");
    if (probe.series.empty()) return {};
    std::array<const Figure*, 3> hot{};
    for (std::size_t i = 0; i < levels.size(); ++i) {
        hot[i] = &desk.ask(indicator.id, "hot", desk.twelve(), {}, "level=" + std::to_string(levels[i]));
    }
    const auto spots = spots_of(desk, hot);
    const auto loaded = loaded_areas(spots);

    render::HotMap map;
    // Outlines of hundreds of areas would hide the hexagons: then those of the layer that the bulletin lists.
    constexpr std::size_t readable = 150;
    const std::string finest = desk.places().outline_layer();
    const bool fine = desk.world().layer(finest).size() <= readable;
    const std::string layer = fine ? finest : listed_layer(desk);
    for (const auto* territory : desk.world().layer(layer)) {
        if (!territory->geometry.empty())
            map.areas.push_back(
                {.shape = geo::parse_geojson_geometry(territory->geometry), .label = desk.name(*territory)});
    }
    for (const auto& name : fine ? loaded : std::vector<std::string>{}) {
        const auto at = std::find_if(map.areas.begin(), map.areas.end(),
                                     [&](const auto& area) { return area.label == name; });
        map.loaded.push_back(static_cast<std::size_t>(at - map.areas.begin()));
    }
    if (const auto* outlines = desk.catalogue().city.layer(layer))
        map.loaded_title = desk.say("map.M3.loaded", {{"areas", desk.in_language(outlines->plural)}});
    for (const auto& spot : spots)
        map.cells.push_back({desk.places().lattice().outline(spot.hex), spot.level});
    for (std::size_t i = 0; i < levels.size(); ++i) map.levels[i] = desk.forms().percent(levels[i]);
    map.unit = desk.say("map.M3.unit");
    map.height_mm = height_mm > 0 ? height_mm : width_mm * 0.95;

    const Figure& at_90 = *hot[0];
    const double share = 100 * *at_90.numerator / *at_90.denominator;
    const std::string month = desk.forms().month(desk.month());
    const auto drawn = frame(
        desk, id, desk.say("map.M3", {{"territory", desk.territory_name()}}),
        desk.say("map.M3.alt", {{"n", render::counted(desk.forms(), static_cast<std::int64_t>(spots.size()))},
                                {"x", desk.forms().percent(share)},
                                {"places", heaviest(desk, loaded)}}),
        width_mm, whole_numbers(desk));
    Picture out =
        picture(id, drawn,
                desk.say("map.M3.subtitle", {{"month", month}, {"sources", desk.sources_of(indicator.id)}}),
                render::hot_map(drawn, map));
    const auto number = [&](double value) {
        return render::counted(desk.forms(), std::llround(value), figure_id(at_90.spec));
    };
    out.notes.push_back(desk.words().fill(
        "map.M3.note.share", {{"n", number(*at_90.value)},
                              {"places", heaviest(desk, loaded)},
                              {"x", render::shown(desk.forms().percent(share), figure_id(at_90.spec))}}));
    if (at_90.records_out > 0) {
        const bool heaped = std::any_of(at_90.notes.begin(), at_90.notes.end(),
                                        [](const auto& note) { return note.starts_with("heaped:"); });
        out.notes.push_back(desk.words().fill(heaped ? "map.M3.note.out.heaped" : "map.M3.note.out",
                                              {{"n", number(static_cast<double>(at_90.records_out))}}));
    }
    Sheet data = values_of(desk, spots, hot);
    set_beside(out, std::move(data));
    return out;
}

}  // namespace atalaya::service
