// What the clocks of a place showed: its time zone of the IANA database, as the file of a machine's tzdata says it.
//
// A fact keeps what its source wrote, the time that the clocks showed. The instant is made from that when it is
// asked for, so that a change of law, or of what is known of one, changes no record: docs/decisions/0012.
#pragma once

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/day.hpp"

namespace atalaya {

using Instant = std::chrono::sys_time<std::chrono::minutes>;     // UTC
using WallTime = std::chrono::local_time<std::chrono::minutes>;  // what the clocks showed

// The clocks showed `before` UTC until `at`, and `after` from then on. The two differ.
struct ClockChange {
    Instant at{};
    std::chrono::minutes before{}, after{};

    // Wall times [first, past) that were shown never (clocks put forward) or twice (put back).
    WallTime first() const { return WallTime{at.time_since_epoch() + std::min(before, after)}; }
    WallTime past() const { return WallTime{at.time_since_epoch() + std::max(before, after)}; }
    bool forward() const { return after > before; }
};

// When the clocks showed a time. `never` has the two readings as well: the time counted on from before the change, which
// is the later one, and back from after it.
struct Shown {
    enum class Times { once, twice, never } times = Times::once;
    Instant earlier{}, later{};  // the same where once
};

class Zone {
  public:
    // `tzif`: a file of version 2 or later as RFC 8536 has them. Changes from 1970 to 2100; offsets in whole minutes, as
    // all have been since 1972. Throws Error{bad_input} for bytes that are no such file.
    Zone(std::string name, std::string_view tzif);

    const std::string& name() const { return name_; }
    const std::vector<ClockChange>& changes() const { return changes_; }  // the oldest first

    Shown when(WallTime shown) const;  // O(log changes)
    WallTime wall(Instant instant) const;
    // From one midnight to the next: 1440, less or more where the clocks were changed, 0 for a day that was left out.
    std::chrono::minutes length(Day day) const;

  private:
    Instant begin(Day day) const;
    std::chrono::minutes offset(Instant instant) const;

    std::string name_;
    std::chrono::minutes first_offset_{};
    std::vector<ClockChange> changes_;
};

// Where this machine keeps tzdata: $TZDIR, else /usr/share/zoneinfo.
std::filesystem::path zone_folder();
// "2025b"; "" where the folder does not say.
std::string tzdata_version(const std::filesystem::path& folder);
// Whether a text is written as names of zones are ("America/Santiago"): it leads to no other folder.
bool is_zone_name(std::string_view text);
// Nothing where the folder has no zone of that name. Throws Error{corrupt} where its file cannot be read.
std::optional<Zone> find_zone(const std::filesystem::path& folder, const std::string& name);

}  // namespace atalaya
