// Which indicator a label of a source plainly belongs to, by its words in Spanish, Portuguese and English.
#pragma once

#include <string_view>

namespace atalaya::intake {

// The id of an indicator of indicators/ for a folded label ("robo con arma"), "" where its words do not settle it:
// attempts, negligence, and what several indicators could claim. It is a suggestion that a person confirms: the law of
// the place decides what "robo" is.
std::string_view indicator_of_label(std::string_view folded_label);

}  // namespace atalaya::intake
