#include "methods/beside.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <string_view>
#include <unordered_map>
#include <utility>

#include "core/error.hpp"
#include "geo/plane.hpp"
#include "methods/ask.hpp"
#include "stats/spatial/weights.hpp"

namespace atalaya::methods {

namespace {

// The first row of each name.
std::unordered_map<std::string_view, std::uint32_t> numbered(const Texts& ids) {
    std::unordered_map<std::string_view, std::uint32_t> number;
    number.reserve(ids.size());
    for (std::size_t i = 0; i < ids.size(); ++i) number.emplace(ids[i], static_cast<std::uint32_t>(i));
    return number;
}

struct Link {
    std::uint32_t from, to;
    double weight;
};

Beside listed(const Asked& asked) {
    if (!asked.has("neighbours") || !asked.has("areas", "id"))
        throw Error{
            Fault::usage,
            message("expected a table \"neighbours\" with the columns from and to, and a column \"id\" of "
                    "areas: --table neighbours=FILE. Or polygons with --set neighbours=queen; or x and y "
                    "with --set neighbours=nearest or neighbours=band")};
    const auto& areas = asked.table("areas");
    const auto& links = asked.table("neighbours");
    const auto number = numbered(areas.texts("id"));
    const auto &from = links.texts("from"), &to = links.texts("to");
    const bool weighted = asked.has("neighbours", "weight");
    Beside out;
    std::vector<Link> known;
    known.reserve(from.size());
    for (std::size_t i = 0; i < from.size(); ++i) {
        const auto a = number.find(from[i]), b = number.find(to[i]);
        if (a == number.end() || b == number.end()) {
            ++out.strangers;
        } else if (a == b) {
            ++out.own;
        } else {
            known.push_back({a->second, b->second, weighted ? links.numbers("weight")[i] : 1.0});
        }
    }
    if (!from.empty() && out.strangers == static_cast<std::int64_t>(from.size()))
        throw Error{
            Fault::bad_input,
            message("neighbours: expected ids of the areas, such as \"{}\"; found \"{}\" and \"{}\", and no "
                    "row with two of them. Were zeros before a number lost, or is it another column: --map "
                    "areas.id=COLUMN?",
                    areas.texts("id").empty() ? "" : areas.texts("id").front(), from.front(), to.front())};
    const auto ends = [](const Link& link) { return std::pair{link.from, link.to}; };
    std::ranges::stable_sort(known, {}, ends);
    for (std::size_t i = 1; i < known.size(); ++i)
        if (ends(known[i]) == ends(known[i - 1]) && known[i].weight != known[i - 1].weight) {
            const auto& ids = areas.texts("id");
            throw Error{
                Fault::bad_input,
                message("table neighbours: expected one weight of each pair, found {} and {} of \"{}\" "
                        "and \"{}\". Leave one of the rows out",
                        known[i - 1].weight, known[i].weight, ids[known[i].from], ids[known[i].to])};
        }
    const auto again = std::ranges::unique(known, {}, ends);
    out.repeated = static_cast<std::int64_t>(again.size());
    known.erase(again.begin(), again.end());
    std::vector<std::pair<std::uint32_t, std::uint32_t>> pairs;
    pairs.reserve(known.size());
    for (const auto& link : known) {
        if (link.weight < 0)
            throw Error{Fault::bad_input,
                        message("table neighbours: expected weights of 0 or more, found {}", link.weight)};
        pairs.push_back(ends(link));
        if (weighted) out.values.push_back(link.weight);
    }
    out.neighbours = stats::from_links(std::move(pairs), areas.rows());
    return out;
}

stats::Neighbours touching_shapes(const Asked& asked, stats::Contiguity contiguity) {
    const auto& areas = asked.table("areas");
    if (areas.shapes.size() != areas.rows())
        throw Error{Fault::usage,
                    message("expected a polygon in each row of areas, for --set neighbours={}: a "
                            "GeoJSON file has them",
                            asked.choice("neighbours"))};
    if (const auto crossed = crossed_border(areas.shapes))
        throw Error{Fault::bad_input, message("table areas: {}", *crossed)};
    return stats::contiguous(areas.shapes, contiguity);
}

// On a plane about the middle of the places.
std::vector<Planar> on_plane(const std::vector<LonLat>& places, std::string_view table) {
    LonLat low{180, 90}, high{-180, -90};
    for (const auto& [lon, lat] : places) {
        if (std::abs(lon) > 180 || std::abs(lat) > 90)
            throw Error{Fault::bad_input,
                        message("table {}: expected longitudes and latitudes in degrees, found "
                                "{}, {}",
                                table, lon, lat)};
        low = {std::min(low.lon, lon), std::min(low.lat, lat)};
        high = {std::max(high.lon, lon), std::max(high.lat, lat)};
    }
    const geo::LocalPlane plane{{(low.lon + high.lon) / 2, (low.lat + high.lat) / 2}};
    std::vector<Planar> out;
    for (const auto& place : places) out.push_back(plane.to(place));
    return out;
}

bool both(const Asked& asked, std::string_view table, std::string_view a, std::string_view b) {
    return asked.has(table, a) && asked.has(table, b);
}

}  // namespace

std::vector<ColumnSpec> place_columns() {
    return {{.name = "x", .unit = "m", .optional = true},
            {.name = "y", .unit = "m", .optional = true},
            {.name = "lon", .unit = "degree", .optional = true},
            {.name = "lat", .unit = "degree", .optional = true}};
}

TableSpec areas_with(std::vector<ColumnSpec> columns) {
    columns.push_back({.name = "id", .holds = Holds::text, .optional = true, .once = true});
    for (auto& column : place_columns()) columns.push_back(std::move(column));
    return {.name = "areas", .columns = std::move(columns)};
}

TableSpec links_between_areas() {
    return {.name = "neighbours",
            .columns = {{.name = "from", .holds = Holds::text},
                        {.name = "to", .holds = Holds::text},
                        {.name = "weight", .optional = true}},
            .optional = true};
}

std::vector<Setting> neighbour_settings() {
    return {choice("neighbours", {"listed", "queen", "rook", "nearest", "band"}), whole("k", 6, 1, 1000),
            number("band", 1000, 0, 1e7, "m")};
}

Setting weight_setting(const std::string& usual) {
    std::vector<std::string> styles{usual};
    for (const char* style : {"row", "binary", "global", "total", "stable"})
        if (style != usual) styles.emplace_back(style);
    return choice("weights", std::move(styles));
}

Beside beside(const Asked& asked) {
    const auto& how = asked.choice("neighbours");
    if (how == "listed") return listed(asked);
    Beside out;
    if (how == "queen")
        out.neighbours = touching_shapes(asked, stats::Contiguity::queen);
    else if (how == "rook")
        out.neighbours = touching_shapes(asked, stats::Contiguity::rook);
    else if (how == "nearest")
        out.neighbours =
            stats::k_nearest(places_of(asked, "areas"), static_cast<std::size_t>(asked.whole("k")));
    else
        out.neighbours = stats::within(places_of(asked, "areas"), 0, asked.number("band"));
    return out;
}

stats::Weights weights_of(const Asked& asked, const Beside& beside) {
    using enum stats::WeightStyle;
    static const std::map<std::string, stats::WeightStyle> styles{
        {"row", row}, {"binary", binary}, {"global", global}, {"total", total}, {"stable", stable}};
    return stats::weighted(beside.neighbours, styles.at(asked.choice("weights")), beside.values);
}

void tell_left_out(const Beside& beside, std::size_t islands, Result& result) {
    if (beside.strangers > 0) result.excluded.push_back({"neighbours", "unknown_area", beside.strangers});
    if (beside.repeated > 0) result.excluded.push_back({"neighbours", "told_twice", beside.repeated});
    if (beside.own > 0) result.excluded.push_back({"neighbours", "beside_itself", beside.own});
    if (islands > 0) result.excluded.push_back({"areas", "island", static_cast<std::int64_t>(islands)});
}

bool look_like_degrees(const Numbers& x, const Numbers& y) {
    if (x.size() < 2) return false;
    const auto [west, east] = std::minmax_element(x.begin(), x.end());
    const auto [south, north] = std::minmax_element(y.begin(), y.end());
    // From Mexico to Brazil, and to Tierra del Fuego.
    const bool of_the_region = *west >= -120 && *east <= -30 && *south >= -57 && *north <= 34;
    return of_the_region && std::max(*east - *west, *north - *south) <= 3;
}

std::vector<Planar> places_of(const Asked& asked, std::string_view table) {
    const auto& frame = asked.table(table);
    if (both(asked, table, "x", "y")) {
        std::vector<Planar> places;
        const auto &x = frame.numbers("x"), &y = frame.numbers("y");
        if (look_like_degrees(x, y))
            throw Error{
                Fault::bad_input,
                message("table {}: expected x and y in metres, found what looks like degrees ({}, {}). "
                        "Say so: --map {}.lon=COLUMN --map {}.lat=COLUMN",
                        table, x.front(), y.front(), table, table)};
        places.resize(x.size());
        for (std::size_t i = 0; i < x.size(); ++i) places[i] = {x[i], y[i]};
        return places;
    }
    if (both(asked, table, "lon", "lat")) {
        std::vector<LonLat> places;
        const auto &lon = frame.numbers("lon"), &lat = frame.numbers("lat");
        for (std::size_t i = 0; i < lon.size(); ++i) places.push_back({lon[i], lat[i]});
        return on_plane(places, table);
    }
    if (frame.shapes.empty())
        throw Error{Fault::usage,
                    message("table {}: expected the columns x and y in metres, or lon and lat in "
                            "degrees, or polygons",
                            table)};
    std::vector<LonLat> centres;
    for (const auto& shape : frame.shapes) {
        if (shape.empty())
            throw Error{Fault::bad_input,
                        message("table {}: expected a polygon in each row, found none in row {}", table,
                                centres.size() + 1)};
        centres.push_back(geo::centre_of(shape));
    }
    return on_plane(centres, table);
}

Setting permutation_setting(double standard) {
    return whole("permutations", standard, 0, 99'999);
}

stats::Permutations permutations_of(const Asked& asked) {
    return {.replicates = static_cast<std::size_t>(asked.whole("permutations")),
            .seed = asked.seed,
            .threads = asked.threads};
}

double simulation_error(double p, std::size_t replicates) {
    return std::sqrt(p * (1 - p) / static_cast<double>(replicates + 1));
}

}  // namespace atalaya::methods
