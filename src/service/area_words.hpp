// How an area is called in each language.
#pragma once

#include "intake/words.hpp"
#include "service/world.hpp"

namespace atalaya::service {

// Areas are kept under one name. Where the source of their layer says in three languages how they are called ([shape]
// called, "Setor {}") and the name is the Spanish one, it is said in each; a map that the name ends with stays
// ("Setor 4 (2017)"). Names of their own, and what a language does not say, are `es` alone. O(sources).
intake::Words area_words(const Catalogue& catalogue, const TerritoryInfo& area);

}  // namespace atalaya::service
