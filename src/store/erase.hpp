// Erasing what locates and identifies, all of it or nothing:
//
//   1 the file `erasing` in the data directory says which erasure is under way
//   2 what comes in the place of deliveries and files of positions is written beside them (*.next)
//   3 ONE transaction of the record store: the erasure, what stands for what since, refused cells and
//     what findings quote blanked. This is the commit point
//   4 the new files take the place of the old, the analytics store is made anew from the segments
//   5 `erasing` is removed
//
// A process killed before 3 leaves what was, after it what is: the next that opens the directory to write undoes the one
// and finishes the other, and who reads before that is refused. Counts, rollups and every digest but those of the
// files named stay.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/progress.hpp"
#include "store/data_directory.hpp"
#include "store/erasure_records.hpp"

namespace atalaya::store {

// What is to stand for a delivery.
struct Twin {
    std::optional<std::string> bytes;  // none: nothing of it is kept
    std::int64_t rows{}, cells{};      // blanked
};

struct ToErase {
    std::vector<std::int64_t> incidents;  // numbers of the ledger, in order, each once
    struct Delivery {
        Digest delivery;
        std::function<Twin(Store&)> twin;  // made when its turn comes: one is in memory at a time
    };
    std::vector<Delivery> deliveries;
    struct Refused {
        std::string run;
        std::vector<std::int64_t> lines;  // in order, each once; none: all of the reading
    };
    std::vector<Refused> runs;                 // readings whose refused cells are blanked
    std::map<std::string, QuotesGone> quotes;  // by reading, what its findings quote
};

// Where a kill hook is called: after each of these.
enum class EraseStep { announced, deliveries_staged, places_staged, records_written, recorded };
inline constexpr int erase_steps = 5;
using EraseHook = std::function<void(EraseStep)>;

// `erasure` says who, why and when; its id and counts are given. Opens the directory alone, more than once. A delivery
// whose twin is what stands for it already is left out; with nothing left to do nothing is recorded and the id is "".
Erasure erase(const std::filesystem::path& directory, Erasure erasure, const ToErase& what,
              Progress& progress, const EraseHook& hook = {});

// --- what opening a directory does (data_directory.cpp)

// The erasure under way, "" none.
std::string erasing(const std::filesystem::path& directory);
// Whether it is recorded: what is seen of it then is half of it.
bool is_recorded(RecordStore& records, std::string_view city, const std::string& erasure);
// Puts the files of a recorded erasure in place, or removes those of one that is not. True when positions went, so
// that the analytics store has to be made anew. May be repeated.
bool place_staged(const std::filesystem::path& directory, RecordStore& records, std::string_view city);
void end_erasing(const std::filesystem::path& directory);

}  // namespace atalaya::store
