// What all parts of a delivery of incidents share: where each needed cell of a row stands, and how it is read.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "intake/cells.hpp"
#include "intake/instants.hpp"
#include "intake/row_reader.hpp"
#include "intake/span.hpp"

namespace atalaya::intake {

// What all parts of a delivery share; built when the head is known.
struct IncidentPlan {
    IncidentPlan(const CheckAgainst& against, const Layout& layout, const std::vector<std::string>& head);

    const CheckAgainst& against;
    const Layout& layout;
    CellReader cell;
    LabelBook labels;
    WhenReader when;
    SpanReader span;  // of rows whose month nobody knows
    CityClock clock;
    std::vector<int> key;
    int day, weekday, hour, from, until, registered, offence_1, offence_2, offence_3, channel, units, lon,
        lat, blank_ends;
    std::vector<int> told;  // places of ReadOptions::told's columns, -1 where the file has none
    bool has_areas;
    bool numbered = false;            // the first column has no name: the numbers of whoever wrote the table
    std::vector<std::string> names;   // of the needed columns, by place; "" others
    std::array<std::int32_t, 4> box;  // 1e-7 degrees
    std::array<std::vector<std::uint64_t>, slots> area_hash;  // of each area's code
};

// A coordinate in the numbers of the box and of the columns: 1e-7 degrees.
std::int32_t in_box_units(double degrees);

// Whether a cell says one of the words that a source lists.
bool says(const std::vector<std::string>& words, std::string_view text);

}  // namespace atalaya::intake
