// Where a fact was: its point, the areas that are written of it, and the place of its address.
#include <algorithm>
#include <cmath>
#include <numbers>

#include "intake/incident_part.hpp"

namespace atalaya::intake {

namespace {

bool within(const std::array<std::int32_t, 4>& box, std::int32_t lon, std::int32_t lat) {
    return lon >= box[0] && lon <= box[2] && lat >= box[1] && lat <= box[3];
}

// Degrees of a position written as x and y; none for what is no number, or no place of the system.
std::pair<std::optional<std::int32_t>, std::optional<std::int32_t>> unprojected(const geo::Projection& from,
                                                                                std::string_view x_text,
                                                                                std::string_view y_text,
                                                                                char decimal) {
    const auto x = parse_decimal(x_text, decimal), y = parse_decimal(y_text, decimal);
    if (!x || !y) return {};
    if (*x == 0 && *y == 0) return {0, 0};  // as unknown as 0, 0 in degrees
    const auto there = from.to_degrees(*x, *y);
    if (!there) return {};
    return {in_box_units(there->lon), in_box_units(there->lat)};
}

// Whether a step of a metre takes the point into the area: what is drawn and where a fact was are both rounded, and a
// corner house or the middle of an avenue contradicts neither of its sides.
bool on_border(const Gazetteer& gazetteer, LonLat point, std::size_t slot, std::int32_t area) {
    const double north = 1 / 111'320.0, east = north / std::cos(point.lat * std::numbers::pi / 180);
    for (const double angle : {0., .25, .5, .75, 1., 1.25, 1.5, 1.75}) {
        const double turn = angle * std::numbers::pi;
        const LonLat beside{point.lon + east * std::cos(turn), point.lat + north * std::sin(turn)};
        if (gazetteer.by_point(beside)[slot] == area) return true;
    }
    return false;
}

}  // namespace

// Whether the row has a usable point.
bool IncidentPart::read_position(Row cells, Place& place) {
    if (plan_.lon < 0) return false;
    const auto lon_text = plan_.cell(cells, plan_.lon), lat_text = plan_.cell(cells, plan_.lat);
    const auto refused = [&](Seen& seen) {
        seen.at(lines);
        return false;
    };
    if (lon_text.empty() || lat_text.empty()) return refused(notes.position_missing);
    const char decimal = plan_.against.source.format.decimal;
    const auto read = [&](char sign) {
        return from_ ? unprojected(*from_, lon_text, lat_text, sign)
                     : std::pair{parse_degrees(lon_text, sign), parse_degrees(lat_text, sign)};
    };
    const auto [lon, lat] = read(decimal);
    if (!lon || !lat) {
        const auto [other_lon, other_lat] = read(decimal == ',' ? '.' : ',');
        return refused(other_lon && other_lat ? notes.position_decimal : notes.position_impossible);
    }
    if (*lon == 0 && *lat == 0) return refused(notes.position_zero);
    if (!within(plan_.box, *lon, *lat)) {
        return refused(within(plan_.box, *lat, *lon) ? notes.swapped : notes.position_outside);
    }
    place.lon = *lon;
    place.lat = *lat;
    return true;
}

void IncidentPart::read_areas(Row cells, bool point, Place& place) {
    const Gazetteer& gazetteer = plan_.against.gazetteer;
    const LonLat where{static_cast<double>(place.lon) * 1e-7, static_cast<double>(place.lat) * 1e-7};
    auto by_point = place.area;
    if (point && plan_.has_areas) {
        by_point = gazetteer.by_point(where);
        for (int slot = 0; slot < slots; ++slot) {
            auto& area = by_point[static_cast<std::size_t>(slot)];
            area = gazetteer.on_day(slot, area, day_at(place.day));
        }
        const bool somewhere =
            std::any_of(by_point.begin(), by_point.end(), [](auto a) { return a != Gazetteer::unknown; });
        if (!somewhere) notes.position_nowhere.at(lines);
    }
    bool written = false, agree = false, clash = false;
    const auto all_named = area_texts_.read(cells, plan_.cell);
    names.see_areas(all_named);
    for (const auto& named : all_named) {
        const auto slot = static_cast<std::size_t>(named.slot);
        if (named.area == Gazetteer::unknown) {
            if (named.text.empty()) continue;
            notes.area_not_found[slot].at(lines);
            ++notes.names_not_found[slot][std::string{named.text}];
            continue;
        }
        written = true;
        notes.area_zeros.see(gazetteer, named.slot, named.area, named.text, lines);
        const auto computed = by_point[slot];
        const bool other = computed != Gazetteer::unknown && computed != named.area;
        const bool disagrees = other && !on_border(gazetteer, where, slot, named.area);
        agree = agree || (computed != Gazetteer::unknown && !disagrees);
        clash = clash || disagrees;
        if (disagrees) notes.area_disagrees[slot].at(lines);
        place.area[slot] = other && named.prefer == Prefer::point ? computed : named.area;
    }
    fill_parents(gazetteer, place.area);
    bool computed_any = false;
    for (std::size_t slot = 0; slot < slots; ++slot) {
        computed_any = computed_any || by_point[slot] != Gazetteer::unknown;
        if (place.area[slot] == Gazetteer::unknown) place.area[slot] = by_point[slot];
    }
    place.located = clash          ? Located::clash
                    : agree        ? Located::both
                    : written      ? Located::text
                    : computed_any ? Located::point
                                   : Located::none;
}

// The place of a row without a point is where its address is. How well that was found takes the place of what
// is told of its areas; that they disagree with what is written is noticed all the same.
void IncidentPart::look_up(Row cells, Place& place) {
    const auto found = addresses_.find(cells, plan_.cell, notes.addresses);
    const bool placed = found && is_hit(found->precision);
    if (placed) {
        place.lon = in_box_units(found->at.lon);
        place.lat = in_box_units(found->at.lat);
    }
    read_areas(cells, placed, place);
    if (!found || found->precision == geocode::Precision::none) return;
    if (found->precision == geocode::Precision::area && place.located == Located::none) {
        const Gazetteer& gazetteer = plan_.against.gazetteer;
        for (int slot = 0; slot < slots; ++slot) {
            const auto area = gazetteer.by_text(slot, found->name);
            place.area[static_cast<std::size_t>(slot)] = area;
            if (area != Gazetteer::unknown) break;
        }
        fill_parents(gazetteer, place.area);
    }
    place.located = located_by(found->precision);
}

}  // namespace atalaya::intake
