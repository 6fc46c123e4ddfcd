// What the record store says of erasures, of what the law keeps from them, and of the reports of retention. Rows are
// only ever added, chained as all of its rows are.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "store/quoted_texts.hpp"
#include "store/record_store.hpp"

namespace atalaya::store {

struct Erasure {
    std::string id;     // "e-2031-01-05.1": the first of that day
    Day on{};           // the day it was done
    std::string cause;  // "request" | "retention"
    std::string about;  // JSON: what was asked for, without what identifies
    std::string author, reason;
    std::string basis;  // the legal ground, as people write it
    std::int64_t incidents{}, positions{};
};

// What stands for a delivery since an erasure.
struct ErasedDelivery {
    std::string erasure;
    Digest delivery;               // of the bytes as received: the name that runs know it by
    Digest before;                 // of the bytes that were there until then
    std::optional<Digest> twin;    // of the redacted twin; none: nothing of it is kept
    std::int64_t rows{}, cells{};  // blanked
};

// The file of positions of a vintage, written anew.
struct ErasedPlace {
    std::string erasure;
    std::int64_t vintage_no{};
    Digest before, since;
    std::int64_t positions{};  // that are gone
};

// Refused cells of a reading, blanked.
struct ErasedRun {
    std::string erasure;
    std::string run;
    std::int64_t rejects{};
    std::string digest;               // the chain of those rows as they are left
    std::vector<std::int64_t> lines;  // asked for, in order, each once; none: all. Not kept
};

// What a finding quoted, blanked.
struct ErasedFinding {
    std::string erasure;
    std::string run;
    std::int64_t finding_no{};
    std::int64_t texts{};  // that were blanked
    std::string digest;    // of the finding's row as it is left
};

std::vector<Erasure> erasures(RecordStore& records, std::string_view city);  // oldest first
std::vector<ErasedDelivery> erased_deliveries(RecordStore& records, std::string_view city);
std::vector<ErasedPlace> erased_places(RecordStore& records, std::string_view city);
std::vector<ErasedRun> erased_runs(RecordStore& records, std::string_view city);
std::vector<ErasedFinding> erased_findings(RecordStore& records, std::string_view city);
// The last word on each delivery: what stands for it now.
std::map<Digest, ErasedDelivery> twins(RecordStore& records, std::string_view city);

// The name that the next erasure of a day gets.
std::string next_erasure_id(RecordStore& records, std::string_view city, Day on);
// What stands in the place of a refused cell.
std::string blanked_mark(std::string_view erasure);
// Whether a cell says only that, of whatever erasure.
bool is_blanked(std::string_view cell);

// All rows of one erasure, in one transaction: its commit point. Blanks the refused cells of the runs, and counts
// them into `runs`; blanks what findings quote, `quotes` by run. `before_commit` is called with everything written and
// nothing yet durable.
void keep_erasure(RecordStore& records, std::string_view city, const Erasure& erasure,
                  const std::vector<ErasedDelivery>& deliveries, const std::vector<ErasedPlace>& places,
                  std::vector<ErasedRun>& runs, const std::map<std::string, QuotesGone>& quotes,
                  const std::function<void()>& before_commit);

// What a row said before stays in pages that nobody uses, in the log, or as a row that is dead: writes the store's file
// anew, or the tables on a server. O(all records).
void let_go_of_what_was_said(RecordStore& records);

// A source, a delivery or an incident that must not be erased: one of the three is said.
struct Hold {
    std::string id;           // "h-1"; given when it is kept
    std::int64_t step{};      // 1 the hold, 2 its release
    std::string action;       // "hold" | "release"
    std::string source;       // "" another is said
    std::string delivery;     // digest in hex
    std::int64_t incident{};  // number of the ledger; 0 none
    std::string author, reason;
    Day on{};
};
std::vector<Hold> holds(RecordStore& records, std::string_view city);     // every step, oldest first
std::vector<Hold> in_force(RecordStore& records, std::string_view city);  // those not released
// Gives the id. Error{usage} when none or more than one of the three is said, Error{missing} when a release names a
// hold that is not in force.
std::string keep_hold(RecordStore& records, std::string_view city, Hold hold);

struct RetentionRun {
    std::int64_t number{};  // 1, 2, ... of the city; given when it is kept
    Day on{};
    Day newest{};  // of the newest record by then
    std::string author;
    std::string erasure;  // "" nothing was due
    std::string report;   // JSON
    Digest digest;        // of the report
};
std::vector<RetentionRun> retention_runs(RecordStore& records, std::string_view city);
std::int64_t keep_retention_run(RecordStore& records, std::string_view city, RetentionRun run);

}  // namespace atalaya::store
