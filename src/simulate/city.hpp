// The made-up city with known truth: what its institutions would have sent, file by
// file, with everything that is planted in it written to verdad.json. Tests read
// that file; the product never does. What is planted: docs/simulated-city.md.
//
//     simulate({.seed = 7, .city = "villa-marejada"}, folder)
//
//     limites/ poblacion/                     once
//     policia/2023-01.csv ... 2024-12.csv     one delivery a month; the first carries all the history
//     hospital/ vial/ convivencia/ vif/ mediacion/ fiscalia/   the same months
//     nomina/victimas.csv                     once, beside the deliveries: the police's roll of the killed (roll.hpp)
//     verdad.json                             the truth
//
// The same options give the same bytes on every machine: one Philox stream per kind of
// fact and month, and nothing that asks a clock, a locale or a thread. The town itself
// (streets, areas, residents) is the same for every seed; the seed draws its history.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "core/day.hpp"
#include "core/digest.hpp"

namespace atalaya::simulate {

inline constexpr int most_years = 20;

struct Options {
    std::uint64_t seed = 2024;
    std::string city = "villa-marejada";  // or "puerto-calmo", its twin of 20,000
    int first_year = 2020;
    int years = 5;        // of history, 1..most_years
    int deliveries = 24;  // the last so many months have one each; 1..12*years
};

// What a reader that replays every delivery of one source must end with.
struct Final {
    std::string source;   // "marejada-policia"
    std::int64_t rows{};  // live after the last delivery
    Digest lines;         // of the live lines as sent, without line ends, sorted by bytes, each + '\n'
    std::map<std::string, std::int64_t> refused =
        {};  // lines of all deliveries that cannot be read, by reason
};

struct Truth {
    std::string city;
    Period history;
    // What arrives together, oldest first, as paths below the folder: the first also
    // holds limits and population. One vintage each.
    std::vector<std::vector<std::string>> deliveries;
    std::vector<Final> finals;
    std::string json;  // the text of verdad.json
};

// Writes the files below `folder`, which is created. About 0.3 s of one core for five
// years of Villa Marejada. Throws Error{usage} for an unknown city or impossible
// options, Error{no_space} when a file cannot be written.
Truth simulate(const Options& options, const std::filesystem::path& folder);

// One police file of `rows` rows in the layout of policia/, for measuring: the places,
// hours, kinds and manias of Villa Marejada, but independent rows, without revisions.
// Below 1.5 us a row. Returns the bytes written. Throws Error{no_space}.
std::uint64_t write_police_of(std::uint64_t seed, std::uint64_t rows, const std::filesystem::path& file);

}  // namespace atalaya::simulate
