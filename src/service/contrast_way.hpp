// A way of counting: ours, and what somebody else may have done.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "service/claim.hpp"
#include "service/contrast.hpp"
#include "service/measures.hpp"

namespace atalaya::service {

// By names: each vintage numbers its areas and labels anew.
struct Way {
    const World* world{};
    // The indicators whose cells are summed, or what a reconciled list counts as; "" is every row. A fact that counts in two
    // of them is counted once, or as often as it counts where they are `added_up`.
    std::vector<std::string> counted;
    bool added_up = false;
    std::vector<std::string> offences;   // these labels alone; empty: all
    std::vector<std::string> besides{};  // and these, which none of `counted` counts
    std::string source;                  // one alone, "" all
    bool another_list = false;  // months are known as far as `source` tells them, not the indicator's sources
    bool units = false;
    bool registered = false;  // by the month of registration
    bool uncovered = false;   // with what was absent in one of the two periods
    const TerritoryInfo* territory{};
    std::string span, against;               // of Departure, "" as the claim says
    std::optional<Period> part;              // what of the claim's months there is data of, in place of them
    std::string exposure;                    // of a rate: the kind of its denominator, "" none
    int exposure_year = 0;                   // of that year; 0: the nearest there is
    std::optional<Exposure> exposure_sum{};  // or that: of the whole city, over the areas of a layer
    bool yearly = false;                     // of a rate: as it would be in twelve months like these
    std::string cut{};                       // a part of what is counted alone (contrast_cuts.hpp), "" all

    // `span` "years_N" and `against` "years_N" are so many years before; `against` "first" is the last month of the claim with its first.
    Period period(const Claim& claim) const;
    Period period_against(const Claim& claim) const;
};

// How the city's own page counts what the claim is about; of a share, its part.
Way our_way(const World& world, const Indicator& indicator, const Claim& claim);
// Every row of one source, its crimes alone, or all crimes that count in any indicator, each fact once (crimes.hpp): of no page, for
// claims about crime at large.
Way way_of_source(const World& world, const std::string& source, const Claim& claim);
// None where all rows of the source are crimes, or none is.
std::optional<Way> way_of_crimes(const World& world, const std::string& source, const Claim& claim);
Way way_of_all(const World& world, const Claim& claim);

// Of the months that the claim is of and compares with, those of which the sources of the indicator tell and those of which
// they do not, in runs: outside what is known, or of a source that was absent in all of a month.
struct Told {
    std::vector<Period> known, missing;
};
Told told_of(const World& world, const Indicator& indicator, const Claim& claim);

// Whether a source of the indicator was absent from the territory in months of the period. One that has ended, or has not
// begun, is not where another one has facts in every month, unless it is `asked` for alone.
bool is_source_absent(const World& world, std::string_view indicator, const TerritoryInfo& territory,
                      Period period, std::string_view asked = {});

// Whether it counts, is no grouping, and has data here.
bool has_counts(const World& world, const Indicator& indicator);

}  // namespace atalaya::service
