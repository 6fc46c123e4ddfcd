// The calls to 911, which come by the week: a file for each week from Monday to Sunday, with all its calls and no other.
// One week never comes, the file of one ends on its Friday, that of one comes late; truth.hpp says which.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "simulate/facts.hpp"

namespace atalaya::simulate {

struct Week {
    Period period{};
    Day came{};
    std::string file;  // "llamadas/2024-07-01.csv"; "" of one that never comes
    Day last{};        // of the days that the file holds
    std::int64_t rows{};
};

// The weeks that end within the history, oldest first; their files are written below `folder`. None in a town that has no
// calls, or whose history ends before they begin.
std::vector<Week> write_calls(const Town& town, const Plan& plan, const std::vector<Fact>& facts,
                              const std::filesystem::path& folder);

// The facts that calls are about: those of the months from `calls_from` on.
Drawn draw_calls(const Town& town, const Plan& plan, const Ground& ground, std::uint64_t seed);

}  // namespace atalaya::simulate
