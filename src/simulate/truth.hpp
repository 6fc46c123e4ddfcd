// What was planted, as verdad.json: for tests, never for the product.
#pragma once

#include <string>
#include <vector>

#include "simulate/calls.hpp"
#include "simulate/city.hpp"
#include "simulate/facts.hpp"
#include "simulate/homicides.hpp"
#include "simulate/paper.hpp"
#include "simulate/police.hpp"
#include "simulate/roll.hpp"

namespace atalaya::simulate {

struct Planted {
    struct Institution {
        std::string name;
        const std::vector<Kind>* kinds{};
        Drawn drawn;
    };
    std::vector<Institution> facts;
    PoliceTally police;
    std::vector<Killing> killings;
    Roll roll;
    std::vector<Week> calls;
    std::vector<Paper> papers;
    std::vector<Final> finals;
};

std::string truth_json(const Options& options, const Plan& plan, const Town& town, const Ground& ground,
                       const Planted& planted);

}  // namespace atalaya::simulate
