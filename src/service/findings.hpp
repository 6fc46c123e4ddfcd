// Findings with their life: what was noticed of each delivery, what was decided about it, and how it goes
// from one delivery of a source to the next.
//
// (source, check, about) names a finding, whatever the delivery: one that shows the same again is another telling of it,
// and the last that shows it is the one whose rows and detail are told. It is open until somebody decides or a delivery
// mends it (finding_life.hpp); a decision needs an author and a reason, and none is ever removed. That a later delivery of
// other months does not show the finding decides nothing: it is told as `last_seen`.
//
// Until findings outlived their delivery they were named by it too. Decisions that were taken then say of which delivery:
// they are of what it told. The ids of then still lead to the finding.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/day.hpp"
#include "service/finding_life.hpp"
#include "store/data_directory.hpp"

namespace atalaya::service {

inline constexpr const char* finding_states[] = {"open", "explained", "fixed", "waived"};

// A reading that shows a finding, or that tells again what one told and no longer does.
struct FindingTold {
    std::string run, vintage, file;
    Digest delivery;
    Day on{};
    bool shows = false;
    std::int64_t rows{}, read{};  // where it shows it
    std::string detail{};         // likewise; JSON, or ""
};

// "delitos.csv", not shown any more, or shown again.
struct FindingTurn {
    std::string run, vintage, file;
    Digest delivery;
    std::string why{};  // of one that was opened again: "returned" | "grew" | "changed"
};

struct KnownFinding {
    std::string id;  // 26 letters and digits
    // Of the last reading that shows it, as are rows, read and detail.
    std::string run, vintage, source, file;
    Digest delivery;
    std::string check;  // a code of intake/check.hpp
    std::string
        about;  // the layer, column, category, month or rule it is about; "" for the whole delivery; with its turn
                // behind, from 2 on, where one reading tells the same twice: "fecha 2"
    std::int64_t rows{}, read{};
    std::string detail;  // JSON, or ""
    std::string state;
    std::vector<store::FindingDecision> decisions;  // oldest first
    // The vintage of the last delivery of the source that shows this check about this; "" when the source's newest
    // delivery does.
    std::string last_seen;
    std::optional<FindingTurn> mended{};    // of one that no person fixed: by which reading it was
    std::optional<FindingTurn> reopened{};  // of one that a reading opened again: which, and why
    std::vector<FindingTold>
        tellings{};        // in order of publication; the first is the one that showed it first
    std::int64_t times{};  // in how many deliveries it was shown
};

// What a finding's detail says that it is about: the texts under "layer", "column", "category", "month" and "rule",
// those that are there, with "/" between.
std::string about_of(const std::string& detail);

// The short name of SHA-256(source, check, about).
std::string finding_id(std::string_view source, std::string_view check, std::string_view about);
// What it was called when it was of one delivery: the short name of SHA-256(source, delivery, check, about).
std::string former_finding_id(std::string_view source, const Digest& delivery, std::string_view check,
                              std::string_view about);

struct FindingsAsked {
    std::string source, check, state;  // "" any
    std::string run;                   // the first letters of one reading; "" of every delivery
};

// In order of the last reading that shows each, as they were noticed. Error{usage} for a state that is none, Error{missing} for a run that is
// none. Reads the findings of every run once: O(findings of the city).
std::vector<KnownFinding> findings(store::Store& store, const FindingsAsked& asked);

// Those of the deliveries up to a vintage which the newest of them still shows and none of them mended; their states as
// decided until now.
std::vector<KnownFinding> findings_at(store::Store& store, std::int64_t vintage_no,
                                      const FindingsAsked& asked);

// By the first letters of its id, or of a former one. Error{missing} when none begins so, Error{usage} when several do.
KnownFinding finding(store::Store& store, const std::string& id);

struct FindingDecided {
    std::string id, state, author, reason;
    Day on{};
};

// Keeps a decision and gives the finding back with it. Error{usage} for a state that is none, or when the author or
// the reason is blank; Error as finding().
KnownFinding decide_finding(store::Store& store, const FindingDecided& decided);

// The same of all findings of one check of one source that are in another state and that no delivery mended, in one go;
// `decided.id` is left aside.
// Error{usage} where check or source is blank, Error{missing} where no such finding is in another state; else as above.
// How many were decided.
std::int64_t decide_findings(store::Store& store, const std::string& source, const std::string& check,
                             const FindingDecided& decided);

struct LivingFinding {
    KnownFinding finding;
    FindingLife life;
};

// All of a city with what their states follow from, as findings() gives them. Those of the vintages up to `vintage_no`, and
// of one check alone unless it is "".
std::vector<LivingFinding> living_findings(store::Store& store, std::optional<std::int64_t> vintage_no = {},
                                           std::string_view check = {});

}  // namespace atalaya::service
