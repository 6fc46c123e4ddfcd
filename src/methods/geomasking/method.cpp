#include <algorithm>
#include <cmath>
#include <optional>
#include <set>

#include "core/error.hpp"
#include "disclose/geomask.hpp"
#include "geo/plane.hpp"
#include "methods/all.hpp"
#include "methods/beside.hpp"
#include "methods/rows.hpp"

namespace atalaya::methods {

namespace {

constexpr std::uint64_t hard_to_guess = 1'000'000'000'000;
const std::vector<std::string> of_summary{"points", "expected_moved", "mean_moved", "least_among", "below"};

disclose::Ring ring_of(const Asked& asked) {
    const disclose::Ring ring{{asked.number("inner")}, {asked.number("outer")}};
    if (ring.inner.value >= ring.outer.value)
        throw Error{Fault::usage, message("method {}: expected \"inner\" below \"outer\", found {} and {}",
                                          "geomasking", ring.inner.value, ring.outer.value)};
    return ring;
}

void expect_once(const Texts& ids) {
    std::set<std::string_view> seen;
    for (const auto& id : ids) {
        if (!seen.insert(id).second)
            throw Error{Fault::bad_input,
                        message("method {}, table {}: expected each id once, found \"{}\" twice",
                                "geomasking", "points", id)};
    }
}

bool in_degrees(const Asked& asked, std::string_view table) {
    return !(asked.has(table, "x") && asked.has(table, "y"));
}

std::vector<LonLat> degrees_of(const Frame& frame) {
    const auto &lon = frame.numbers("lon"), &lat = frame.numbers("lat");
    std::vector<LonLat> places;
    for (std::size_t i = 0; i < lon.size(); ++i) places.push_back({lon[i], lat[i]});
    return places;
}

std::vector<Planar> on(const geo::LocalPlane& plane, const std::vector<LonLat>& places) {
    std::vector<Planar> out;
    for (const auto& place : places) out.push_back(plane.to(place));
    return out;
}

// Places and where they are put: as they were given for who publishes, in metres to measure.
struct Moved {
    std::vector<Planar> published;  // x and y, or lon and lat
    std::vector<Planar> places, masked;
    std::optional<geo::LocalPlane> plane;  // of degrees
};

Moved moved(const Asked& asked) {
    const auto ring = ring_of(asked);
    Moved out;
    const auto places = places_of(asked, "points");
    if (!in_degrees(asked, "points")) {
        out.places = places;
        for (const auto& place : places) {
            const auto [dx, dy] = disclose::offset(place, ring, asked.seed);
            out.masked.push_back({place.x + dx, place.y + dy});
        }
        out.published = out.masked;
        return out;
    }
    const auto degrees = degrees_of(asked.table("points"));
    out.plane.emplace(degrees.front());
    for (const auto& place : degrees) {
        const auto off = disclose::offset({place.lon, place.lat}, ring, asked.seed);
        const auto put = geo::LocalPlane{place}.back(off);
        const auto here = out.plane->to(place);
        out.published.push_back({put.lon, put.lat});
        out.places.push_back(here);
        out.masked.push_back({here.x + off.x, here.y + off.y});
    }
    return out;
}

std::vector<double> among(const Asked& asked, const Moved& moved) {
    const auto& homes = asked.table("homes");
    if (in_degrees(asked, "homes") != moved.plane.has_value())
        throw Error{
            Fault::usage,
            message("method {}: expected points and homes both in metres or both in degrees", "geomasking")};
    auto places = places_of(asked, "homes");
    if (moved.plane) places = on(*moved.plane, degrees_of(homes));
    const bool counted = asked.has("homes", "residents");
    return disclose::hidden_among(moved.places, moved.masked, places,
                                  counted ? homes.numbers("residents") : Numbers{});
}

Frame masked_of(const Asked& asked, const Moved& moved) {
    const bool degrees = moved.plane.has_value();
    Rows rows{{degrees ? "lon" : "x", degrees ? "lat" : "y"}};
    for (const auto& [x, y] : moved.published) rows.add({x, y});
    auto frame = std::move(rows).frame();
    frame.columns.insert(frame.columns.begin(), {"id", Texts{asked.table("points").texts("id")}});
    return frame;
}

Result run_geomasking(const Asked& asked) {
    const auto& points = asked.table("points");
    if (points.texts("id").empty()) return refusal("no_events");
    expect_once(points.texts("id"));
    const auto where = moved(asked);
    const bool known = asked.has("homes");
    const auto hidden = known ? among(asked, where) : std::vector<double>{};
    const double k = asked.number("k");

    Rows protection{{"moved", "among", "below"}};
    double sum = 0, below = 0;
    for (std::size_t i = 0; i < where.places.size(); ++i) {
        const double dx = where.masked[i].x - where.places[i].x, dy = where.masked[i].y - where.places[i].y;
        const double distance = std::sqrt(dx * dx + dy * dy);
        sum += distance;
        below += known && hidden[i] < k;
        protection.add(
            {distance, known ? hidden[i] : no_value, known ? (hidden[i] < k ? 1.0 : 0.0) : no_value},
            known ? "" : "no_homes");
    }
    Rows summary{of_summary};
    const double n = static_cast<double>(where.places.size());
    summary.add({n, disclose::mean_moved(ring_of(asked)), sum / n,
                 known ? std::ranges::min(hidden) : no_value, known ? below : no_value},
                known ? "" : "no_homes");

    Result result;
    result.tables.emplace("masked", masked_of(asked, where));
    result.tables.emplace("points", std::move(protection).frame());
    result.tables.emplace("summary", std::move(summary).frame());
    result.notes.push_back({asked.seed < hard_to_guess ? "seed_can_be_guessed" : "seed_is_secret", {}});
    return result;
}

}  // namespace

Method geomasking() {
    TableSpec points{.name = "points", .columns = place_columns()};
    points.columns.insert(points.columns.begin(), {.name = "id", .holds = Holds::text});
    TableSpec homes{.name = "homes", .columns = place_columns(), .optional = true};
    homes.columns.push_back({.name = "residents", .holds = Holds::count, .optional = true});
    std::vector<ColumnSpec> masked{{.name = "id", .holds = Holds::text}};
    for (auto& column : place_columns()) masked.push_back(std::move(column));
    return {
        .name = "geomasking",
        .version = "1",
        .family = "records",
        .tables = {std::move(points), std::move(homes)},
        .settings = {number("inner", 50, 0, 1e6, "m"), number("outer", 250, 1, 1e6, "m"),
                     whole("k", 20, 2, 1'000'000)},
        .answers = {{.name = "masked", .columns = std::move(masked)},
                    {.name = "points", .columns = named({"moved", "among", "below"}), .rows = "points"},
                    {.name = "summary", .columns = named(of_summary)}},
        .random = true,
        .run = run_geomasking,
    };
}

}  // namespace atalaya::methods
