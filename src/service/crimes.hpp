// What is a crime and what is not. Events of coexistence (noise, stray animals, neighbours in dispute), the road, services and
// data are counted, mapped and told by themselves and are in no total of crimes, whatever class of ICCS they may be linked to.
#pragma once

#include <string>
#include <vector>

#include "service/catalogue.hpp"

namespace atalaya::service {

// Of the groups life, integrity, home and property.
bool is_of_crimes(const Indicator& indicator);

// The classes of ICCS of a label of the ledger ("source:code"); none of one without, or that is not known.
std::vector<std::string> classes_of(const Catalogue& catalogue, const std::string& offence);

// Whether the facts of a label are crimes: an indicator of crimes counts them, or none at all does and the label has a class
// of ICCS. O(indicators x labels of the source).
bool is_crime(const Catalogue& catalogue, const std::string& offence);

}  // namespace atalaya::service
