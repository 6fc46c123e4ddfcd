// A question made ready for a kernel: run() in steps, for its tests.
#pragma once

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

// Throws as run() does.
Ready ready(const Method& method, const Question& question);

}  // namespace atalaya::methods
