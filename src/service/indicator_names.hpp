// What an indicator is called in a city.
#pragma once

#include <string_view>

#include "service/catalogue.hpp"

namespace atalaya::service {

// The city's own name ([[names]] of city.toml), else the indicator's; the id in every language where there is none of it.
intake::Words name_here(const Catalogue& catalogue, std::string_view indicator);

}  // namespace atalaya::service
