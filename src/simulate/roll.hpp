// The police's roll of the killed, with their names: nomina/victimas.csv, one file that comes once and that no count is
// made of. The same persons are in fiscalia/ under the prosecutor's spelling, and under the police's here: one in three is
// written otherwise (by ear, without accents, surname first, a letter missing), one in twenty is nobody
// known, and two in five cite the prosecutor's file.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "simulate/homicides.hpp"

namespace atalaya::simulate {

struct Roll {
    std::string text;  // of the file
    std::vector<std::pair<std::string, std::string>>
        pairs;                             // the police's number and the prosecutor's file, of
                                           // those on both lists, oldest first
    int misspelt{}, nameless{}, citing{};  // of these
};

// Of killings that prosecutor_feed() has named. `numbers` are the police's, by fact.
Roll roll_of_killed(const Town& town, const std::vector<Fact>& facts, const std::vector<Killing>& killings,
                    const std::map<std::size_t, std::string>& numbers, std::uint64_t seed);

}  // namespace atalaya::simulate
