// A list of codes that its publisher changed. What a code of codes.csv is called says of which version it is and from when
// that holds: "20101@2024" is 20101 of the version in force from 2024-01-01 until the source's next version, "@2024-03"
// and "@2024-03-15" one from that month or day. The day of a fact chooses the version; the fact keeps code and version.
// A code without "@" is of all of them.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/day.hpp"
#include "intake/descriptor.hpp"

namespace atalaya::intake {

struct VersionedCode {
    std::string_view code, version;  // "" of all versions
};
VersionedCode versioned(std::string_view code);

struct ListVersion {
    std::string id;   // "2024"
    Day first{};      // in force from this day until the next one's
    Words what;       // what changed with it; empty of the first
    std::string act;  // where its publisher says so
};

// Those that codes of the source name, oldest first, without words; none for a source without versions. Throws
// Error{bad_input} for one that is no day, month or year. O(labels).
std::vector<ListVersion> versions_in(const std::vector<Label>& labels);

// The same with the words that versions.toml in the folder of the source has for them, where it has any:
//
//     [[versions]]
//     id = "2024"
//     what = { es = "…", pt = "…", en = "…" }
//     act = "https://…"
//
// Error{bad_input} for a file that cannot be read so.
std::vector<ListVersion> list_versions(const Source& source);

// Throws Error{bad_input} for a version in versions.toml that no code names, and for one after the first of which nothing
// is said.
void check_list_versions(const Source& source);

// Which of them is in force on a day; nullptr before the first. O(versions).
const ListVersion* in_force(const std::vector<ListVersion>& versions, Day day);

}  // namespace atalaya::intake
