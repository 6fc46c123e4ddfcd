// Which files of a publisher a proposal is about: the one that was looked at, and those that come after it.
#pragma once

#include <string>
#include <string_view>

namespace atalaya::intake {

// The pattern of `files` that takes this file alone, packed or not: "facts.csv*".
std::string glob_of_file(std::string file);
// The same with what says a year, a month or a day as "*", so that next month's file fits too: "delitos_2020_ene_sep.csv"
// is "delitos_*.csv*". Of a name that says nothing else each digit is "?": "2024-12.csv" is "????-??.csv*".
std::string glob_of_series(const std::string& file);

}  // namespace atalaya::intake
