#include "core/zone.hpp"

#include <cstdlib>
#include <fstream>
#include <iterator>

#include "core/error.hpp"
#include "core/zone_file.hpp"

namespace atalaya {

namespace chr = std::chrono;
namespace fs = std::filesystem;

namespace {

// Of the file, and then of its rule for what comes after: one a change of what the clocks show.
std::vector<ClockChange> changes_of(const ZoneFile& file, chr::minutes first) {
    std::vector<ClockChange> changes;
    chr::minutes now = first;
    for (const auto& [at, offset] : file.changes) {
        if (offset != now) changes.push_back({at, now, offset});
        now = offset;
    }
    return changes;
}

}  // namespace

Zone::Zone(std::string name, std::string_view tzif) : name_{std::move(name)} {
    const ZoneFile file = read_zone_file(name_, tzif);
    first_offset_ = file.first_offset;
    changes_ = changes_of(file, first_offset_);
}

chr::minutes Zone::offset(Instant instant) const {
    const auto next = std::upper_bound(changes_.begin(), changes_.end(), instant,
                                       [](Instant i, const ClockChange& change) { return i < change.at; });
    return next == changes_.begin() ? first_offset_ : std::prev(next)->after;
}

WallTime Zone::wall(Instant instant) const {
    return WallTime{instant.time_since_epoch() + offset(instant)};
}

Shown Zone::when(WallTime shown) const {
    const auto read = [&](chr::minutes at) { return Instant{shown.time_since_epoch() - at}; };
    // The first change whose doubtful times end after `shown`: those of two changes are days apart.
    const auto change =
        std::upper_bound(changes_.begin(), changes_.end(), shown,
                         [](WallTime time, const ClockChange& one) { return time < one.past(); });
    if (change == changes_.end()) {
        const auto only = read(changes_.empty() ? first_offset_ : changes_.back().after);
        return {Shown::Times::once, only, only};
    }
    if (shown < change->first()) return {Shown::Times::once, read(change->before), read(change->before)};
    return {change->forward() ? Shown::Times::never : Shown::Times::twice,
            read(std::max(change->before, change->after)), read(std::min(change->before, change->after))};
}

Instant Zone::begin(Day day) const {
    const Shown midnight = when(WallTime{day});
    if (midnight.times != Shown::Times::never) return midnight.earlier;
    // The day begins when the clocks were put forward over its midnight.
    const auto change = std::find_if(changes_.begin(), changes_.end(), [&](const ClockChange& one) {
        return one.forward() && one.first() <= WallTime{day} && WallTime{day} < one.past();
    });
    return change->at;
}

chr::minutes Zone::length(Day day) const {
    return begin(day + chr::days{1}) - begin(day);
}

fs::path zone_folder() {
    const char* said = std::getenv("TZDIR");
    return said && *said ? fs::path{said} : fs::path{"/usr/share/zoneinfo"};
}

std::string tzdata_version(const fs::path& folder) {
    std::string line;
    constexpr std::string_view begins = "# version ";
    if (std::ifstream file{folder / "tzdata.zi"}; std::getline(file, line) && line.starts_with(begins))
        return line.substr(begins.size());
    if (std::ifstream file{folder / "+VERSION"}; std::getline(file, line)) return line;
    return "";
}

bool is_zone_name(std::string_view text) {
    const auto part_begins = [](char c) { return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z'); };
    bool begins = true;
    for (const char c : text) {
        if (begins ? !part_begins(c)
                   : !part_begins(c) && !(c >= '0' && c <= '9') &&
                         std::string_view{"_+-/"}.find(c) == std::string_view::npos)
            return false;
        begins = c == '/';
    }
    return !begins;
}

std::optional<Zone> find_zone(const fs::path& folder, const std::string& name) {
    if (!is_zone_name(name)) return {};
    std::error_code none;
    const fs::path path = folder / name;
    if (!fs::is_regular_file(path, none)) return {};
    std::ifstream file{path, std::ios::binary};
    const std::string bytes{std::istreambuf_iterator<char>{file}, {}};
    return Zone{name, bytes};
}

}  // namespace atalaya
