// A claim of a share taken apart: "el Centro concentra el 20 % de los robos de 2024" is of robberies, and the part is the
// Centro's.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "intake/words.hpp"
#include "service/claim_number.hpp"
#include "service/claim_words.hpp"

namespace atalaya::service {

// The words of the whole and those of the part, without articles, verbs and periods between them.
struct SharedWords {
    std::vector<ClaimWord> whole;  // empty where nothing says of what it is a share
    std::vector<ClaimWord> part;   // empty where a territory alone, or nothing, says whose it is
};

// Of a number that is a share. The whole is what follows it ("20 % de los robos", "uno de cada tres robos") up to a verb, a
// place, a month or a number, else what the claim begins with ("De los robos, el 20 % ..."); the part is the rest. O(words).
SharedWords shared_words(std::span<const ClaimWord> words, const SaidNumber& number);

// Whether a word says that something is a part of something: "concentra", "representan", "responde".
bool says_share(const ClaimWord& word);

// The label that the words of a part name, by the words of its name that the whole's has not; -1 where none is named, or
// several alike are. "con arma" names "Robo con arma" and not "Robo sin arma". O(labels x words).
int label_named_by(std::span<const ClaimWord> part, const std::vector<intake::Words>& labels,
                   const intake::Words& whole);

}  // namespace atalaya::service
