// What the proposal of a source left for a person, where it stands in its files and what is expected there.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "core/message.hpp"

namespace atalaya::intake {

struct OpenField {
    std::string file;  // "source.toml", "codes.csv"
    std::int64_t line = 0;
    std::string key;   // "name.es", "offence.columns"; of codes.csv the column's name
    Message expected;  // what to write there

    bool operator==(const OpenField&) const = default;
};

// The texts of source.toml and the cells of codes.csv that still are `to_fill_in` (write.hpp), by line. A file that
// is not there has none. Throws Error{bad_input} for what is no TOML. O(bytes).
std::vector<OpenField> open_fields(const std::filesystem::path& folder);

// Where a question of the proposal still stands, in whichever language it was asked: a comment of source.toml, a note
// of codes.csv. Nobody needs to answer one for the source to be used; who did takes it out.
struct OpenQuestion {
    std::string file;
    std::int64_t line = 0;

    bool operator==(const OpenQuestion&) const = default;
};
std::vector<OpenQuestion> open_questions(const std::filesystem::path& folder);

}  // namespace atalaya::intake
