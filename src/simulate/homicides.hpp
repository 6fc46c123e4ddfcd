// The killed, as two lists know them: the police's, by the day of the fact, and the
// prosecutor's, a victim a row, with a number, a code list and a day of entry of its own. In the last
// twelve months of the history the plan says exactly how many are on each and on both; before
// that one in ten is on one list only.
//
// Who is on the prosecutor's list alone died later: the police wrote an injury. Who is on the
// police's alone has no file yet.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "simulate/facts.hpp"
#include "simulate/feed.hpp"

namespace atalaya::simulate {

struct Killing {
    std::size_t fact{};  // into the police's facts
    bool in_police = true, in_prosecutor = true;
    Day told{};          // the day of the fact as the prosecutor has it: at most one day off
    Day entered{};       // the day that the file was opened
    bool woman = false;  // by the code list of both
    std::string file;    // the prosecutor's number, once it is written
    std::string person;  // as the prosecutor writes the name, likewise
};

// Gives the last twelve months of the police's facts as many killed as the plan says, and
// makes an injury of each that the police do not know to be dead. `facts` stays in order of days.
// Oldest first.
std::vector<Killing> plant_homicides(const Town& town, const Plan& plan, const Ground& ground,
                                     std::vector<Fact>& facts, std::uint64_t seed);

// fiscalia/AAAA-MM.csv. Numbers the killings that it writes.
Feed prosecutor_feed(const Town& town, const Plan& plan, const std::vector<Fact>& facts,
                     std::vector<Killing>& killings, std::uint64_t seed);

// The last twelve months of the history.
Period last_year(const Plan& plan);

}  // namespace atalaya::simulate
