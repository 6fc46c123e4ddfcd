#include "intake/propose/position.hpp"

#include <algorithm>
#include <cmath>

#include "core/text.hpp"
#include "intake/geometry_cell.hpp"

namespace atalaya::intake {

namespace {

bool may_be_coordinate(const Choosing& choosing, const Facts& column, char decimal, int hint = 0) {
    const auto fractions = decimal == ',' ? column.fractions_comma : column.fractions_point;
    const bool measured =
        column.share(std::max(fractions, column.numbers() - column.whole)) > least_share(hint, 0.8) - 0.3;
    return choosing.is_free(column) && numeric(column, least_share(hint, 0.9)) &&
           (hint >= 4 || column.distinct > 1) && (measured || std::abs(column.middle) > 1000);
}

const Facts* best_named(const Choosing& choosing, Role role, char decimal) {
    const Facts* best = nullptr;
    int most = 2;
    for (const auto& column : choosing.columns()) {
        const int hint = hint_of(column.tokens, role) - hint_of(column.tokens, Role::other);
        if (hint > most && may_be_coordinate(choosing, column, decimal, hint)) most = hint, best = &column;
    }
    return best;
}

bool in_degrees(const Facts& column) {
    return std::abs(column.middle) <= 180;
}

Position named_degrees(const Choosing& choosing, char decimal) {
    Position found{.x = best_named(choosing, Role::lon, decimal),
                   .y = best_named(choosing, Role::lat, decimal)};
    if (!found.x || !found.y || found.x == found.y || !in_degrees(*found.x) || !in_degrees(*found.y))
        return {};
    found.degrees = true;
    found.confidence = 97;
    found.why = message("named so, and degrees");
    const auto straight = nearest_city(found.x->middle, found.y->middle),
               swapped = nearest_city(found.y->middle, found.x->middle);
    if (straight.km > 150 && swapped.km <= 150) {
        std::swap(found.x, found.y);
        found.confidence = 85;
        found.why = message("swapped, the middle is {} km from {}; as named, it is beside no city",
                            std::llround(swapped.km), swapped.name);
    } else if (straight.km <= beside_km) {
        found.confidence = 99;
        found.why =
            message("named so; the middle is {} km from {}", std::llround(straight.km), straight.name);
    }
    return found;
}

// Of a column "@x:COLUMN", what the cells of COLUMN say.
std::uint32_t srid_of_points(const Choosing& choosing, const std::string& column) {
    const auto geometry = column_of_point(column);
    for (const auto& facts : choosing.columns())
        if (!geometry.empty() && trimmed(facts.name) == geometry) return srid_of(facts);
    return 0;
}

// "@lon" and "@lat" of a GeoJSON file whose points are on a plane.
Position plane_of_features(const Choosing& choosing) {
    const Look& look = choosing.look();
    if (look.type != FileType::geojson || look.system.value.empty()) return {};
    Position found{.system = look.system,
                   .confidence = 97,
                   .why = message("the point of each row, and too large for degrees")};
    for (const auto& column : choosing.columns()) {
        if (column.name == "@lon") found.x = &column;
        if (column.name == "@lat") found.y = &column;
    }
    return found.x && found.y ? found : Position{};
}

Position named_plane(const Choosing& choosing, char decimal) {
    Position found{.x = best_named(choosing, Role::x, decimal), .y = best_named(choosing, Role::y, decimal)};
    if (!found.x || !found.y || found.x == found.y || in_degrees(*found.x)) return {};
    if (const auto srid = srid_of_points(choosing, found.x->name); srid != 0) {
        found.system = {"EPSG:" + std::to_string(srid), 96, message("its cells say so (SRID)"), {}};
        found.confidence = 95;
        found.why = message("the point of each row, and too large for degrees");
        return found;
    }
    if (const auto& said = choosing.look().system; !said.value.empty()) {
        found.system = said;
        found.confidence = 95;
        found.why = message("the point of each row, and too large for degrees");
        return found;
    }
    const std::string& prj = choosing.look().prj;
    found.system = find_system(found.x->middle, found.y->middle, choosing.systems(), prj);
    const auto swapped = find_system(found.y->middle, found.x->middle, choosing.systems());
    if (found.system.value.empty() && !swapped.value.empty()) {
        std::swap(found.x, found.y);
        found.system = swapped;
        found.system.confidence = std::min(found.system.confidence, 80);
        found.system.question =
            message("Are x and y swapped? Only so a known system puts them beside a city.");
    }
    found.confidence = 95;
    found.why = message("named so, and too large for degrees");
    return found;
}

// Two columns that no name tells, but that make places beside a city.
Position unnamed_degrees(const Choosing& choosing, char decimal) {
    std::vector<const Facts*> degrees;
    for (const auto& column : choosing.columns())
        if (may_be_coordinate(choosing, column, decimal) && in_degrees(column) &&
            column.share(column.numbers() - column.whole) > 0.8)
            degrees.push_back(&column);
    for (const auto* x : degrees) {
        for (const auto* y : degrees) {
            if (x == y || std::abs(y->middle) > 60 || x->high - x->low > 5 || y->high - y->low > 5) continue;
            const auto city = nearest_city(x->middle, y->middle);
            if (city.km > beside_km) continue;
            return {.x = x,
                    .y = y,
                    .degrees = true,
                    .confidence = 80,
                    .why = message("no name says so, but the middle is {} km from {}", std::llround(city.km),
                                   city.name)};
        }
    }
    return {};
}

std::string shown(double number) {
    const auto hundredths = std::llround(number * 100);
    std::string text =
        std::to_string(hundredths / 100) + "." + std::to_string(100 + std::llabs(hundredths % 100)).substr(1);
    return hundredths < 0 && text.front() != '-' ? "-" + text : text;
}

// Around nearly all positions, once more their extent on each side.
void add_box(Choosing& choosing, const Facts& x, const Facts& y) {
    const double wide = std::max(x.high - x.low, 0.1), tall = std::max(y.high - y.low, 0.1);
    if (wide > 20 || tall > 20) return;  // zeros among them, or a whole country
    choosing.add("place.box",
                 {shown(x.low - wide), shown(y.low - tall), shown(x.high + wide), shown(y.high + tall)}, 90,
                 message("98 % of the positions lie in its middle third"));
}

}  // namespace

std::uint32_t srid_of(const Facts& geometries) {
    for (const auto& [text, times] : geometries.values) {
        if (!looks_like_geometry(text)) continue;
        if (const auto read = geometry_in(text)) return says_degrees(read->srid) ? 0 : read->srid;
    }
    return 0;
}

Position find_position(const Choosing& choosing, char decimal) {
    if (const auto found = named_degrees(choosing, decimal); found.x) return found;
    if (const auto found = plane_of_features(choosing); found.x) return found;
    if (const auto found = named_plane(choosing, decimal); found.x) return found;
    return unnamed_degrees(choosing, decimal);
}

void take_position(Choosing& choosing, const Position& position) {
    if (!position.any() || choosing.kind() != Kind::incidents) return;
    const auto& [x, y, degrees, system, confidence, why] = position;
    const auto question = message(
        "Are \"{}\" and \"{}\" the place, east to west and north to south? A known address would tell.",
        x->name, y->name);
    choosing.add(degrees ? "place.lon" : "place.x", {x->name}, confidence, why, question);
    choosing.add(degrees ? "place.lat" : "place.y", {y->name}, confidence, why, question);
    if (degrees)
        add_box(choosing, *x, *y);
    else
        choosing.add("place.crs", system.value, system);
    choosing.use(x);
    choosing.use(y);
}

}  // namespace atalaya::intake
