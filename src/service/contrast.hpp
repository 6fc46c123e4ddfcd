// Somebody says another number: which way of counting our own records gives it? Every reading of the indicator is
// tried that differs from ours in one thing, then in two; those that give the number are told, the likeliest first, each with
// what it does otherwise. A reading that comes to the very counts of a simpler one is no other.
//
// That a reading gives the number does not show that it was meant: with many readings one or another agrees by chance. Of a
// reading r that gives the number v, said within t,
//
//     expected(r) = T_r x w / (2 ln 1.25),   w = ln((v + t) / (v - t))
//
// is how many of the others would have done so by chance: T_r are the readings tried that are at least as likely as r (of no
// greater weight) and come to something between v / 1.25 and 1.25 v, spread evenly over it in the logarithm. A change is held by
// what it multiplies with, 1 + percent / 100; a bound ("más de 100") is given by so many as lie beyond it. Beyond
// `most_by_chance` it may be a coincidence and is told apart from what explains; ours needs no explanation. A sum with an indicator of
// another group, which nobody named, explains nothing: its expectation is 1 at least.
//
// A claim of crimes at large is held against the crimes of each source, against all its rows, which is told apart where some
// are no crimes (coexistence, the road), and against the crimes that count in any indicator.
// A claim that names no indicator is held against every one that has data, each read as ours or differing in one thing.
// A rate is held against each denominator of the territory: residents of the nearest year, of other years, the indicator's
// own. A share is held against its part, as said or else one territory or label, of the whole that was named and of no other;
// a share of crimes at large is held against nothing. A bound ("más de 100") is given by every
// number beyond it, the nearest first. A percentage of a base below 20, and a number that a public page would withhold, are no reading: of a handful anything
// can be made, and what is withheld is not told here either. Among readings alike the one of more facts is the likelier.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "service/claim.hpp"
#include "service/claim_cuts.hpp"
#include "service/measures.hpp"
#include "store/unit_overrides.hpp"

namespace atalaya::service {

// In what a reading differs from ours: the months that were said, by the fact, against those that were said or the same a year
// before (of a change), all that the indicator counts in its own unit, in the territory, every source, at the newest vintage, over what was present in both periods.
struct Departure {
    // "offence" (one label alone), "offences" (two of them), "indicator" (another one), "together" (with one or two
    // others, each fact once), "without" (all but one label, or two), "except" (all but what counts in another indicator too), "with"
    // (with labels that it does not count, such as attempts), "added" (so, what counts in two of them twice), "unit" (rows in place of what they stand for, or
    // the other way round), "source" (one alone), "list" (one of the same facts that the indicator does not count;
    // "list_units" what its rows stand for), "basis" (the month of registration), "territory", "span" (the month alone, a
    // month before, the period right before, the same months a year before or "years_N" so many, quarter, half a year, year to date, the year as far
    // as it is known, twelve months, calendar year, "part": those of the said months of which there are
    // data), "cut" (a part alone, contrast_cuts.hpp), "uncut" (all, where a part was said), "against" (the period before, a year or two before, "years_N" so many; "first": the last month with the first; "whole_year": all twelve months of the year that the same months
    // are compared with), "unbridged" (the bare counts on both sides of a break over which ours is carried), "vintage" (an earlier one), "coverage" (with what was
    // absent in one period), "exposure" (of a rate: another denominator), "yearly" (as if all twelve months were like
    // these), "everything" (all rows of a source; "" all crimes that count in an indicator),
    // "crimes" (of a source of which not every row is one), "no_crimes" (all rows of such a source)
    std::string what;
    std::string
        which;  // codes of the labels, indicators, source, territory, span, vintage, or kind, year and layer summed
};

// From one coincidence expected in five claims on.
inline constexpr double most_by_chance = 0.2;

struct ClaimReading {
    std::string indicator;              // ours of which it departs
    std::vector<Departure> departures;  // none: it is ours
    double value{};
    double now{}, before{};  // the counts behind it; before of a change or, the whole, of a share or rate
    Period period, against;
    double
        cost{};  // the lower the likelier: the departures' weights, how far the value is, how few facts it is of
    double weight{};                            // of the departures alone
    double expected_by_chance{};                // 0 of ours
    std::string exposure{}, exposure_source{};  // of a rate: what `before` is of
    int exposure_year{};
    double low{}, high{};  // of a rate: its 95 % interval, as of any rate (stats/rates.hpp)
    // Of a change: the declared break between its periods over which its counts are not carried. Its counts may be
    // told, its percentage may not.
    std::string across{};

    bool may_be_chance() const { return expected_by_chance > most_by_chance; }
};

struct Contrast {
    Claim claim;
    ClaimReading ours;
    // Months without data, or a base of 0, have no reading; nor has a claim that names no indicator one of ours.
    bool ours_computable = false;
    // The indicator of the claim, or of its part, that no source that was received counts: nothing was tried, no more than
    // of Claim::uncounted.
    std::string without_data{};
    // Of a claim of what no indicator counts, what the sources' own labels of that name come to (contrast_labels.hpp).
    std::vector<ClaimReading> labels{};
    // Where it has none: runs of months of the claim with data and without.
    std::vector<Period> known, missing;
    // The break over which ours is carried, with both periods in the new coding; "" none.
    std::string bridged;
    // What the claim says that nothing here can be cut by; where there is any, no way of counting is offered as its cause.
    std::vector<ClaimCut> cuts;
    // What our records give of the part that was said, where that can be counted ("de noche").
    std::optional<ClaimReading> with_cut{};
    std::vector<std::string> silent_sources{};  // that may count the same and do not tell of all those months
    std::string
        ours_refused;  // why our own bulletin would not print that percentage, nor may an answer: "break", "small_base" ...
    // Who wanted a share of unlike units all the same, as it was kept.
    std::optional<store::UnitOverride> unit_override{};
    std::vector<ClaimReading> agree;    // those that give the number, by cost; at most ten
    std::vector<ClaimReading> nearest;  // where none does: the three whose value is nearest
    std::int64_t tried{}, agreeing{};
    std::int64_t same_vintages{};  // earlier ones that say what ours says
};

// That one indicator is to be divided by another of another unit, by whom and why.
struct UnlikeUnits {
    std::string author, reason;
    Day on{};
};

// Of indicators that count in different units neither is a share of the other: Error{usage}, unless `unlike` says who wants it
// and why. That is kept in the record store before anything is told (the store is open for writing then), and told with the
// answer; Error{usage} where one of both is blank, or where there are no unlike units to divide.
//
// Throws what parse_claim and compute throw, Error{usage} for a rate where nothing is known to divide by. Cost: the cells of the indicators of the same group, of all of them for a claim
// that names none, for each of some thousands of readings, and a scan of the ledger where registration is known.
Contrast contrast(store::Store& store, Worlds& worlds, const std::string& vintage, const ClaimParts& parts,
                  const std::optional<UnlikeUnits>& unlike = {});

}  // namespace atalaya::service
