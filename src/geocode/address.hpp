// What an address written by hand says, part by part, in Spanish or Portuguese: street and
// number, letter, corner, "entre X e Y", block and lot, kilometre of a road, tail with the barrio.
// Of the text alone: which streets there are is not known here, so a text may have more than
// one reading ("Batlle y Ordóñez" is a street, or a corner).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace atalaya::geocode {

struct Address {
    std::string street;                  // folded, as written: "av. gral flores"; also a place's name
    std::optional<std::int32_t> number;  // 1 to 999,999; 0 is written where there is none
    std::string letter;                  // after the number: "bis", "a", "bis a"
    std::vector<std::string> crossings;  // one: the corner; two: between the first and the second
    std::string block, lot;              // "manzana 4 lote 12": "4", "12"
    std::optional<double> kilometre;     // "ruta 8 km 23,500": 23.5
    bool without_number = false;         // "s/n"
    bool beside = false;                 // "a la vuelta de", "frente a": near what `street` names
    std::int32_t away = 0;           // "a dos cuadras de": 200 metres from it; 0 where no distance is said
    std::vector<std::string> tails;  // what follows a comma, or "barrio": areas, perhaps

    friend bool operator==(const Address&, const Address&) = default;
};

// Likeliest first, at most six; none when nothing of the text is a letter or a digit. Units
// within a building ("apto 3", "piso 2") are left out. O(n) but for a few words.
std::vector<Address> readings(std::string_view text);

}  // namespace atalaya::geocode
