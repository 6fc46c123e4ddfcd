// The little words between those that tell something, of Spanish, Portuguese and English: one list for all who read claims.
#pragma once

#include "service/claim_words.hpp"

namespace atalaya::service {

// "del", "dos", "of": what comes after is what it is of. In Portuguese "dos" is "of the", as a number it is none here.
bool is_of(const ClaimWord& word);
// "del", "dos": an article is in it.
bool is_contraction(const ClaimWord& word);
// "el", "os", "the".
bool is_definite(const ClaimWord& word);
// Those, and "un", "uma".
bool is_article(const ClaimWord& word);

}  // namespace atalaya::service
