// A question made ready for a kernel: run() in steps, for its tests.
#pragma once

#include <optional>
#include <vector>

#include "core/message.hpp"
#include "methods/method.hpp"

namespace atalaya::methods {

// Rows of each table that were kept, by their place in what was given.
using Kept = std::map<std::string, std::vector<std::size_t>, std::less<>>;

struct Ready {
    Asked asked;
    Kept kept;
    std::vector<Excluded> excluded;
};

// The settings that a question gives, and the standard of those that it leaves out; no tables. Throws as run() does.
Asked settled(const Method& method, const Given& given);

// Which row has a border that crosses itself (geo/crossing.hpp), and where. Nothing where none does.
std::optional<Message> crossed_border(const std::vector<geo::MultiPolygon>& shapes);

// Throws as run() does.
Ready ready(const Method& method, const Question& question);

}  // namespace atalaya::methods
