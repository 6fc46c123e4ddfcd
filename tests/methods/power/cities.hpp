// Villa Marejada as the campaign needs it: its barrios and blocks with who lives there and who is beside whom.
#pragma once

#include <string>
#include <vector>

#include "core/place.hpp"
#include "methods/frame.hpp"
#include "simulate/town.hpp"

namespace atalaya::methods::power {

const simulate::Town& town();

// Areas that tile the town, with their links to those that share a border, both ways.
struct Map {
    std::vector<std::string> ids;
    std::vector<double> residents;
    std::vector<Planar> centres;
    std::vector<std::vector<std::size_t>> beside;

    std::size_t size() const { return ids.size(); }
    Frame areas() const;       // id, x, y
    Frame neighbours() const;  // from, to
    // The areas whose centre is within `metres` of that of `area`, itself too.
    std::vector<std::size_t> around(std::size_t area, double metres) const;
};
const Map& barrios();  // 26
const Map& squares();  // sets of blocks, three by three: some hundred, of like land and unequal residents

}  // namespace atalaya::methods::power
