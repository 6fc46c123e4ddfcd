// In which language a city is written to, and how it writes numbers there.
#pragma once

#include <string>
#include <string_view>

#include "intake/city.hpp"
#include "intake/words.hpp"

namespace atalaya::service {

// "es" of "es-AR"; "es" for a region whose language is not spoken here.
std::string language_of(const intake::City& city);

// "es-AR" for Spanish in Argentina, "pt-BR" for Portuguese there: the region's numbers in its own language only.
std::string region_for(const intake::City& city, std::string_view language);

const std::string& in_language(const intake::Words& words, std::string_view language);

}  // namespace atalaya::service
