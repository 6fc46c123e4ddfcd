// Numbers that a claim says as multiples and fractions: "el doble", "cinco veces más", "la mitad", "uno de cada tres".
#pragma once

#include <optional>
#include <span>

#include "service/claim_hedges.hpp"

namespace atalaya::service {

// "se duplicaron", "el doble", "se multiplicaron por 4", "cinco veces más": a change. None without one.
std::optional<FoundNumber> multiple(std::span<const ClaimWord> words);

// A fraction: a change beside a word of rising or falling ("bajaron a un tercio" leaves a third) or a comparison ("la mitad que
// en 2023"), a share of the whole else; "la mayoría" is a share of at least a half. None without one.
std::optional<FoundNumber> part(std::span<const ClaimWord> words);

}  // namespace atalaya::service
