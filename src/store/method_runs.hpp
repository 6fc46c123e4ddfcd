// Runs of methods as the record store keeps them: what was asked of which bytes, and the digest of what was answered. The answer
// itself is not kept, for it may be rows of facts. Chained rows, never changed.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "store/record_store.hpp"

namespace atalaya::store {

struct KeptMethodRun {
    std::int64_t number{};  // of the city, from 1
    std::string run;        // the short name of the record
    std::string ran_on;     // "2024-10-06", the first day
    std::string record;     // canonical JSON: method, versions, settings, seed, inputs with their digests
    std::string given;      // canonical JSON: settings as they were typed, where the files were
    Digest answer;
    std::string refused;      // why there was no answer; "" where there was one
    std::int64_t erasures{};  // that had been made in the city by then

    friend bool operator==(const KeptMethodRun&, const KeptMethodRun&) = default;
};

// Oldest first. O(runs).
std::vector<KeptMethodRun> method_runs(RecordStore& records, std::string_view city);
// The run of that name as it was answered last.
std::optional<KeptMethodRun> find_method_run(RecordStore& records, std::string_view city,
                                             std::string_view run);

// Adds it, whatever its number and its count of erasures say. The same run with the same answer again changes nothing; with another
// answer it is a row of its own. What is returned is what was kept last of that name before, if anything.
std::optional<KeptMethodRun> keep_method_run(RecordStore& records, std::string_view city, KeptMethodRun run);

}  // namespace atalaya::store
