// What somebody else says of the city, as it is typed: "la policía dice que los robos bajaron 40 % en agosto de 2020
// en la comuna 1".
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/day.hpp"
#include "service/claim_number.hpp"
#include "service/claim_times.hpp"
#include "service/world.hpp"

namespace atalaya::service {

struct Claim {
    SaidNumber number;
    std::string indicator;  // "" none was recognised: it may be of any
    // Facts, crimes or cases of which nothing says which: no indicator counts all that is in all lists.
    bool of_everything = false;
    // Without an indicator: words that name a crime or event of the lists which no indicator's name says ("extorsión"), or what
    // the claim is about and nothing here knows ("zanahorias con violencia", claim_head.hpp). No figure is of it, and those of
    // other crimes say nothing of it.
    std::vector<std::string> uncounted{};
    // Of a share, what is a part of the whole beside its territory: another indicator ("los femicidios son el 20 % de los
    // homicidios") or a label, as "source:code" ("el 40 % de los robos es con arma"). "" neither.
    std::string part_indicator{}, part_label{};
    // Other indicators that are said with it and not as a part of it: "los robos y hurtos", each fact once.
    std::vector<std::string> besides{};
    // Hours or days of the week that it is of, by what is said ("fin de semana"), as people mean it, the usual one first
    // (claim_times.hpp); none of what is said and no hour or day tells.
    std::string time_said{};
    std::vector<std::string> times{};
    Territory territory;
    Month month{};            // the last one that it is about
    int months = 1;           // that end with it
    int against_months = 12;  // so many before is what a change is from
    bool month_said = false;  // else it is the last with data
    // Words that tell something and changed nothing of this: "de noche", "en moto". What is counted is counted without them.
    std::vector<std::string> unread{};
    std::vector<std::string> denied{};   // of those: "sin arma"
    std::vector<std::string> speaker{};  // words of who says it

    Period period() const { return months_ending(month, months); }
};

// What of a claim was said outside its text; each takes the place of what the text says.
struct ClaimParts {
    std::string text, indicator, territory, month;
};

// Words of Spanish, Portuguese or English: the number (claim_number.hpp), the months (claim_period.hpp; of a month said
// outside the text, that month alone), the territory whose name stands there (the longest, the city's own among them; the city unless said), the indicator whose
// name or whose everyday words share most of the rest (code_search.hpp). A share is of what its words say that it is of
// (claim_share.hpp), never of its part. An indicator without data here may be meant like any other. Without a word of any
// indicator the claim is of none. Throws Error{usage} saying what is missing and how to say it, Error{missing} for a named indicator, a territory or a
// month that there is not.
Claim parse_claim(const World& world, const ClaimParts& parts);

// The claim as it is about an indicator: of a month that nobody said, the last one of which that indicator has data.
Claim of_last_month(const World& world, std::string_view indicator, Claim claim);

}  // namespace atalaya::service
