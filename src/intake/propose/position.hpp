// Which columns are the place of a fact, and in which system.
#pragma once

#include <cstdint>

#include "intake/propose/choosing.hpp"

namespace atalaya::intake {

struct Position {
    const Facts *x = nullptr, *y = nullptr;  // east to west, north to south; both or none are used
    bool degrees = false;
    Judged<std::string> system;  // of those that are not in degrees; "" none that fits
    int confidence = 0;
    Message why;

    bool any() const { return x && y && (degrees || !system.value.empty()); }
};

// By name, else by lying beside a city. Columns that are swapped are swapped back, and asked about.
Position find_position(const Choosing& choosing, char decimal);

// The system (EPSG code) that the geometries in a column's cells say; 0 none, or one of degrees.
std::uint32_t srid_of(const Facts& geometries);

// [place] of incidents, with a box around nearly all positions.
void take_position(Choosing& choosing, const Position& position);

}  // namespace atalaya::intake
