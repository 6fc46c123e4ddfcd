// A delivery's bytes in, checked incidents (or tallies, exposures, areas) out.
//
//     const Batch batch = read_delivery(source, city, gazetteer, path, progress);
//
// A wrong cell rejects its row and says so in the batch; a file that cannot be used as a
// whole (not there, damaged, not what the descriptor says) is an Error. The same bytes,
// descriptor and areas give the same batch whatever the number of threads.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

#include "core/incident.hpp"
#include "core/progress.hpp"
#include "intake/city.hpp"
#include "intake/descriptor.hpp"
#include "intake/gazetteer.hpp"

namespace atalaya::geocode {
class Geocoder;
}

namespace atalaya::intake {

struct CellsTold;

struct ReadOptions {
    // A later day is rejected ("day_future"), and so is one after the month that a file of a source with
    // month_in_name tells up to. Absent and without such a month: no such check.
    std::optional<Day> latest;
    bool latest_of_facts = false;  // a fact of the last day may still be registered after it
    int threads = 0;               // 0: what ATALAYA_THREADS says, or as many as there are cores, at most 8
    std::optional<Digest> digest;  // of the file's bytes, when the caller worked it out already
    const geocode::Geocoder* geocoder = nullptr;  // what addresses are looked up in; nullptr: they are not
    bool tell_unplaced = false;                   // fill Batch::unplaced
    CellsTold* told = nullptr;                    // cells to tell besides (told_cells.hpp)
};

// Rows with days before this are rejected ("day_too_early").
inline constexpr Day earliest_day{std::chrono::local_days{std::chrono::year{1990} / 1 / 1}};

// In this process, but for Parquet, whose engine runs only in a child. Throws Error{missing} when there is no such file, Error{bad_input} when
// it cannot be read, Error{interrupted} from `progress`.
Batch read_here(const Source& source, const City& city, const Gazetteer& gazetteer,
                const std::filesystem::path& path, Progress& progress, const ReadOptions& options = {});

// The same, in a child process without network, files or more memory and time than the file
// deserves (sandbox.hpp); a child that crashes, hangs or runs out is Error{bad_input} here.
// The child is a fork: call it before this process starts DuckDB or other threads that hold locks.
Batch read_delivery(const Source& source, const City& city, const Gazetteer& gazetteer,
                    const std::filesystem::path& path, Progress& progress, const ReadOptions& options = {});

// The same of bytes that were kept; `name` is what messages call them.
Batch read_kept(const Source& source, const City& city, const Gazetteer& gazetteer, std::string_view bytes,
                const std::string& name, Progress& progress, const ReadOptions& options = {});

// The same in this process; not for Parquet or PDF.
Batch read_kept_here(const Source& source, const City& city, const Gazetteer& gazetteer,
                     std::string_view bytes, const std::string& name, Progress& progress,
                     const ReadOptions& options = {});

// What became of each row of a small delivery, as CSV: how sources/*/expected.csv is written.
std::string outcome_csv(const Batch& batch);

}  // namespace atalaya::intake
