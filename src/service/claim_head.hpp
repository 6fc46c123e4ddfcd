// What a claim says that it counts, where that is nothing that is known here: "30 zanahorias con violencia" are carrots, whatever
// crime the rest of the words is like.
#pragma once

#include <functional>
#include <optional>
#include <span>
#include <string>

#include "service/claim_number.hpp"
#include "service/claim_words.hpp"

namespace atalaya::service {

// The noun that the claim's words are about, if `knows` none of it; none where they are about something known, or nothing
// says about what. It is
//
//     the noun of the number       "30 zanahorias con violencia", "40 % de zanahorias", "30 semillas robadas"; an unknown word
//                                  right before a known noun is its adjective ("30 nuevos robos")
//     what another word is of      "los detenidos por robo", "intentos de robo"; not "una ola de robos", which is an amount
//     the subject of a movement    "las zanahorias bajaron", where nothing else of the claim is known (`names_one`)
//
// `words` are without the name of the territory. O(words).
std::optional<std::string> unknown_head(std::span<const ClaimWord> words, const SaidNumber& number,
                                        bool names_one, const std::function<bool(const ClaimWord&)>& knows);

}  // namespace atalaya::service
