// Somebody says another number: which way of counting our own records gives it? Every reading of the indicator is
// tried that differs from ours in one thing, then in two; those that give the number are told, the likeliest first, each with
// what it does otherwise. That a reading gives the number does not show that it was meant: with many readings one or another
// agrees by chance, so it is told how many were tried and how many agree.
//
// A claim that names no indicator is held against every one that has data, each read as ours or differing in one thing.
// A share is held against its part, as said or else one territory or label, of the whole that was named and of no other;
// a share of crimes at large is held against nothing. A bound ("más de 100") is given by every
// number beyond it, the nearest first. A percentage of a base below 20, and a number that a public page would withhold, are no reading: of a handful anything
// can be made, and what is withheld is not told here either. Among readings alike the one of more facts is the likelier.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "service/claim.hpp"
#include "service/measures.hpp"

namespace atalaya::service {

// In what a reading differs from ours: the months that were said, by the fact, against those that were said or the same a year
// before (of a change), all that the indicator counts in its own unit, in the territory, every source, at the newest vintage, over what was present in both periods.
struct Departure {
    // "offence" (one label alone), "indicator" (another one), "unit" (rows in place of what they stand for, or the
    // other way round), "source" (one alone), "basis" (the month of registration), "territory", "span" (the
    // month alone, a month before, quarter, year to date, twelve months, calendar year), "against" (the period before, a
    // year or two before), "vintage" (an earlier one), "coverage" (with what was absent in one period)
    std::string what;
    std::string which;  // code of the label, indicator, source, territory, span or vintage
};

struct ClaimReading {
    std::string indicator;              // ours of which it departs
    std::vector<Departure> departures;  // none: it is ours
    double value{};
    double now{}, before{};  // the counts behind it; before of a change or, the whole, of a share
    Period period, against;
    double
        cost{};  // the lower the likelier: the departures' weights, how far the value is, how few facts it is of
};

struct Contrast {
    Claim claim;
    ClaimReading ours;
    // Months without data, or a base of 0, have no reading; nor has a claim that names no indicator one of ours.
    bool ours_computable = false;
    std::string
        ours_refused;  // why our own bulletin would not print that percentage: "break", "small_base" ...
    std::vector<ClaimReading> agree;    // those that give the number, by cost; at most ten
    std::vector<ClaimReading> nearest;  // where none does: the three whose value is nearest
    std::int64_t tried{}, agreeing{};
};

// Throws what parse_claim and compute throw. Cost: the cells of the indicators of the same group, of all of them for a claim
// that names none, for each of some thousands of readings, and a scan of the ledger where registration is known.
Contrast contrast(store::Store& store, Worlds& worlds, const std::string& vintage, const ClaimParts& parts);

}  // namespace atalaya::service
