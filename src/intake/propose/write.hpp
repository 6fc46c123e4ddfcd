// A proposal as the files of a source's folder, which read_source() reads as they are.
#pragma once

#include <filesystem>
#include <functional>
#include <string>
#include <string_view>

#include "intake/propose/proposal.hpp"

namespace atalaya::intake {

// What stands where only a person knows: publisher, url, licence, name, a column that was not found.
inline constexpr std::string_view to_fill_in = "COMPLETAR";

// A message in the reader's language.
using Say = std::function<std::string(const Message&)>;

// source.toml: above each key why, in one comment with its confidence; below `sure` a second one that begins
// "# PREGUNTA:" (in the reader's language) and says the other answer.
std::string source_toml(const Proposal& proposal, const std::string& id, const Say& say);
// codes.csv: a code of its own for each label, the folded text with '-' for what is no letter or digit, how many
// rows have it as note; the indicator that its words suggest (label_indicator.hpp), with a question in the note;
// iccs is left to a person. "" where a source of that kind has none.
std::string codes_csv(const Proposal& proposal, const Say& say);
std::string readme(const Proposal& proposal, const std::string& id, const Say& say);

// The id that a file's name suggests: folded, without its ending.
std::string id_of_file(std::string_view file_name);

// The three files in `folder`, which is made; its name is the source's id. Throws Error{conflict} when it holds a
// source.toml already.
void write_proposal(const Proposal& proposal, const std::filesystem::path& folder, const Say& say);

// The keys of source.toml that still hold `to_fill_in`, the posts that nobody knows, and codes.csv where none of its
// labels counts in an indicator.
std::vector<std::string> still_to_fill_in(const Source& source);

}  // namespace atalaya::intake
