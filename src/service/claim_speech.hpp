// Who says a claim and on which paper it was written: words that tell nothing of what is counted. "La alcaldesa dijo que los robos
// subieron" is of robberies, and "carpetas por robo", "denuncias por robo" are counted as robberies are.
#pragma once

#include <functional>
#include <span>
#include <vector>

#include "service/claim_words.hpp"

namespace atalaya::service {

// "denuncias", "carpetas", "expedientes", "boletins", "reports": by which facts are counted, whatever facts.
bool is_record(const ClaimWord& word);

// Offices, people and papers that say numbers, and what they do ("presume", "informó"): of no fact.
bool is_of_a_speaker(const ClaimWord& word);

// The claim without "X dijo que" before it and without "según X", "dice X", "according to X" after it: the words up to a verb of
// saying and its "que", where no number is among them, and those from such a verb or "según" to the end where there are eight
// of them at most and none is a number, a month, a rise or fall, or `is_told`: of what is counted. O(words).
std::vector<ClaimWord> without_speaker(std::span<const ClaimWord> words,
                                       const std::function<bool(const ClaimWord&)>& is_told);

}  // namespace atalaya::service
