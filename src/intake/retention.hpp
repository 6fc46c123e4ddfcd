// How long what a source sends may be kept: [retention] of source.toml. It says nothing of how files are read, so it is
// no part of the recipe.
//
//     [retention]
//     class = "sensitive"     # public | internal | personal | sensitive
//     deliveries = 24         # months from the day a delivery came to its redacted twin
//     positions = 60          # months from the day of a fact until its position goes
//     texts = 12              # months from the day a delivery came until its refused cells are blanked
//     basis = "…"             # the rule that says so
//
// What is left out is kept without limit.
#pragma once

#include <optional>
#include <string>

#include "intake/descriptor.hpp"

namespace atalaya::intake {

class TomlTable;

struct Retention {
    std::string of;                                   // the class; "" the source says nothing of retention
    std::optional<int> deliveries, positions, texts;  // months, 1 to 1200
    std::string basis;

    bool any() const { return deliveries || positions || texts; }
};

// Sources of areas, places and days: they say nothing of persons, and are neither erased nor let go.
bool tells_of_places(Kind kind);

// Error{bad_input} for what is not as above: a key that is none, months without a basis, positions of a source of
// another kind than incidents.
Retention retention_of(TomlTable& table, Kind kind);
Retention read_retention(const Source& source);

}  // namespace atalaya::intake
