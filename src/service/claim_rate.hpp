// Rates by inhabitants in a claim, and what no count of months answers.
#pragma once

#include <optional>
#include <span>

#include "service/claim_hedges.hpp"

namespace atalaya::service {

// "cada 100.000", "por mil habitantes", "la tasa".
bool is_per_inhabitants(std::span<const ClaimWord> words);

// "2.013 por 100.000 habitantes", "12 homicidios cada cien mil", "la tasa fue de 34": the number, and for how many. None
// without one.
std::optional<FoundNumber> rate(std::span<const ClaimWord> words);

// Error{usage} for percentages of rates, days, weeks and hours, and percentage points.
void refuse_what_no_count_answers(std::span<const ClaimWord> words);

}  // namespace atalaya::service
