// What is in the files of a source that sends papers, or what is no table of facts.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/day.hpp"
#include "simulate/printed_table.hpp"

namespace atalaya::simulate {

struct Paper {
    std::string source;                         // "marejada-corregiduria"
    std::vector<std::string> files = {};        // below the folder, as they are handed over
    std::string picture = {};                   // that the file was typed from; "" none
    std::int64_t counts{};                      // cells with a number, or messages
    std::int64_t sum{};                         // of these
    std::int64_t no_data{};                     // cells that say S/D
    std::vector<std::string> open_totals = {};  // printed totals that do not close: where, and of which row
    int twice{};                                // messages about what another one tells
    int misspelt{};                             // that write a barrio otherwise than the map

    void add(const PrintedTable& table);
};

// As a head of a table says them.
inline constexpr std::array<std::string_view, 12> month_heads = {
    "ENERO", "FEBRERO", "MARZO",      "ABRIL",   "MAYO",      "JUNIO",
    "JULIO", "AGOSTO",  "SEPTIEMBRE", "OCTUBRE", "NOVIEMBRE", "DICIEMBRE"};

int year_of(Month month);
// "MAYO" of "mayo": a to z only.
std::string in_capitals(std::string_view text);

}  // namespace atalaya::simulate
