// Erasing what locates and identifies, on request: what of it there is, and doing it. Counts stay: the ledger, its
// rollups and every figure that needs no position repeat to the byte (docs/manual/erasure.md).
#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "core/progress.hpp"
#include "intake/redact.hpp"
#include "service/catalogue.hpp"
#include "service/figure.hpp"
#include "service/text_elsewhere.hpp"
#include "store/erase.hpp"
#include "store/tombstones.hpp"

namespace atalaya::service {

// What is asked for; any of it together.
struct EraseAsked {
    std::string source;                   // whose the keys and columns are
    std::vector<std::string> keys;        // cells of a row's key, joined by | where it has several
    std::vector<std::int64_t> incidents;  // numbers of the ledger
    std::vector<std::string> deliveries;  // first letters of their SHA-256, eight at least
    std::vector<std::string> columns;     // blanked in every row of every delivery of the source
    std::vector<std::string> holding{};   // texts (intake/held_text.hpp): rows of any source, or of `source`

    bool empty() const {
        return keys.empty() && incidents.empty() && deliveries.empty() && columns.empty() && holding.empty();
    }
};

// Refused cells of a reading that go.
struct RefusedOf {
    bool all = false;
    std::set<std::int64_t> lines;  // where not all
};

// What that comes to in a store.
struct EraseTarget {
    std::vector<std::int64_t> incidents;            // in order, each once
    std::map<Digest, intake::ToRedact> deliveries;  // those that may hold a row of it
    std::map<std::string, RefusedOf> runs;          // by reading
    std::int64_t unfound{};                         // facts asked for of which no delivery has a row
    // Keys asked for that are of no fact: rows that every reading refused may have them.
    std::set<std::pair<std::string, IncidentKey>> unpublished;
    std::string about;                                  // JSON, without what identifies
    std::vector<intake::HeldText> texts{};              // asked for
    std::map<std::string, store::QuotesGone> quotes{};  // that hold one of them, by reading
    std::int64_t unsearched{};  // files kept in which texts cannot be looked for: pictures, refused ones
};
// Error{missing} naming what is not there, Error{usage} where nothing is asked for, a text that says too little, or a column
// that no delivery has or without which rows could not be counted, Error{conflict} naming the hold that stands against it, or where facts of a
// delivery cannot be told from those of another.
EraseTarget erase_target(store::Store& store, const Catalogue& catalogue, const EraseAsked& asked);

// The same from numbers, deliveries and readings that are known already; holds are the caller's affair.
EraseTarget erase_target(store::Store& store, const Catalogue& catalogue, std::vector<std::int64_t> incidents,
                         const std::vector<Digest>& deliveries, std::vector<std::string> runs);

// The rows of one incident, held or not.
EraseTarget rows_of_incident(store::Store& store, const Catalogue& catalogue, std::int64_t incident);

// Texts that findings of a reading quote and that would go.
std::int64_t quoted_texts(store::Store& store, const std::string& run, const store::QuotesGone& of);

// Cells of refused rows of a reading that say something, of all lines or of those that are said.
std::int64_t refused_cells(store::Store& store, const std::string& run, const RefusedOf& of);

// Exactly what would go.
struct ErasePlan {
    struct Delivery {
        Digest delivery;
        std::string source, file_name;
        std::int64_t rows{}, cells{};  // blanked
        bool twin = true;              // false: nothing of it would be kept
    };
    EraseTarget target;
    std::vector<Delivery> deliveries;
    std::int64_t positions{};            // rows of the files of positions
    std::int64_t rejects{};              // refused cells
    std::vector<store::Figure> figures;  // of record, that could not be repeated afterwards
    // What findings quote of the rows, by reading: all of it where nothing or nothing but what is counted stays of the
    // delivery; otherwise the texts that a blanked cell said, or that no row says but those erased.
    std::map<std::string, store::QuotesGone> quotes;
    std::int64_t quoted{};  // texts
    // Where texts that were asked for would still stand, and why: docs/manual/erasure.md.
    std::int64_t telling{};                  // cells of erased rows by which they are known or counted
    std::vector<StandsElsewhere> elsewhere;  // not in deliveries

    // Deliveries of which nothing would be kept for the sake of some rows, none of them asked for whole.
    std::int64_t taken_whole() const;
    bool empty() const { return deliveries.empty() && positions == 0 && rejects == 0 && quoted == 0; }
};
// Reads every delivery that may hold a row. Refused rows that are among those erased join target.runs. Error{missing}
// where a key asked for is neither of a fact nor of a row.
ErasePlan plan_erasure(store::Store& store, const Catalogue& catalogue, EraseTarget target,
                       Progress& progress);

struct EraseWords {
    std::string author, reason, basis;
    Day on{};
    std::string cause = "request";
};
// Opens the directory itself. Error{usage} where who, why or the legal ground is blank. An id of "" says that there was
// nothing left to erase.
store::Erasure run_erasure(const std::filesystem::path& directory, const Catalogue& catalogue,
                           const ErasePlan& plan, const EraseWords& words, Progress& progress,
                           const store::EraseHook& hook = {});

// --- what others ask

// How a delivery that is kept is read: as its source says, or as a twin. nullptr when nothing of it is kept.
std::unique_ptr<intake::Source> as_kept(store::Store& store, const intake::Source& source,
                                        const Digest& delivery);

// Whether a measure is computed from positions.
bool needs_positions(const std::string& measure);
// The incidents with a position that was erased which count in a figure; by number.
std::vector<std::int64_t> erased_of(store::Store& store, const Catalogue& catalogue, const FigureSpec& spec,
                                    const store::Tombstones& tombstones);
// The newest erasure that took a position from what a figure is computed from.
std::optional<store::Erasure> erasure_of(store::Store& store, const Catalogue& catalogue,
                                         const FigureSpec& spec);

}  // namespace atalaya::service
