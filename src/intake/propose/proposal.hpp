// A first source.toml for a file that nobody has described yet: what each choice is, how sure it is, why, and
// what to ask a person where it is not.
//
//     const Proposal proposal = propose(path, progress);
//     write_proposal(proposal, folder, say);            // write.hpp
//
// Nothing is guessed silently: a choice below `sure` has a question that names the other answer.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/message.hpp"
#include "core/progress.hpp"
#include "intake/descriptor.hpp"

namespace atalaya::intake {

// Percent from which on a choice is not asked about.
inline constexpr int sure = 90;

struct Choice {
    std::string key;                  // as source.toml has it: "format.encoding", "time.day.column" ...
    std::vector<std::string> values;  // one text, or the texts of a list
    int confidence = 0;               // 0 to 100
    Message why;                      // one line
    Message question;                 // of a choice that is not sure

    bool operator==(const Choice&) const = default;
};

// A label of the offence columns and how many of the rows looked at have it.
struct SeenLabel {
    std::string label_1, label_2;
    std::int64_t rows = 0;
    std::string label_3;

    bool operator==(const SeenLabel&) const = default;
};

struct Proposal {
    std::string file;  // its name
    Kind kind = Kind::incidents;
    FileType type = FileType::csv;
    std::int64_t rows = 0, looked_at = 0;
    std::vector<Choice> choices;    // in the order of source.toml; "kind" first
    std::vector<SeenLabel> labels;  // the most frequent first

    // Null when nothing was chosen for the key.
    const Choice* find(std::string_view key) const;
    // The text of a choice of one; "" without it.
    std::string_view value(std::string_view key) const;
    bool operator==(const Proposal&) const = default;
};

// Looks at the file in a confined child (sandbox.hpp), as read_delivery() does. The same bytes give the same
// proposal. Of tables up to 200,000 rows spread over the whole file are looked at, two passes over its bytes.
// Throws Error{missing} without the file, Error{bad_input} for what no reader of this program can read.
Proposal propose(const std::filesystem::path& path, Progress& progress);
// The same in this process, but for Parquet, which is read in a child all the same.
Proposal propose_here(const std::filesystem::path& path, Progress& progress);

// For the pipe between the child and its parent. unpacked_proposal() trusts nothing: Error{bad_input}.
std::string packed_proposal(const Proposal& proposal);
Proposal unpacked_proposal(std::string_view bytes);

}  // namespace atalaya::intake
