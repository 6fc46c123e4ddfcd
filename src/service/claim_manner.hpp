// How a thing was done, which is not what was done: "robos en moto", "roubos a bordo de um carro" are no vehicles taken.
#pragma once

#include <span>
#include <vector>

#include "service/claim_words.hpp"

namespace atalaya::service {

// The words without what somebody rode: "en moto", "em uma moto", "a bordo de un auto". "Robo de motos" stays. O(words).
std::vector<ClaimWord> without_what_they_rode(std::span<const ClaimWord> words);

}  // namespace atalaya::service
