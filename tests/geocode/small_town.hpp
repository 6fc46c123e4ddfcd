// A town on a grid of 100 m: streets run east and north from its plaza, each block has a hundred
// numbers, even ones on one side. One metre is nearly 1e-5 degrees.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "geocode/geocoder.hpp"
#include "geocode/known_places.hpp"

namespace atalaya::geocode {

inline constexpr double metre_lon = 1 / 111'319.49, metre_lat = 1 / 110'574.39;  // at the equator

inline LonLat at_metres(double x, double y) {
    return {x * metre_lon, y * metre_lat};
}

struct Town {
    KnownPlaces places;

    std::uint32_t street(std::string name, std::vector<std::vector<LonLat>> lines = {}) {
        places.streets.push_back({std::move(name), {}, std::move(lines)});
        return static_cast<std::uint32_t>(places.streets.size() - 1);
    }
    // Doors every ten numbers, both sides, along y = `y`, from x = 0: number n is at x = n metres.
    void doors_east(std::uint32_t of, double y, int blocks, std::int32_t area = KnownPlaces::no_area) {
        for (int number = 10; number < 100 * blocks; number += 10) {
            places.doors.push_back({of, number, "", at_metres(number, y + 8), area});
            places.doors.push_back({of, number + 1, "", at_metres(number + 1, y - 8), area});
        }
    }
    void doors_north(std::uint32_t of, double x, int blocks, std::int32_t area = KnownPlaces::no_area) {
        for (int number = 10; number < 100 * blocks; number += 10) {
            places.doors.push_back({of, number, "", at_metres(x + 8, number), area});
            places.doors.push_back({of, number + 1, "", at_metres(x - 8, number + 1), area});
        }
    }
};

// General Flores runs east through the plaza (0, 0), Artigas north at x = 300, and so on; see the body.
inline KnownPlaces small_town() {
    Town town;
    town.places.areas = {{"Centro", {}, at_metres(300, 100), {600}},
                         {"Villa Española", {"La Española"}, at_metres(3'000, 0), {500}}};
    const auto flores = town.street("AV GRAL FLORES");
    town.doors_east(flores, 0, 10, 0);
    town.places.doors.push_back({flores, 120, "BIS", at_metres(125, 8), 0});
    town.doors_north(town.street("JOSE GERVASIO ARTIGAS"), 300, 5, 0);
    town.doors_east(town.street("BV JOSE BATLLE Y ORDOÑEZ"), 200, 10, 0);
    town.doors_north(town.street("18 DE JULIO"), 500, 5, 0);
    town.doors_east(town.street("CALLE 3"), 400, 6, 0);
    // Two streets of one name, in two barrios.
    town.doors_east(town.street("LOS PINOS"), 300, 4, 0);
    const auto other = town.street("LOS PINOS");
    for (int number = 10; number < 400; number += 10)
        town.places.doors.push_back({other, number, "", at_metres(2'900 + number / 10, 50), 1});
    town.street("RUTA 8", {{at_metres(0, -500), at_metres(30'000, -500)}});
    town.places.landmarks = {{"Escuela 45", {}, at_metres(700, 700), {60}},
                             {"Panadería La Espiga", {"la panadería vieja"}, at_metres(100, 300), {30}}};
    town.places.lots = {{"4", "12", at_metres(3'100, 100), {15}, 1},
                        {"4", "", at_metres(3'120, 110), {50}, 1},
                        {"7", "1", at_metres(3'200, 0), {15}, 1},
                        {"7", "1", at_metres(0, 500), {15}, 0}};
    return town.places;
}

}  // namespace atalaya::geocode
