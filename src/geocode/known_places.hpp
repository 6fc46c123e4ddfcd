// What a city knows of its places, as its sources give it: the input of the geocoder.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/place.hpp"
#include "core/quantity.hpp"

namespace atalaya::geocode {

struct KnownPlaces {
    static constexpr std::int32_t no_area = -1;

    struct Street {
        std::string name;
        std::vector<std::string> also;           // earlier names, nicknames
        std::vector<std::vector<LonLat>> lines;  // its axis, in parts; may be empty
    };
    struct Door {
        std::uint32_t street{};  // of `streets`
        std::int32_t number{};
        std::string letter;  // "BIS", "A"; "" none
        LonLat at;
        std::int32_t area = no_area;  // of `areas`
    };
    struct Landmark {
        std::string name;
        std::vector<std::string> also;  // "la panadería vieja"
        LonLat at;
        Metres radius{50};  // within which what happens "there" happens
    };
    struct Lot {
        std::string block, lot;  // lot "" for the block itself
        LonLat at;
        Metres radius{15};
        std::int32_t area = no_area;
    };
    struct Area {
        std::string name;
        std::vector<std::string> also;
        LonLat centre;
        Metres radius;  // to its farthest border
    };

    std::vector<Street> streets;
    std::vector<Door> doors;
    std::vector<Landmark> landmarks;
    std::vector<Lot> lots;
    std::vector<Area> areas;
};

}  // namespace atalaya::geocode
