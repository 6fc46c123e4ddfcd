// A first source.toml for a PDF with a table.
#pragma once

#include <string>
#include <string_view>

#include "core/progress.hpp"
#include "intake/bytes.hpp"
#include "intake/propose/proposal.hpp"
#include "intake/propose/systems.hpp"

namespace atalaya::intake {

bool is_pdf(const OpenFile& file);

// `tsv`: its words, as pdf_words() has them. A table with counts in several columns is one of tallies whose columns become
// rows; of any other the columns have the roles that choose_roles() gives them. Throws as look_at_pdf().
Proposal propose_pdf(const std::string& file, std::string_view tsv, const std::vector<KnownSystem>& systems);

}  // namespace atalaya::intake
