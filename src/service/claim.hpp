// What somebody else says of the city, as it is typed: "la policía dice que los robos bajaron 40 % en agosto de 2020
// en la comuna 1".
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "core/day.hpp"
#include "service/world.hpp"

namespace atalaya::service {

struct Claim {
    enum class Kind { count, change };  // how many; by what percent (signed)
    Kind kind{};
    double value{};
    double tolerance = 0.5;  // half of the last digit that was said: 40 is 39.5 to 40.5
    bool signless = false;   // a change that nobody said to be up or down: either will do
    std::string indicator;   // "" none was recognised: it may be of any
    Territory territory;
    Month month{};            // the last one that it is about
    bool month_said = false;  // else it is the last with data
};

// What of a claim was said outside its text; each takes the place of what the text says.
struct ClaimParts {
    std::string text, indicator, territory, month;
};

// Words of Spanish, Portuguese or English: the first number (with "%", "por ciento" or "percent" a change, signed by the verb or
// sign beside it), a month and year (the last month with data unless said; the last such month without a year), the
// indicator whose name or whose sources' labels share most of the words (code_search.hpp), the territory whose name stands there (the
// longest; the city unless said). Without a word of any indicator the claim is of none. Throws Error{usage} saying what is missing and how to say it, Error{missing} for a named indicator, a
// territory or a month that there is not.
Claim parse_claim(const World& world, const ClaimParts& parts);

// The claim as it is about an indicator: of a month that nobody said, the last one of which that indicator has data.
Claim of_last_month(const World& world, std::string_view indicator, Claim claim);

}  // namespace atalaya::service
